/** Lines of one text that are not in the other, as a sentence; undefined when the two are the same. */
export function missing(found: string, wanted: string): string | undefined {
  if (found === wanted) return undefined;
  const lines = new Set(wanted.split("\n"));
  return `the world is another: ${found
    .split("\n")
    .filter((line) => !lines.has(line))
    .join("; ")}`;
}
