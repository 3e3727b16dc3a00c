/** `--output yaml`: block style, keys by name, lists at the level of their key. */
import { base64 } from "../../../../kernel/bytes.ts";
import { byCodePoint, isDict, isList, type Value } from "../../python/values.ts";
import { scalarText } from "./scalar.ts";

function scalar(value: Exclude<Value, readonly Value[] | { readonly [key: string]: Value }>, column: number, indent: number): string {
  if (value === null) return "null";
  if (typeof value === "boolean") return String(value);
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : Number.isNaN(value) ? ".nan" : value > 0 ? ".inf" : "-.inf";
  if (typeof value === "string") return scalarText(value, column, indent);
  return `!!binary |\n${" ".repeat(indent)}${base64(value)}`;
}

/** Lines of a collection, the first without its indentation. */
function block(value: Value, indent: number): string {
  if (isList(value)) {
    if (value.length === 0) return "[]\n";
    return value.map((item) => `- ${nested(item, indent + 2, indent + 2, indent + 2)}`).join(" ".repeat(indent));
  }
  if (isDict(value)) {
    const keys = Object.keys(value).sort(byCodePoint);
    if (keys.length === 0) return "{}\n";
    return keys
      .map((key) => {
        const item = value[key] as Value;
        const head = `${scalarText(key, indent, indent, true)}:`;
        if (isList(item) && item.length > 0) return `${head}\n${" ".repeat(indent)}${block(item, indent)}`;
        if (isDict(item) && Object.keys(item).length > 0) return `${head}\n${" ".repeat(indent + 2)}${block(item, indent + 2)}`;
        return `${head} ${nested(item, indent + head.length + 1, indent + 2, indent + 2)}`;
      })
      .join(" ".repeat(indent));
  }
  return `${scalar(value, indent, indent)}\n`;
}

function nested(item: Value, column: number, indent: number, continuation: number): string {
  if (isList(item) || isDict(item)) return block(item, indent);
  return `${scalar(item, column, continuation)}\n`;
}

/** One document; a lone scalar is not marked with `...`. */
export function formatYaml(value: Value): string {
  if (isList(value) || isDict(value)) return block(value, 0);
  return `${scalar(value, 0, 2)}\n`;
}
