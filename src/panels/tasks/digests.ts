/** Digests in the sentence of a goal row: 71 letters that nobody reads to the middle, and that somebody may want to copy. */

export type Piece = { readonly text: string } | { readonly head: string; readonly tail: string };

/** Digits at the end that stay in sight; two images that differ show it there. */
const TAIL = 8;

/** The text as it is, its whole digests cut in two so that the first part can be shortened; joined, the pieces are the text. */
export function pieces(text: string): Piece[] {
  return text.split(/(sha256:[0-9a-f]{64})/).flatMap((part, index): Piece[] => {
    if (index % 2 === 1) return [{ head: part.slice(0, -TAIL), tail: part.slice(-TAIL) }];
    return part === "" ? [] : [{ text: part }];
  });
}
