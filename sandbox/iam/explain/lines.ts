/** JSON in lines as `JSON.stringify(value, null, 2)` prints it, each with the place of its value in the document. */

export interface Line {
  readonly text: string;
  /** Keys and indices from the top; of a closing bracket those of what it closes. */
  readonly path: readonly (string | number)[];
  /** A closing bracket alone. */
  readonly closes?: true;
}

export function jsonLines(value: unknown): readonly Line[] {
  const lines: Line[] = [];
  write(lines, value, [], "", "");
  return lines;
}

function write(lines: Line[], value: unknown, path: readonly (string | number)[], head: string, tail: string): void {
  const indent = "  ".repeat(path.length);
  const entries: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
    ? value.map((member, index) => [index, member] as const)
    : typeof value === "object" && value !== null
      ? Object.entries(value)
      : [];
  if (entries.length === 0) {
    lines.push({ text: `${indent}${head}${JSON.stringify(value)}${tail}`, path });
    return;
  }
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  lines.push({ text: `${indent}${head}${open}`, path });
  entries.forEach(([key, member], at) => {
    write(lines, member, [...path, key], typeof key === "string" ? `${JSON.stringify(key)}: ` : "", at < entries.length - 1 ? "," : "");
  });
  lines.push({ text: `${indent}${close}${tail}`, path, closes: true });
}
