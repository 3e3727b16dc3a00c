/** Inputs of operations as fast-check makes them: what a client may send by mistake. */
import fc from "fast-check";
import { type ServiceModel, typeOf } from "../http/model/model.ts";

export const junk = fc.oneof(fc.jsonValue(), fc.constantFrom(null, "", 0, -1, 1e308, "web", "sha256:00", [], {}, [null]));

/** Mostly well-formed values of a type, so that the checks behind the first one are reached too. */
export function anyOf(model: ServiceModel, ref: string, words: readonly string[], depth = 0): fc.Arbitrary<unknown> {
  const type = typeOf(model, ref);
  if (depth > 3) return junk;
  switch (type.kind) {
    case "list":
      return fc.array(anyOf(model, type.of, words, depth + 1), { maxLength: 3 });
    case "map":
      return fc.dictionary(fc.string(), anyOf(model, type.of, words, depth + 1), { maxKeys: 3 });
    case "enum":
      return fc.constantFrom(...type.values);
    case "structure":
      return fc.record(Object.fromEntries(type.members.map((member) => [member.name, anyOf(model, member.type, words, depth + 1)])), {
        requiredKeys: type.members.filter(({ required }) => required).map(({ name }) => name),
      });
    case "scalar":
      switch (type.name) {
        case "boolean":
          return fc.boolean();
        case "string":
          return fc.constantFrom(...words);
        case "blob":
          return fc.base64String();
        default:
          return fc.integer({ min: -2, max: 2000 });
      }
  }
}
