/** `--output text`: one tab-separated line a structure, its name in capitals first, members by name, lists of structures aligned on all their members. */
import { Failure } from "../../errors/failure.ts";
import { byCodePoint, className, type Dict, isDict, isList, str, type Value } from "../../python/values.ts";

const scalar = (value: Value | undefined): boolean => !isList(value) && !isDict(value);

function allScalarKeys(list: readonly Value[]): string[] {
  const keys = new Set<string>();
  for (const item of list) {
    // The CLI stumbles over a list of structures and other things; so does this.
    if (!isDict(item)) throw new Failure("general", "bad-value", `${className(item).slice(7, -1)} object has no attribute 'items'`);
    for (const [key, value] of Object.entries(item)) if (scalar(value)) keys.add(key);
  }
  return [...keys].sort(byCodePoint);
}

function scalarList(items: readonly Value[], name: string | undefined): string {
  if (name === undefined) return `${items.map(str).join("\t")}\n`;
  return items.map((item) => `${name.toUpperCase()}\t${str(item)}\n`).join("");
}

function list(items: readonly Value[], name: string | undefined): string {
  if (items.length === 0) return "";
  if (items.some(isDict)) {
    const keys = allScalarKeys(items);
    return items.map((item) => any(item, name, keys)).join("");
  }
  if (!items.some(isList)) return scalarList(items, name);
  const scalars = items.filter(scalar);
  const others = items.filter((item) => !scalar(item));
  return (scalars.length > 0 ? scalarList(scalars, name) : "") + others.map((item) => any(item, name)).join("");
}

function dict(item: Dict, name: string | undefined, keys: readonly string[] | undefined): string {
  const sorted = Object.keys(item).sort(byCodePoint);
  const cells = keys
    ? keys.map((key) => str(item[key] ?? (Object.hasOwn(item, key) ? null : "")))
    : sorted.filter((key) => scalar(item[key])).map((key) => str(item[key] as Value));
  const others = keys ? sorted.filter((key) => !keys.includes(key)) : sorted.filter((key) => !scalar(item[key]));
  const line = cells.length > 0 ? `${(name === undefined ? cells : [name.toUpperCase(), ...cells]).join("\t")}\n` : "";
  return line + others.map((key) => any(item[key] as Value, key)).join("");
}

function any(item: Value, name?: string, keys?: readonly string[]): string {
  if (isDict(item)) return dict(item, name, keys);
  if (isList(item)) return list(item, name);
  return `${str(item)}\n`;
}

/** The text of one answer or one page. */
export function formatText(value: Value): string {
  return any(value);
}
