/** Parameter validation as botocore does it before a request: required members, unknown members, types, minima. Never enums, patterns or maxima. */
import { Failure } from "../errors/failure.ts";
import type { Shape, Structure } from "../model.ts";
import { className, type Dict, isDict, isList, repr, type Value } from "../python/values.ts";

const TYPES: Readonly<Record<string, string>> = {
  string: "<class 'str'>",
  list: "<class 'list'>, <class 'tuple'>",
  structure: "<class 'dict'>",
  map: "<class 'dict'>",
  integer: "<class 'int'>",
  long: "<class 'int'>",
  float: "<class 'float'>, <class 'decimal.Decimal'>, <class 'int'>",
  double: "<class 'float'>, <class 'decimal.Decimal'>, <class 'int'>",
  boolean: "<class 'bool'>",
  blob: "<class 'bytes'>, <class 'bytearray'>, file-like object",
  timestamp: "<class 'datetime.datetime'>, timestamp-string",
};

function fits(value: Value, kind: Shape["kind"]): boolean {
  switch (kind) {
    case "string":
      return typeof value === "string";
    case "list":
      return isList(value);
    case "structure":
    case "map":
      return isDict(value);
    case "integer":
    case "long":
      return (typeof value === "number" && Number.isInteger(value)) || typeof value === "boolean";
    case "float":
    case "double":
      return typeof value === "number" || typeof value === "boolean";
    case "boolean":
      return typeof value === "boolean";
    case "blob":
      return typeof value === "string" || value instanceof Uint8Array;
    default:
      return typeof value === "string" || typeof value === "number";
  }
}

/** A path as botocore prints it: `tags[0].Key`, `input` for the whole. */
const shown = (path: string): string => path.replace(/^\./, "") || "input";

function checkStructure(value: Dict, shape: Structure, path: string, problems: string[]): void {
  for (const name of shape.required) if (!Object.hasOwn(value, name)) problems.push(`Missing required parameter in ${shown(path)}: "${name}"`);
  const known: string[] = [];
  for (const name of Object.keys(value)) {
    if (shape.members.has(name)) known.push(name);
    else problems.push(`Unknown parameter in ${shown(path)}: "${name}", must be one of: ${[...shape.members.keys()].join(", ")}`);
  }
  for (const name of known) check(value[name] as Value, shape.members.get(name) as Shape, `${path}.${name}`, problems);
}

function check(value: Value, shape: Shape, path: string, problems: string[]): void {
  if (!fits(value, shape.kind)) {
    problems.push(
      `Invalid type for parameter ${shown(path)}, value: ${typeof value === "string" ? value : repr(value)}, type: ${className(value)}, valid types: ${TYPES[shape.kind]}`,
    );
    return;
  }
  const min = "min" in shape ? shape.min : undefined;
  if (shape.kind === "structure") checkStructure(value as Dict, shape, path, problems);
  else if (shape.kind === "map") for (const [key, item] of Object.entries(value as Dict)) check(item, shape.value, `${path}.${key}`, problems);
  else if (shape.kind === "integer" || shape.kind === "long" || shape.kind === "float" || shape.kind === "double") {
    if (min !== undefined && Number(value) < min)
      problems.push(`Invalid value for parameter ${shown(path)}, value: ${repr(value)}, valid min value: ${min}`);
  } else {
    const size = typeof value === "string" ? [...value].length : isList(value) ? value.length : undefined;
    if (min !== undefined && size !== undefined && shape.kind !== "blob" && size < min) {
      problems.push(`Invalid length for parameter ${shown(path)}, value: ${size}, valid min length: ${min}`);
    }
    if (shape.kind === "list") for (const [i, item] of (value as readonly Value[]).entries()) check(item, shape.member, `${path}[${i}]`, problems);
  }
}

/** Throws `Parameter validation failed:` with every problem, one a line. */
export function validate(input: Dict, shape: Structure): void {
  const problems: string[] = [];
  checkStructure(input, shape, "", problems);
  if (problems.length > 0) throw new Failure("param", "bad-value", `Parameter validation failed:\n${problems.join("\n")}`);
}
