/** A bash: lines in, bytes and a status out; its state stays between lines and is plain data. */
import { BrokenPipe, Interrupted } from "../program.ts";
import {
  type Computer,
  type Context,
  ExitJump,
  ExpansionFailure,
  LoopJump,
  type Process,
  ReturnJump,
  type ShellHost,
  type ShellIo,
} from "./context.ts";
import { expandHistory } from "./history.ts";
import { promptText } from "./prompt.ts";
import { runExitTrap, runText } from "./run.ts";
import { freshState, type ShellState } from "./state.ts";
import { expandAliases, needsMore } from "./syntax.ts";
import { reportFailure, variableText } from "./variables.ts";

export interface ShellOptions extends ShellHost {
  /** State of an earlier shell; else a fresh one with `env` and `cwd`. */
  readonly state?: ShellState;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** `$0` and the start of messages. */
  readonly name?: string;
  /** A prompt: lines go into history, messages name no line. Scripts and `-c` say false. */
  readonly interactive?: boolean;
  /** `$1 …` for scripts. */
  readonly args?: readonly string[];
}

export interface Shell {
  /** The live state. Plain data whose members are replaced, never changed in place: keep `{ ...state }`, or set one kept before. */
  state: ShellState;
  /** Set when `exit` was typed: the status to leave with. */
  readonly exited: number | undefined;
  /** Runs a complete line (or several); resolves with `$?`. 130 after Ctrl-C. Never rejects for what a command does. */
  run(line: string, io: ShellIo): Promise<number>;
  /** Runs the EXIT trap, as at the end of a script or the closing of a terminal. */
  end(io: ShellIo): Promise<number>;
  needsMore(text: string): "complete" | "continuation";
  /** Prompt text with its escapes filled in: `PS1`, `PS2`. */
  prompt(kind: "PS1" | "PS2"): string;
}

function firstProcess(options: ShellOptions, computer: Computer): Process {
  const pid = computer.nextPid++;
  return {
    state: options.state ?? freshState(options.env ?? {}, options.cwd ?? options.env?.HOME ?? "/"),
    pid,
    parent: 1,
    mainPid: pid,
    name: options.name ?? "bash",
    interactive: options.interactive ?? true,
    args: options.args ?? [],
    locals: [],
    functionNames: [],
    line: 1,
    loops: 0,
    sourcing: 0,
    lastArgument: "",
    pipeStatus: [0],
    startedAt: computer.clock.now(),
    subshell: false,
    substitutionStatus: 0,
  };
}

class Bash implements Shell {
  readonly #computer: Computer;
  readonly #process: Process;
  exited: number | undefined;

  constructor(options: ShellOptions) {
    const byName = new Map(options.programs.map((program) => [program.name, program]));
    this.#computer = { ...bound(options), table: new Map(), nextPid: 1000, byName };
    this.#process = firstProcess(options, this.#computer);
    const { pid, name, startedAt } = this.#process;
    this.#computer.table.set(pid, { pid, parent: 1, argv: [name], startedAt });
  }

  get state(): ShellState {
    return this.#process.state;
  }

  set state(state: ShellState) {
    this.#process.state = { ...state };
    this.exited = undefined;
  }

  needsMore(text: string): "complete" | "continuation" {
    return needsMore(text);
  }

  #context(io: ShellIo): Context {
    return {
      computer: this.#computer,
      process: this.#process,
      fds: new Map([
        [0, { input: io.stdin }],
        [1, { output: io.stdout }],
        [2, { output: io.stderr }],
      ]),
      terminal: io.terminal,
      signal: io.signal,
      source: { text: "", firstLine: 1 },
      lenient: false,
    };
  }

  async run(line: string, io: ShellIo): Promise<number> {
    const context = this.#context(io);
    const { state, interactive } = this.#process;
    let text = line;
    if (interactive) {
      const expanded = expandHistory(line, state.history);
      if (expanded.kind === "missing") {
        await io.stderr.write(`bash: ${expanded.event}: event not found\n`);
        return state.status;
      }
      if (expanded.kind === "changed") await io.stdout.write(`${expanded.text}\n`);
      text = expanded.kind === "changed" ? expanded.text : line;
      await this.#remember(text, context);
    }
    const status = await this.#guard(context, () =>
      runText(context, interactive || state.options.expand_aliases ? expandAliases(text, state.aliases) : text),
    );
    this.#process.state.status = status;
    return status;
  }

  async #guard(context: Context, action: () => Promise<number>): Promise<number> {
    const { process: own } = context;
    try {
      return await action();
    } catch (error) {
      if (error instanceof Interrupted || context.signal.aborted) return 130;
      if (error instanceof ExitJump) {
        if (!(own.interactive && error.lineOnly)) this.exited = error.status;
        return error.status;
      }
      if (error instanceof ReturnJump) return error.status;
      if (error instanceof LoopJump) return 0;
      if (error instanceof BrokenPipe) return 141;
      if (error instanceof ExpansionFailure) return reportFailure(context, error);
      throw error;
    } finally {
      own.locals = [];
      own.functionNames = [];
      own.loops = 0;
      own.sourcing = 0;
    }
  }

  /** HISTCONTROL as bash reads it; the file is written at once, so that a closed page loses nothing. */
  async #remember(line: string, context: Context): Promise<void> {
    const { state } = this.#process;
    const text = line.replace(/\n+$/, "");
    const control = variableText(context, "HISTCONTROL") ?? "";
    if (text.trim() === "" || (/ignorespace|ignoreboth/.test(control) && text.startsWith(" "))) return;
    if (/ignoredups|ignoreboth/.test(control) && state.history.at(-1) === text) return;
    state.history = [...state.history, text].slice(-1000);
    const home = variableText(context, "HOME");
    if (home !== undefined && this.#computer.files.stat(home)?.kind === "directory") {
      const path = variableText(context, "HISTFILE") ?? `${home}/.bash_history`;
      if (!this.#computer.files.stat(path)) await this.#computer.files.write(path, "", 0o600);
      await this.#computer.files.append(path, `${text}\n`);
    }
  }

  async end(io: ShellIo): Promise<number> {
    const context = this.#context(io);
    const { status } = this.#process.state;
    return this.#guard(context, () => runExitTrap(context, this.exited ?? status));
  }

  prompt(kind: "PS1" | "PS2"): string {
    return promptText(this.#process.state, kind);
  }
}

/** The host's members with their methods bound to it. */
function bound(options: ShellOptions): ShellHost {
  const { files, programs, network, clock, hasher } = options;
  return {
    files,
    programs,
    network,
    clock,
    hasher,
    onSpawn: (name, argv, env) => options.onSpawn?.(name, argv, env),
    refuse: (refusal) => options.refuse?.(refusal),
    pace: async (milliseconds) => options.pace?.(milliseconds),
    awsCli: () => options.awsCli?.() ?? 2,
    ...(options.elapsed ? { elapsed: () => options.elapsed?.() ?? 0 } : {}),
  };
}

/** A shell on a computer. Its programs must have stub files (`stubFiles`) in a PATH folder to be found. */
export function createShell(options: ShellOptions): Shell {
  return new Bash(options);
}
