/** Requests against the model: the members it knows, of the types it says. */
import { ServiceError } from "../http/errors/service-error.ts";
import { typeOf } from "../http/model/model.ts";
import { secretsErrors } from "./errors.ts";
import { SECRETS_MODEL } from "./model/index.ts";

export type Values = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Values {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function readInput(shape: string, value: unknown): Values {
  if (!isObject(value)) throw new ServiceError("SerializationException", "Unexpected value where a structure was expected.");
  const input: Record<string, unknown> = {};
  for (const { name, type, required } of SECRETS_MODEL.shapes[shape] ?? []) {
    const entry = Object.hasOwn(value, name) ? value[name] : undefined;
    if (entry === undefined || entry === null) {
      if (required) throw secretsErrors.missing(name);
    } else input[name] = readValue(type, entry);
  }
  return input;
}

function readValue(ref: string, value: unknown): unknown {
  const type = typeOf(SECRETS_MODEL, ref);
  const fits = (good: boolean) => {
    if (!good) throw new ServiceError("SerializationException", `${typeof value} value can not be converted to the type of the member`); // (unverified)
    return value;
  };
  if (type.kind === "list") return (fits(Array.isArray(value)) as readonly unknown[]).map((entry) => readValue(type.of, entry));
  if (type.kind === "structure") return readInput(type.name, value);
  if (type.kind === "scalar" && (type.name === "integer" || type.name === "long")) return fits(Number.isInteger(value));
  return fits(typeof value === (type.kind === "scalar" && type.name === "boolean" ? "boolean" : "string"));
}

/** An answer's members in the order of the model, without those that are undefined. */
export function arranged(shape: string, value: Values): Values {
  const members = SECRETS_MODEL.shapes[shape] ?? [];
  return Object.fromEntries(members.flatMap(({ name }) => (value[name] === undefined ? [] : [[name, value[name]]])));
}

/** Input or output as the log keeps it: no secret. */
export function sketch(value: Values): Values {
  return Object.hasOwn(value, "SecretString") ? { ...value, SecretString: "…" } : value;
}
