/** What a program is: a function over arguments, files, environment, three streams and the network. It sees nothing else. */
import type { Handle } from "../kernel/exchange.ts";
import type { Hasher } from "../kernel/hash.ts";
import type { FileSystem } from "./files/file-system.ts";

/** A source of bytes. On a terminal, `line` reads what is typed; in a pipe it reads up to the next newline. */
export interface Input {
  readonly isTty: boolean;
  /** The next bytes, or undefined at the end. */
  read(): Promise<Uint8Array | undefined>;
  /** The next line without its newline, or undefined at the end. `hidden` keeps a terminal from echoing (passwords). */
  line(options?: { hidden?: boolean }): Promise<string | undefined>;
  /** Everything that is left. */
  all(): Promise<Uint8Array>;
}

/** A sink of bytes. Resolves when there is room for more, so a fast writer waits for a slow reader. Throws `BrokenPipe` when nobody reads. */
export interface Output {
  readonly isTty: boolean;
  write(content: Uint8Array | string): Promise<void>;
}

export class BrokenPipe extends Error {}

/** Ctrl-C (or undo) ended a wait: `Clock.sleep`, reading, writing. The shell turns it into status 130. */
export class Interrupted extends Error {}

/** A process of this computer, as `ps` shows it. */
export interface ProcessRow {
  readonly pid: number;
  readonly parent: number;
  /** The program's name first. */
  readonly argv: readonly string[];
  /** Virtual time of its start, epoch milliseconds. */
  readonly startedAt: number;
}

/** Streams and surroundings for a program that another program starts; what is left out is inherited. */
export interface SpawnOptions {
  readonly stdin?: Input;
  readonly stdout?: Output;
  readonly stderr?: Output;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/** A client gave up before it asked anybody, by its catalogue's code (FORMAT §4.3): `{of: "docker login", code: "unknown-flag", names: "-e"}`. */
export interface Refusal {
  readonly of: string;
  readonly code: string;
  readonly names?: string;
}

export interface Terminal {
  readonly columns: number;
  readonly rows: number;
}

export interface Clock {
  /** Virtual time, epoch milliseconds. */
  now(): number;
  /** Lets virtual time pass; rejects with `Interrupted` on Ctrl-C. Real time passes only as far as the session's pace says. */
  sleep(milliseconds: number): Promise<void>;
}

export interface ProgramContext {
  /** `args[0]` is the first argument, not the program's name. */
  readonly args: readonly string[];
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly files: FileSystem;
  readonly terminal: Terminal;
  /** Aborted by Ctrl-C and by undo. A program then stops soon; the shell reports 130. */
  readonly signal: AbortSignal;
  readonly network: Handle;
  readonly clock: Clock;
  readonly hasher: Hasher;
  /** Pauses only for the eye (progress bars); returns at once when nobody watches. */
  pace(milliseconds: number): Promise<void>;
  refuse(refusal: Refusal): void;
  /** Runs another program of this computer by name (credential helpers), with its own stdin text; collects what it prints. */
  run(
    name: string,
    args: readonly string[],
    options?: { stdin?: string; env?: Record<string, string> },
  ): Promise<{ status: number; stdout: string; stderr: string }>;
  /** Which AWS CLI is installed (decision: `use-aws-cli`); programs other than `aws` ignore it. */
  readonly awsCli: 1 | 2;
  /** Starts another program with streams (xargs, env, find -exec); 127 when there is none. Given by the shell; fakes may leave it out. */
  spawn?(name: string, args: readonly string[], options?: SpawnOptions): Promise<number>;
  /** What is running now, the shell first. Given by the shell. */
  processes?(): readonly ProcessRow[];
  /** What is installed on this computer. Given by the shell. */
  installed?(): readonly Installed[];
}

/** Exit status 0-255. */
export type Program = (context: ProgramContext) => Promise<number>;

/** What could stand at the cursor (Tab). `network` works on a fork: no event, no id, no trace (decision 10). */
export interface CompletionContext {
  /** Words before the one under the cursor, the program's name first. */
  readonly words: readonly string[];
  /** The word under the cursor, up to the cursor. */
  readonly prefix: string;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly files: FileSystem;
  readonly network: Handle;
  readonly clock: Clock;
  readonly hasher: Hasher;
  readonly awsCli: 1 | 2;
}

export interface Completion {
  readonly value: string;
  /** A few words beside it in the list. */
  readonly note?: string;
  /** No space after it: a directory, a registry before its repository. */
  readonly open?: boolean;
}

export type Completer = (context: CompletionContext) => Promise<readonly Completion[]> | readonly Completion[];

/** A program as it is installed. */
export interface Installed {
  readonly name: string;
  /** One line for `help`. */
  readonly summary: string;
  readonly program: Program;
  readonly complete?: Completer;
}
