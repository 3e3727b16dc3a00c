/**
 * The control socket: a Unix socket that only its owner may open, never a port that AWS clients know. A line in is a command, a line
 * out is its answer as JSON: `{"ok":true,…}` or `{"ok":false,"error":"…"}`.
 */
import { once } from "node:events";
import { chmodSync, lstatSync, rmSync } from "node:fs";
import { connect, createServer, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { ControlError } from "./control-error.ts";

/** Carries out a command; throws a `ControlError` with a sentence for one it does not understand. */
export type Command = (words: readonly string[]) => Promise<Readonly<Record<string, unknown>>>;

export interface Control {
  close(): Promise<void>;
}

/** Bytes of the longest command. */
const LONGEST = 10_000;

export async function openControl(path: string, command: Command, onFault: (error: unknown) => void): Promise<Control> {
  await removeStale(path);
  const open = new Set<Socket>();
  let last: Promise<unknown> = Promise.resolve();
  // One after another, whoever sends them.
  const inTurn = (line: string): Promise<string> => {
    const result = last.then(() => answer(line, command, onFault));
    last = result;
    return result;
  };
  const server = createServer((socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => socket.destroy());
    serve(socket, inTurn).catch(() => socket.destroy());
  });
  server.listen(path);
  await once(server, "listening");
  chmodSync(path, 0o600);
  return {
    async close() {
      const ended = once(server, "close");
      server.close();
      for (const socket of open) socket.destroy();
      await ended;
      await last;
    },
  };
}

async function serve(socket: Socket, inTurn: (line: string) => Promise<string>): Promise<void> {
  let bytes = 0;
  socket.on("data", (chunk: Buffer) => {
    bytes = chunk.includes(10) ? 0 : bytes + chunk.length;
    if (bytes > LONGEST) socket.destroy();
  });
  for await (const line of createInterface({ input: socket })) {
    if (line.trim() === "") continue;
    const answered = await inTurn(line);
    if (socket.writable) socket.write(`${answered}\n`);
  }
  socket.end();
}

async function answer(line: string, command: Command, onFault: (error: unknown) => void): Promise<string> {
  try {
    return JSON.stringify({ ok: true, ...(await command(wordsOf(line))) });
  } catch (error) {
    if (!(error instanceof ControlError)) onFault(error);
    return JSON.stringify({ ok: false, error: error instanceof Error ? error.message : String(error) });
  }
}

/** Words of a plain line, or of a JSON list of texts. */
function wordsOf(line: string): readonly string[] {
  if (!line.trimStart().startsWith("[")) return line.trim().split(/\s+/);
  try {
    const words = JSON.parse(line) as unknown;
    if (Array.isArray(words) && words.every((word) => typeof word === "string")) return words;
  } catch {}
  throw new ControlError('a command is a line such as "clock +13h", or a JSON list of its words');
}

/** A socket that a killed server left is removed; one that somebody answers at, and anything else there, is not. */
async function removeStale(path: string): Promise<void> {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (!found) return;
  if (!found.isSocket()) throw new ControlError(`${path} is there already and is no socket`);
  const socket = connect(path);
  const taken = await Promise.race([once(socket, "connect").then(() => true), once(socket, "error").then(() => false)]).catch(() => false);
  socket.destroy();
  if (taken) throw new ControlError(`somebody answers at ${path} already`);
  rmSync(path, { force: true });
}

/** Sends one command to a socket; gives the line it answers. */
export async function sendControl(path: string, words: readonly string[]): Promise<string> {
  const socket = connect(path);
  await once(socket, "connect");
  socket.write(`${JSON.stringify(words)}\n`);
  let said = "";
  for await (const chunk of socket.setEncoding("utf8")) {
    said += chunk;
    if (said.includes("\n")) break;
  }
  socket.destroy();
  return said.trim();
}
