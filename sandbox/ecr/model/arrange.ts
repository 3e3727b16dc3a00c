/** Answers in model order: the order of keys that clients print. Members without a value are left out. */
import { MODEL, type TypeRef, typeOf } from "./index.ts";

export function arrange(ref: TypeRef, value: unknown): unknown {
  const type = typeOf(MODEL, ref);
  switch (type.kind) {
    case "structure": {
      const given = value as Record<string, unknown>;
      const result: Record<string, unknown> = {};
      for (const member of type.members) {
        const entry = given[member.name];
        if (entry !== undefined) result[member.name] = arrange(member.type, entry);
      }
      return result;
    }
    case "list":
      return (value as readonly unknown[]).map((entry) => arrange(type.of, entry));
    case "map":
      return Object.fromEntries(Object.entries(value as Record<string, unknown>).map(([key, entry]) => [key, arrange(type.of, entry)]));
    default:
      return value;
  }
}
