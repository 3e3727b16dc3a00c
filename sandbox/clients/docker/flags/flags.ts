/** Options in the manner of Go's pflag, with its words for what is wrong (clients-transcripts.md part 5, "misc"). */
export interface Flag {
  readonly name: string;
  readonly short?: string;
  /** `list` may be given several times. `bool` takes a value only as `--x=false`. */
  readonly kind: "bool" | "string" | "list";
  /** What help calls the value; `string` without it. */
  readonly value?: string;
  readonly about: string;
  /** What is wrong with a value; undefined: nothing. */
  readonly wrong?: (value: string) => string | undefined;
  /** Accepted, not listed in help. */
  readonly hidden?: boolean;
}

export interface Parsed {
  readonly arguments: readonly string[];
  has(name: string): boolean;
  is(name: string): boolean;
  text(name: string): string | undefined;
  list(name: string): readonly string[];
}

export interface FlagFailure {
  readonly message: string;
  readonly code: "unknown-flag" | "missing-value" | "invalid-value" | "help";
  readonly names: string;
}

export interface ParseOptions {
  /** Options after the first argument belong to it (`docker run IMAGE ls -l`). */
  readonly stopAtArgument?: boolean;
}

/** Reads a command line. A failure is a value: its first line is the message, the caller adds the usage. */
export function parseFlags(words: readonly string[], flags: readonly Flag[], options: ParseOptions = {}): Parsed | FlagFailure {
  const given = new Map<string, string[]>();
  const rest: string[] = [];
  const add = (flag: Flag, value: string) => given.set(flag.name, [...(given.get(flag.name) ?? []), value]);
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (word === "--") {
      rest.push(...words.slice(at + 1));
      break;
    }
    if (!word.startsWith("-") || word === "-") {
      if (options.stopAtArgument) {
        rest.push(...words.slice(at));
        break;
      }
      rest.push(word);
      continue;
    }
    const read = word.startsWith("--") ? readLong(word, words[at + 1], flags) : readShort(word, words[at + 1], flags);
    if ("message" in read) return read;
    for (const [flag, value] of read.values) {
      const wrong = wrongValue(flag, value);
      if (wrong) return wrong;
      add(flag, value);
    }
    if (read.tookNext) at++;
  }
  return {
    arguments: rest,
    has: (name) => given.has(name),
    is: (name) => TRUE.has(given.get(name)?.at(-1) ?? "false"),
    text: (name) => given.get(name)?.at(-1),
    list: (name) => given.get(name) ?? [],
  };
}

interface Read {
  readonly values: readonly [Flag, string][];
  readonly tookNext: boolean;
}

function readLong(word: string, next: string | undefined, flags: readonly Flag[]): Read | FlagFailure {
  const equals = word.indexOf("=");
  const name = equals < 0 ? word.slice(2) : word.slice(2, equals);
  if (name === "" || name.startsWith("-") || name.startsWith("=")) return { message: `bad flag syntax: ${word}`, code: "unknown-flag", names: word };
  const flag = flags.find((candidate) => candidate.name === name);
  if (!flag) {
    if (name === "help") return { message: "", code: "help", names: "--help" };
    return { message: `unknown flag: --${name}`, code: "unknown-flag", names: `--${name}` };
  }
  if (equals >= 0) return { values: [[flag, word.slice(equals + 1)]], tookNext: false };
  if (flag.kind === "bool") return { values: [[flag, "true"]], tookNext: false };
  if (next === undefined) return { message: `flag needs an argument: --${name}`, code: "missing-value", names: `--${name}` };
  return { values: [[flag, next]], tookNext: true };
}

/** `-q`, `-qa`, `-tname`, `-t=name`, `-t name`. */
function readShort(word: string, next: string | undefined, flags: readonly Flag[]): Read | FlagFailure {
  const values: [Flag, string][] = [];
  const letters = word.slice(1);
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at] as string;
    const flag = flags.find((candidate) => candidate.short === letter);
    const cluster = `-${letters.slice(at)}`;
    if (!flag) {
      if (letter === "h") return { message: "", code: "help", names: "-h" };
      return { message: `unknown shorthand flag: '${letter}' in ${cluster}`, code: "unknown-flag", names: `-${letter}` };
    }
    const after = letters.slice(at + 1);
    if (after.startsWith("=")) return { values: [...values, [flag, after.slice(1)]], tookNext: false };
    if (flag.kind === "bool") {
      values.push([flag, "true"]);
      continue;
    }
    if (after !== "") return { values: [...values, [flag, after]], tookNext: false };
    if (next === undefined) return { message: `flag needs an argument: '${letter}' in ${cluster}`, code: "missing-value", names: `-${letter}` };
    return { values: [...values, [flag, next]], tookNext: true };
  }
  return { values, tookNext: false };
}

/** `--filter name=value` of the lists. */
export const FILTER: Flag = {
  name: "filter",
  short: "f",
  kind: "list",
  value: "filter",
  about: "Filter output based on conditions provided",
  wrong: (value) => (value === "" || value.includes("=") ? undefined : "bad format of filter (expected name=value)"),
};

const TRUE = new Set(["1", "t", "T", "true", "TRUE", "True"]);
const FALSE = new Set(["0", "f", "F", "false", "FALSE", "False"]);

function wrongBoolean(value: string): string | undefined {
  if (TRUE.has(value) || FALSE.has(value)) return undefined;
  return `strconv.ParseBool: parsing ${JSON.stringify(value)}: invalid syntax`;
}

function wrongValue(flag: Flag, value: string): FlagFailure | undefined {
  const problem = flag.kind === "bool" ? wrongBoolean(value) : flag.wrong?.(value);
  if (problem === undefined) return undefined;
  const shown = flag.short ? `-${flag.short}, --${flag.name}` : `--${flag.name}`;
  return {
    message: `invalid argument ${JSON.stringify(value)} for "${shown}" flag: ${problem}`,
    code: "invalid-value",
    names: `--${flag.name}`,
  };
}

/** The `Options:` of a help text, sorted by name, in pflag's columns. */
export function optionLines(flags: readonly Flag[]): string {
  const shown = flags.filter((flag) => !flag.hidden).sort((a, b) => (a.name < b.name ? -1 : 1));
  const left = shown.map((flag) => {
    const value = flag.kind === "bool" ? "" : ` ${flag.value ?? (flag.kind === "list" ? "list" : "string")}`;
    return `  ${flag.short ? `-${flag.short},` : "   "} --${flag.name}${value}`;
  });
  const width = Math.max(0, ...left.map((line) => line.length)) + 3;
  return shown.map((flag, at) => `${(left[at] as string).padEnd(width)}${flag.about.replaceAll("\n", `\n${" ".repeat(width)}`)}\n`).join("");
}
