/** jq's inputs: files one after another as one text, read line by line, so that an error knows where it was. */
import { FileError } from "../../../shell/files/file-system.ts";
import type { Input, ProgramContext } from "../../../shell/program.ts";
import { open, wordsOf } from "../kit.ts";
import { eventsOf } from "./builtins/streams.ts";
import type { Taken } from "./machine.ts";
import { JsonReader } from "./read.ts";
import { checkSize, MOST_CHARACTERS, type Value } from "./values.ts";

export interface Modes {
  readonly raw: boolean;
  readonly slurp: boolean;
  readonly stream: boolean;
}

export class Inputs {
  readonly #context: ProgramContext;
  readonly #modes: Modes;
  readonly #names: string[];
  readonly #reader = new JsonReader();
  readonly #decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  readonly #lines: string[] = [];
  readonly #events: Value[] = [];
  #rest = "";
  #open: Input | undefined;
  /** All of the last file was handed over. */
  #last = false;
  #ended = false;
  #slurped: Value[] | string | undefined;
  #start = true;
  #finished = false;
  /** Nothing is read after a mistake. */
  #broken = false;
  #withinLine = false;
  #file: string | undefined;
  #line = 0;
  /** Files that could not be opened. */
  failed = false;

  constructor(context: ProgramContext, names: readonly string[], modes: Modes) {
    this.#context = context;
    this.#modes = modes;
    this.#names = names.length > 0 ? [...names] : ["-"];
    this.#slurped = modes.slurp ? (modes.raw ? "" : []) : undefined;
  }

  position(): { readonly file: string | undefined; readonly line: number } {
    return { file: this.#file, line: this.#line };
  }

  /** The next value, when what was read has one. Throws `ParseFailure`, after which the rest is not read. */
  take(): Taken {
    return this.#slurped === undefined ? this.#one() : this.#slurp();
  }

  #slurp(): Taken {
    if (typeof this.#slurped === "string") {
      this.#slurped += this.#lines.splice(0).join("");
      checkSize(this.#slurped.length, MOST_CHARACTERS);
      if (!this.#last) return "more";
    }
    for (let found = this.#modes.raw ? "end" : this.#one(); found !== "end"; found = this.#one()) {
      if (found === "more") return "more";
      if (Array.isArray(this.#slurped) && typeof found !== "string") this.#slurped.push(found.value);
    }
    const value = this.#slurped;
    this.#slurped = undefined;
    return value === undefined ? "end" : { value };
  }

  #one(): Taken {
    const event = this.#events.shift();
    if (event !== undefined) return { value: event };
    if (this.#broken) return "end";
    if (this.#modes.raw) return this.#rawLine();
    try {
      for (;;) {
        const found = this.#reader.next();
        if (found) return this.#modes.stream ? this.#streamed(found.value) : found;
        if (this.#ended) return this.#finish();
        const line = this.#lines.shift();
        if (line === undefined && !this.#last) return "more";
        this.#feed(line ?? "");
      }
    } catch (error) {
      this.#broken = true;
      throw error;
    }
  }

  #feed(line: string): void {
    const text = this.#start ? line.replace(/^\ufeff/, "") : line;
    this.#start = false;
    if (line.endsWith("\n")) this.#line++;
    if (line !== "") this.#withinLine = !line.endsWith("\n");
    this.#ended = this.#last && this.#lines.length === 0 && !line.endsWith("\n");
    this.#reader.feed(text, this.#ended);
  }

  /** Asked again after the end, jq has forgotten which file it was; at once when that ended within a line. */
  #finish(): Taken {
    if (this.#finished || this.#withinLine) this.#file = undefined;
    this.#finished = true;
    return "end";
  }

  #streamed(value: Value): Taken {
    this.#events.push(...eventsOf(value));
    return { value: this.#events.shift() as Value };
  }

  #rawLine(): Taken {
    const line = this.#lines.shift();
    if (line === undefined) return this.#last ? this.#finish() : "more";
    const whole = line.endsWith("\n");
    if (whole) this.#line++;
    this.#withinLine = !whole;
    return { value: whole ? line.slice(0, -1) : line };
  }

  /** Reads on until there are whole lines, or nothing is left. */
  async fill(): Promise<void> {
    while (this.#lines.length === 0 && !this.#last) {
      const piece = await this.#read();
      const parts = (this.#rest + (piece === undefined ? this.#decoder.decode() : this.#decoder.decode(piece, { stream: true }))).split(/(?<=\n)/);
      this.#rest = "";
      if (piece === undefined) this.#last = true;
      else if (!parts.at(-1)?.endsWith("\n")) this.#rest = parts.pop() ?? "";
      checkSize(this.#rest.length, MOST_CHARACTERS);
      this.#lines.push(...parts.filter((part) => part !== ""));
    }
  }

  async #read(): Promise<Uint8Array | undefined> {
    for (;;) {
      if (!this.#open && !(await this.#next())) return undefined;
      const piece = await this.#open?.read();
      if (piece) return piece;
      this.#open = undefined;
    }
  }

  /** Opens the next file there is; one that cannot be opened is complained about and passed over. */
  async #next(): Promise<boolean> {
    for (let name = this.#names.shift(); name !== undefined; name = this.#names.shift()) {
      try {
        this.#open = open(this.#context, name);
        this.#file = name === "-" ? "<stdin>" : name;
        this.#line = 0;
        return true;
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
        await this.#context.stderr.write(`jq: error: Could not open file ${name}: ${wordsOf(error)}\n`);
        this.failed = true;
      }
    }
    return false;
  }
}
