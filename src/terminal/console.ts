/**
 * The terminal's end of its port: frames in and out, who may type, which block output belongs to. It knows no display; a display is
 * told what to show and calls back when it has drawn it.
 */
import type { TerminalIn, TerminalOut } from "../session/contract.ts";
import { edited } from "../stores/edited.ts";
import { addNotice, addOutput, type Block, beginBlock, clearTranscript, endBlock, type TerminalMode, transcript } from "../stores/transcript.ts";

type Completions = Extract<TerminalOut, { kind: "completions" }>;

export interface Display {
  mode(mode: TerminalMode): void;
  /** A command begins; `typed` when its line was entered on this display. */
  began(block: Block, typed: boolean): void;
  output(text: string, drawn: () => void): void;
  ended(block: Block): void;
  notice(text: string, run: string | undefined): void;
  clear(): void;
  completions(frame: Completions): void;
  /** Puts a draft at the prompt; with `enter` it is entered as well, as if typed. */
  type(text: string, enter: boolean): void;
}

export interface ConsoleEvents {
  /** A program has ignored Ctrl-C for too long. */
  stuck(): void;
}

/**
 * Milliseconds in which the worker has to hear Ctrl-C before it costs it its life (decision 22). Once it has heard, or when a program is
 * left, it has longer: the line may wait for something that is being fetched or judged.
 */
const PATIENCE = 1500;
const LONG_PATIENCE = 4000;

export class Console {
  readonly #events: ConsoleEvents;
  #port: MessagePort | undefined;
  #display: Display | undefined;
  #mode: TerminalMode = { kind: "busy", prompt: "" };
  #queue: string[] = [];
  /** Lines sent from here whose `command` frame is still to come. */
  #sent = 0;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #size: { readonly columns: number; readonly rows: number } | undefined;
  /** Whether another tab writes; undefined until the worker has said so. */
  #locked: boolean | undefined;
  /** The session that the page shows, and whether what the worker sends is of it yet. */
  #slot = "";
  #isItsOwn = false;
  /** The session is open and takes lines. */
  #isReady = false;
  /** What was done at the prompt before the engine was there, or behind a Ctrl-C that has not been answered yet. */
  #early: TerminalIn[] = [];

  constructor(events: ConsoleEvents) {
    this.#events = events;
  }

  get mode(): TerminalMode {
    return this.#mode;
  }

  /** Another tab writes: nothing can be entered here. */
  set locked(locked: boolean) {
    const wasKnown = this.#locked !== undefined;
    this.#locked = locked;
    if (!wasKnown) this.#admit();
    // What runs would go on without being kept.
    else if (locked) this.#send({ kind: "signal", name: "INT" });
  }

  /**
   * The page turns to a session. Its prompt is shown as it will be before the engine is there: what is entered at it waits for the engine.
   * What still comes from the session before, or was to be entered there, belongs to nobody.
   */
  turn(slot: string, prompt: string): void {
    const runs = this.#isReady && this.#mode.kind !== "prompt" && this.#mode.kind !== "continuation";
    // What was to stop in a session further back and has not keeps this one from being opened too.
    const stops = this.#patience !== undefined;
    this.#slot = slot;
    this.#isItsOwn = false;
    this.#isReady = false;
    this.#endPatience();
    this.#queue = [];
    this.#early = [];
    this.#sent = 0;
    if (runs) this.#port?.postMessage({ kind: "signal", name: "INT" } satisfies TerminalIn);
    if (runs || stops) this.#losePatience(LONG_PATIENCE);
    this.#showMode({ kind: "prompt", prompt });
  }

  connect(port: MessagePort): void {
    if (this.#port) this.#leave(this.#port);
    this.#port = port;
    this.#locked = undefined;
    this.#isItsOwn = false;
    this.#isReady = false;
    this.#endPatience();
    this.#abandonRunning();
    port.onmessage = ({ data }: MessageEvent<TerminalOut>) => this.#receive(data);
    this.#send({ kind: "editor" });
    if (this.#size) this.#send({ kind: "resize", ...this.#size });
  }

  /** The worker is gone, and what was under way to it. After a program that would not stop, what was entered behind its Ctrl-C is still wanted. */
  #leave(port: MessagePort): void {
    port.close();
    if (this.#patience === undefined) this.#early = [];
    this.#sent = this.#early.filter(({ kind }) => kind === "line").length;
  }

  show(display: Display): void {
    this.#display = display;
    display.mode(this.#mode);
  }

  resize(columns: number, rows: number): void {
    this.#size = { columns, rows };
    this.#send({ kind: "resize", columns, rows });
  }

  /** Sends a finished line. At a prompt it becomes a command, for a program it is input. */
  enter(text: string): void {
    if (this.#locked) {
      this.#giveBack(text);
      return;
    }
    if (this.#mode.kind === "prompt" || this.#mode.kind === "continuation") {
      this.#sent++;
      this.#setMode({ kind: "busy", prompt: this.#mode.prompt });
    } else if (this.#mode.kind !== "busy") {
      addOutput(this.#mode.kind === "hidden" ? "\n" : `${text}\n`);
    }
    this.#send({ kind: "line", text });
  }

  endOfInput(): void {
    if (this.#locked) this.#giveBack("");
    else this.#send({ kind: "eof" });
  }

  interrupt(): void {
    this.#queue = [];
    this.#early = this.#early.filter(({ kind }) => kind === "save");
    if (!this.#isReady) {
      // Nothing runs yet: what waited is dropped, and the engine's own prompt follows.
      this.#sent = 0;
      return;
    }
    this.#send({ kind: "signal", name: "INT" });
    if (this.#mode.kind === "prompt" || this.#mode.kind === "continuation") return;
    this.#losePatience(PATIENCE);
  }

  /** Lines to be typed by the page, each when the one before has ended. */
  type(lines: readonly string[]): void {
    if (this.#locked) return;
    this.#queue.push(...lines);
    this.#typeNext();
  }

  draft(text: string): void {
    if (!this.#locked) this.#display?.type(text, false);
  }

  /** Asks what could stand at the cursor; the answer comes to the display under the same number. */
  complete(id: number, line: string, cursor: number): void {
    this.#send({ kind: "complete", id, line, cursor });
  }

  /** The editor has saved a file. */
  save(path: string, text: string): void {
    if (!this.#locked) this.#send({ kind: "save", path, text });
  }

  /** A line of the page itself. */
  note(text: string): void {
    addNotice(text, undefined);
    this.#display?.notice(text, undefined);
  }

  #typeNext(): void {
    if (this.#mode.kind !== "prompt") return;
    const line = this.#queue.shift();
    if (line === undefined) return;
    if (this.#display) this.#display.type(line, true);
    else this.enter(line);
  }

  #send(frame: TerminalIn): void {
    const canWait = frame.kind === "line" || frame.kind === "eof" || frame.kind === "complete" || frame.kind === "save";
    if (canWait && !(this.#isReady && this.#locked !== undefined && this.#patience === undefined)) this.#early.push(frame);
    else this.#port?.postMessage(frame);
  }

  #showMode(mode: TerminalMode): void {
    this.#setMode(mode);
    this.#display?.mode(mode);
    this.#typeNext();
  }

  /** Once the session takes lines and may be written: what was entered early goes first, and its command takes the prompt's place. */
  #admit(): void {
    if (!this.#isReady || this.#locked === undefined) return;
    const early = this.#early.splice(0);
    const line = early.find((frame) => frame.kind === "line");
    if (!this.#locked) for (const frame of early) this.#port?.postMessage(frame);
    if (line && !this.#locked) return;
    this.#sent = 0;
    this.#giveBack(line?.text ?? "");
  }

  /** Another prompt, with the line that was not run: it can be entered again. */
  #giveBack(text: string): void {
    this.#showMode({ kind: "prompt", prompt: this.#mode.prompt });
    if (text !== "") this.#display?.type(text, false);
  }

  #losePatience(after: number): void {
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => this.#events.stuck(), after);
  }

  /** The program has stopped, or its worker has: what was entered behind Ctrl-C follows. */
  #endPatience(): void {
    if (this.#patience === undefined) return;
    clearTimeout(this.#patience);
    this.#patience = undefined;
    if (this.#isReady) for (const frame of this.#early.splice(0)) this.#port?.postMessage(frame);
  }

  #setMode(mode: TerminalMode): void {
    this.#mode = mode;
    transcript.setState({ mode });
  }

  #receive(frame: TerminalOut): void {
    if (frame.kind === "session") {
      this.#isItsOwn = frame.slot === this.#slot;
      this.#isReady = false;
      if (this.#isItsOwn) this.#endPatience();
    } else if (this.#isItsOwn) this.#show(frame);
    else if (frame.kind === "out" || frame.kind === "err") this.#send({ kind: "drawn", length: frame.text.length });
  }

  #show(frame: Exclude<TerminalOut, { kind: "session" }>): void {
    switch (frame.kind) {
      case "out":
      case "err":
        this.#output(frame.text);
        break;
      case "mode":
        this.#receiveMode({ kind: frame.mode, prompt: frame.prompt });
        break;
      case "command":
        this.#begin(frame.number, frame.line);
        break;
      case "exit":
        this.#endPatience();
        this.#end(frame.status);
        break;
      case "completions":
        this.#display?.completions(frame);
        break;
      case "clear":
        clearTranscript();
        this.#display?.clear();
        break;
      case "notice":
        addNotice(frame.text, frame.run);
        this.#display?.notice(frame.text, frame.run);
        break;
      case "edit":
        if (!this.#locked) edited.setState({ file: { path: frame.path, text: frame.text } });
        break;
    }
  }

  #receiveMode(mode: TerminalMode): void {
    if (mode.kind !== "busy") this.#endPatience();
    else if (this.#patience !== undefined) this.#losePatience(LONG_PATIENCE);
    if (this.#isReady || mode.kind !== "prompt") {
      this.#showMode(mode);
      return;
    }
    performance.mark("gantry:engine");
    this.#isReady = true;
    this.#setMode({ kind: this.#mode.kind, prompt: mode.prompt });
    this.#admit();
  }

  #output(text: string): void {
    addOutput(text);
    const drawn = () => this.#send({ kind: "drawn", length: text.length });
    if (this.#display) this.#display.output(text, drawn);
    else drawn();
  }

  #begin(number: number, line: string): void {
    const typed = this.#sent > 0;
    this.#sent = 0;
    this.#display?.began(beginBlock(number, this.#mode.prompt, line), typed);
  }

  #end(status: number): void {
    endBlock(status);
    const block = transcript.getState().blocks.at(-1);
    if (block) this.#display?.ended(block);
  }

  /** The worker that ran a command is gone: what it printed stays, the command counts as interrupted. */
  #abandonRunning(): void {
    const last = transcript.getState().blocks.at(-1);
    if (last && last.status === undefined) this.#end(130);
  }
}
