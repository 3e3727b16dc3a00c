/**
 * The part of Go's text/template that people use with `--format`: fields, `join`, `upper`, `lower`, `title`, `split`, `len`, `index`, `println`,
 * `printf`, comparisons, `if/else`, `range`, `with`, pipelines and variables; and what Docker adds: `json`, `pad`, `truncate`.
 */
import { goJson } from "./go-json.ts";

export class TemplateError extends Error {}

type Piece =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "value"; readonly pipeline: string }
  | {
      readonly kind: "block";
      readonly word: "if" | "range" | "with";
      readonly pipeline: string;
      readonly body: readonly Piece[];
      readonly otherwise: readonly Piece[];
    };

/** How Go calls what is filled in. */
export interface GoTypes {
  /** A structure has these fields and no other; a map, without a name here, has no such entry. */
  readonly root?: string | undefined;
  /** What lies deepest. */
  readonly leaf: string;
}

interface Scope {
  readonly dot: unknown;
  readonly root: unknown;
  /** By names with their dollar. */
  readonly variables: Readonly<Record<string, unknown>>;
  /** Spaces by which `json` indents. */
  readonly indent: number;
  readonly types: GoTypes;
}

export interface FillOptions {
  /** Spaces by which `json` indents, as buildx's does. */
  readonly indent?: number;
  readonly types?: GoTypes;
}

/** Fills a template with a value. Throws `TemplateError` with Go's kind of message. */
export function fill(template: string, value: unknown, { indent = 0, types = { leaf: "interface {}" } }: FillOptions = {}): string {
  const tokens = tokenise(template);
  const { pieces, rest } = parse(tokens, 0, false);
  if (rest < tokens.length) throw new TemplateError("template: :1: unexpected {{end}}");
  try {
    return print(pieces, { dot: value, root: value, variables: {}, indent, types });
  } catch (error) {
    throw error instanceof Trouble ? new TemplateError(located(template, error)) : error;
  }
}

/** What is wrong with a part of a template while it is filled. */
class Trouble extends Error {
  readonly part: string;
  /** Where in the part. */
  readonly at: number;

  constructor(part: string, what: string, at = 0) {
    super(what);
    this.part = part;
    this.at = at;
  }
}

function located(template: string, { part, at, message }: Trouble): string {
  const before = template.slice(0, Math.max(0, template.indexOf(part)) + at).split("\n");
  return `template: :${before.length}:${before.at(-1)?.length}: executing "" at <${part}>: ${message}`;
}

interface Token {
  readonly kind: "text" | "action";
  readonly text: string;
}

function tokenise(template: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let trim = false;
  while (at < template.length) {
    const open = template.indexOf("{{", at);
    const end = open < 0 ? template.length : open;
    let text = template.slice(at, end);
    if (trim) text = text.trimStart();
    const close = open < 0 ? -1 : template.indexOf("}}", open);
    if (open >= 0 && close < 0) throw new TemplateError("template parsing error: template: :1: unclosed action");
    let action = open < 0 ? "" : template.slice(open + 2, close);
    if (action.startsWith("- ")) {
      text = text.trimEnd();
      action = action.slice(2);
    }
    trim = action.endsWith(" -");
    if (trim) action = action.slice(0, -2);
    if (text !== "") tokens.push({ kind: "text", text });
    if (open < 0) break;
    if (!action.startsWith("/*")) tokens.push({ kind: "action", text: action.trim() });
    at = close + 2;
  }
  return tokens;
}

function parse(tokens: readonly Token[], from: number, inside: boolean): { pieces: Piece[]; rest: number; ended: string } {
  const pieces: Piece[] = [];
  for (let at = from; at < tokens.length; at++) {
    const token = tokens[at] as Token;
    if (token.kind === "text") {
      pieces.push({ kind: "text", text: token.text });
      continue;
    }
    const [word = "", ...words] = token.text.split(/\s+/);
    if (word === "end" || word === "else") {
      if (!inside) throw new TemplateError(`template parsing error: template: :1: unexpected {{${word}}}`);
      return { pieces, rest: at, ended: token.text };
    }
    if (word === "if" || word === "range" || word === "with") {
      const body = parse(tokens, at + 1, true);
      const otherwise = body.ended === "else" ? parse(tokens, body.rest + 1, true) : { pieces: [], rest: body.rest, ended: body.ended };
      pieces.push({ kind: "block", word, pipeline: words.join(" "), body: body.pieces, otherwise: otherwise.pieces });
      at = otherwise.rest;
      continue;
    }
    pieces.push({ kind: "value", pipeline: token.text });
  }
  if (inside) throw new TemplateError("template parsing error: template: :1: unexpected EOF");
  return { pieces, rest: tokens.length, ended: "" };
}

function print(pieces: readonly Piece[], outer: Scope): string {
  let scope = outer;
  let out = "";
  for (const piece of pieces) {
    if (piece.kind === "text") out += piece.text;
    else if (piece.kind === "block") out += printBlock(piece, scope);
    else {
      const { names, pipeline } = declaration(piece.pipeline);
      const value = evaluate(pipeline, scope);
      if (names.length === 0) out += show(value);
      else scope = withVariables(scope, names, [value]);
    }
  }
  return out;
}

function printBlock(piece: Piece & { kind: "block" }, scope: Scope): string {
  const { names, pipeline } = declaration(piece.pipeline);
  const value = evaluate(pipeline, scope);
  if (!truthy(value)) return print(piece.otherwise, scope);
  if (piece.word !== "range") return print(piece.body, { ...withVariables(scope, names, [value]), dot: piece.word === "with" ? value : scope.dot });
  return Object.entries(value as object)
    .map(([key, item]) => [Array.isArray(value) ? Number(key) : key, item] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, item]) => print(piece.body, { ...withVariables(scope, names, names.length === 2 ? [key, item] : [item]), dot: item }))
    .join("");
}

/** `$key, $value := …` of an action. */
function declaration(action: string): { names: readonly string[]; pipeline: string } {
  const [whole = "", first, second] = /^(\$\w+)(?:\s*,\s*(\$\w+))?\s*:=\s*/.exec(action) ?? [];
  return { names: [first, second].filter((name) => name !== undefined), pipeline: action.slice(whole.length) };
}

function withVariables(scope: Scope, names: readonly string[], values: readonly unknown[]): Scope {
  return { ...scope, variables: { ...scope.variables, ...Object.fromEntries(names.map((name, at) => [name, values[at]])) } };
}

function truthy(value: unknown): boolean {
  if (value === undefined || value === null || value === false || value === "" || value === 0) return false;
  return typeof value !== "object" || Object.keys(value).length > 0;
}

/** How Go's %v prints a value. */
function show(value: unknown): string {
  if (value === undefined) return "<no value>";
  if (value === null) return "<nil>";
  if (Array.isArray(value)) return `[${value.map(show).join(" ")}]`;
  if (typeof value === "object")
    return `map[${Object.entries(value)
      // A set, like ExposedPorts, is a map to structures without fields.
      .map(([key, item]) => `${key}:${JSON.stringify(item) === "{}" ? "{}" : show(item)}`)
      .join(" ")}]`;
  return String(value);
}

function evaluate(pipeline: string, scope: Scope): unknown {
  const stages = splitOutside(pipeline, "|").map((stage) => splitOutside(stage, " ").filter((word) => word !== ""));
  let value: unknown;
  for (const [at, words] of stages.entries()) {
    if (words.length === 0) throw new TemplateError("template parsing error: template: :1: missing value for command");
    value = call(words, at === 0 ? [] : [value], scope);
  }
  return value;
}

function call([head = "", ...words]: readonly string[], piped: readonly unknown[], scope: Scope): unknown {
  if (head === "json") return goJson([...words.map((word) => operand(word, scope)), ...piped][0], scope.indent);
  const run = Object.hasOwn(FUNCTIONS, head) ? FUNCTIONS[head] : undefined;
  const given = run && [...words.map((word) => operand(word, scope)), ...piped];
  try {
    if (given) return run(given);
  } catch (error) {
    throw error instanceof OutOfRange ? new Trouble([head, ...words].join(" "), `error calling ${head}: ${error.message}`) : error;
  }
  if (words.length > 0 || piped.length > 0 || /^[a-zA-Z]/.test(head)) {
    if (!/^(true|false|nil)$/.test(head)) throw new TemplateError(`template parsing error: template: :1: function "${head}" not defined`);
  }
  return operand(head, scope);
}

function operand(word: string, scope: Scope): unknown {
  if (word === ".") return scope.dot;
  if (word === "$") return scope.root;
  if (word === "true" || word === "false") return word === "true";
  if (word === "nil") return null;
  if (word.startsWith("(") && word.endsWith(")")) return evaluate(word.slice(1, -1), scope);
  if (word.startsWith('"')) return JSON.parse(word) as unknown;
  if (word.startsWith("`")) return word.slice(1, -1);
  if (/^-?\d+$/.test(word)) return Number(word);
  if (word.startsWith(".")) return field(scope.dot, word, scope);
  if (word.startsWith("$.")) return field(scope.root, word.slice(1), scope);
  const [name, rest = ""] = /^(\$\w+)(\..+)?$/.exec(word)?.slice(1) ?? [];
  if (name !== undefined) {
    if (!Object.hasOwn(scope.variables, name)) throw new TemplateError(`template parsing error: template: :1: undefined variable "${name}"`);
    return rest === "" ? scope.variables[name] : field(scope.variables[name], rest, scope);
  }
  throw new TemplateError(`template parsing error: template: :1: function "${word}" not defined`);
}

/** Maps of texts with any key: what is not there is no mistake. */
const MAPS: readonly string[] = ["ExposedPorts", "Labels", "Volumes"];

function field(value: unknown, path: string, { root, types }: Scope): unknown {
  const names = path.slice(1).split(".");
  // Go points at a chain of fields where its second begins.
  const trouble = (what: string) => new Trouble(path, what, names.length > 1 ? (names[0] as string).length + 1 : 0);
  let found = value;
  for (const [at, name] of names.entries()) {
    if (found === null || found === undefined) return undefined;
    if (typeof found !== "object" || Array.isArray(found)) throw trouble(`can't evaluate field ${name} in type ${types.leaf}`);
    if (!(name in found)) {
      if (MAPS.includes(names[at - 1] ?? "")) return undefined;
      if (found === root && types.root) throw trouble(`can't evaluate field ${name} in type ${types.root}`);
      throw trouble(`map has no entry for key "${name}"`);
    }
    found = (found as Record<string, unknown>)[name];
  }
  return found;
}

const FUNCTIONS: Readonly<Record<string, (operands: readonly unknown[]) => unknown>> = {
  join: ([list, separator]) => (list as unknown[]).map(show).join(String(separator ?? "")),
  split: ([text, separator]) => String(text).split(String(separator)),
  upper: ([text]) => String(text).toUpperCase(),
  lower: ([text]) => String(text).toLowerCase(),
  title: ([text]) => String(text).replace(/\b[a-z]/g, (letter) => letter.toUpperCase()),
  println: (values) => `${values.map(show).join(" ")}\n`,
  print: (values) => values.map(show).join(""),
  printf: ([format, ...values]) => printf(String(format), values),
  len: ([value]) => (typeof value === "string" ? value.length : Object.keys((value ?? {}) as object).length),
  index: ([value, ...keys]) => keys.reduce<unknown>((found, key) => at(found, key), value),
  eq: ([first, ...others]) => others.includes(first),
  ne: ([first, second]) => first !== second,
  lt: ([first, second]) => ordered(first) < ordered(second),
  le: ([first, second]) => ordered(first) <= ordered(second),
  gt: ([first, second]) => ordered(first) > ordered(second),
  ge: ([first, second]) => ordered(first) >= ordered(second),
  pad: ([text, before, after]) => (text === "" ? "" : `${" ".repeat(Number(before))}${text}${" ".repeat(Number(after))}`),
  truncate: ([text, length]) => [...String(text)].slice(0, Number(length)).join(""),
  not: ([value]) => !truthy(value),
  and: (values) => values.find((value) => !truthy(value)) ?? values.at(-1),
  or: (values) => values.find(truthy) ?? values.at(-1),
  slice: ([value, from, to]) => (value as string).slice(Number(from ?? 0), to === undefined ? undefined : Number(to)),
};

function ordered(value: unknown): string | number {
  return typeof value === "number" ? value : String(value);
}

class OutOfRange extends Error {}

function at(value: unknown, key: unknown): unknown {
  if (Array.isArray(value)) {
    if (!(Number(key) < value.length)) throw new OutOfRange(`index out of range: ${key}`);
    return value[Number(key)] as unknown;
  }
  return (value as Record<string, unknown> | null | undefined)?.[String(key)] ?? "";
}

function printf(format: string, values: readonly unknown[]): string {
  let next = 0;
  return format.replace(/%[-+ 0#]*(\d*)([vsdq%])/g, (all, width: string, verb: string) => {
    if (verb === "%") return "%";
    const text = verb === "q" ? JSON.stringify(values[next++]) : show(values[next++]);
    return all.includes("-") ? text.padEnd(Number(width)) : text.padStart(Number(width));
  });
}

/** Splits at `separator` outside quotes and parentheses. */
function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = [];
  let [part, quote, depth] = ["", "", 0];
  for (let i = 0; i < text.length; i++) {
    const character = text[i] as string;
    if (quote !== "") {
      if (character === quote && text[i - 1] !== "\\") quote = "";
    } else if (character === '"' || character === "`") quote = character;
    else if (character === "(") depth++;
    else if (character === ")") depth--;
    else if (character === separator && depth === 0) {
      parts.push(part);
      part = "";
      continue;
    }
    part += character;
  }
  return [...parts, part];
}
