/** Wildcard patterns against each other: does one take in the other, can both match the same thing? */
import { matchesWildcard } from "../matching/wildcard.ts";

/** Whether `wide` matches everything that `narrow` matches. Says no when in doubt. */
export function covers(wide: string, narrow: string, ignoreCase = false): boolean {
  if (wide === narrow || wide === "*") return true;
  // A ? must not stand for a star.
  if (wide.includes("?") && narrow.includes("*")) return false;
  return matchesWildcard(wide, narrow, ignoreCase);
}

/** Whether some text matches both. */
export function meet(a: string, b: string): boolean {
  if (a === "*" || b === "*") return true;
  if (!/[*?]/.test(a)) return matchesWildcard(b, a);
  if (!/[*?]/.test(b)) return matchesWildcard(a, b);
  // Most patterns differ before their first wildcard.
  for (let i = 0; i < a.length && i < b.length; i++) {
    const [x, y] = [a[i], b[i]];
    if (x === "*" || y === "*") break;
    if (x !== y && x !== "?" && y !== "?") return false;
  }
  let row = new Array<boolean>(b.length + 1).fill(false);
  row[0] = true;
  for (let j = 1; j <= b.length; j++) row[j] = row[j - 1] === true && b[j - 1] === "*";
  for (let i = 1; i <= a.length; i++) {
    const next = new Array<boolean>(b.length + 1).fill(false);
    const x = a[i - 1];
    next[0] = row[0] === true && x === "*";
    for (let j = 1; j <= b.length; j++) {
      const y = b[j - 1];
      if (x === "*" || y === "*") next[j] = row[j] === true || next[j - 1] === true || row[j - 1] === true;
      else next[j] = row[j - 1] === true && (x === y || x === "?" || y === "?");
    }
    row = next;
  }
  return row[b.length] === true;
}

/** The text with its policy variables put in as stars: what it may come to. */
export function withoutVariables(text: string): string {
  return text.replace(/\$\{[^}]*\}/g, (variable) => (/^\$\{[*?$]\}$/.test(variable) ? "?" : "*"));
}

/** A pattern of the Service Authorization Reference, `arn:${Partition}:ecr:…`, with stars for its parts. */
export function starred(pattern: string): string {
  return pattern.replace(/\$\{\w+\}/g, "*");
}
