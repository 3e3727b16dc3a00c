/** The terminal from 640 px on: xterm in its glass, the sandbox's line editor, and a frame around each command. */
import type { IMarker, Terminal } from "@xterm/xterm";
import { createLine, type Line, type Reaction } from "../../sandbox/editor.ts";
import { takeEarlyKeys } from "../page/keys.ts";
import type { TerminalOut } from "../session/contract.ts";
import { session } from "../stores/session.ts";
import type { Block, TerminalMode } from "../stores/transcript.ts";
import { BlockLayer } from "./block-layer.ts";
import { CompletionMenu } from "./completion-menu.ts";
import type { Console, Display } from "./console.ts";
import { Glass } from "./glass.ts";
import { markPainted } from "./mark.ts";
import { NoticeLinks } from "./notice-links.ts";
import { OwnKeys } from "./own-keys.ts";

/** What is pasted comes marked as such, so that its newlines do not enter it. */
const BRACKETED_PASTE = "\x1b[?2004h";

export class XtermDisplay implements Display {
  readonly #console: Console;
  readonly #glass: Glass;
  readonly #terminal: Terminal;
  readonly #line: Line;
  readonly #blocks: BlockLayer;
  readonly #menu: CompletionMenu;
  readonly #links: NoticeLinks;
  #mode: TerminalMode["kind"] = "busy";
  /** Row on which the next command's prompt stands. */
  #start: IMarker | undefined;
  #atLineStart = true;
  #isFirst = true;
  /** What stood at the prompt when a command came from elsewhere: a clock step, an answer. */
  #draft = "";

  constructor(console: Console, screen: HTMLElement, glass: HTMLElement) {
    this.#console = console;
    this.#glass = new Glass(screen, glass);
    this.#terminal = this.#glass.terminal;
    this.#line = createLine({ size: this.#size(), lists: false });
    this.#blocks = new BlockLayer(this.#terminal, screen, glass);
    this.#links = new NoticeLinks(this.#terminal);
    this.#menu = new CompletionMenu(screen, (from, option) => this.#react(this.#line.choose(from, option)));
    this.#listen();
    this.#glass.watch(screen);
  }

  /** What was typed before the terminal was there. */
  feed(early: string): void {
    this.#react(this.#line.feed(early));
    if (early !== "") this.focus();
  }

  focus(): void {
    this.#terminal.focus();
  }

  /** Shows another session's transcript in place of what stands here; what was typed there is left with it. */
  replay(blocks: readonly Block[]): void {
    this.#menu.close();
    this.#then(() => {
      this.#blocks.clear();
      this.#terminal.reset();
      this.#start = undefined;
    });
    this.#mode = "busy";
    this.#line.setMode("busy", "");
    this.#line.press([{ kind: "named", name: "C-c" }]);
    this.#draft = "";
    this.#write(`${BRACKETED_PASTE}${this.#line.clear()}`);
    this.#isFirst = true;
    this.#atLineStart = true;
    for (const block of blocks) {
      this.#beginPrompt();
      this.#write(`${styledPrompt("prompt", block.prompt)}${block.line.replaceAll("\n", "\r\n")}\x1b[22m\r\n`);
      this.#beginBlock(block);
      this.#print(block.output);
      if (block.status !== undefined) this.ended(block);
    }
  }

  mode({ kind, prompt }: TerminalMode): void {
    const was = this.#mode;
    this.#mode = kind;
    if (kind === "prompt" && was === "prompt") {
      this.#changePrompt(styledPrompt(kind, prompt));
      return;
    }
    if (kind === "prompt") {
      this.#beginPrompt();
      this.#recall();
    }
    this.#react(this.#line.setMode(kind, styledPrompt(kind, prompt)));
    if (kind === "prompt") markPainted(this.#terminal);
    if (kind === "prompt" && this.#draft !== "") {
      this.#react(this.#line.press([{ kind: "text", text: this.#draft }]));
      this.#draft = "";
    }
  }

  /** Another prompt before the line that is being typed. */
  #changePrompt(prompt: string): void {
    const { text, prompt: before } = this.#line.state;
    if (prompt === before) return;
    this.#react(this.#line.setMode("prompt", prompt));
    if (text !== "") this.#react(this.#line.press([{ kind: "text", text }]));
  }

  #recall(): void {
    this.#line.setHistory((session.getState().view?.history ?? []).map(({ line }) => line));
  }

  began(block: Block, typed: boolean): void {
    if (!typed) {
      this.#draft = this.#line.state.text;
      const echo = this.#line.press([
        { kind: "named", name: "end" },
        { kind: "named", name: "C-u" },
        { kind: "paste", text: block.line },
        { kind: "named", name: "enter" },
      ]);
      this.#write(`${echo.ansi}\x1b[22m`);
    }
    this.#mode = "busy";
    this.#beginBlock(block);
  }

  output(text: string, drawn: () => void): void {
    this.#print(text, drawn);
  }

  ended(block: Block): void {
    if (!this.#atLineStart) this.#print("\n");
    this.#then(() => {
      const marker = this.#terminal.registerMarker(-1);
      if (marker) this.#blocks.end(block, marker);
    });
  }

  notice(text: string, run: string | undefined): void {
    this.#print(`\x1b[90m${text.replaceAll("`", "")}${run === undefined ? "" : `  \x1b[4m${run}\x1b[24m`}\x1b[39m\n`);
    if (run !== undefined) this.#links.add(run);
  }

  clear(): void {
    this.#then(() => {
      this.#blocks.clear();
      this.#terminal.clear();
    });
    this.#write(this.#line.clear());
    this.#isFirst = true;
    this.#atLineStart = true;
  }

  completions(frame: Extract<TerminalOut, { kind: "completions" }>): void {
    this.#react(this.#line.completions(frame));
  }

  type(text: string, enter: boolean): void {
    const keys = [{ kind: "named", name: "end" } as const, { kind: "named", name: "C-u" } as const, { kind: "paste", text } as const];
    this.#react(this.#line.press(enter ? [...keys, { kind: "named", name: "enter" }] : keys));
    if (!enter) this.focus();
  }

  #listen(): void {
    const terminal = this.#terminal;
    terminal.onData((data) => {
      if (!this.#menu.takes(data)) this.#react(this.#line.feed(data));
    });
    // A letter typed while nothing has the focus is meant for the prompt, as it was before the terminal was there.
    document.addEventListener("keydown", (event) => {
      if (event.target === document.body && event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey)
        this.focus();
    });
    const keys = new OwnKeys(terminal);
    terminal.attachCustomKeyEventHandler((event) => keys.isForTerminal(event));
    terminal.registerLinkProvider(this.#links);
    terminal.onResize(({ cols, rows }) => {
      this.#console.resize(cols, rows);
      this.#write(this.#line.resize(this.#size()));
    });
    this.#console.resize(terminal.cols, terminal.rows);
    // The prompt may have been there before the session's history was.
    session.subscribe(({ view }, { view: before }) => {
      if (view && !before && this.#mode === "prompt") this.#recall();
    });
  }

  #react({ ansi, effects }: Reaction): void {
    this.#write(ansi);
    if (effects.some(({ kind }) => kind === "submit" || kind === "interrupt" || kind === "eof")) {
      this.#atLineStart = true;
      this.#write("\x1b[22m");
      // The line is left: whatever becomes of it, the next prompt is a new one.
      if (this.#mode === "prompt") this.#mode = "busy";
    }
    for (const effect of effects) {
      if (effect.kind !== "choices") this.#menu.close();
      if (effect.kind === "submit") this.#console.enter(effect.text);
      else if (effect.kind === "interrupt") this.#console.interrupt();
      else if (effect.kind === "eof") this.#console.endOfInput();
      else if (effect.kind === "complete") this.#console.complete(effect.id, effect.line, effect.cursor);
      else if (effect.kind === "choices") this.#openMenu(effect.from, effect.options);
      else if (effect.kind === "clear") this.#blocks.clear();
    }
  }

  #openMenu(from: number, options: Parameters<CompletionMenu["open"]>[1]): void {
    this.#then(() => {
      const { cursorX, cursorY } = this.#terminal.buffer.active;
      const cell = this.#glass.cell;
      this.#menu.open(from, options, {
        x: 34 + Math.max(0, cursorX - (this.#line.state.cursor - from)) * cell.width,
        y: 8 + cursorY * cell.height,
        height: cell.height,
      });
    });
  }

  /** Air and a marker before the next prompt; the way to the reason of a failure stands in that empty row. */
  #beginPrompt(): void {
    if (!this.#atLineStart) this.#print("\n");
    if (!this.#isFirst) this.#print("\n");
    this.#isFirst = false;
    this.#then(() => {
      this.#start = this.#terminal.registerMarker(0);
    });
  }

  #beginBlock(block: Block): void {
    this.#atLineStart = true;
    this.#then(() => {
      const start = this.#start ?? this.#terminal.registerMarker(-1);
      this.#start = undefined;
      if (start) this.#blocks.begin(block, start);
    });
  }

  #print(text: string, drawn?: () => void): void {
    if (text !== "") this.#atLineStart = /[\n\r]$/.test(text) || /\x1b\[\d*[AB]$/.test(text);
    this.#terminal.write(this.#line.output(this.#mode === "busy" ? text : `\x1b[22m${text}`), drawn);
  }

  #write(ansi: string): void {
    if (ansi !== "") this.#terminal.write(ansi);
  }

  /** Runs when everything written so far is on the screen. */
  #then(work: () => void): void {
    this.#terminal.write("", work);
  }

  #size(): { columns: number; rows: number } {
    return { columns: this.#terminal.cols, rows: this.#terminal.rows };
  }
}

/** The prompt quieter, and bold what is typed after it until the line is left. */
function styledPrompt(kind: TerminalMode["kind"], prompt: string): string {
  return kind === "prompt" || kind === "continuation" ? `\x1b[22;90m${prompt}\x1b[39;1m` : prompt;
}

/** Puts the terminal into the page's glass, with what has been shown so far. */
export function openXtermDisplay(console: Console, blocks: readonly Block[]): XtermDisplay | undefined {
  const screen = document.getElementById("screen");
  const glass = document.getElementById("glass");
  if (!screen || !glass) return undefined;
  const display = new XtermDisplay(console, screen, glass);
  display.replay(blocks);
  display.feed(takeEarlyKeys());
  return display;
}
