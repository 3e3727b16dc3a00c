/** Durations as people write them: `30m`, `13h`, `3d`, `11h 48m`, `+12h` (FORMAT §4.5, the word `clock`). */

const UNIT: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds, or undefined when the text is no duration. */
export function parseDuration(text: string): number | undefined {
  const parts = text.trim().replace(/^\+/, "").split(/\s+/);
  let sum = 0;
  for (const part of parts) {
    const pieces = part.match(/^(\d+[smhd])+$/) ? part.match(/\d+[smhd]/g) : undefined;
    if (!pieces) return undefined;
    for (const piece of pieces) sum += Number(piece.slice(0, -1)) * (UNIT[piece.slice(-1)] as number);
  }
  return sum;
}

/** `13h`, `1d 2h`, `90s` as `1m 30s`. */
export function formatDuration(milliseconds: number): string {
  const parts: string[] = [];
  let rest = Math.round(milliseconds / 1000) * 1000;
  for (const unit of ["d", "h", "m", "s"]) {
    const size = UNIT[unit] as number;
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) parts.push(`${count}${unit}`);
  }
  return parts.join(" ") || "0s";
}
