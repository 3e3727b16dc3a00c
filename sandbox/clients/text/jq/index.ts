/** jq: takes JSON apart (docs/decisions/0011-our-own-jq.md). */
import { text } from "../../../kernel/bytes.ts";
import { FileError } from "../../../shell/files/file-system.ts";
import { macrotask } from "../../../shell/interpreter/context.ts";
import { type Installed, Interrupted, type ProgramContext } from "../../../shell/program.ts";
import { open, wordsOf } from "../kit.ts";
import { ready } from "./builtins/index.ts";
import { check } from "./check.ts";
import { Evaluator, TOP } from "./evaluate.ts";
import { HELP, HINT, VERSION } from "./help.ts";
import { Inputs } from "./inputs.ts";
import { Break, type Env, Halt, type Machine, PAUSE, plain } from "./machine.ts";
import { CompileFailure, report } from "./mistakes.ts";
import { type JqOptions, JqUsage, type NamedFile, readOptions } from "./options.ts";
import { parseProgram } from "./parse.ts";
import { coloursOf, DEFAULT_COLOURS, type Layout, print } from "./print.ts";
import { ParseFailure, readAll } from "./read.ts";
import type { Node } from "./tree.ts";
import { isTrue, JqError, TooMuch, type Value } from "./values.ts";

/** Ends jq after its message. */
class Stop extends Error {
  readonly status: number;
  readonly words: string;
  constructor(words: string, status: number) {
    super(words);
    this.words = words;
    this.status = status;
  }
}

/** Text for both streams, in order, written a page at a time. */
class Printer {
  readonly #context: ProgramContext;
  #out = "";
  #waiting: (readonly ["out" | "err", string])[] = [];
  constructor(context: ProgramContext) {
    this.#context = context;
  }

  say(words: string, to: "out" | "err"): void {
    if (to === "out") this.#out += words;
    else {
      this.#waiting.push(["out", this.#out], ["err", words]);
      this.#out = "";
    }
  }

  get full(): boolean {
    return this.#out.length > 16_384 || this.#waiting.length > 0 || this.#context.stdout.isTty;
  }

  async flush(): Promise<void> {
    const waiting = [...this.#waiting, ["out", this.#out] as const];
    this.#waiting = [];
    this.#out = "";
    for (const [to, words] of waiting) if (words !== "") await (to === "out" ? this.#context.stdout : this.#context.stderr).write(words);
  }
}

async function fileText(context: ProgramContext, name: string): Promise<string> {
  return text(await open(context, name).all());
}

async function namedValue(context: ProgramContext, { option, name, file }: NamedFile): Promise<Value> {
  try {
    const content = await fileText(context, file);
    return option === "--rawfile" ? content : readAll(content);
  } catch (error) {
    const reason =
      error instanceof FileError ? `Could not open ${file}: ${wordsOf(error)}` : error instanceof ParseFailure ? error.message : undefined;
    if (reason === undefined) throw error;
    throw new Stop(`jq: Bad JSON in ${option} ${name} ${file}: ${reason}\n`, 2);
  }
}

async function programText(context: ProgramContext, options: JqOptions): Promise<string> {
  const { program } = options;
  if (options.flags.has("from-file")) {
    if (program === undefined) throw new JqUsage("jq: -f takes a file");
    try {
      return await fileText(context, program);
    } catch (error) {
      if (error instanceof FileError) throw new Stop(`jq: Could not open ${program}: ${wordsOf(error)}\n`, 2);
      throw error;
    }
  }
  if (program !== undefined) return program;
  if (context.stdin.isTty && context.stdout.isTty) throw new Stop(`${HELP}`, 2);
  return ".";
}

/** `$ARGS` and every named value. */
function variables(options: JqOptions): ReadonlyMap<string, Value> {
  const args = new Map<string, Value>([
    ["positional", options.positional],
    ["named", new Map(options.named)],
  ]);
  return new Map<string, Value>([...options.named, ["ARGS", args]]);
}

function layoutOf(context: ProgramContext, options: JqOptions, printer: Printer): Layout {
  const { flags, indent } = options;
  const coloured = flags.has("color-output") || (context.stdout.isTty && !flags.has("monochrome-output") && (context.env.NO_COLOR ?? "") === "");
  const colours = coloured ? coloursOf(context.env.JQ_COLORS) : undefined;
  if (coloured && !colours) printer.say("Failed to set $JQ_COLORS\n", "err");
  return {
    step: indent === "tab" ? "\t" : " ".repeat(indent),
    sort: flags.has("sort-keys"),
    ascii: flags.has("ascii-output"),
    colours: coloured ? (colours ?? DEFAULT_COLOURS) : undefined,
  };
}

function compiled(program: string, names: readonly string[]): Node {
  try {
    const node = parseProgram(program);
    ready();
    const mistakes = check(node, names);
    if (mistakes.length > 0) throw new CompileFailure(mistakes);
    return node;
  } catch (error) {
    if (error instanceof CompileFailure) throw new Stop(report(program, error.mistakes), 3);
    throw error;
  }
}

/** What jq prints about an error nobody caught. */
function errorText(value: Value, { file, line }: { readonly file: string | undefined; readonly line: number }): string {
  const where = file === undefined ? "<unknown>" : `${file}:${line}`;
  return typeof value === "string" ? `jq: error (at ${where}): ${value}\n` : `jq: error (at ${where}) (not a string): ${print(value)}\n`;
}

/** One run of jq: inputs through the program to the output. */
class Session {
  readonly #context: ProgramContext;
  readonly #options: JqOptions;
  readonly #printer: Printer;
  readonly #inputs: Inputs;
  readonly #machine: Machine;
  readonly #layout: Layout;
  readonly #program: Node;
  readonly #env: Env;
  #last: Value | undefined;
  #status = 0;

  constructor(context: ProgramContext, options: JqOptions, program: string) {
    this.#context = context;
    this.#options = options;
    this.#printer = new Printer(context);
    const given = variables(options);
    this.#program = compiled(program, [...given.keys()]);
    this.#env = [...given].reduce<Env>((up, [name, variable]) => ({ up, name: `$${name}`, variable }), TOP);
    this.#layout = layoutOf(context, options, this.#printer);
    const { flags } = options;
    const modes = { raw: flags.has("raw-input"), slurp: flags.has("slurp"), stream: flags.has("stream") };
    this.#inputs = new Inputs(context, options.operands, modes);
    const world = {
      now: () => context.clock.now() / 1000,
      env: new Map(Object.entries(context.env)),
      position: () => this.#inputs.position(),
      say: (words: string, to: "out" | "err") => this.#printer.say(words, to),
    };
    this.#machine = new Evaluator(world, () => this.#taken());
  }

  /** Inputs asked for by the program; a bad one is an error that it can catch. */
  #taken(): ReturnType<Inputs["take"]> {
    try {
      return this.#inputs.take();
    } catch (error) {
      if (error instanceof ParseFailure) throw new JqError(error.message);
      throw error;
    }
  }

  async run(): Promise<number> {
    try {
      if (this.#options.flags.has("null-input")) await this.#one(null);
      else await this.#all();
    } catch (error) {
      const status = this.#ended(error);
      await this.#printer.flush();
      return status;
    }
    await this.#printer.flush();
    return this.#finalStatus();
  }

  #finalStatus(): number {
    if (this.#inputs.failed) return 2;
    if (this.#status !== 0 || !this.#options.flags.has("exit-status")) return this.#status;
    return this.#last === undefined ? 4 : isTrue(this.#last) ? 0 : 1;
  }

  /** The status of what ends everything: `halt`, input that is no JSON, limits. */
  #ended(error: unknown): number {
    if (error instanceof Halt) return error.status;
    if (error instanceof ParseFailure) this.#printer.say(`jq: parse error: ${error.message}\n`, "err");
    else if (error instanceof TooMuch) this.#printer.say(`jq: error: ${error.message}\n`, "err");
    else if (error instanceof RangeError)
      this.#printer.say("jq: error: the program recurses deeper, or makes longer text, than this sandbox can hold\n", "err");
    else throw error;
    return this.#inputs.failed && error instanceof ParseFailure ? 2 : 5;
  }

  async #all(): Promise<void> {
    for (;;) {
      const taken = this.#inputs.take();
      if (taken === "end") return;
      if (taken === "more") await this.#inputs.fill();
      else await this.#one(taken.value);
      await this.#rest();
    }
  }

  async #one(value: Value): Promise<void> {
    try {
      for (const item of this.#machine.evaluate({ node: this.#program, env: this.#env }, plain(value))) {
        if (item !== PAUSE) this.#print(item.value);
        else if (this.#machine.hungry) {
          this.#machine.hungry = false;
          await this.#inputs.fill();
        }
        await this.#rest(item === PAUSE);
      }
      if (this.#status === 5) this.#status = 0;
    } catch (error) {
      if (error instanceof Break) this.#printer.say("jq: error (at <unknown>) (not a string): break\n", "err");
      else if (error instanceof JqError) this.#printer.say(errorText(error.value, this.#inputs.position()), "err");
      else throw error;
      this.#status = 5;
    }
  }

  /** Lets output go and messages in: Ctrl-C ends here. */
  async #rest(always = false): Promise<void> {
    if (this.#printer.full) await this.#printer.flush();
    else if (!always) return;
    if (always) await macrotask();
    if (this.#context.signal.aborted) throw new Interrupted();
  }

  #print(value: Value): void {
    const { flags } = this.#options;
    const [joined, zero] = [flags.has("join-output"), flags.has("raw-output0")];
    if (zero && typeof value === "string" && value.includes("\0")) throw new JqError("Cannot dump a string containing NUL with --raw-output0 option");
    const raw = typeof value === "string" && (flags.has("raw-output") || joined || zero);
    const body = raw && !flags.has("ascii-output") ? value : print(value, this.#layout);
    this.#printer.say(body + (joined ? "" : zero ? "\0" : "\n"), "out");
    this.#last = value;
  }
}

async function start(context: ProgramContext): Promise<number> {
  const options = readOptions(context.args);
  const { flags } = options;
  if (flags.has("help") || flags.has("version") || flags.has("build-configuration")) {
    await context.stdout.write(flags.has("help") ? HELP : `${VERSION}\n`);
    return 0;
  }
  if (flags.has("seq")) throw new Stop("jq: --seq is not available in this sandbox\n", 2);
  for (const file of options.files) {
    const value = await namedValue(context, file);
    if (!options.named.has(file.name)) options.named.set(file.name, value);
  }
  return new Session(context, options, await programText(context, options)).run();
}

export const jq: Installed = {
  name: "jq",
  summary: "take JSON apart",
  async program(context) {
    try {
      return await start(context);
    } catch (error) {
      if (error instanceof JqUsage) await context.stderr.write(`${error.message}\n${HINT}`);
      else if (error instanceof Stop) await context.stderr.write(error.words);
      else throw error;
      return error instanceof Stop ? error.status : 2;
    }
  },
};
