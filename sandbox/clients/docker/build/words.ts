/** Words of a Dockerfile line: quotes, escapes and `$VAR`, `${VAR:-word}`, `${VAR%pattern}` and so on (https://docs.docker.com/reference/dockerfile/#environment-replacement). */

/** Those without a value are declared only. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** How a text is read (github.com/moby/buildkit/blob/master/frontend/dockerfile/shell/lex.go). */
interface Reading {
  /** Quotes are left out, or stay and protect, or are letters like others. */
  readonly quotes: "read" | "kept" | "plain";
  /** A variable without a value stays as it is written. */
  readonly keepsUnset?: boolean;
}

/** A word that BuildKit cannot read; the message is BuildKit's. */
export class UnreadableWord extends Error {}

/** Words parted by spaces alone: a path with a space wants the JSON form. Throws `UnreadableWord`. */
export function words(text: string, variables: Variables): string[] {
  return text.split(/\s+/).flatMap((word) => (word === "" ? [] : [expand(word, variables)]));
}

/** One expanded text, its spaces kept. Throws `UnreadableWord`. */
export function expand(text: string, variables: Variables): string {
  return read(text, variables, { quotes: "read" });
}

/** The body of a here-document, in which quotes are letters. */
export function expandBody(text: string, variables: Variables): string {
  return read(text, variables, { quotes: "plain" });
}

/** What a step is called: RUN keeps quotes and what is unset, for its shell reads these. A line that cannot be read stays as written. */
export function titleOf(text: string, variables: Variables, isForShell: boolean): string {
  try {
    return read(text, variables, isForShell ? { quotes: "kept", keepsUnset: true } : { quotes: "read" });
  } catch (error) {
    if (error instanceof UnreadableWord) return text;
    throw error;
  }
}

function read(text: string, variables: Variables, reading: Reading): string {
  let out = "";
  try {
    for (let at = 0; at < text.length; ) {
      const step = piece(text, at, variables, reading);
      out += step.value;
      at = step.next;
    }
  } catch (error) {
    if (error instanceof UnreadablePiece) throw new UnreadableWord(`failed to process ${JSON.stringify(text)}: ${error.message}`);
    throw error;
  }
  return out;
}

/** `A=1 B="x y"` or the old form `A 1`. Throws `UnreadableWord`. */
export function pairs(keyword: string, text: string, variables: Variables): [string, string][] {
  const [first, ...others] = text.match(RAW_WORD) ?? [];
  if (first === undefined) return [];
  if (!first.includes("=")) {
    const [, name, value] = /^(\S+)\s+([\s\S]*)$/.exec(text) ?? [];
    if (name === undefined || value === undefined) throw new UnreadableWord(`${keyword} must have two arguments`);
    return [[expand(name, variables), expand(value, variables)]];
  }
  return [first, ...others].map((word) => {
    const equals = word.indexOf("=");
    if (equals < 0) throw new UnreadableWord(`Syntax error - can't find = in ${JSON.stringify(word)}. Must be of the form: name=value`);
    return [expand(word.slice(0, equals), variables), expand(word.slice(equals + 1), variables)];
  });
}

/** The names of an ARG, with the values that it gives. Throws `UnreadableWord`. */
export function declarations(text: string, variables: Variables): [string, string | undefined][] {
  return (text.match(RAW_WORD) ?? []).map((word) => {
    const [, name = word, value] = /^([^=]*)=([\s\S]*)$/.exec(word) ?? [];
    return [name, value === undefined ? undefined : expand(value, variables)];
  });
}

/** A word as it is written: spaces in quotes and after a backslash belong to it. */
const RAW_WORD = /(?:\\[\s\S]?|"(?:\\[\s\S]?|[^"\\])*"?|'[^']*'?|[^\s\\"'])+/g;

/** Why a piece of a word cannot be read. */
class UnreadablePiece extends Error {}

/** A quoted part, an escape, a variable or one character. */
function piece(text: string, at: number, variables: Variables, reading: Reading): { value: string; next: number } {
  const character = text[at] as string;
  if (character === "$") return variable(text, at, variables, reading);
  if (character === "\\") return { value: text[at + 1] ?? "", next: at + 2 };
  if (reading.quotes === "plain" || (character !== "'" && character !== '"')) return { value: character, next: at + 1 };
  const { value, next } = character === "'" ? singleQuoted(text, at + 1) : doubleQuoted(text, at + 1, variables, reading);
  return { value: reading.quotes === "kept" ? `${character}${value}${character}` : value, next };
}

function singleQuoted(text: string, from: number): { value: string; next: number } {
  const end = text.indexOf("'", from);
  if (end < 0) throw new UnreadablePiece("unexpected end of statement while looking for matching single-quote");
  return { value: text.slice(from, end), next: end + 1 };
}

function doubleQuoted(text: string, from: number, variables: Variables, reading: Reading): { value: string; next: number } {
  let value = "";
  for (let at = from; at < text.length; ) {
    if (text[at] === '"') return { value, next: at + 1 };
    const isEscape = text[at] === "\\" && /["\\$]/.test(text[at + 1] ?? "");
    const step =
      text[at] === "$" ? variable(text, at, variables, reading) : { value: text[isEscape ? at + 1 : at] as string, next: at + (isEscape ? 2 : 1) };
    value += step.value;
    at = step.next;
  }
  throw new UnreadablePiece("unexpected end of statement while looking for matching double-quote");
}

function variable(text: string, at: number, variables: Variables, reading: Reading): { value: string; next: number } {
  const plain = /^\$([A-Za-z_]\w*|\d+|[@*#?$!-])/.exec(text.slice(at));
  if (plain) {
    const value = given(variables, plain[1] as string) ?? (reading.keepsUnset ? plain[0] : "");
    return { value, next: at + plain[0].length };
  }
  if (text[at + 1] !== "{") return { value: "$", next: at + 1 };
  const braced = /^\$\{([A-Za-z_]\w*|\d+|[@*#?$!-])(?:(:?[-+?]|##?|%%?|\/\/?)((?:[^{}]|\$\{[^}]*\})*))?\}/.exec(text.slice(at));
  if (!braced) throw new UnreadablePiece(text.includes("}", at) ? "syntax error: bad substitution" : "syntax error: missing '}'");
  const [whole, name = "", operator = "", operand = ""] = braced;
  const value = given(variables, name);
  const next = at + whole.length;
  if (value === undefined && reading.keepsUnset) return { value: whole, next };
  return { value: substituted({ name, value, operator, operand: read(operand, variables, reading) }), next };
}

/** Names like `constructor`, which every object of JavaScript knows, are unset as well. */
function given(variables: Variables, name: string): string | undefined {
  return Object.hasOwn(variables, name) ? variables[name] : undefined;
}

function substituted({ name, value, operator, operand }: { name: string; value: string | undefined; operator: string; operand: string }): string {
  const isSet = value !== undefined && (value !== "" || !operator.startsWith(":"));
  if (operator.endsWith("-")) return isSet ? value : operand;
  if (operator.endsWith("+")) return isSet ? operand : "";
  if (operator.endsWith("?") && !isSet)
    throw new UnreadablePiece(`${name}: ${operand || `is not allowed to be ${value === undefined ? "unset" : "empty"}`}`);
  if (value === undefined) return "";
  if (operator.startsWith("#")) return value.replace(new RegExp(`^${patternSource(operand, operator === "##")}`, "s"), "");
  if (operator.startsWith("%")) return withoutEnd(value, operand, operator === "%%");
  if (operator.startsWith("/")) {
    const slash = operand.indexOf("/");
    if (slash < 0) throw new UnreadablePiece("syntax error: missing '/' in ${}");
    const found = new RegExp(patternSource(operand.slice(0, slash), true), operator === "//" ? "gs" : "s");
    return value.replace(found, () => operand.slice(slash + 1));
  }
  return value;
}

/** `*` and `?` stand for other characters, everything else for itself. */
function patternSource(pattern: string, isGreedy: boolean): string {
  return pattern.replace(/[^\w\s]/g, (character) => (character === "*" ? `.*${isGreedy ? "" : "?"}` : character === "?" ? "." : `\\${character}`));
}

function withoutEnd(value: string, pattern: string, isLongest: boolean): string {
  const whole = new RegExp(`^${patternSource(pattern, true)}$`, "s");
  const starts = [...Array(value.length + 1).keys()];
  const start = (isLongest ? starts : starts.reverse()).find((at) => whole.test(value.slice(at)));
  return value.slice(0, start);
}
