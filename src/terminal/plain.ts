/**
 * Terminal output as plain lines, for the transcript: what a screen would show after carriage returns, cursor moves up and down, erased
 * lines and colours. Enough for what shells, aws and docker print; anything else is left out.
 */

export interface Piece {
  readonly text: string;
  /** Class of its colour, `c1` to `c15`; empty for plain text. */
  readonly tone: string;
}

interface Cell {
  readonly char: string;
  readonly tone: string;
}

const TOKEN = /\x1b\[([0-9;?]*)([A-Za-z])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b.|[\r\n\b]|[^\x1b\r\n\b]+/gs;

/** Lines of pieces; trailing empty lines are dropped. */
export function plainLines(output: string): Piece[][] {
  const screen = new Screen();
  for (const [token, parameters = "", command] of output.matchAll(TOKEN)) {
    if (command) screen.control(command, parameters);
    else if (token === "\r") screen.column = 0;
    else if (token === "\n") screen.newLine();
    else if (token === "\b") screen.column = Math.max(0, screen.column - 1);
    else if (!token.startsWith("\x1b")) screen.print(token);
  }
  return screen.pieces();
}

class Screen {
  column = 0;
  #row = 0;
  #tone = "";
  readonly #rows: Cell[][] = [[]];

  print(text: string): void {
    const row = this.#current();
    for (const char of text) {
      while (row.length < this.column) row.push({ char: " ", tone: "" });
      row[this.column++] = { char, tone: this.#tone };
    }
  }

  newLine(): void {
    this.#row++;
    this.column = 0;
    this.#current();
  }

  control(command: string, parameters: string): void {
    const count = Number.parseInt(parameters, 10) || 1;
    if (command === "A") this.#row = Math.max(0, this.#row - count);
    else if (command === "B") this.#row += count;
    else if (command === "C") this.column += count;
    else if (command === "G") this.column = count - 1;
    else if (command === "K") this.#erase(parameters);
    else if (command === "m") this.#colour(parameters);
  }

  pieces(): Piece[][] {
    const lines = this.#rows.map(joined);
    while (lines.length > 0 && lines.at(-1)?.length === 0) lines.pop();
    return lines;
  }

  #current(): Cell[] {
    while (this.#rows.length <= this.#row) this.#rows.push([]);
    return this.#rows[this.#row] as Cell[];
  }

  #erase(parameters: string): void {
    const row = this.#current();
    if (parameters.startsWith("2")) row.length = 0;
    else if (!parameters.startsWith("1")) row.length = Math.min(row.length, this.column);
  }

  #colour(parameters: string): void {
    for (const code of parameters.split(";").map(Number)) {
      if (code === 0 || code === 39 || Number.isNaN(code)) this.#tone = "";
      else if (code >= 30 && code <= 37) this.#tone = `c${code - 30}`;
      else if (code >= 90 && code <= 97) this.#tone = `c${code - 82}`;
      else if (code === 2) this.#tone = "c8";
    }
  }
}

function joined(row: readonly Cell[]): Piece[] {
  const pieces: { text: string; tone: string }[] = [];
  for (const { char, tone } of row) {
    const last = pieces.at(-1);
    if (last?.tone === tone) last.text += char;
    else pieces.push({ text: char, tone });
  }
  return pieces;
}
