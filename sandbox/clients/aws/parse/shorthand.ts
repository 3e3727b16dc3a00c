/** Shorthand values, `Key=a,Value=b`, `rules=[{destinations=[{region=us-west-2}]}]`; the grammar of the AWS CLI user guide, "shorthand syntax". */
import type { Shape } from "../model.ts";
import { isDict, isList, type Value } from "../python/values.ts";

/** Says what was expected, where, under the text it read. `syntax` errors are printed one column further right by CLI v2. */
export class ShorthandError extends Error {
  readonly syntax: boolean;
  constructor(message: string, syntax: boolean) {
    super(message);
    this.syntax = syntax;
  }

  /** The message in the words of a generation. */
  text(generation: 1 | 2): string {
    return this.syntax && generation === 2 ? this.message.replace("for input:\n", "for input:\n ") : this.message;
  }
}

const SINGLE = /'(?:\\'|[^'])*'/y;
const DOUBLE = /"(?:\\"|[^"])*"/y;
const START = "\\!\\#-&\\(-\\+\\--\\<\\>-Z\\\\\\\\-z\\u007c-\\uffff";
const FIRST = new RegExp(`(?:\\\\,|[${START}])(?:\\\\,|[\\s\\!\\#-&\\(-\\+\\--\\\\\\^-\\|~-\\uffff])*`, "y");
const SECOND = new RegExp(`(?:\\\\,|[${START}])(?:\\\\,|[\\s\\!\\#-&\\(-\\+\\--\\<\\>-\\uffff])*`, "y");
const KEY = /[A-Za-z0-9\-_.#/:]*/y;

/** The text with a caret under the place, as both generations print it. */
function pointer(source: string, index: number): string {
  const lastNewline = source.lastIndexOf("\n", index - 1);
  const spaces = index > 0 && lastNewline >= 0 ? index - lastNewline - 1 : index;
  const nextNewline = source.indexOf("\n", index);
  const [consumed, remaining] = nextNewline < 0 ? [source, ""] : [source.slice(0, nextNewline), source.slice(nextNewline)];
  return `${consumed}\n${" ".repeat(spaces)}^${remaining}`;
}

class Reader {
  readonly source: string;
  readonly resolve: (value: string) => Promise<Value>;
  at = 0;

  constructor(source: string, resolve: (value: string) => Promise<Value>) {
    this.source = source;
    this.resolve = resolve;
  }

  unexpected(expected: string, actual: string): never {
    throw new ShorthandError(`Expected: '${expected}', received: '${actual}' for input:\n${pointer(this.source, this.at)}`, true);
  }

  get current(): string | undefined {
    return this.source[this.at];
  }

  space(): void {
    while (this.current !== undefined && " \t\n\r\v\f".includes(this.current)) this.at++;
  }

  expect(character: string, spaced = false): void {
    if (spaced) this.space();
    if (this.current !== character) this.unexpected(character, this.current ?? "EOF");
    this.at++;
    if (spaced) this.space();
  }

  /** The text that matches here, or nothing. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.source)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  quoted(pattern: RegExp, name: string, quote: string): string {
    const found = this.match(pattern) ?? this.unexpected(`<${name}>`, "<none>");
    return found.slice(1, -1).replaceAll(`\\${quote}`, quote).replaceAll("\\\\", "\\");
  }
}

/** Follows `key@=file://x` when the key was written with `@=`. */
async function scalar(reader: Reader, fromFile: boolean, second: boolean): Promise<Value> {
  let value: string;
  if (reader.current === "'") value = reader.quoted(SINGLE, "singled quoted", "'");
  else if (reader.current === '"') value = reader.quoted(DOUBLE, "double quoted", '"');
  else {
    const found = reader.match(second ? SECOND : FIRST);
    if (found === undefined && second) reader.unexpected("<second>", "<none>");
    value = (found ?? "").replaceAll("\\,", ",").trimEnd();
  }
  return fromFile ? reader.resolve(value) : value;
}

async function explicitValue(reader: Reader, fromFile: boolean): Promise<Value> {
  if (reader.current === "[") return explicitList(reader, fromFile);
  if (reader.current === "{") return hash(reader);
  return scalar(reader, fromFile, false);
}

function separator(reader: Reader, close: string): void {
  reader.space();
  if (reader.current === close) return;
  reader.expect(",");
  reader.space();
}

async function explicitList(reader: Reader, fromFile: boolean): Promise<Value> {
  reader.expect("[", true);
  const items: Value[] = [];
  while (reader.current !== "]") {
    items.push(await explicitValue(reader, fromFile));
    separator(reader, "]");
  }
  reader.expect("]");
  return items;
}

/** Reads `key=` or `key@=`; true when the value may name a file. */
function key(reader: Reader): [string, boolean] {
  const name = reader.match(KEY) ?? "";
  reader.space();
  const fromFile = reader.current === "@";
  if (fromFile) reader.expect("@", true);
  reader.expect("=", true);
  return [name, fromFile];
}

async function hash(reader: Reader): Promise<Value> {
  reader.expect("{", true);
  const members: Record<string, Value> = {};
  while (reader.current !== "}") {
    const [name, fromFile] = key(reader);
    const value = await explicitValue(reader, fromFile);
    separator(reader, "}");
    members[name] = value;
  }
  reader.expect("}");
  return members;
}

/** `a`, or `a,b,c` as a list; a word followed by `=` is the next key and is given back. */
async function commaValue(reader: Reader, fromFile: boolean): Promise<Value> {
  const first = await scalar(reader, fromFile, false);
  reader.space();
  if (reader.current !== ",") return first;
  reader.expect(",", true);
  const list: Value[] = [first];
  for (;;) {
    const before = reader.at;
    try {
      const next = await scalar(reader, fromFile, true);
      reader.space();
      if (reader.current === undefined) {
        list.push(next);
        break;
      }
      reader.expect(",", true);
      list.push(next);
    } catch (error) {
      if (!(error instanceof ShorthandError) || reader.current === undefined) throw error;
      reader.at = Math.min(reader.at, reader.source.length - 1);
      while (reader.at >= 0 && reader.current !== ",") reader.at--;
      if (reader.at < 0) reader.at = before;
      break;
    }
  }
  return list.length === 1 ? first : list;
}

/** Reads one shorthand text. `resolve` loads a `file://` value of a `key@=`. */
export async function parseShorthand(source: string, resolve: (value: string) => Promise<Value>): Promise<Value> {
  const reader = new Reader(source, resolve);
  const params: Record<string, Value> = {};
  let last = 0;
  do {
    if (reader.at > 0) reader.expect(",", true);
    const [name, fromFile] = key(reader);
    let value: Value;
    if (reader.current === undefined) value = "";
    else if (reader.current === "[" || reader.current === "{") value = await explicitValue(reader, fromFile);
    else value = await commaValue(reader, fromFile);
    if (Object.hasOwn(params, name)) {
      throw new ShorthandError(
        `Second instance of key "${name}" encountered for input:\n${pointer(source, last + 1)}\nThis is often because there is a preceding "," instead of a space.`,
        false,
      );
    }
    params[name] = value;
    last = reader.at;
  } while (reader.at < source.length);
  return params;
}

/** Shorthand knows only text: numbers, booleans and one-element lists follow from the model. */
export function fitToModel(value: Value | undefined, shape: Shape, toInteger: (text: string) => number): Value | undefined {
  if (value === undefined || value === null) return value;
  switch (shape.kind) {
    case "structure": {
      if (!isDict(value)) return value;
      const fitted: Record<string, Value> = { ...value };
      for (const [name, member] of shape.members) {
        const inner = fitToModel(value[name], member, toInteger);
        if (inner !== undefined) fitted[name] = inner;
      }
      return fitted;
    }
    case "list": {
      const items = isList(value) ? value : [value];
      return isList(value) ? items.map((item) => fitToModel(item, shape.member, toInteger) as Value) : items;
    }
    case "map":
      return isDict(value)
        ? Object.fromEntries(Object.entries(value).map(([name, item]) => [name, fitToModel(item, shape.value, toInteger) as Value]))
        : value;
    case "integer":
    case "long":
      return typeof value === "string" ? toInteger(value) : value;
    case "float":
    case "double":
      return typeof value === "string" ? Number(value) : value;
    case "boolean":
      if (typeof value !== "string") return value;
      return value.toLowerCase() === "true" ? true : value.toLowerCase() === "false" ? false : value;
    default:
      return value;
  }
}
