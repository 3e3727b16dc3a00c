/** Requests and answers against a model: the members it knows, of the types it says, in its order. */
import { ServiceError } from "../errors/service-error.ts";
import { type ServiceModel, typeOf } from "../model/model.ts";

export type Values = Readonly<Record<string, unknown>>;

type Missing = (member: string) => ServiceError;

function isObject(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Throws `SerializationException` for a value of another type, and what `missing` makes for a required member that is not there. */
export function readInput(model: ServiceModel, shape: string, value: unknown, missing: Missing): Values {
  if (!isObject(value)) throw new ServiceError("SerializationException", "Unexpected value where a structure was expected.");
  const input: Record<string, unknown> = {};
  for (const { name, type, required } of model.shapes[shape] ?? []) {
    const entry = Object.hasOwn(value, name) ? value[name] : undefined;
    if (entry === undefined || entry === null) {
      if (required) throw missing(name);
    } else input[name] = readValue(model, type, entry, missing);
  }
  return input;
}

function readValue(model: ServiceModel, ref: string, value: unknown, missing: Missing): unknown {
  const type = typeOf(model, ref);
  const fits = (good: boolean) => {
    if (!good) throw new ServiceError("SerializationException", `${typeof value} value can not be converted to the type of the member`); // (unverified)
    return value;
  };
  switch (type.kind) {
    case "list":
      return (fits(Array.isArray(value)) as readonly unknown[]).map((entry) => readValue(model, type.of, entry, missing));
    case "map":
      return Object.fromEntries(
        Object.entries(fits(isObject(value)) as Values).map(([key, entry]) => [key, readValue(model, type.of, entry, missing)]),
      );
    case "structure":
      return readInput(model, type.name, value, missing);
    case "enum":
      return fits(typeof value === "string");
    default:
      if (type.name === "integer" || type.name === "long") return fits(Number.isInteger(value));
      if (type.name === "double" || type.name === "timestamp") return fits(typeof value === "number");
      return fits(typeof value === (type.name === "boolean" ? "boolean" : "string"));
  }
}

/** An answer's members in the order of the model, without those that are undefined. */
export function arranged(model: ServiceModel, shape: string, value: Values): Values {
  const members = model.shapes[shape] ?? [];
  return Object.fromEntries(members.flatMap(({ name }) => (value[name] === undefined ? [] : [[name, value[name]]])));
}
