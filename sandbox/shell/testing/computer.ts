/** A small computer for tests: files in memory, programs with stubs, a clock that stands still, no network. */
import type { Handle } from "../../kernel/exchange.ts";
import type { FileSystem } from "../files/file-system.ts";
import { memoryFileSystem } from "../files/memory-file-system.ts";
import type { ShellIo } from "../interpreter/context.ts";
import { createShell, type Shell } from "../interpreter/shell.ts";
import { collector, inputOf } from "../interpreter/streams.ts";
import { stubFiles } from "../interpreter/stubs.ts";
import type { Installed } from "../program.ts";
import { testHasher } from "./hasher.ts";

/** 2026-11-25 09:30:00 UTC. */
export const NOON = Date.UTC(2026, 10, 25, 9, 30, 0);

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface TestComputer {
  readonly files: FileSystem;
  readonly shell: Shell;
  readonly spawned: string[][];
  readonly clock: { time: number };
  run(line: string, options?: { readonly stdin?: string; readonly signal?: AbortSignal }): Promise<Ran>;
}

export interface ComputerOptions {
  readonly programs?: readonly Installed[];
  readonly interactive?: boolean;
  readonly network?: Handle;
  readonly env?: Readonly<Record<string, string>>;
  readonly tty?: boolean;
}

/** A computer with a home directory, `/tmp` and stubs for its programs. */
export async function testComputer(options: ComputerOptions = {}): Promise<TestComputer> {
  const hasher = await testHasher();
  const clock = { time: NOON };
  const files = memoryFileSystem({ now: () => clock.time, hasher });
  for (const folder of ["/home/learner", "/tmp", "/usr/bin", "/usr/local/bin", "/etc"]) files.makeDirectory(folder, { parents: true });
  for (const stub of stubFiles(options.programs ?? [])) await files.write(stub.path, stub.content, stub.mode);
  const spawned: string[][] = [];
  const env = {
    HOME: "/home/learner",
    USER: "learner",
    LOGNAME: "learner",
    PATH: "/usr/local/bin:/usr/bin",
    TERM: "xterm-256color",
    LANG: "C.UTF-8",
    SHELL: "/bin/bash",
    HOSTNAME: "gantry",
  };
  const shell = createShell({
    files,
    programs: options.programs ?? [],
    network: options.network ?? (async () => ({ status: 502, headers: {}, body: new Uint8Array(0) })),
    clock: {
      now: () => clock.time,
      async sleep(milliseconds) {
        clock.time += milliseconds;
      },
    },
    hasher,
    env: { ...env, ...options.env },
    cwd: "/home/learner",
    interactive: options.interactive ?? false,
    onSpawn: (_name, argv) => void spawned.push([...argv]),
  });
  return {
    files,
    shell,
    spawned,
    clock,
    async run(line, { stdin = "", signal = new AbortController().signal } = {}) {
      const stdout = collector();
      const stderr = collector();
      const tty = options.tty ?? false;
      const io: ShellIo = {
        stdin: { ...inputOf(stdin), isTty: tty },
        stdout: { isTty: tty, write: stdout.output.write },
        stderr: { isTty: tty, write: stderr.output.write },
        terminal: { columns: 80, rows: 24 },
        signal,
      };
      const status = await shell.run(line, io);
      return { status, stdout: stdout.text(), stderr: stderr.text() };
    },
  };
}
