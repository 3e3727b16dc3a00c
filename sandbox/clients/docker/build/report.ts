/**
 * What a build shows while it runs, on standard error, in BuildKit's two forms: `plain` (pipes, `--progress plain`) and the redrawn
 * list of a terminal. Durations are of virtual time.
 */
import type { Output, ProgramContext } from "../../../shell/program.ts";

export type ReportForm = "plain" | "tty" | "quiet";

interface Vertex {
  readonly number: number;
  readonly name: string;
  readonly started: number;
  ended: number | undefined;
  state: "running" | "done" | "cached" | "failed";
  readonly notes: string[];
  /** Last lines a RUN step printed. */
  readonly output: string[];
}

export class Step {
  readonly #report: Report;
  readonly vertex: Vertex;

  constructor(report: Report, vertex: Vertex) {
    this.#report = report;
    this.vertex = vertex;
  }

  /** A line below the step: `transferring context: 62B done`. */
  async note(text: string): Promise<void> {
    this.vertex.notes.push(text);
    await this.#report.say(
      `#${this.vertex.number} ${text}${text.endsWith("done") || this.vertex.name.startsWith("[internal] load metadata") ? "" : " done"}\n`,
    );
  }

  /** A line that the step's program printed. */
  async print(line: string): Promise<void> {
    this.vertex.output.push(line);
    const seconds = ((this.#report.now() - this.vertex.started) / 1000).toFixed(3);
    await this.#report.say(`#${this.vertex.number} ${seconds} ${line}\n`);
    await this.#report.paint();
  }

  async done(state: "done" | "cached" = "done"): Promise<void> {
    await this.#end(state, state === "cached" ? "CACHED" : `DONE ${this.#seconds()}s`);
  }

  async failed(message: string): Promise<void> {
    await this.#end("failed", `ERROR: ${message}`);
  }

  async #end(state: "done" | "cached" | "failed", word: string): Promise<void> {
    this.vertex.state = state;
    this.vertex.ended = this.#report.now();
    await this.#report.say(`#${this.vertex.number} ${word}\n\n`);
    await this.#report.pause();
  }

  #seconds(): string {
    return ((this.#report.now() - this.vertex.started) / 1000).toFixed(1);
  }
}

export class Report {
  readonly #context: ProgramContext;
  readonly #form: ReportForm;
  readonly #out: Output;
  readonly #vertices: Vertex[] = [];
  readonly #started: number;
  #painted = 0;

  constructor(context: ProgramContext, form: ReportForm) {
    this.#context = context;
    this.#form = form;
    this.#out = context.stderr;
    this.#started = this.now();
  }

  now(): number {
    return this.#context.clock.now();
  }

  async begin(): Promise<void> {
    await this.say('#0 building with "default" instance using docker driver\n\n');
  }

  async step(name: string): Promise<Step> {
    const vertex: Vertex = {
      number: this.#vertices.length + 1,
      name,
      started: this.now(),
      ended: undefined,
      state: "running",
      notes: [],
      output: [],
    };
    this.#vertices.push(vertex);
    await this.say(`#${vertex.number} ${name}\n`);
    await this.paint();
    return new Step(this, vertex);
  }

  /** Text of the plain form. */
  async say(text: string): Promise<void> {
    if (this.#form === "plain") await this.#out.write(text);
  }

  /** A moment for the eye between two steps. */
  async pause(): Promise<void> {
    if (this.#form === "tty") await this.#context.pace(60);
  }

  async finish(failed: boolean): Promise<void> {
    await this.paint(failed ? "ERROR" : "FINISHED");
  }

  /** Redraws the list over the one drawn before. */
  async paint(word = ""): Promise<void> {
    if (this.#form !== "tty") return;
    const width = this.#context.terminal.columns;
    const done = this.#vertices.filter(({ state }) => state !== "running").length;
    const head = `[+] Building ${((this.now() - this.#started) / 1000).toFixed(1)}s (${done}/${this.#vertices.length})${word === "" ? "" : ` ${word}`}`;
    const lines = [columns(head, "docker:default", width), ...this.#vertices.flatMap((vertex) => this.#vertexLines(vertex, width))];
    const up = this.#painted > 0 ? `\x1b[${this.#painted}A` : "";
    this.#painted = lines.length;
    await this.#out.write(`\x1b[?25l${up}${lines.map((line) => `\x1b[2K${line}\n`).join("")}\x1b[?25h`);
  }

  #vertexLines(vertex: Vertex, width: number): string[] {
    const seconds = `${(((vertex.ended ?? this.now()) - vertex.started) / 1000).toFixed(1)}s`;
    const [on, off] = vertex.state === "running" ? ["", ""] : [vertex.state === "failed" ? "\x1b[31m" : "\x1b[34m", "\x1b[0m"];
    const word = vertex.state === "cached" ? "CACHED " : vertex.state === "failed" ? "ERROR " : "";
    const shown = [
      columns(` => ${word}${vertex.name}`, seconds, width),
      ...vertex.notes.map((note) => columns(` => => ${note.replace(/ done$/, "")}`, "0.0s", width)),
    ];
    const output = vertex.state === "running" ? vertex.output.slice(-6).map((line) => ` => => # ${line}`.slice(0, width - 1)) : [];
    return [...shown.map((line) => `${on}${line}${off}`), ...output];
  }
}

function columns(left: string, right: string, width: number): string {
  const room = Math.max(20, width - 1 - right.length - 1);
  const shown = left.length > room ? left.slice(0, room) : left;
  return `${shown.padEnd(room)} ${right}`;
}
