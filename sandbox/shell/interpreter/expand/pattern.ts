/** Shell patterns (`* ? [a-z] !(x)`) as regular expressions, and path names that match them. */
import type { FileSystem } from "../../files/file-system.ts";
import { join } from "../../files/paths.ts";

/** Text of which some characters were quoted: those mean themselves in a pattern. */
export interface Marked {
  readonly text: string;
  readonly quoted: boolean;
}

const SPECIAL = /[\\^$.*+?()[\]{}|/-]/g;
const escaped = (text: string) => text.replace(SPECIAL, "\\$&");
const CLASSES: Readonly<Record<string, string>> = {
  alpha: "A-Za-z",
  digit: "0-9",
  alnum: "A-Za-z0-9",
  upper: "A-Z",
  lower: "a-z",
  space: "\\s",
  blank: " \\t",
  punct: "!-\\/:-@\\[-`{-~",
  xdigit: "0-9A-Fa-f",
  word: "A-Za-z0-9_",
  cntrl: "\\x00-\\x1f\\x7f",
  print: "\\x20-\\x7e",
  graph: "\\x21-\\x7e",
};

/** A pattern as one string in which quoted characters carry a backslash. */
export function patternText(pieces: readonly Marked[]): string {
  return pieces.map((piece) => (piece.quoted ? piece.text.replace(/[\\*?[\]()|!@+]/g, "\\$&") : piece.text)).join("");
}

/** Whether a pattern text has anything to match beyond itself. */
export function isPattern(pattern: string): boolean {
  return /(?:^|[^\\])(?:\\\\)*(?:[*?]|\[.*\]|[@+!]\()/s.test(pattern);
}

/** The pattern text with its backslashes taken away. */
export function unescapePattern(pattern: string): string {
  return pattern.replace(/\\([\s\S])/g, "$1");
}

function bracket(pattern: string, start: number): { readonly source: string; readonly next: number } | undefined {
  let at = start + 1;
  let source = "[";
  if (pattern[at] === "!" || pattern[at] === "^") {
    source += "^";
    at++;
  }
  for (let first = true; at < pattern.length; first = false) {
    const char = pattern[at] as string;
    if (char === "]" && !first) return { source: `${source}]`, next: at + 1 };
    const named = /^\[:(\w+):\]/.exec(pattern.slice(at));
    if (named) {
      source += CLASSES[named[1] as string] ?? "";
      at += named[0].length;
    } else if (char === "\\" && at + 1 < pattern.length) {
      source += escaped(pattern[at + 1] as string);
      at += 2;
    } else {
      source += char === "-" ? "-" : escaped(char);
      at++;
    }
  }
  return undefined;
}

function closing(pattern: string, open: number): number {
  let depth = 0;
  for (let at = open; at < pattern.length; at++) {
    if (pattern[at] === "\\") at++;
    else if (pattern[at] === "(") depth++;
    else if (pattern[at] === ")" && --depth === 0) return at;
  }
  return -1;
}

/** The source of a regular expression for a pattern text. `lazy` prefers the shortest match; `path` keeps `/` out of wildcards. */
export function patternSource(pattern: string, options: { readonly lazy?: boolean; readonly path?: boolean } = {}): string {
  const any = options.path ? "[^/]" : "[\\s\\S]";
  let source = "";
  for (let at = 0; at < pattern.length; ) {
    const char = pattern[at] as string;
    const close = "?*+@!".includes(char) && pattern[at + 1] === "(" ? closing(pattern, at + 1) : -1;
    if (close > 0) {
      const choice = alternatives(pattern.slice(at + 2, close))
        .map((one) => patternSource(one, options))
        .join("|");
      if (char === "!") source += `(?:(?!(?:${choice})${patternSource(pattern.slice(close + 1), options)}$)${any}*?)`;
      else source += `(?:${choice})${char === "@" ? "" : char}`;
      at = close + 1;
      continue;
    }
    const set = char === "[" ? bracket(pattern, at) : undefined;
    if (set) {
      source += set.source;
      at = set.next;
    } else if (char === "*") {
      source += `${any}*${options.lazy ? "?" : ""}`;
      at++;
    } else if (char === "?") {
      source += any;
      at++;
    } else if (char === "\\" && at + 1 < pattern.length) {
      source += escaped(pattern[at + 1] as string);
      at += 2;
    } else {
      source += escaped(char);
      at++;
    }
  }
  return source;
}

function alternatives(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === "(") depth++;
    else if (text[at] === ")") depth--;
    else if (text[at] === "|" && depth === 0) {
      found.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...found, text.slice(from)];
}

/** A whole-text matcher for a pattern text. */
export function patternRegExp(pattern: string, options: { readonly path?: boolean; readonly ignoreCase?: boolean } = {}): RegExp {
  const flags = options.ignoreCase ? "iu" : "u";
  try {
    return new RegExp(`^(?:${patternSource(pattern, options)})$`, flags);
  } catch {
    return new RegExp(`^(?:${patternSource(pattern, options)})$`, options.ignoreCase ? "i" : "");
  }
}

/** Existing paths that match a pattern text, sorted; empty when none does. */
export function glob(files: FileSystem, cwd: string, pattern: string, options: { readonly dot?: boolean; readonly deep?: boolean } = {}): string[] {
  const parts = pattern.split("/");
  let found: string[] = [""];
  if (parts[0] === "") {
    found = ["/"];
    parts.shift();
  }
  for (const [index, part] of parts.entries()) {
    const last = index === parts.length - 1;
    found = found.flatMap((base) => step(files, cwd, base, part, last, options));
  }
  return found.sort(compareNames);
}

function step(
  files: FileSystem,
  cwd: string,
  base: string,
  part: string,
  last: boolean,
  options: { readonly dot?: boolean; readonly deep?: boolean },
): string[] {
  const here = join(cwd, base === "" ? "." : base);
  if (part === "" && !last) return [base];
  if (part === "") return files.stat(here)?.kind === "directory" ? [base] : [];
  if (!isPattern(part)) {
    const path = base + unescapePattern(part);
    const there = files.lstat(join(cwd, path));
    if (!there) return [];
    if (last) return [path];
    return files.stat(join(cwd, path))?.kind === "directory" ? [`${path}/`] : [];
  }
  if (files.stat(here)?.kind !== "directory") return [];
  const matcher = patternRegExp(part, { path: true });
  const dots = options.dot || part.startsWith(".") || part.startsWith("\\.");
  return files
    .list(here)
    .filter((name) => (dots || !name.startsWith(".")) && matcher.test(name))
    .filter((name) => last || files.stat(join(here, name))?.kind === "directory")
    .map((name) => base + name + (last ? "" : "/"));
}

/** The order of names in the C.UTF-8 locale. */
export function compareNames(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
