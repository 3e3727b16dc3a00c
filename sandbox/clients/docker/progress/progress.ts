/**
 * Lines that change in place, one per layer (jsonmessage): on a terminal by cursor movement, in a pipe one line per change of state
 * without byte counts (clients-transcripts.md parts 7 and 8).
 */
import type { Output } from "../../../shell/program.ts";
import { humanSize } from "../words/units.ts";

export interface Amount {
  readonly current: number;
  readonly total: number;
}

export class Progress {
  readonly #out: Output;
  readonly #columns: number;
  readonly #quiet: boolean;
  readonly #rows: string[] = [];

  constructor(out: Output, columns: number, quiet = false) {
    this.#out = out;
    this.#columns = columns;
    this.#quiet = quiet;
  }

  /** True when somebody sees bars move; frames between two states need not be made otherwise. */
  get moves(): boolean {
    return this.#out.isTty && !this.#quiet;
  }

  /** A whole line that stays. */
  async line(text: string): Promise<void> {
    if (this.#quiet) return;
    this.#rows.length = 0;
    await this.#out.write(`${text}\n`);
  }

  /** A new state of one row, or a new row. */
  async state(id: string, status: string, amount?: Amount): Promise<void> {
    if (this.#quiet) return;
    if (!this.#out.isTty) {
      if (!amount) await this.#out.write(`${id}: ${status}\n`);
      return;
    }
    let start = "";
    if (!this.#rows.includes(id)) {
      this.#rows.push(id);
      start = "\n";
    }
    const up = this.#rows.length - this.#rows.indexOf(id);
    const bar = amount ? progressBar(amount, this.#columns) : "";
    await this.#out.write(`${start}\x1b[${up}A\x1b[2K\r${id}: ${status} ${bar}\r\x1b[${up}B`);
  }
}

/** `[====>   ]  1.311MB/3MB`; the bar itself only on terminals wider than 110 columns. */
export function progressBar({ current, total }: Amount, columns: number): string {
  if (current <= 0 && total <= 0) return "";
  const shown = humanSize(current).padStart(8);
  if (total <= 0) return shown;
  const half = Math.min(50, Math.floor(Math.trunc((current / total) * 100) / 2));
  const bar = columns > 110 ? `[${"=".repeat(half)}>${" ".repeat(50 - half)}] ` : "";
  return current > total ? `${bar}${shown}` : `${bar}${shown}/${humanSize(total)}`;
}
