/** One line of the scoreboard. */
import type { Paired } from "./measure.ts";

export interface Row {
  readonly name: string;
  readonly value: number;
  /** What the ratio was made from. */
  readonly beside?: string;
}

/** Both sides of a ratio, `ours 80 µs, theirs 640 µs`: for the reader's eye, never for a budget. */
export function shown({ ours, theirs }: Paired, unit: string): string {
  const figure = (value: number) => value.toFixed(value < 10 ? 2 : 0);
  return `ours ${figure(ours)} ${unit}, theirs ${figure(theirs)} ${unit}`;
}
