/** A line editor at a terminal: keys and frames in, terminal text and effects out. The page and the headless terminal both use it. */
import { applyCompletions, choose, edit, setMode } from "./edit.ts";
import { type Key, keyDecoder } from "./keys.ts";
import { erase, finish, type Painted, paint, resized, type Size } from "./paint.ts";
import { type Edited, type EditorMode, type EditorState, type Effect, newEditor, type Option } from "./state.ts";
import { columnAfter, textWidth } from "./width.ts";

export interface Reaction {
  /** To be written to the terminal, in order. */
  readonly ansi: string;
  readonly effects: readonly Effect[];
}

export interface LineOptions {
  readonly size: Size;
  readonly history?: readonly string[];
  /** Print lists of completions below the line; a page with a menu of its own says false. */
  readonly lists?: boolean;
}

export interface Line {
  readonly state: EditorState;
  /** What the terminal's keyboard sent. */
  feed(data: string): Reaction;
  press(keys: readonly Key[]): Reaction;
  setMode(mode: EditorMode, prompt: string): Reaction;
  completions(answer: { readonly id: number; readonly from: number; readonly options: readonly Option[] }): Reaction;
  /** Takes one option of the page's menu. */
  choose(from: number, option: Option): Reaction;
  /** Output of programs: printed before the line when one is being edited. */
  output(text: string): string;
  /** The screen was cleared. */
  clear(): string;
  resize(size: Size): string;
  setHistory(history: readonly string[]): void;
}

/** Options in columns, as Readline lists them. */
export function listed(options: readonly Option[], columns: number): string {
  const names = options.map((option) => option.value.replace(/\/$/, "").replace(/^.*\/(?=.)/, "") + (option.value.endsWith("/") ? "/" : ""));
  const width = Math.max(...names.map(textWidth)) + 2;
  const across = Math.max(1, Math.floor(columns / width));
  const down = Math.ceil(names.length / across);
  let out = "";
  for (let row = 0; row < down; row++) {
    const cells: string[] = [];
    for (let at = row; at < names.length; at += down) cells.push(names[at] as string);
    out += `${cells.map((cell, index) => (index === cells.length - 1 ? cell : cell + " ".repeat(width - textWidth(cell)))).join("")}\r\n`;
  }
  return out;
}

class TerminalLine implements Line {
  state: EditorState;
  #size: Size;
  readonly #lists: boolean;
  readonly #decode = keyDecoder();
  #painted: Painted | undefined;
  /** Where output left the cursor. */
  #column = 0;

  constructor(options: LineOptions) {
    this.#size = options.size;
    this.#lists = options.lists ?? true;
    this.state = newEditor(options.history ?? []);
  }

  feed(data: string): Reaction {
    return this.press(this.#decode(data));
  }

  press(keys: readonly Key[]): Reaction {
    let ansi = "";
    const effects: Effect[] = [];
    let changed = false;
    for (const key of keys) {
      const before = this.state;
      const edited = edit(before, key);
      const leaving = edited.effects.some((effect) => effect.kind !== "bell" && effect.kind !== "complete");
      if (leaving && changed) {
        ansi += this.#paint();
        changed = false;
      }
      ansi += this.#react(before, edited);
      effects.push(...edited.effects);
      changed ||= this.state !== before && this.state.mode !== "busy";
    }
    if (changed && this.state.mode !== "busy") ansi += this.#paint();
    return { ansi, effects };
  }

  setMode(mode: EditorMode, prompt: string): Reaction {
    if (mode === "busy") {
      this.state = setMode(this.state, mode, prompt).state;
      return { ansi: "", effects: [] };
    }
    const waiting = this.state.waiting;
    this.state = setMode({ ...this.state, waiting: [] }, mode, prompt).state;
    const first = this.#paint();
    const rest = this.press(waiting);
    return { ansi: first + rest.ansi, effects: rest.effects };
  }

  completions(answer: { readonly id: number; readonly from: number; readonly options: readonly Option[] }): Reaction {
    return this.#apply(applyCompletions(this.state, answer));
  }

  choose(from: number, option: Option): Reaction {
    return this.#apply(choose(this.state, from, option));
  }

  #apply(edited: Edited): Reaction {
    const before = this.state;
    let ansi = this.#react(before, edited);
    if (this.state.mode !== "busy" && this.state.text !== before.text) ansi += this.#paint();
    return { ansi, effects: edited.effects };
  }

  /** Takes the new state over and writes what leaving the old line takes. */
  #react(before: EditorState, edited: Edited): string {
    this.state = edited.state;
    let ansi = "";
    for (const effect of edited.effects) {
      if (effect.kind === "submit") ansi += this.#leave(before, "");
      else if (effect.kind === "interrupt") ansi += this.#leave(before, "^C");
      else if (effect.kind === "eof") ansi += this.#painted && before.mode !== "prompt" ? this.#leave(before, "") : this.#forget();
      else if (effect.kind === "clear") ansi += this.clear();
      else if (effect.kind === "bell") ansi += "\x07";
      else if (effect.kind === "choices" && this.#lists) ansi += this.#leave(before, "") + listed(effect.options, this.#size.columns) + this.#paint();
    }
    return ansi;
  }

  #forget(): string {
    this.#painted = undefined;
    return "";
  }

  #leave(before: EditorState, mark: string): string {
    const { search: _search, ...plain } = before;
    const body = this.#painted ? finish(plain, this.#size, this.#painted) : "";
    this.#painted = undefined;
    this.#column = 0;
    return `${body}${mark}\r\n`;
  }

  #paint(): string {
    const { ansi, painted } = paint(this.state, this.#size, this.#painted, this.#column);
    this.#painted = painted;
    return ansi;
  }

  output(text: string): string {
    const shown = text.replace(/\r?\n/g, "\r\n");
    if (shown === "") return "";
    const under = this.#painted;
    this.#column = columnAfter(shown, under ? under.start : this.#column, this.#size.columns);
    if (!under) return shown;
    const ansi = erase(under) + shown;
    this.#painted = undefined;
    return ansi + this.#paint();
  }

  clear(): string {
    this.#painted = undefined;
    this.#column = 0;
    return `\x1b[H\x1b[2J${this.state.mode === "busy" ? "" : this.#paint()}`;
  }

  resize(size: Size): string {
    this.#size = size;
    if (!this.#painted) return "";
    this.#painted = resized(this.state, size, this.#painted);
    return this.#paint();
  }

  setHistory(history: readonly string[]): void {
    this.state = { ...this.state, history, at: history.length, edited: {} };
  }
}

/** A line editor for a terminal of this size. Nothing is painted before `setMode`. */
export function createLine(options: LineOptions): Line {
  return new TerminalLine(options);
}
