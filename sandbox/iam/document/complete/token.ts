/** What stands at the cursor of a text that may not be finished: a string, a bare word or nothing. */

export interface Token {
  readonly from: number;
  readonly to: number;
  /** What is written before the cursor, without the quote. */
  readonly typed: string;
  /** What is put in the place of the token: with what is missing around it, so that the JSON stays whole. */
  wrap(json: string): string;
  /** Whether a colon follows already: the token is a name that has its value. */
  readonly hasColon: boolean;
}

/** The string that holds `offset`, quotes included; unfinished ones end where a word would. */
function stringAt(text: string, offset: number): { readonly from: number; readonly to: number } | undefined {
  let start = -1;
  for (let i = 0; i < offset; i++) {
    const letter = text[i];
    if (start >= 0 && letter === "\\") i++;
    else if (letter === '"') start = start < 0 ? i : -1;
    else if (letter === "\n") start = -1;
  }
  if (start < 0) return undefined;
  let end = offset;
  while (end < text.length && text[end] !== '"' && text[end] !== "\n") end += text[end] === "\\" ? 2 : 1;
  // A quote further on in the line that opens the next string does not close this one.
  const rest = text.slice(offset, end);
  if (text[end] === '"' && !/[,[\]{}]|:\s*$/.test(rest.replace(/\{[\w:/.*?-]*\}/g, "").replace(/^[\w:/.*?-]*\}/, "")))
    return { from: start, to: end + 1 };
  return { from: start, to: offset + (/^[\w:*?/.${}@-]*/.exec(rest)?.[0].replace(/\}+$/, "").length ?? 0) };
}

export function tokenAt(text: string, offset: number): Token {
  const inside = stringAt(text, offset);
  const before = inside ? "" : (/[\w:*?/.-]*$/.exec(text.slice(0, offset))?.[0] ?? "");
  const after = inside ? "" : (/^[\w:*?/.-]*/.exec(text.slice(offset))?.[0] ?? "");
  // A word that touches a quote or a colon is no word of its own.
  const from = inside?.from ?? offset - (before.startsWith(":") ? 0 : before.length);
  const to = inside?.to ?? offset + (after.startsWith(":") ? 0 : after.length);
  const left = text.slice(0, from).trimEnd().at(-1) ?? "";
  const right = text.slice(to).trimStart()[0] ?? "";
  return {
    from,
    to,
    typed: text.slice(inside ? from + 1 : from, offset),
    wrap: (json) => `${/["\]}\w]/.test(left) ? ", " : ""}${json}${/["[{]/.test(right) ? "," : ""}`,
    hasColon: right === ":",
  };
}
