/** The words we use (docs/glossary.md): each a heading of level two and one or two sentences; they feed `term:` links. */
export interface Term {
  readonly word: string;
  readonly says: string;
}

export type Glossary = ReadonlyMap<string, Term>;

/** `authorization token` is linked as `term:authorization-token`. */
function termKey(word: string): string {
  return word.trim().toLowerCase().replace(/\s+/g, "-");
}

export function parseGlossary(markdown: string): Glossary {
  const terms = new Map<string, Term>();
  for (const part of markdown.split(/^## /m).slice(1)) {
    const [word = "", ...rest] = part.split("\n");
    const says =
      rest
        .join("\n")
        .trim()
        .split(/\n\s*\n/)[0]
        ?.replace(/\s+/g, " ")
        .replace(/\[([^\]]+)\]\([^)]*\)/g, "$1")
        .replace(/[`*]/g, "") ?? "";
    terms.set(termKey(word), { word: word.trim(), says });
  }
  return terms;
}
