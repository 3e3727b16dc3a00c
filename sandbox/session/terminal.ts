/** One attached terminal: typed frames over its own port, credits for what it has not drawn yet, a line discipline for programs (decision 22). */
import { concat, NO_BYTES, utf8 } from "../kernel/bytes.ts";
import { type Completion, type Input, Interrupted, type Output } from "../shell/program.ts";
import type { TerminalIn, TerminalOut, TerminalPort } from "./api.ts";

/** Undrawn output, in UTF-16 units, above which a writer waits, and below which it goes on. */
const HIGH_WATER = 64 * 1024;
const LOW_WATER = 16 * 1024;
/** Output that is sent at once; smaller pieces are gathered for a moment, since a frame costs more than what is in it. */
const PIECE = 8 * 1024;

export interface TerminalOwner {
  /** A whole command, typed at the prompt. */
  submit(line: string): void;
  interrupt(): void;
  prompt(): string;
  continuationPrompt(): string;
  /** Set while the interpreter is being fetched: lines wait for it. */
  loading(): Promise<void> | undefined;
  /** True when a command goes on in the next line. Not to be asked while loading. */
  isIncomplete(text: string): boolean;
  complete(line: string, cursor: number): Promise<{ readonly from: number; readonly options: readonly Completion[] }>;
  /** The editor beside the terminal has saved a file. */
  save(path: string, content: string): void;
  detached(terminal: AttachedTerminal): void;
}

export class AttachedTerminal {
  readonly #port: TerminalPort;
  readonly #owner: TerminalOwner;
  readonly size: { columns: number; rows: number } = { columns: 80, rows: 24 };
  hasEditor = false;
  /** Lines typed ahead of whoever reads them; undefined is the end of input. */
  #typed: (string | undefined)[] = [];
  #reader: ((line: string | undefined) => void) | undefined;
  /** From a command's last line to its end. */
  #running = false;
  #pending = "";
  #unsent: Extract<TerminalOut, { kind: "out" | "err" }> | undefined;
  #undrawn = 0;
  #waiting: (() => void)[] = [];
  /** What came in since a line had to wait for the interpreter, that line first. */
  #held: TerminalIn[] | undefined;

  constructor(port: TerminalPort, owner: TerminalOwner) {
    this.#port = port;
    this.#owner = owner;
    port.onmessage = ({ data }) => this.#take(data as TerminalIn);
  }

  send(frame: TerminalOut): void {
    this.#flush();
    this.#port.postMessage(frame);
  }

  #print(kind: "out" | "err", text: string): void {
    if (this.#unsent?.kind !== kind) this.#flush();
    if (!this.#unsent) setTimeout(() => this.#flush());
    this.#unsent = { kind, text: `${this.#unsent?.text ?? ""}${text}` };
    if (this.#unsent.text.length > PIECE) this.#flush();
  }

  #flush(): void {
    if (this.#unsent) this.#port.postMessage(this.#unsent);
    this.#unsent = undefined;
  }

  /** Another session is opened: lines that were begun or typed ahead belonged to the one before. */
  turn(slot: string): void {
    this.#running = false;
    this.#pending = "";
    this.#typed = [];
    this.#dropHeld();
    this.send({ kind: "session", slot });
  }

  #dropHeld(): void {
    this.#held = this.#held?.filter(({ kind }) => kind !== "line" && kind !== "eof");
  }

  /** A command begins: its line is shown, and keys go to its programs. */
  began(number: number, line: string): void {
    this.#running = true;
    this.send({ kind: "command", number, line });
    this.send({ kind: "mode", mode: "busy", prompt: "" });
  }

  ended(number: number, status: number): void {
    this.#running = false;
    this.send({ kind: "exit", number, status });
    this.showPrompt();
    // What no program has read; the first command among it reads what follows.
    while (!this.#running && this.#typed.length > 0) {
      const line = this.#typed.shift();
      if (line !== undefined) this.#atPrompt(line);
    }
  }

  showPrompt(): void {
    if (this.#running) return;
    const continued = this.#pending !== "";
    this.send({
      kind: "mode",
      mode: continued ? "continuation" : "prompt",
      prompt: continued ? this.#owner.continuationPrompt() : this.#owner.prompt(),
    });
  }

  output(kind: "out" | "err"): Output {
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    return {
      isTty: true,
      write: async (content) => {
        const text = typeof content === "string" ? content : decoder.decode(content, { stream: true });
        if (text === "") return;
        this.#undrawn += text.length;
        this.#print(kind, text);
        if (this.#undrawn > HIGH_WATER) await new Promise<void>((resolve) => this.#waiting.push(resolve));
      },
    };
  }

  input(signal: AbortSignal): Input {
    const line = (options?: { hidden?: boolean }) => this.#readLine(options?.hidden === true, signal);
    return {
      isTty: true,
      line,
      read: async () => {
        const typed = await line();
        return typed === undefined ? undefined : utf8(`${typed}\n`);
      },
      all: async () => {
        const lines: Uint8Array[] = [];
        for (let typed = await line(); typed !== undefined; typed = await line()) lines.push(utf8(`${typed}\n`));
        return lines.length === 0 ? NO_BYTES : concat(lines);
      },
    };
  }

  #readLine(hidden: boolean, signal: AbortSignal): Promise<string | undefined> {
    if (signal.aborted) return Promise.reject(new Interrupted());
    if (this.#typed.length > 0) return Promise.resolve(this.#typed.shift());
    return new Promise((resolve, reject) => {
      const abort = () => {
        this.#reader = undefined;
        reject(new Interrupted());
      };
      signal.addEventListener("abort", abort, { once: true });
      this.#reader = (line) => {
        signal.removeEventListener("abort", abort);
        resolve(line);
      };
      // Last: a terminal beside us answers at once with what was typed ahead.
      this.send({ kind: "mode", mode: hidden ? "hidden" : "line", prompt: "" });
    });
  }

  #deliver(line: string | undefined): void {
    const reader = this.#reader;
    this.#reader = undefined;
    if (!reader) return;
    this.send({ kind: "mode", mode: "busy", prompt: "" });
    reader(line);
  }

  /** Frames in their order; the first line may have to wait, and what follows waits behind it. Ctrl-C drops them. */
  #take(frame: TerminalIn): void {
    if (this.#held && frame.kind === "signal") this.#dropHeld();
    else if (this.#held) {
      this.#held.push(frame);
      return;
    }
    const loading = frame.kind === "line" ? this.#owner.loading() : undefined;
    if (!loading) {
      this.#receive(frame);
      return;
    }
    this.#held = [frame];
    loading.then(
      () => {
        const held = this.#held ?? [];
        this.#held = undefined;
        for (const one of held) this.#take(one);
      },
      () => {
        this.#held = undefined;
        this.send({ kind: "notice", text: "The shell could not be fetched, so nothing was run. Enter the line again when the network is back." });
        this.showPrompt();
      },
    );
  }

  #goOn(): void {
    for (const go of this.#waiting.splice(0)) go();
  }

  #receive(frame: TerminalIn): void {
    switch (frame.kind) {
      case "line":
        this.#line(frame.text);
        break;
      case "eof":
        if (this.#reader) this.#deliver(undefined);
        else if (this.#running) this.#typed.push(undefined);
        else if (this.#pending !== "") this.#submit();
        break;
      case "signal":
        this.#pending = "";
        this.#typed = [];
        if (this.#running) {
          // Heard, whatever the line still waits for.
          this.send({ kind: "mode", mode: "busy", prompt: this.#owner.prompt() });
          this.#owner.interrupt();
        } else this.showPrompt();
        // A writer that waits for the screen would not hear of it.
        this.#goOn();
        break;
      case "resize":
        this.size.columns = frame.columns;
        this.size.rows = frame.rows;
        break;
      case "drawn":
        this.#undrawn = Math.max(0, this.#undrawn - frame.length);
        if (this.#undrawn < LOW_WATER) this.#goOn();
        break;
      case "complete":
        this.#complete(frame.id, frame.line, frame.cursor);
        break;
      case "editor":
        this.hasEditor = true;
        break;
      case "save":
        this.#owner.save(frame.path, frame.text);
        break;
    }
  }

  #line(typed: string): void {
    if (this.#reader) this.#deliver(typed);
    else if (this.#running) this.#typed.push(typed);
    else this.#atPrompt(typed);
  }

  #atPrompt(typed: string): void {
    this.#pending = this.#pending === "" ? typed : `${this.#pending}\n${typed}`;
    if (this.#owner.isIncomplete(this.#pending)) this.showPrompt();
    else this.#submit();
  }

  #submit(): void {
    const command = this.#pending;
    this.#pending = "";
    this.#running = command.trim() !== "";
    if (this.#running) this.#owner.submit(command);
    else this.showPrompt();
  }

  #complete(id: number, line: string, cursor: number): void {
    this.#owner.complete(line, cursor).then(
      ({ from, options }) => this.send({ kind: "completions", id, from, options }),
      () => this.send({ kind: "completions", id, from: cursor, options: [] }),
    );
  }

  /** The person closed it: nobody draws any more, so nobody waits. */
  detach(): void {
    this.#port.onmessage = null;
    for (const go of this.#waiting.splice(0)) go();
    this.#deliver(undefined);
    this.#owner.detached(this);
  }
}
