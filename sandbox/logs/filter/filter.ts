/**
 * Filter patterns (CloudWatch Logs User Guide, "Filter pattern syntax"): words of unstructured messages, and conditions on members of
 * JSON ones. Regular expressions and patterns for columns are not here: they are refused in words that say so.
 */
import { type Condition, readCondition } from "./condition.ts";
import { FilterTrouble } from "./trouble.ts";

export type Filter = (message: string) => boolean;

interface Word {
  /** `-`: must not occur. `?`: one of these must. */
  readonly sign: "" | "-" | "?";
  readonly text: string;
}

const WORD = /\s*([-?]?)(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))/y;

function wordsOf(pattern: string): readonly Word[] {
  const words: Word[] = [];
  WORD.lastIndex = 0;
  while (WORD.lastIndex < pattern.trimEnd().length) {
    const found = WORD.exec(pattern);
    if (!found) throw new FilterTrouble("Invalid filter pattern");
    const [, sign = "", quoted, bare = ""] = found;
    if (quoted === undefined && /[^\w.@/:,+*=-]/.test(bare)) throw new FilterTrouble("Invalid filter pattern");
    words.push({ sign: sign as Word["sign"], text: quoted?.replace(/\\(.)/g, "$1") ?? bare });
  }
  return words;
}

function byWords(words: readonly Word[]): Filter {
  const some = words.filter(({ sign }) => sign === "?");
  const all = words.filter(({ sign }) => sign === "");
  const none = words.filter(({ sign }) => sign === "-");
  // Beside words that must occur, those of which one must are ignored.
  const alternatives = all.length === 0 ? some : [];
  return (message) =>
    all.every(({ text }) => message.includes(text)) &&
    none.every(({ text }) => !message.includes(text)) &&
    (alternatives.length === 0 || alternatives.some(({ text }) => message.includes(text)));
}

function byCondition(condition: Condition): Filter {
  return (message) => {
    let value: unknown;
    try {
      value = JSON.parse(message);
    } catch {
      return false;
    }
    return typeof value === "object" && value !== null && condition(value);
  };
}

/** Reads a pattern; an empty one lets everything through. Throws `FilterTrouble`. */
export function readFilter(pattern: string): Filter {
  const text = pattern.trim();
  if (text.startsWith("[")) throw new FilterTrouble("filter patterns for columns", "lacks");
  if (text.startsWith("%")) throw new FilterTrouble("regular expressions in filter patterns", "lacks");
  return text.startsWith("{") ? byCondition(readCondition(text)) : byWords(wordsOf(text));
}
