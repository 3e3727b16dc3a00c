/** Forms of the Query protocol as input: `Tags.member.1.Key=env` by the shape of the operation (Smithy, "AWS Query protocol"). */
import { ServiceError } from "../errors/service-error.ts";
import { type ServiceModel, type TypeRef, typeOf } from "../model/model.ts";

export type Parameters = ReadonlyMap<string, string>;

/** Most entries of a list that are read: no request that a service takes has more. */
const MOST_ENTRIES = 1000;

/** Whether a parameter stands at `path`, or below it. */
function present(parameters: Parameters, path: string): boolean {
  if (parameters.has(path)) return true;
  for (const name of parameters.keys()) if (name.startsWith(`${path}.`)) return true;
  return false;
}

function malformed(message: string): ServiceError {
  return new ServiceError("MalformedInput", message);
}

function scalar(name: string, value: string): unknown {
  switch (name) {
    case "boolean":
      if (value !== "true" && value !== "false") throw malformed(`Invalid Argument: ${value} is not a valid boolean`); // (unverified)
      return value === "true";
    case "integer":
    case "long":
      if (!/^-?\d{1,15}$/.test(value)) throw malformed("Invalid Argument"); // (unverified)
      return Number(value);
    case "double":
      return Number(value);
    default:
      return value;
  }
}

function readValue(model: ServiceModel, ref: TypeRef, parameters: Parameters, path: string): unknown {
  const type = typeOf(model, ref);
  switch (type.kind) {
    case "structure":
      return readShape(model, type.name, parameters, `${path}.`);
    case "list": {
      const entries: unknown[] = [];
      for (let n = 1; n <= MOST_ENTRIES && present(parameters, `${path}.member.${n}`); n++) {
        entries.push(readValue(model, type.of, parameters, `${path}.member.${n}`));
      }
      return entries;
    }
    case "map": {
      const entries: Record<string, unknown> = {};
      for (let n = 1; n <= MOST_ENTRIES && parameters.has(`${path}.entry.${n}.key`); n++) {
        entries[parameters.get(`${path}.entry.${n}.key`) ?? ""] = readValue(model, type.of, parameters, `${path}.entry.${n}.value`);
      }
      return entries;
    }
    case "enum":
      return parameters.get(path) ?? "";
    case "scalar":
      return scalar(type.name, parameters.get(path) ?? "");
  }
}

function readShape(model: ServiceModel, shape: string, parameters: Parameters, prefix: string): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const { name, type } of model.shapes[shape] ?? []) {
    if (present(parameters, `${prefix}${name}`)) result[name] = readValue(model, type, parameters, `${prefix}${name}`);
  }
  return result;
}

/** The input of an operation; parameters that the shape does not know are dropped, as the services do. */
export function readForm(model: ServiceModel, shape: string, parameters: Parameters): Record<string, unknown> {
  return readShape(model, shape, parameters, "");
}
