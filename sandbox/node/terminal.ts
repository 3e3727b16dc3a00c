/** `npm run -s terminal`: the page's terminal without a page. The same session; a tty, a pipe or `-c` in place of xterm. */
import { parseArgs } from "node:util";
import { BadWorld } from "../session/presets/grammar.ts";
import { createSession, type Session } from "../session/session.ts";
import { inputFrom, inputOf } from "../shell/index.ts";
import { BrokenPipe, type Input, type Output } from "../shell/program.ts";
import { memoryBlobs } from "../world/memory-blobs.ts";
import { nodeHasher } from "./hasher.ts";
import { interactive } from "./terminal-tty.ts";

const USAGE = `Usage: npm run -s terminal -- [--preset NAME] [-c 'COMMANDS']

  --preset NAME  the world to begin with (default blank)
  -c COMMANDS    run these and end with the status of the last one

Without -c, commands are read from the terminal, or line by line from a pipe.
`;

/** Runs to the end; resolves with the exit status. */
export async function terminalCommand(argv: readonly string[]): Promise<number> {
  const options = optionsOf(argv);
  if (typeof options === "string") {
    process.stderr.write(`${options}\n\n${USAGE}`);
    return 2;
  }
  if (options.help) {
    process.stdout.write(USAGE);
    return 0;
  }
  const isTty = options.script === undefined && process.stdin.isTTY === true && process.stdout.isTTY === true;
  const session = createSession({
    hasher: nodeHasher,
    storage: () => ({ blobs: memoryBlobs(nodeHasher) }),
    elapsed: () => performance.now(),
    ...(isTty ? { pace: (milliseconds) => new Promise((resolve) => setTimeout(resolve, Math.min(milliseconds, 120))) } : {}),
  });
  try {
    await session.open({ world: options.preset });
  } catch (error) {
    if (!(error instanceof BadWorld)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
  if (isTty) return interactive(session);
  if (options.script === undefined) return batch(session, await standardInput(), inputOf(""));
  return batch(session, options.script, inputFromProcess());
}

function optionsOf(argv: readonly string[]): { preset: string; script: string | undefined; help: boolean } | string {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: { preset: { type: "string" }, command: { type: "string", short: "c" }, help: { type: "boolean", short: "h" } },
    });
    return { preset: values.preset ?? "blank", script: values.command, help: values.help === true };
  } catch (error) {
    return (error as Error).message;
  }
}

async function standardInput(): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of process.stdin) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("utf8");
}

/** With `-c`, programs read what this process is given; a person's keyboard is left alone. */
function inputFromProcess(): Input {
  if (process.stdin.isTTY) return inputOf("");
  let chunks: AsyncIterator<Buffer> | undefined;
  return inputFrom(async () => {
    chunks ??= process.stdin[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    const { done, value } = await chunks.next();
    return done ? undefined : new Uint8Array(value);
  });
}

/** Runs a script command by command, each a step of its own as at a prompt. */
async function batch(session: Session, script: string, stdin: Input): Promise<number> {
  const streams = {
    stdin,
    stdout: outputTo(process.stdout),
    stderr: outputTo(process.stderr),
    terminal: { columns: process.stdout.columns ?? 80, rows: 24 },
  };
  let status = 0;
  process.on("SIGINT", () => session.interrupt());
  for (const command of await commandsOf(session, script)) {
    status = await session.run(command, streams);
    const exited = session.takeExited();
    if (exited !== undefined) return exited;
  }
  return status;
}

/** A program's output as this process's own; a program writes no faster than it can be taken away. */
function outputTo(stream: NodeJS.WriteStream): Output {
  return {
    isTty: stream.isTTY === true,
    write: (content) =>
      new Promise((resolve, reject) => {
        stream.write(content, (error) => (error ? reject(new BrokenPipe()) : resolve()));
      }),
  };
}

/** Splits a script where a command is complete; what is left over runs as it is and says what is missing. */
async function commandsOf(session: Session, script: string): Promise<string[]> {
  const { shell } = session.machine();
  await shell.loading();
  const commands: string[] = [];
  let pending = "";
  for (const line of script.split("\n")) {
    pending = pending === "" ? line : `${pending}\n${line}`;
    if (shell.needsMore(pending) === "continuation") continue;
    if (pending.trim() !== "") commands.push(pending);
    pending = "";
  }
  if (pending.trim() !== "") commands.push(pending);
  return commands;
}
