/** Input as it is sent: blobs in base64, timestamps as epoch seconds. */
import { base64, utf8 } from "../../../kernel/bytes.ts";
import type { Shape } from "../model.ts";
import { isDict, isList, type Value } from "../python/values.ts";

export function wireInput(value: Value, shape: Shape): Value {
  switch (shape.kind) {
    case "structure":
      return isDict(value)
        ? Object.fromEntries(
            Object.entries(value).map(([name, item]) => {
              const member = shape.members.get(name);
              return [name, member ? wireInput(item, member) : item];
            }),
          )
        : value;
    case "list":
      return isList(value) ? value.map((item) => wireInput(item, shape.member)) : value;
    case "map":
      return isDict(value) ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, wireInput(item, shape.value)])) : value;
    case "blob":
      return value instanceof Uint8Array ? base64(value) : typeof value === "string" ? base64(utf8(value)) : value;
    case "timestamp":
      return typeof value === "string" && !/^\d+(\.\d+)?$/.test(value)
        ? (parseTimestamp(value) ?? value)
        : typeof value === "string"
          ? Number(value)
          : value;
    default:
      return value;
  }
}

/** `2026-11-23T08:00:00Z` or a date alone, as epoch seconds. */
export function parseTimestamp(text: string): number | undefined {
  const match = /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[-+]\d\d:?\d\d)?)?$/.exec(text);
  if (!match) return undefined;
  const time = new Date(`${match[1]}T${match[2] ?? "00:00:00"}${match[3] ?? "Z"}`).getTime();
  return Number.isNaN(time) ? undefined : time / 1000;
}
