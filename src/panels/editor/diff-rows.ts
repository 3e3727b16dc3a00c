/** Two texts line by line, side by side. */

export interface DiffRow {
  readonly before?: string;
  readonly after?: string;
}

/** The rows of the longest common lines; changed lines stand beside each other as far as they go. Policies have tens of lines. */
export function diffRows(before: readonly string[], after: readonly string[]): DiffRow[] {
  const common = Array.from({ length: before.length + 1 }, () => new Uint16Array(after.length + 1));
  const at = (a: number, b: number) => common[a]?.[b] ?? 0;
  for (let a = before.length - 1; a >= 0; a--)
    for (let b = after.length - 1; b >= 0; b--) {
      const row = common[a];
      if (row) row[b] = before[a] === after[b] ? at(a + 1, b + 1) + 1 : Math.max(at(a + 1, b), at(a, b + 1));
    }
  const rows: DiffRow[] = [];
  let [removed, added]: [string[], string[]] = [[], []];
  const flush = () => {
    for (let i = 0; i < Math.max(removed.length, added.length); i++) {
      const [was, is] = [removed[i], added[i]];
      rows.push({ ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) });
    }
    [removed, added] = [[], []];
  };
  let [a, b] = [0, 0];
  while (a < before.length || b < after.length) {
    const [was, is] = [before[a], after[b]];
    if (was !== undefined && was === is) {
      flush();
      rows.push({ before: was, after: was });
      a++;
      b++;
    } else if (is !== undefined && (was === undefined || at(a, b + 1) > at(a + 1, b))) {
      added.push(is);
      b++;
    } else {
      if (was !== undefined) removed.push(was);
      a++;
    }
  }
  flush();
  return rows;
}
