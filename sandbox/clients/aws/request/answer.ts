/** From the members that came over the wire to what is printed: members in model order, timestamps as the generation shows them, unknown members left out. */
import type { Generation } from "../errors/print.ts";
import type { Shape } from "../model.ts";
import { loads } from "../python/json.ts";
import { isDict, isList, type Value } from "../python/values.ts";

/** Epoch seconds as Python's `isoformat` in UTC: microseconds only when there are any. */
export function isoTimestamp(seconds: number): string {
  const micros = Math.round(seconds * 1e6);
  const whole = Math.floor(micros / 1e6);
  const fraction = micros - whole * 1e6;
  const base = new Date(whole * 1000).toISOString().slice(0, 19);
  return `${base}${fraction === 0 ? "" : `.${String(fraction).padStart(6, "0")}`}+00:00`;
}

function timestamp(value: Value, generation: Generation): Value {
  if (generation === 1) return value;
  if (typeof value === "number") return isoTimestamp(value);
  if (typeof value !== "string") return value;
  if (/^-?\d+(\.\d+)?$/.test(value)) return isoTimestamp(Number(value));
  const parsed = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d+)?Z?$/.exec(value);
  if (!parsed) return value;
  const fraction = (parsed[3] ?? "").slice(1, 7).padEnd(6, "0");
  return `${parsed[1]}T${parsed[2]}${Number(fraction) === 0 ? "" : `.${fraction}`}+00:00`;
}

/** A policy as JSON; what cannot be read stays as it came. */
function policyDocument(encoded: string): Value {
  try {
    return loads(decodeURIComponent(encoded));
  } catch {
    return encoded;
  }
}

/** The printable form of a member. */
export function answerValue(value: Value, shape: Shape, generation: Generation): Value {
  if (value === null) return null;
  switch (shape.kind) {
    case "structure": {
      if (!isDict(value)) return value;
      const shaped: Record<string, Value> = {};
      for (const [name, member] of shape.members) {
        const item = value[name];
        if (item !== undefined && item !== null) shaped[name] = answerValue(item, member, generation);
      }
      return shaped;
    }
    case "list":
      return isList(value) ? value.map((item) => answerValue(item, shape.member, generation)) : value;
    case "map":
      return isDict(value)
        ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, answerValue(item, shape.value, generation)]))
        : value;
    case "timestamp":
      return timestamp(value, generation);
    case "string":
      return shape.document && typeof value === "string" ? policyDocument(value) : value;
    default:
      return value;
  }
}
