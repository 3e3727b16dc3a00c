/** The edited line as terminal sequences: wrapped by the terminal itself, so that it selects and copies as one line. */
import type { EditorState } from "./state.ts";
import { charWidth } from "./width.ts";

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

/** What stands on the screen now. Rows count from the first row shown. */
export interface Painted {
  readonly cursorRow: number;
  readonly shownRows: number;
  /** First row of the layout that is shown: more than 0 when the line is taller than the screen. */
  readonly top: number;
  /** Column where the prompt starts: programs may leave the cursor anywhere. */
  readonly start: number;
}

interface Row {
  text: string;
  /** Ends because the screen does, not because of a newline. */
  soft: boolean;
}

interface Layout {
  readonly rows: readonly Row[];
  readonly row: number;
  readonly column: number;
}

const SEQUENCE = /^\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07]*\x07|.)/;

function shownPrompt(state: EditorState): string {
  if (!state.search) return state.prompt;
  return `(${state.search.failing ? "failed " : ""}reverse-i-search)\`${state.search.query}': `;
}

/** Rows and the cursor's place. */
function layOut(state: EditorState, columns: number, start: number, cursor = state.cursor): Layout {
  const rows: Row[] = [{ text: "", soft: false }];
  let column = start;
  let place = { row: 0, column: start };
  const last = () => rows[rows.length - 1] as Row;
  const wrap = (soft: boolean) => {
    last().soft = soft;
    rows.push({ text: "", soft: false });
    column = 0;
  };
  const put = (char: string, width: number) => {
    if (column + width > columns) wrap(true);
    last().text += char;
    column += width;
  };
  const prompt = shownPrompt(state);
  for (let at = 0; at < prompt.length; ) {
    const sequence = SEQUENCE.exec(prompt.slice(at))?.[0];
    const char = sequence ?? String.fromCodePoint(prompt.codePointAt(at) as number);
    if (sequence) last().text += sequence;
    else if (char === "\n") wrap(false);
    else put(char, charWidth(char));
    at += char.length;
  }
  const text = state.mode === "hidden" ? "" : state.text;
  const mark = () => {
    if (column >= columns) wrap(true);
    place = { row: rows.length - 1, column };
  };
  for (let at = 0; at < text.length; ) {
    if (at === cursor) mark();
    const char = String.fromCodePoint(text.codePointAt(at) as number);
    if (char === "\n") wrap(false);
    else if (char === "\t") for (let to = (Math.floor(column / 8) + 1) * 8; column < Math.min(to, columns); ) put(" ", 1);
    else if (char < " " || char === "\x7f") for (const shown of `^${String.fromCharCode(char.charCodeAt(0) ^ 64)}`) put(shown, 1);
    else put(char, charWidth(char));
    at += char.length;
  }
  if (cursor >= text.length) mark();
  return { rows, ...place };
}

function written(rows: readonly Row[], columnsFull: boolean): string {
  let out = "";
  for (const [index, row] of rows.entries()) {
    out += row.text;
    const next = rows[index + 1];
    if (!next) break;
    if (!row.soft) out += "\x1b[K\r\n";
    // A blank makes the terminal wrap, so that it knows both rows are one line.
    else if (next.text === "" && index + 1 === rows.length - 1 && columnsFull) out += " \r";
  }
  return out;
}

const up = (rows: number) => (rows > 0 ? `\x1b[${rows}A` : "");

function toTop(painted: Painted): string {
  return `${up(painted.cursorRow)}\r${painted.top === 0 && painted.start > 0 ? `\x1b[${painted.start}C` : ""}`;
}

/** Which rows fit: those around the cursor, moved as little as possible. */
function windowTop(layout: Layout, rows: number, before: number): number {
  if (layout.rows.length <= rows) return 0;
  const top = Math.min(before, layout.rows.length - rows);
  if (layout.row < top) return layout.row;
  return Math.max(top, layout.row - rows + 1);
}

/** Paints the line over what stood there. `start` is the column of the first paint. */
export function paint(
  state: EditorState,
  size: Size,
  previous: Painted | undefined,
  start = 0,
): { readonly ansi: string; readonly painted: Painted } {
  const at = previous?.start ?? start;
  const layout = layOut(state, size.columns, at);
  const top = windowTop(layout, size.rows, previous?.top ?? 0);
  const shown = layout.rows.slice(top, top + size.rows);
  const cursorRow = layout.row - top;
  const scrolled = previous && previous.top === 0 && top > 0 && at > 0 ? "\r" : "";
  const body = `${previous ? toTop(previous) + scrolled : ""}${written(shown, true)}\x1b[J`;
  const ansi = `\x1b[?25l${body}${up(shown.length - 1 - cursorRow)}\r${layout.column > 0 ? `\x1b[${layout.column}C` : ""}\x1b[?25h`;
  return { ansi, painted: { cursorRow, shownRows: shown.length, top, start: at } };
}

/** Prints the whole line once more, also what the screen had no room for, and leaves the cursor at its end. */
export function finish(state: EditorState, size: Size, previous: Painted): string {
  const layout = layOut(state, size.columns, previous.start, state.text.length);
  const body = previous.top === 0 ? toTop(previous) : `${toTop(previous)}`;
  const last = layout.rows[layout.rows.length - 1];
  const rows = last?.text === "" && layout.rows.length > 1 && layout.rows[layout.rows.length - 2]?.soft ? layout.rows.slice(0, -1) : layout.rows;
  return `${body}${written(rows, false)}\x1b[J`;
}

/** Takes the line off the screen: output comes first, then it is painted again. */
export function erase(previous: Painted): string {
  return `${toTop(previous)}\x1b[J`;
}

/** Rows the same line takes in another width: terminals wrap it anew when they are resized. */
export function resized(state: EditorState, size: Size, previous: Painted): Painted {
  const layout = layOut(state, size.columns, Math.min(previous.start, size.columns - 1));
  const top = windowTop(layout, size.rows, previous.top);
  return { cursorRow: layout.row - top, shownRows: Math.min(layout.rows.length, size.rows), top, start: Math.min(previous.start, size.columns - 1) };
}
