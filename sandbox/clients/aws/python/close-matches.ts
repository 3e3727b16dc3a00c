/** Python's `difflib.get_close_matches`, which picks what `Maybe you meant` lists. */

/** The longest run common to `a[alo:ahi]` and `b[blo:bhi]`, the earliest of equals. */
function longest(a: string, b: string, alo: number, ahi: number, blo: number, bhi: number): [number, number, number] {
  let best: [number, number, number] = [alo, blo, 0];
  let lengths = new Map<number, number>();
  for (let i = alo; i < ahi; i++) {
    const next = new Map<number, number>();
    for (let j = blo; j < bhi; j++) {
      if (a[i] !== b[j]) continue;
      const length = (lengths.get(j - 1) ?? 0) + 1;
      next.set(j, length);
      if (length > best[2]) best = [i - length + 1, j - length + 1, length];
    }
    lengths = next;
  }
  return best;
}

function matched(a: string, b: string, alo: number, ahi: number, blo: number, bhi: number): number {
  if (alo >= ahi || blo >= bhi) return 0;
  const [i, j, size] = longest(a, b, alo, ahi, blo, bhi);
  if (size === 0) return 0;
  return size + matched(a, b, alo, i, blo, j) + matched(a, b, i + size, ahi, j + size, bhi);
}

/** `SequenceMatcher(None, a, b).ratio()`. */
function ratio(a: string, b: string): number {
  if (a.length + b.length === 0) return 1;
  return (2 * matched(a, b, 0, a.length, 0, b.length)) / (a.length + b.length);
}

/** At most three of `choices` that are like `word`, the likest first; equals in descending order, as Python's heap gives them. */
export function closeMatches(word: string, choices: readonly string[], cutoff = 0.8): string[] {
  return choices
    .map((choice) => ({ choice, score: ratio(choice, word) }))
    .filter(({ score }) => score >= cutoff)
    .sort((x, y) => y.score - x.score || (x.choice < y.choice ? 1 : -1))
    .slice(0, 3)
    .map(({ choice }) => choice);
}
