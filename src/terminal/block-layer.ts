/**
 * The frame around each command in the terminal: hairline, sign in the gutter, time at the right, wash of a failure, and the way to its
 * reason. Rows are tracked by xterm's markers; what is drawn lies in two layers of our own, behind and before the text.
 */
import type { IMarker, Terminal } from "@xterm/xterm";
import { time } from "../components/format.ts";
import { ICONS, type IconName } from "../components/icons.ts";
import { reasonOf, showReason } from "../panels/why/show.ts";
import { session } from "../stores/session.ts";
import { type Block, transcript } from "../stores/transcript.ts";

interface Placed {
  readonly id: number;
  readonly number: number;
  readonly start: IMarker;
  end?: IMarker;
  status?: number;
  /** Drawn while some row is visible. */
  wash?: HTMLElement;
  head?: HTMLElement;
  look?: string;
}

export class BlockLayer {
  readonly #terminal: Terminal;
  readonly #behind: HTMLElement;
  readonly #before: HTMLElement;
  #blocks: Placed[] = [];
  /** The frame in which all is drawn anew. */
  #frame: number | undefined;

  constructor(terminal: Terminal, screen: HTMLElement, glass: HTMLElement) {
    this.#terminal = terminal;
    this.#behind = layer("blocks-behind");
    this.#before = layer("blocks-before");
    screen.insertBefore(this.#behind, glass);
    screen.append(this.#before);
    terminal.onRender(() => this.draw());
    // Every line of output scrolls: what it moves is measured once a frame.
    terminal.onScroll(() => this.#drawSoon());
    session.subscribe(() => this.draw());
  }

  begin(block: Block, start: IMarker): void {
    this.#blocks.push({ id: block.id, number: block.number, start });
    this.draw();
  }

  end(block: Block, end: IMarker): void {
    const placed = this.#blocks.find(({ id }) => id === block.id);
    if (!placed) return;
    placed.end = end;
    placed.status = block.status ?? 0;
    this.draw();
  }

  clear(): void {
    for (const block of this.#blocks) remove(block);
    this.#blocks = [];
  }

  #drawSoon(): void {
    this.#frame ??= requestAnimationFrame(() => this.draw());
  }

  draw(): void {
    if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
    this.#frame = undefined;
    const { rows, buffer } = this.#terminal;
    const top = buffer.active.viewportY;
    const height = this.#rowHeight();
    const hidden = buffer.active.type === "alternate" || height === 0;
    this.#blocks = this.#blocks.filter((block) => {
      if (block.start.isDisposed) remove(block);
      return !block.start.isDisposed;
    });
    for (const [index, block] of this.#blocks.entries()) {
      const next = this.#blocks[index + 1];
      const end = next ? next.start.line - 1 : block.end && !block.end.isDisposed ? block.end.line + 1 : buffer.active.baseY + buffer.active.cursorY;
      const before = this.#blocks[index - 1];
      const from = block.start.line - top - (before ? 1 - this.#below(before) : 0.5);
      const to = end - top + this.#below(block);
      if (hidden || to < 0 || from > rows) remove(block);
      else this.#place(block, from, to, height, !next && block.end === undefined);
    }
  }

  /** How much of the empty row below a block is its own: all of it when the way to the reason stands there. */
  #below(block: Placed): number {
    return this.#showsReason(block) ? 1 : 0.5;
  }

  #showsReason(block: Placed): boolean {
    return block.status !== undefined && block.status !== 0 && reasonOf(block.number) !== undefined;
  }

  #place(block: Placed, from: number, to: number, height: number, running: boolean): void {
    block.wash ??= this.#behind.appendChild(document.createElement("div"));
    block.head ??= this.#before.appendChild(document.createElement("div"));
    const failed = block.status !== undefined && block.status !== 0;
    const kind = block.status === undefined ? "is-running" : failed ? "is-failed" : "is-ok";
    const rewound = this.#isRewound(block) ? " is-rewound" : "";
    block.wash.className = `block-wash ${kind}${rewound}`;
    block.wash.style.transform = `translateY(${from * height}px)`;
    block.wash.style.height = running ? "200%" : `${(to - from) * height}px`;
    block.head.className = `block-head ${kind}${rewound}`;
    block.head.style.transform = `translateY(${(block.start.line - this.#terminal.buffer.active.viewportY) * height}px)`;
    // A first row that reaches the right edge leaves no room for the time.
    block.head.classList.toggle(
      "is-full",
      (this.#terminal.buffer.active.getLine(block.start.line)?.translateToString(true).length ?? 0) > this.#terminal.cols - 7,
    );
    const at = session.getState().view?.history.findLast(({ number }) => number === block.number)?.at;
    const reason = failed ? reasonOf(block.number) : undefined;
    const look = `${kind} ${at} ${reason}`;
    if (block.look !== look) {
      block.look = look;
      fill(block.head, kind, at, reason, block.number);
    }
    const why = block.head.querySelector<HTMLElement>(".why");
    if (why && block.end) why.style.top = `${(block.end.line + 1 - block.start.line) * height}px`;
  }

  #isRewound(block: Placed): boolean {
    if (block.status === undefined) return false;
    const kept = transcript.getState().blocks.find(({ id }) => id === block.id);
    if (kept?.replaced) return true;
    const view = session.getState().view;
    return view !== undefined && !view.running && block.number > (view.history.at(-1)?.number ?? 0);
  }

  #rowHeight(): number {
    const screen = this.#terminal.element?.querySelector<HTMLElement>(".xterm-screen");
    return screen ? screen.offsetHeight / this.#terminal.rows : 0;
  }
}

function layer(name: string): HTMLElement {
  const element = document.createElement("div");
  element.className = name;
  return element;
}

function remove(block: Placed): void {
  block.wash?.remove();
  block.head?.remove();
  delete block.wash;
  delete block.head;
  delete block.look;
}

const SIGNS: Record<string, { readonly icon: IconName; readonly tone: string; readonly words: string }> = {
  "is-ok": { icon: "check", tone: "pass", words: "Worked" },
  "is-failed": { icon: "cross", tone: "fail", words: "Failed" },
  "is-running": { icon: "half", tone: "wait", words: "Running" },
};

function fill(head: HTMLElement, kind: string, at: number | undefined, reason: number | undefined, command: number): void {
  const sign = SIGNS[kind] ?? { icon: "ring", tone: "", words: "" };
  head.innerHTML = `<svg class="icon ${sign.tone}" viewBox="0 0 16 16" role="img" aria-label="${sign.words}">${ICONS[sign.icon]}</svg>${at === undefined ? "" : `<time>${time(at)}</time>`}`;
  if (reason === undefined) return;
  const why = document.createElement("button");
  why.type = "button";
  why.className = "why";
  why.dataset.command = String(command);
  why.innerHTML = `<svg class="icon" viewBox="0 0 16 16" aria-hidden="true">${ICONS.question}</svg>Why did that fail?`;
  why.addEventListener("click", () => showReason(reason));
  head.append(why);
}
