/** How many columns a character takes, as xterm.js counts (Unicode 6). */

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/;
const NONE = /[\p{Mn}\p{Me}\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]/u;

export function charWidth(char: string): 0 | 1 | 2 {
  const code = char.codePointAt(0) as number;
  if (code < 0x300) return 1;
  if (NONE.test(char)) return 0;
  return code >= 0x20000 && code <= 0x3fffd ? 2 : WIDE.test(char) ? 2 : 1;
}

/** Columns of a text without control characters. */
export function textWidth(text: string): number {
  let width = 0;
  for (const char of text) width += charWidth(char);
  return width;
}

const SEQUENCE = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-Z\\-_])/g;

/** Text without terminal sequences. */
export function plain(text: string): string {
  return text.replace(SEQUENCE, "");
}

/** The column after `text` is printed from `column`, in a terminal of `columns`. */
export function columnAfter(text: string, column: number, columns: number): number {
  let at = column;
  for (const char of plain(text)) {
    if (char === "\n" || char === "\r") at = 0;
    else if (char === "\t") at = Math.min(columns - 1, (Math.floor(at / 8) + 1) * 8);
    else if (char === "\b") at = Math.max(0, at - 1);
    else if (char >= " ") {
      const width = charWidth(char);
      if (at + width > columns) at = 0;
      at += width;
    }
  }
  return at;
}
