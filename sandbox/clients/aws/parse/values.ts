/** From what was typed after an option to the value its member takes: files, JSON, shorthand, numbers, booleans. */
import { fromBase64, utf8 } from "../../../kernel/bytes.ts";
import type { Where } from "../config/settings.ts";
import { Failure, parameterFailure } from "../errors/failure.ts";
import type { Generation } from "../errors/print.ts";
import type { Shape } from "../model.ts";
import { JsonError, loads } from "../python/json.ts";
import { ordered, repr, type Value } from "../python/values.ts";
import { ParamFileError, paramFile } from "./files.ts";
import { fitToModel, parseShorthand, ShorthandError } from "./shorthand.ts";

export interface ValueContext {
  readonly where: Where;
  readonly generation: Generation;
  /** Blobs are given as they are, not in base64. */
  readonly rawBlobs: boolean;
}

type Given = string | readonly string[] | Uint8Array;

/** Python's `int(text)`. */
export function toInteger(text: string): number {
  if (!/^\s*[-+]?\d+(?:_\d+)*\s*$/.test(text))
    throw new Failure("general", "bad-value", `invalid literal for int() with base 10: ${repr(text)}`, text);
  return Number(text.replaceAll("_", ""));
}

const isComplex = (shape: Shape): boolean => shape.kind === "structure" || shape.kind === "map" || shape.kind === "list";

function takesShorthand(shape: Shape): boolean {
  return shape.kind === "list" ? isComplex(shape.member) : isComplex(shape);
}

function json(text: string, option: string): Value {
  try {
    return ordered(loads(text));
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw parameterFailure(option, `Invalid JSON: ${error.message}\nJSON received: ${text}`);
  }
}

function firstCharacter(text: string): string {
  const first = text.trimStart()[0];
  if (first === undefined) throw new Failure("general", "bad-value", "string index out of range");
  return first;
}

/** What is no base64: noticed when the request is built, after the Region has been asked for. */
export class UnreadableBlob extends Failure {}

function blob(value: string, option: ValueContext): Uint8Array {
  if (option.generation === 1 || option.rawBlobs) return utf8(value);
  if (/[^\0-\x7f]/.test(value)) throw new UnreadableBlob("general", "bad-value", "string argument should contain only ASCII characters", value);
  const bytes = /^[A-Za-z0-9+/\n]*={0,2}\n?$/.test(value) ? fromBase64(value.replaceAll("\n", "")) : undefined;
  if (!bytes || value.replaceAll("\n", "").length % 4 !== 0) throw new UnreadableBlob("general", "bad-value", `Invalid base64: "${value}"`, value);
  return bytes;
}

function scalar(value: string, shape: Shape, context: ValueContext): Value {
  switch (shape.kind) {
    case "integer":
    case "long":
      return toInteger(value);
    case "float":
    case "double":
      return Number(value);
    case "boolean":
      return value.toLowerCase() !== "false" && value !== "";
    case "blob":
      return blob(value, context);
    default:
      return value;
  }
}

/** A value that is not shorthand: JSON for what is complex, else the scalar. */
function unpack(value: Given, shape: Shape, option: string, context: ValueContext): Value {
  if (value instanceof Uint8Array) return value;
  if (shape.kind === "structure" || shape.kind === "map") {
    const text = typeof value === "string" ? value : value.join(" ");
    if (firstCharacter(text) === "{") return json(text, option);
    throw parameterFailure(option, `Invalid JSON:\n${text}`);
  }
  if (shape.kind === "list") {
    if (typeof value === "string" && firstCharacter(value) === "[") return json(value, option);
    if (typeof value !== "string" && value.length === 1 && value[0]?.trim().startsWith("[")) return json(value[0], option);
    return [...value].map((item) => unpack(item, shape.member, option, context));
  }
  return scalar(typeof value === "string" ? value : value.join(" "), shape, context);
}

async function shorthand(value: string | readonly string[], shape: Shape, option: string, context: ValueContext): Promise<Value> {
  const resolve = async (text: string): Promise<Value> => (await paramFile(text, context.where)) ?? text;
  try {
    const parsed =
      typeof value === "string" ? await parseShorthand(value, resolve) : await Promise.all(value.map((text) => parseShorthand(text, resolve)));
    return typeof value === "string" && shape.kind === "list" ? parsed : (fitToModel(parsed, shape, toInteger) as Value);
  } catch (error) {
    if (error instanceof ShorthandError) throw parameterFailure(option, error.text(context.generation));
    // What a `key@=` names is loaded too late to be told as a mistake of the option.
    if (error instanceof ParamFileError) throw new Failure("general", "bad-value", error.message, option);
    throw error;
  }
}

/** The value of a member from what stood behind its option. */
export async function memberValue(given: string | readonly string[], shape: Shape, option: string, context: ValueContext): Promise<Value> {
  let value: Given = given;
  const alone = typeof given === "string" ? given : given.length === 1 ? given[0] : undefined;
  if (alone !== undefined) {
    try {
      value = (await paramFile(alone, context.where)) ?? given;
    } catch (error) {
      if (error instanceof ParamFileError) throw parameterFailure(option, error.message);
      throw error;
    }
  }
  if (value instanceof Uint8Array) return value;
  const first = typeof value === "string" ? value : (value[0] ?? "");
  const looksLikeJson = /^\s*[[{]/.test(first);
  if (takesShorthand(shape) && !looksLikeJson) return shorthand(value, shape, option, context);
  return unpack(value, shape, option, context);
}
