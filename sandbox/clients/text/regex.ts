/** POSIX regular expressions, basic and extended, as JavaScript ones. */

const CLASSES: Readonly<Record<string, string>> = {
  alpha: "A-Za-z\\u00c0-\\u024f",
  digit: "0-9",
  alnum: "A-Za-z0-9\\u00c0-\\u024f",
  upper: "A-Z",
  lower: "a-z",
  space: "\\s",
  blank: " \\t",
  punct: "!-\\/:-@\\[-`{-~",
  xdigit: "0-9A-Fa-f",
  cntrl: "\\x00-\\x1f\\x7f",
  print: "\\x20-\\x7e",
  graph: "\\x21-\\x7e",
};

/** Something POSIX would refuse, in grep's words. */
export class RegexError extends Error {}

function bracket(pattern: string, start: number): { readonly source: string; readonly next: number } {
  let at = start + 1;
  let source = "[";
  if (pattern[at] === "^") {
    source += "^";
    at++;
  }
  for (let first = true; ; first = false) {
    const char = pattern[at];
    if (char === undefined) throw new RegexError("Unmatched [, [^, [:, [., or [=");
    if (char === "]" && !first) return { source: `${source}]`, next: at + 1 };
    const named = /^\[:(\w+):\]/.exec(pattern.slice(at));
    if (named) {
      const set = CLASSES[named[1] as string];
      if (set === undefined) throw new RegexError("Invalid character class name");
      source += set;
      at += named[0].length;
    } else {
      source += /[\\[\]^]/.test(char) ? `\\${char}` : char;
      at++;
    }
  }
}

/** The source of a JavaScript expression for a POSIX one. In basic syntax `\( \) \{ \} \+ \? \|` are the operators. */
export function posixSource(pattern: string, extended: boolean): string {
  let source = "";
  let depth = 0;
  for (let at = 0; at < pattern.length; ) {
    const char = pattern[at] as string;
    const atStart = source === "" || /(?:\(|\||\(\?:)$/.test(source);
    if (char === "[") {
      const set = bracket(pattern, at);
      source += set.source;
      at = set.next;
      continue;
    }
    if (char === "\\") {
      const next = pattern[at + 1];
      if (next === undefined) throw new RegexError("Trailing backslash");
      at += 2;
      if (/[1-9bBwWsSdD]/.test(next)) source += next === "d" || next === "D" ? next : `\\${next}`;
      else if (next === "<") source += "\\b(?=\\w)";
      else if (next === ">") source += "\\b(?<=\\w)";
      else if (next === "`") source += "^";
      else if (next === "n") source += "\\n";
      else if (next === "t") source += "\\t";
      else if (!extended && "(){}+?|".includes(next)) {
        if (next === "(") depth++;
        if (next === ")" && --depth < 0) throw new RegexError("Unmatched ) or \\)");
        source += next;
      } else source += /[\w/]/.test(next) ? next : `\\${next}`;
      continue;
    }
    at++;
    if (char === "*" && atStart) source += "\\*";
    else if (!extended && "(){}+?|".includes(char)) source += `\\${char}`;
    else if (!extended && char === "^" && !atStart) source += "\\^";
    else if (!extended && char === "$" && at < pattern.length && !/^\\[)|]/.test(pattern.slice(at))) source += "\\$";
    else if (extended && char === "{" && !/^\d*,?\d*\}/.test(pattern.slice(at))) source += "\\{";
    else if (extended && char === "}" && !/\{\d*,?\d*$/.test(source)) source += "\\}";
    else if (char === "/") source += "\\/";
    else {
      if (extended && char === "(") depth++;
      if (extended && char === ")" && --depth < 0) {
        depth = 0;
        source += "\\)";
        continue;
      }
      source += char;
    }
  }
  if (depth > 0) throw new RegexError("Unmatched ( or \\(");
  return source.replace(/\{,/g, "{0,");
}

/** A JavaScript expression for a POSIX one; throws `RegexError`. */
export function posixRegExp(pattern: string, options: { readonly extended: boolean; readonly flags?: string }): RegExp {
  const source = posixSource(pattern, options.extended);
  try {
    return new RegExp(source, options.flags ?? "");
  } catch {
    throw new RegexError("Invalid preceding regular expression");
  }
}

/** Fixed text as an expression. */
export function fixedSource(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}
