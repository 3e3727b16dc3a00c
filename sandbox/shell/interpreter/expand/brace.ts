/** Brace expansion on the text of a word, before anything else: `a{b,c}d`, `{1..5}`, `{a..e..2}`. */

/** Index after the quoted or substituted stretch that starts at `at`, or `at` when none does. */
function skipQuoted(text: string, at: number): number {
  const char = text[at];
  if (char === "\\") return at + 2;
  if (char === "'" || char === '"' || char === "`") {
    for (let next = at + 1; next < text.length; next++) {
      if (text[next] === "\\" && char !== "'") next++;
      else if (text[next] === char) return next + 1;
    }
    return text.length;
  }
  if (char === "$" && (text[at + 1] === "{" || text[at + 1] === "(")) {
    const open = text[at + 1] as string;
    const close = open === "{" ? "}" : ")";
    let depth = 0;
    for (let next = at + 1; next < text.length; next++) {
      if (text[next] === "\\") next++;
      else if (text[next] === open) depth++;
      else if (text[next] === close && --depth === 0) return next + 1;
    }
    return text.length;
  }
  return at;
}

interface Braces {
  readonly open: number;
  readonly close: number;
  readonly items: readonly string[];
}

function findBraces(text: string, from: number): Braces | undefined {
  for (let at = from; at < text.length; at++) {
    const skipped = skipQuoted(text, at);
    if (skipped > at) {
      at = skipped - 1;
    } else if (text[at] === "{") {
      const braces = readBraces(text, at);
      if (braces) return braces;
    }
  }
  return undefined;
}

function readBraces(text: string, open: number): Braces | undefined {
  const items: string[] = [];
  let depth = 0;
  let start = open + 1;
  for (let at = open; at < text.length; at++) {
    const skipped = skipQuoted(text, at);
    if (skipped > at) at = skipped - 1;
    else if (text[at] === "{") depth++;
    else if (text[at] === "," && depth === 1) {
      items.push(text.slice(start, at));
      start = at + 1;
    } else if (text[at] === "}" && --depth === 0) {
      items.push(text.slice(start, at));
      if (items.length > 1) return { open, close: at, items };
      const range = sequence(items[0] as string);
      return range ? { open, close: at, items: range } : undefined;
    }
  }
  return undefined;
}

function sequence(text: string): readonly string[] | undefined {
  const match = /^(?:(-?\d+)\.\.(-?\d+)|([A-Za-z])\.\.([A-Za-z]))(?:\.\.(-?\d+))?$/.exec(text);
  if (!match) return undefined;
  const letters = match[3] !== undefined;
  const from = letters ? (match[3] as string).charCodeAt(0) : Number(match[1]);
  const to = letters ? (match[4] as string).charCodeAt(0) : Number(match[2]);
  const step = Math.abs(Number(match[5] ?? 1)) || 1;
  const padded = !letters && [match[1], match[2]].some((end) => /^-?0\d/.test(end as string));
  const width = padded ? Math.max((match[1] as string).length, (match[2] as string).length) : 0;
  const values: string[] = [];
  for (let value = from; from <= to ? value <= to : value >= to; value += from <= to ? step : -step) {
    if (letters) values.push(String.fromCharCode(value));
    else values.push(value < 0 ? `-${String(-value).padStart(width - 1, "0")}` : String(value).padStart(width, "0"));
    if (values.length > 100_000) break;
  }
  return values;
}

/** All words that the text of one word means; the text itself when it has no braces. */
export function expandBraces(text: string): string[] {
  const braces = findBraces(text, 0);
  if (!braces) return [text];
  const before = text.slice(0, braces.open);
  const after = expandBraces(text.slice(braces.close + 1));
  return braces.items.flatMap((item) => expandBraces(item).flatMap((middle) => after.map((end) => before + middle + end)));
}
