/** `$x` and `${x…}`: defaults, trimming, replacing, slices, lengths, case. */
import type { ParameterExpansionPart, ParameterOperation, SimpleExpansionPart, Word } from "unbash";
import { type Context, ExpansionFailure } from "../context.ts";
import { quoteWord } from "../quote.ts";
import { arrayKeys, scalar } from "../state.ts";
import { assign, type Parameter, parameter } from "../variables.ts";
import { patternRegExp, patternSource } from "./pattern.ts";
import { arithmetic, expandPattern, expandText, joinPieces, type Piece, pieces, quotedText, splitText } from "./words.ts";

/** The pieces of an expansion; a list becomes fields with cuts between them, or nothing at all when it is empty. */
export async function expandParameter(context: Context, part: SimpleExpansionPart | ParameterExpansionPart, quoted: boolean): Promise<Piece[]> {
  if (part.type === "SimpleExpansion") return show(context, checked(context, part.text.slice(1), parameter(context, part.text.slice(1))), quoted);
  let name = part.parameter;
  let index = part.index ? await indexOf(context, name, part.index) : undefined;
  if (part.prefix === "!") {
    const names = keysOrNames(context, part, index);
    if (names) return show(context, names, quoted);
    const target = parameter(context, name, index);
    const pointed = /^([^[]+)(?:\[(.+)\])?$/.exec(target.kind === "one" ? (target.value ?? "") : "");
    if (!pointed) throw new ExpansionFailure(`${part.text.slice(2, -1)}: invalid indirect expansion`);
    name = pointed[1] as string;
    index = pointed[2];
  }
  const found = parameter(context, name, index);
  if (part.prefix === "#") return [quotedText(length(checked(context, name, found)))];
  const operation = part.operation;
  if (!operation) {
    if (!/^(?:\w+|[@*#?$!-])$/.test(name)) throw new ExpansionFailure(`${part.text}: bad substitution`);
    return show(context, checked(context, name, found), quoted);
  }
  if (operation.type === "Default") return byDefault(context, { name, ...(index === undefined ? {} : { index }) }, found, operation, quoted);
  if (operation.type === "Unknown") throw new ExpansionFailure(`${part.text}: bad substitution`);
  return show(context, await operate(context, checked(context, name, found), operation), quoted);
}

/** The key of an array element: text for associative arrays, else an arithmetic value. */
export async function indexOf(context: Context, name: string, index: Word): Promise<string> {
  if (index.text === "@" || index.text === "*") return index.text;
  if (context.process.state.variables[name]?.associative) return expandText(context, index);
  return String(await arithmetic(context, index.text));
}

function keysOrNames(context: Context, part: ParameterExpansionPart, index: string | undefined): Parameter | undefined {
  const { variables } = context.process.state;
  const star = part.operation?.type === "Names" ? part.operation.operator === "*" : index === "*";
  if (part.operation?.type === "Names") {
    return {
      kind: "list",
      star,
      values: Object.keys(variables)
        .filter((name) => name.startsWith(part.parameter))
        .sort(),
    };
  }
  if (index !== "@" && index !== "*") return undefined;
  const variable = variables[part.parameter];
  return { kind: "list", star, values: variable?.list ? arrayKeys(variable) : scalar(variable) === undefined ? [] : ["0"] };
}

/** `set -u`. */
function checked(context: Context, name: string, found: Parameter): Parameter {
  if (found.kind === "one" && found.value === undefined && context.process.state.options.nounset) {
    throw new ExpansionFailure(`${name}: unbound variable`, { fatal: true });
  }
  return found;
}

function length(found: Parameter): string {
  return String(found.kind === "list" ? found.values.length : [...(found.value ?? "")].length);
}

function show(context: Context, found: Parameter, quoted: boolean): Piece[] {
  if (found.kind === "one") return [quoted ? quotedText(found.value ?? "") : splitText(found.value ?? "")];
  if (quoted && found.star) {
    const ifs = context.process.state.variables.IFS;
    return [quotedText(found.values.join(ifs ? (scalar(ifs) ?? " ").slice(0, 1) : " "))];
  }
  return found.values.flatMap((value, index): Piece[] => {
    const piece = quoted ? quotedText(value) : splitText(value);
    return index === 0 ? [piece] : [{ kind: "cut" }, piece];
  });
}

type Default = ParameterOperation & { readonly type: "Default" };

async function byDefault(
  context: Context,
  target: { readonly name: string; readonly index?: string },
  found: Parameter,
  operation: Default,
  quoted: boolean,
): Promise<Piece[]> {
  const { operator, operand } = operation;
  const empty = found.kind === "one" ? found.value === undefined || (operator.startsWith(":") && found.value === "") : found.values.length === 0;
  const used = operator.endsWith("+") ? !empty : empty;
  if (!used) return operator.endsWith("+") ? [quoted ? quotedText("") : splitText("")] : show(context, found, quoted);
  const given = operand.text === "" ? [] : await pieces(context, operand, { quoted });
  if (operator.endsWith("=")) {
    const value = joinPieces(given);
    if (!/^[A-Za-z_]/.test(target.name)) throw new ExpansionFailure(`$${target.name}: cannot assign in this way`);
    assign(context.process, target.name, value, target.index === undefined ? {} : { index: target.index });
    return [quoted ? quotedText(value) : splitText(value)];
  }
  if (operator.endsWith("?")) {
    const message = joinPieces(given) || (operator === ":?" ? "parameter null or not set" : "parameter not set");
    throw new ExpansionFailure(`${target.name}: ${message}`, { fatal: true });
  }
  if (given.length === 0) return [quoted ? quotedText("") : splitText("")];
  return given.map((piece) => (piece.kind === "text" && !piece.quoted && !quoted ? splitText(piece.text) : piece));
}

async function operate(context: Context, found: Parameter, operation: Exclude<ParameterOperation, Default>): Promise<Parameter> {
  if (operation.type === "Slice") return slice(context, found, operation.offset, operation.length);
  const change = await changer(context, operation);
  if (found.kind === "list") return { ...found, values: found.values.map(change) };
  return { kind: "one", value: found.value === undefined ? undefined : change(found.value) };
}

async function changer(context: Context, operation: Exclude<ParameterOperation, Default>): Promise<(value: string) => string> {
  switch (operation.type) {
    case "Remove": {
      const source = patternSource(await expandPattern(context, operation.operand), { lazy: operation.operator === "#" });
      if (operation.operator.startsWith("#")) return (value) => value.replace(new RegExp(`^(?:${source})`), "");
      return trimEnd(new RegExp(`^(?:${patternSource(await expandPattern(context, operation.operand))})$`), operation.operator === "%%");
    }
    case "Replace": {
      const pattern = await expandPattern(context, operation.pattern);
      const replacement = await expandText(context, operation.replacement);
      if (pattern === "") return (value) => value;
      const source = `(?:${patternSource(pattern)})`;
      const { operator } = operation;
      const expression = new RegExp(operator === "/#" ? `^${source}` : operator === "/%" ? `${source}$` : source, operator === "//" ? "g" : "");
      return (value) => value.replace(expression, () => replacement);
    }
    case "CaseModification": {
      const matcher = operation.operand ? patternRegExp(await expandPattern(context, operation.operand)) : undefined;
      const upper = operation.operator.startsWith("^");
      const turn = (char: string) => (matcher && !matcher.test(char) ? char : upper ? char.toUpperCase() : char.toLowerCase());
      return operation.operator.length === 2 ? (value) => [...value].map(turn).join("") : (value) => turn(value.slice(0, 1)) + value.slice(1);
    }
    case "Transform": {
      const letter = operation.operand.text;
      if (letter === "Q") return (value) => quoteWord(value, { always: true });
      if (letter === "U") return (value) => value.toUpperCase();
      if (letter === "L") return (value) => value.toLowerCase();
      if (letter === "u") return (value) => value.slice(0, 1).toUpperCase() + value.slice(1);
      return (value) => value;
    }
    default:
      return (value) => value;
  }
}

/** The shortest or longest end of a text that matches is cut off. */
function trimEnd(whole: RegExp, longest: boolean): (value: string) => string {
  return (value) => {
    for (let step = 0; step <= value.length; step++) {
      const at = longest ? step : value.length - step;
      if (whole.test(value.slice(at))) return value.slice(0, at);
    }
    return value;
  };
}

async function slice(context: Context, found: Parameter, offsetWord: Word, lengthWord: Word | undefined): Promise<Parameter> {
  const offset = Number(await arithmetic(context, offsetWord.text));
  const count = lengthWord ? Number(await arithmetic(context, lengthWord.text)) : undefined;
  if (found.kind === "list" && found.keys) {
    // Offsets into arrays count indices, not elements: holes stay holes.
    const { keys } = found;
    const from = offset < 0 ? Math.max(-1, ...keys) + 1 + offset : offset;
    const at = keys.findIndex((key) => key >= from);
    return { ...found, values: at < 0 || from < 0 ? [] : cut(found.values, at, count, lengthWord?.text) };
  }
  if (found.kind === "one") {
    const chars = [...(found.value ?? "")];
    return { kind: "one", value: found.value === undefined ? undefined : cut(chars, offset, count, lengthWord?.text).join("") };
  }
  const values = found.values === context.process.args ? [context.process.name, ...found.values] : found.values;
  const start = found.values === context.process.args && offset === 0 && count === undefined ? 0 : offset;
  return { ...found, values: cut(values, start, count, lengthWord?.text) };
}

function cut<T>(items: readonly T[], offset: number, count: number | undefined, text: string | undefined): T[] {
  const start = offset < 0 ? items.length + offset : offset;
  if (start < 0) return [];
  if (count === undefined) return items.slice(start);
  if (count >= 0) return items.slice(start, start + count);
  const end = items.length + count;
  if (end < start) throw new ExpansionFailure(`${text ?? count}: substring expression < 0`);
  return items.slice(start, end);
}
