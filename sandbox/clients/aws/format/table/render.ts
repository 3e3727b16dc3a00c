/** Draws the sections of a table: widths shared out, titles centred, cells from the left. */
import type { TableOptions } from "./table.ts";
import { textWidth } from "./width.ts";

export interface Section {
  title: string;
  /** How many boxes it stands in. */
  level: number;
  headers: readonly string[] | undefined;
  rows: (readonly string[])[];
}

const BRIGHT_BLUE = "\x1b[1m\x1b[34m";
const DIM_YELLOW = "\x1b[2m\x1b[33m";
const RESET = "\x1b[0m";

function columnWidths(section: Section): number[] {
  const rows = section.headers ? [section.headers, ...section.rows] : section.rows;
  const first = rows[0] ?? [];
  return first.map((_, column) => Math.max(...rows.map((row) => textWidth(row[column] ?? ""))));
}

/** Python's round: halves go to the even neighbour. */
function roundEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/** Column widths that add up to `total`, in proportion to what each needs. */
function share(section: Section, total: number): number[] {
  const wanted = columnWidths(section).map((width) => width + 4);
  const sum = wanted.reduce((a, b) => a + b, 0);
  if (wanted.length === 0) return [];
  const factor = total / sum;
  const shared = wanted.map((width) => roundEven(factor * width));
  let off = shared.reduce((a, b) => a + b, 0) - total;
  while (off !== 0) {
    const order = shared.map((_, i) => i);
    if (off < 0) order.reverse();
    for (const i of order) {
      const step = off > 0 ? -1 : 1;
      shared[i] = (shared[i] as number) + step;
      off += step;
      if (off === 0) break;
    }
  }
  return shared;
}

function needed(section: Section): number {
  const columns = columnWidths(section).reduce((sum, width) => sum + width + 4, 0) + 2 + 2 * section.level;
  return Math.max(textWidth(section.title) + 2 + 2 * section.level, columns);
}

function centred(text: string, width: number, left: string): string {
  const size = textWidth(text);
  const before = Math.floor(width / 2) - Math.floor(size / 2) - 1;
  return `${left}${" ".repeat(Math.max(before, 0))}${text}${" ".repeat(Math.max(width - 1 - left.length - Math.max(before, 0) - size, 0))}|`;
}

function cell(text: string, width: number, left: string, colour: boolean): string {
  const size = textWidth(text);
  const padding = width - size - 2 - left.length - 1 >= 0 ? 2 : 0;
  const shown = colour ? `${BRIGHT_BLUE}${text}${RESET}` : text;
  return `${left}${" ".repeat(padding)}${shown}${" ".repeat(Math.max(width - left.length - padding - size - 1, 0))}|`;
}

function drawSection(section: Section, total: number, colour: boolean): string {
  const edge = (colour ? `${DIM_YELLOW}|${RESET}` : "|").repeat(section.level);
  const width = total - section.level * 2;
  const lines: string[] = [];
  if (section.title) {
    lines.push(centred(section.title, width, "|"));
    if (!section.headers?.length && section.rows.length === 0) lines.push(`+${"-".repeat(width - 2)}+`);
  }
  const widths = share(section, width);
  const rule = widths.map((column, i) => (i === 0 ? `+${"-".repeat(column - 2)}+` : `${"-".repeat(column - 1)}+`)).join("");
  if (section.headers && section.headers.length > 0) {
    lines.push(rule, section.headers.map((header, i) => centred(header, widths[i] as number, i === 0 ? "|" : "")).join(""));
  }
  if (section.rows.length > 0 && widths.length > 0) {
    lines.push(rule, ...section.rows.map((row) => row.map((text, i) => cell(text, widths[i] as number, i === 0 ? "|" : "", colour)).join("")), rule);
  }
  return lines.map((line) => `${edge}${line}${edge}\n`).join("");
}

function upright(section: Section): Section {
  const row = section.rows[0];
  if (section.rows.length !== 1 || !row || !section.headers || section.headers.length === 0) return section;
  return { ...section, headers: undefined, rows: section.headers.map((header, i) => [header, row[i] ?? ""]) };
}

export function render(sections: readonly Section[], options: TableOptions): string {
  const widest = (all: readonly Section[]) => Math.max(...all.map(needed));
  const fitted = widest(sections) > options.width ? sections.map(upright) : sections;
  const total = widest(fitted);
  return `${"-".repeat(total)}\n${fitted.map((section) => drawSection(section, total, options.colour)).join("")}`;
}
