/** Asks a query's tree of a value, as the CLI's library does: texts compare too, what does not compare is null. */
import { byCodePoint, className, isDict, isList, type Value } from "../python/values.ts";
import { callFunction } from "./functions.ts";
import type { Comparison, Node } from "./parse.ts";
import { QueryError } from "./tokens.ts";

/** An expression given to a function as `&expression`. */
export class Reference {
  readonly of: Node;
  constructor(of: Node) {
    this.of = of;
  }

  ask(value: Value): Value {
    return ask(this.of, value);
  }
}

export function equal(a: Value, b: Value): boolean {
  if (isList(a)) return isList(b) && a.length === b.length && a.every((item, i) => equal(item, b[i] as Value));
  if (isDict(a))
    return (
      isDict(b) &&
      Object.keys(a).length === Object.keys(b).length &&
      Object.entries(a).every(([key, item]) => Object.hasOwn(b, key) && equal(item, b[key] as Value))
    );
  return a === b;
}

const falsy = (value: Value): boolean =>
  value === null || value === false || value === "" || (isList(value) && value.length === 0) || (isDict(value) && Object.keys(value).length === 0);

const SIGNS = { lt: "<", lte: "<=", gt: ">", gte: ">=" };
/** `'int'` out of `<class 'int'>`. */
const typeName = (value: Value): string => className(value).slice(7, -1);

function compare(how: Comparison, left: Value, right: Value): Value {
  if (how === "eq" || how === "ne") return equal(left, right) === (how === "eq");
  const comparable = (value: Value) => typeof value === "number" || typeof value === "string";
  if (!comparable(left) || !comparable(right)) return null;
  if (typeof left !== typeof right)
    throw new QueryError(`'${SIGNS[how]}' not supported between instances of ${typeName(left)} and ${typeName(right)}`);
  const order = typeof left === "number" && typeof right === "number" ? left - right : byCodePoint(String(left), String(right));
  return { lt: order < 0, lte: order <= 0, gt: order > 0, gte: order >= 0 }[how];
}

/** Python's `list[start:stop:step]`. */
function slice(list: readonly Value[], [first, last, by]: readonly (number | undefined)[]): Value[] {
  const step = by ?? 1;
  if (step === 0) throw new QueryError("slice step cannot be zero");
  const clamp = (index: number, low: number, high: number) => Math.min(Math.max(index < 0 ? index + list.length : index, low), high);
  const out: Value[] = [];
  if (step > 0) for (let i = clamp(first ?? 0, 0, list.length); i < clamp(last ?? list.length, 0, list.length); i += step) out.push(list[i] as Value);
  else if (step < 0) {
    const start = first === undefined ? list.length - 1 : clamp(first, -1, list.length - 1);
    const stop = last === undefined ? -1 : clamp(last, -1, list.length - 1);
    for (let i = start; i > stop; i += step) out.push(list[i] as Value);
  }
  return out;
}

function each(items: readonly Value[], right: Node): Value[] {
  return items.map((item) => ask(right, item)).filter((item) => item !== null);
}

function flattened(value: Value): Value {
  return isList(value) ? value.flatMap((item) => (isList(item) ? [...item] : [item])) : null;
}

/** The answer of a query. Throws `QueryError` for a wrong call of a function. */
export function ask(node: Node, value: Value): Value {
  switch (node.kind) {
    case "identity":
    case "current":
      return value;
    case "field":
      return isDict(value) && Object.hasOwn(value, node.name) ? (value[node.name] as Value) : null;
    case "literal":
      return node.value;
    case "index":
      return isList(value) ? (value.at(node.index) ?? null) : null;
    case "slice":
      return isList(value) ? slice(value, node.parts) : null;
    case "then":
      return ask(node.right, ask(node.left, value));
    case "or": {
      const left = ask(node.left, value);
      return falsy(left) ? ask(node.right, value) : left;
    }
    case "and": {
      const left = ask(node.left, value);
      return falsy(left) ? left : ask(node.right, value);
    }
    case "not":
      return falsy(ask(node.of, value));
    case "flatten":
      return flattened(ask(node.of, value));
    case "compare":
      return compare(node.how, ask(node.left, value), ask(node.right, value));
    case "each": {
      const base = ask(node.of, value);
      return isList(base) ? each(base, node.right) : null;
    }
    case "each-value": {
      const base = ask(node.of, value);
      return isDict(base) ? each(Object.values(base), node.right) : null;
    }
    case "filter": {
      const base = ask(node.of, value);
      return isList(base)
        ? each(
            base.filter((item) => !falsy(ask(node.when, item))),
            node.right,
          )
        : null;
    }
    case "list":
      return value === null ? null : node.items.map((item) => ask(item, value));
    case "hash":
      return value === null ? null : Object.fromEntries(node.pairs.map(([name, item]) => [name, ask(item, value)]));
    case "call":
      return callFunction(
        node.name,
        node.args.map((arg) => (arg.kind === "expref" ? new Reference(arg.of) : ask(arg, value))),
      );
    default:
      return null;
  }
}
