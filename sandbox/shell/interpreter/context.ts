/** What the interpreter carries while it runs: the computer around it, the shell process, its streams. */
import type { Handle } from "../../kernel/exchange.ts";
import type { Hasher } from "../../kernel/hash.ts";
import type { FileSystem } from "../files/file-system.ts";
import type { Clock, Input, Installed, Output, ProcessRow, Refusal, Terminal } from "../program.ts";
import type { ShellState, Variable } from "./state.ts";
import { abortable } from "./streams.ts";

/** Everything a shell needs of the computer and the session around it. */
export interface ShellHost {
  readonly files: FileSystem;
  readonly programs: readonly Installed[];
  readonly network: Handle;
  readonly clock: Clock;
  readonly hasher: Hasher;
  /** Called for every program that starts: the session counts and looks for leaked passwords. */
  onSpawn?(name: string, argv: readonly string[], env: Readonly<Record<string, string>>): void;
  refuse?(refusal: Refusal): void;
  pace?(milliseconds: number): Promise<void>;
  awsCli?(): 1 | 2;
  /** Real milliseconds from any origin, only to decide when to let Ctrl-C in; nothing that is printed depends on it. */
  elapsed?(): number;
}

/** The streams and the terminal of one line that is run. */
export interface ShellIo {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly terminal: Terminal;
  /** Ctrl-C. The line then ends with 130. */
  readonly signal: AbortSignal;
}

/** An open descriptor. A terminal's are both at once. */
export interface Stream {
  readonly input?: Input;
  readonly output?: Output;
  /** Writes what is gathered, so that others see it. */
  flush?(): Promise<void>;
}

/** Script text with its name, for `line N` in messages and for functions kept as source. */
export interface Source {
  readonly text: string;
  /** First line number of `text`. */
  readonly firstLine: number;
}

/** One shell process: a subshell has its own. */
export interface Process {
  state: ShellState;
  readonly pid: number;
  readonly parent: number;
  /** `$$`: the pid of the shell that subshells belong to. */
  readonly mainPid: number;
  /** `$0`, and what messages start with. */
  name: string;
  /** A prompt shell: its messages name no line. */
  readonly interactive: boolean;
  args: readonly string[];
  /** Variables shadowed by `local`, one record per function call. */
  locals: Record<string, Variable | undefined>[];
  functionNames: readonly string[];
  line: number;
  loops: number;
  sourcing: number;
  lastBackground?: number;
  lastArgument: string;
  pipeStatus: readonly number[];
  readonly startedAt: number;
  readonly subshell: boolean;
  /** Status of the newest `$(…)`, which a bare assignment takes over. */
  substitutionStatus: number;
}

/** Shared by all processes of one computer. */
export interface Computer extends ShellHost {
  readonly table: Map<number, ProcessRow>;
  nextPid: number;
  byName: ReadonlyMap<string, Installed>;
}

export interface Context {
  readonly computer: Computer;
  readonly process: Process;
  readonly fds: Map<number, Stream>;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
  readonly source: Source;
  /** `set -e` does not act here: in conditions, before `&&` and `||`, after `!`. */
  readonly lenient: boolean;
}

/** `break`, `continue`, `return`, `exit` travel as exceptions. */
export class LoopJump extends Error {
  readonly kind: "break" | "continue";
  readonly levels: number;
  constructor(kind: "break" | "continue", levels: number) {
    super(kind);
    this.kind = kind;
    this.levels = levels;
  }
}
export class ReturnJump extends Error {
  readonly status: number;
  constructor(status: number) {
    super("return");
    this.status = status;
  }
}
export class ExitJump extends Error {
  readonly status: number;
  /** A failed expansion: at a prompt it drops the line, and the shell stays. */
  readonly lineOnly: boolean;
  constructor(status: number, options: { readonly lineOnly?: boolean } = {}) {
    super("exit");
    this.status = status;
    this.lineOnly = options.lineOnly ?? false;
  }
}
/** The rest of a line is dropped after an expansion failed; scripts go on with the next line, as bash does. */
export class LineJump extends Error {
  readonly status: number;
  constructor(status: number) {
    super("line");
    this.status = status;
  }
}
/** An expansion that failed: printed, and the command (in a script: the shell) is given up. */
export class ExpansionFailure extends Error {
  readonly status: number;
  /** Whether a script ends here, as for `${x:?}` and `set -u`. */
  readonly fatal: boolean;
  constructor(message: string, options: { readonly status?: number; readonly fatal?: boolean } = {}) {
    super(message);
    this.status = options.status ?? 1;
    this.fatal = options.fatal ?? false;
  }
}

/** `bash: ` at a prompt, `x.sh: line 3: ` in a script. */
export function prefixOf(context: Context): string {
  const { process } = context;
  return process.interactive && process.sourcing === 0 ? `${process.name}: ` : `${process.name}: line ${process.line}: `;
}

/** Prints one message of the shell itself. */
export async function complain(context: Context, message: string): Promise<void> {
  await context.fds.get(2)?.output?.write(`${prefixOf(context)}${message}\n`);
}

export function lineAt(source: Source, position: number): number {
  let line = source.firstLine;
  for (let at = source.text.indexOf("\n"); at >= 0 && at < position; at = source.text.indexOf("\n", at + 1)) line++;
  return line;
}

/** Steps between pauses when there is no real clock. */
const STEPS = 64;
/** Real milliseconds between pauses, so that Ctrl-C gets in (decision 22). */
const SLICE = 8;

/** Lets the event loop run once: messages (Ctrl-C) are handled, which promises alone never allow. */
export function macrotask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    // Node's own types leave this member of the port out.
    (port1 as { onmessage?: (() => void) | null }).onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(0);
  });
}

const pauses = new WeakMap<Computer, { steps: number; last: number }>();

/** Called at every command and loop turn: pauses when the slice is used up, and ends everything after Ctrl-C. */
export async function breathe(context: Context): Promise<void> {
  const { computer, signal } = context;
  const now = computer.elapsed?.() ?? 0;
  const pause = pauses.get(computer) ?? { steps: 0, last: now };
  pauses.set(computer, pause);
  pause.steps++;
  if (computer.elapsed ? now - pause.last >= SLICE : pause.steps >= STEPS) {
    pause.steps = 0;
    await macrotask();
    pause.last = computer.elapsed?.() ?? 0;
  }
  if (signal.aborted) await abortable(Promise.resolve(), signal);
}
