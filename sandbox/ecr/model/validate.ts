/** Requests against the model and its constraints: gives the typed input, or refuses with the service's sentences. */

import { ServiceError } from "../../http/errors/service-error.ts";
import { fromBase64 } from "../../kernel/bytes.ts";
import { type Constraint, constraintOf } from "./constraints.ts";
import { type MemberModel, MODEL, type TypeRef, typeOf } from "./index.ts";

/** Thrown values are `ServiceError`s; `path` is the parameter as the service names it. */
function invalid(path: string, constraint: string): ServiceError {
  return new ServiceError("InvalidParameterException", `Invalid parameter at '${path}' failed to satisfy constraint: '${constraint}'`);
}

/** A value of the wrong JSON type never reaches the service's own checks. */
function serialization(message: string): ServiceError {
  return new ServiceError("SerializationException", message);
}

const WIRE_TYPE: Readonly<Record<string, string>> = { string: "STRING_VALUE", number: "NUMBER_VALUE", boolean: "TRUE_VALUE" };

function mismatch(value: unknown, wanted: string): ServiceError {
  if (typeof value === "object") return serialization("Start of structure or map found where not expected.");
  return serialization(`${value === false ? "FALSE_VALUE" : WIRE_TYPE[typeof value]} can not be converted to ${wanted}`);
}

function checkSize(path: string, size: number, noun: string, { min, max }: Constraint): void {
  if (min !== undefined && size < min) throw invalid(path, `Member must have length greater than or equal to ${min}`);
  if (max !== undefined && size > max) throw invalid(path, `${noun} must have length less than or equal to ${max}`);
}

function readString(path: string, value: unknown, constraint: Constraint | undefined): string {
  if (typeof value !== "string") throw mismatch(value, "a String");
  if (constraint) {
    // Length first: no pattern is tried on an absurdly long text.
    checkSize(path, value.length, "Member", constraint);
    if (constraint.pattern && !constraint.pattern.test(value)) throw invalid(path, `must satisfy regular expression '${constraint.spelled}'`);
  }
  return value;
}

function readNumber(path: string, value: unknown, whole: boolean, constraint: Constraint | undefined): number {
  if (typeof value !== "number" || (whole && !Number.isInteger(value))) throw mismatch(value, whole ? "an Integer" : "a Double");
  if (constraint?.least !== undefined && value < constraint.least)
    throw invalid(path, `Member must have value greater than or equal to ${constraint.least}`);
  if (constraint?.most !== undefined && value > constraint.most)
    throw invalid(path, `Member must have value less than or equal to ${constraint.most}`);
  return value;
}

function readBlob(path: string, value: unknown, constraint: Constraint | undefined): Uint8Array {
  const bytes = value instanceof Uint8Array ? value : typeof value === "string" ? fromBase64(value) : undefined;
  if (!bytes) throw serialization("Invalid base64 in a blob");
  if (constraint) checkSize(path, bytes.length, "Member", constraint);
  return bytes;
}

function readScalar(path: string, scalar: string, value: unknown, constraint: Constraint | undefined): unknown {
  switch (scalar) {
    case "string":
      return readString(path, value, constraint);
    case "boolean":
      if (typeof value !== "boolean") throw mismatch(value, "a Boolean");
      return value;
    case "blob":
      return readBlob(path, value, constraint);
    default:
      return readNumber(path, value, scalar === "integer" || scalar === "long", constraint);
  }
}

interface Member extends MemberModel {
  readonly constraint: Constraint | undefined;
  /** Holds for every entry of a list. */
  readonly each: Constraint | undefined;
}

const members = new Map<string, readonly Member[]>();

/** The members of a shape with what holds for them. Looked up once: to put their names together costs as much as to check them. */
function membersOf(shape: string): readonly Member[] {
  let known = members.get(shape);
  if (!known) {
    known = (MODEL.shapes[shape] ?? []).map((field) => ({
      ...field,
      constraint: constraintOf(shape, field.name),
      each: constraintOf(shape, `${field.name}[]`),
    }));
    members.set(shape, known);
  }
  return known;
}

function readStructure(path: string, shape: string, value: unknown, optional: ReadonlySet<string>): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value) || value instanceof Uint8Array)
    throw serialization("Unexpected value where a structure was expected.");
  const given = value as Record<string, unknown>;
  const result: Record<string, unknown> = {};
  for (const { name, type, required, constraint, each } of membersOf(shape)) {
    const entry = Object.hasOwn(given, name) ? given[name] : undefined;
    const at = path === "" ? name : `${path}.${name}`;
    if (entry === undefined || entry === null) {
      if (required && !optional.has(at)) throw invalid(at, "Member must not be null");
    } else {
      result[name] = readValue(at, type, entry, constraint, each);
    }
  }
  return result;
}

/** `each` holds for every entry of a list. */
function readValue(path: string, ref: TypeRef, value: unknown, constraint?: Constraint, each?: Constraint): unknown {
  const type = typeOf(MODEL, ref);
  switch (type.kind) {
    case "scalar":
      return readScalar(path, type.name, value, constraint);
    case "enum": {
      if (typeof value !== "string") throw mismatch(value, "a String");
      const values = constraint?.values ?? type.values;
      if (!values.includes(value)) throw invalid(path, `Member must satisfy enum value set: [${values.join(", ")}]`);
      return value;
    }
    case "list": {
      if (!Array.isArray(value)) throw serialization("Expected list or null");
      if (constraint) checkSize(path, value.length, "Member", constraint);
      return value.map((entry, index) => {
        if (entry === null) throw invalid(`${path}.${index + 1}.member`, "Member must not be null");
        return readValue(`${path}.${index + 1}.member`, type.of, entry, each);
      });
    }
    case "map": {
      if (typeof value !== "object" || value === null || Array.isArray(value)) throw serialization("Expected map or null");
      return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, readValue(`${path}.${key}`, type.of, entry)]));
    }
    case "structure":
      return readStructure(path, type.name, value, new Set());
  }
}

/** The input of an operation from parsed JSON. Members the model does not know are dropped, as the service does. */
export function validate(shape: string, value: unknown, optional: readonly string[] = []): Record<string, unknown> {
  return readStructure("", shape, value, new Set(optional));
}
