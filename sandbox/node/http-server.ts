/**
 * Opens a door to the network: one Node HTTP server per port. Bodies stream both ways with backpressure; a client that is slow, broken,
 * or speaks TLS to a plain port costs a timeout or a 400, never the server.
 */
import { once } from "node:events";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { concat, NO_BYTES, utf8 } from "../kernel/bytes.ts";
import { type Handle, type HttpBody, type HttpHeaders, type HttpResponse, type Sender, UnknownHost } from "../kernel/exchange.ts";
import { forReaderOnly, usedUp } from "./chunk-memory.ts";

/** Not imported (and `node:https` only where there is a certificate): an import of `node:http` reads all that it exports, WebSocket among it, and so loads a client of 25 ms (measured on Node 24). */
const { createServer } = process.getBuiltinModule("node:http");

export interface ListenOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly handle: Handle;
  /** With a certificate the port speaks HTTPS. */
  readonly tls?: Certificate | undefined;
  /** Answers by itself and says true, or leaves the request to the door. */
  readonly before?: (incoming: IncomingMessage, outgoing: ServerResponse) => boolean;
  /** Told of what the door throws: a fault of the simulator. */
  readonly onFault: (error: unknown) => void;
}

/** A certificate with its chain, and its key, as PEM. */
export interface Certificate {
  readonly cert: Buffer;
  readonly key: Buffer;
}

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

/** Milliseconds without a byte in either direction before a connection is given up. */
const IDLE = 120_000;
/** Milliseconds that the headers of a request may take. */
const HEADERS = 15_000;
/** Bytes of a body that wait for their reader at most, but for what the socket gave at once. */
const AHEAD = 1024 * 1024;
/** Bytes of headers; more are answered with 431. An ECR password is 2-3 kB. */
const LARGEST_HEADERS = 64 * 1024;

export async function listen({ host, port, handle, onFault, tls, before = () => false }: ListenOptions): Promise<Listening> {
  const settings = {
    maxHeaderSize: LARGEST_HEADERS,
    headersTimeout: HEADERS,
    // A layer may take as long as it takes; `timeout` ends the connections that stand still.
    requestTimeout: 0,
    connectionsCheckingInterval: 5_000,
    keepAliveTimeout: 65_000,
    joinDuplicateHeaders: true,
    noDelay: true,
  };
  const server = tls ? process.getBuiltinModule("node:https").createServer({ ...settings, ...tls, minVersion: "TLSv1.2" }) : createServer(settings);
  const scheme = tls ? "https" : "http";
  server.timeout = IDLE;
  const answer = (incoming: IncomingMessage, outgoing: ServerResponse, expectsContinue: boolean) => {
    exchange(incoming, outgoing, { handle, scheme, expectsContinue }).catch((error: unknown) => {
      // A body that the client broke off is no fault, whoever was reading it.
      if (error !== incoming.errored) onFault(error);
      fail(outgoing);
    });
  };
  server.on("request", (incoming, outgoing) => {
    if (!before(incoming, outgoing)) answer(incoming, outgoing, false);
  });
  server.on("checkContinue", (incoming, outgoing) => answer(incoming, outgoing, true));
  server.listen(port, host);
  await once(server, "listening");
  return { port: portOf(server), close: () => closed(server) };
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

async function closed(server: Server): Promise<void> {
  const ended = once(server, "close");
  server.close();
  server.closeAllConnections();
  await ended;
}

interface Exchange {
  readonly handle: Handle;
  readonly scheme: "http" | "https";
  readonly expectsContinue: boolean;
}

async function exchange(incoming: IncomingMessage, outgoing: ServerResponse, { handle, scheme, expectsContinue }: Exchange): Promise<void> {
  const sender = new Connection();
  outgoing.on("close", () => {
    sender.aborted = !outgoing.writableFinished;
  });
  let asked = !expectsContinue;
  const goOn = () => {
    if (!asked) outgoing.writeContinue();
    asked = true;
  };
  let response: HttpResponse;
  try {
    response = await handle({
      method: incoming.method ?? "GET",
      url: urlOf(incoming, scheme),
      headers: incoming.headers as HttpHeaders,
      body: isSmall(incoming) && asked ? await whole(incoming) : bodyOf(incoming, goOn),
      signal: sender,
    });
  } catch (error) {
    if (!(error instanceof UnknownHost)) throw error;
    const body = utf8(`${error.message}\n`);
    response = { status: 421, headers: { "content-type": "text/plain; charset=utf-8", "content-length": String(body.length) }, body };
  }
  // A client that waits for `100 Continue` and gets an answer instead sends no body: nothing more can be read from this connection.
  if (!asked) outgoing.shouldKeepAlive = false;
  await send(outgoing, incoming.method === "HEAD", response);
  // What was not read of the body is read and dropped, so that the client gets to read the answer.
  if (!incoming.readableEnded && !incoming.destroyed) incoming.resume();
}

class Connection implements Sender {
  aborted = false;

  throwIfAborted(): void {
    if (this.aborted) throw new DOMException("the client went away", "AbortError");
  }
}

/** Bytes of a body that is read before anybody asks for it. */
const SMALL = 64 * 1024;

function isSmall({ headers }: IncomingMessage): boolean {
  const length = headers["content-length"];
  return length !== undefined && length !== "0" && Number(length) <= SMALL;
}

/** A body that comes in with its head, or just behind it: as a stream it would cost a third of the whole request (measured). */
function whole(incoming: IncomingMessage): Promise<HttpBody> {
  const parts: Uint8Array[] = [];
  let missing = Number(incoming.headers["content-length"]);
  return new Promise((resolve) => {
    incoming.on("data", (part: Uint8Array) => {
      parts.push(part);
      missing -= part.length;
      if (missing === 0) resolve(concat(parts));
    });
    incoming.on("end", () => resolve(concat(parts)));
    incoming.on("error", (error) => resolve(brokenOff(parts, error)));
  });
}

async function* brokenOff(parts: readonly Uint8Array[], error: Error): AsyncIterable<Uint8Array> {
  for (const part of parts) yield part;
  throw error;
}

/** The absolute URL as the client wrote it. */
function urlOf(incoming: IncomingMessage, scheme: string): string {
  const target = incoming.url ?? "/";
  if (!target.startsWith("/") && URL.canParse(target)) return target;
  return `${scheme}://${incoming.headers.host ?? ownAddress(incoming)}${target.startsWith("/") ? target : `/${target}`}`;
}

/** Asks the operating system. */
function ownAddress({ socket: { localAddress = "", localPort } }: IncomingMessage): string {
  return `${localAddress.includes(":") ? `[${localAddress}]` : localAddress}:${localPort}`;
}

function bodyOf(incoming: IncomingMessage, goOn: () => void): HttpBody {
  const { headers } = incoming;
  const hasBody = headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
  return hasBody ? read(incoming, goOn) : NO_BYTES;
}

/**
 * The chunks as the socket gave them. A stream's own iterator joins what has come in meanwhile, which copies a large body once more, and
 * costs a small one 15 µs (measured). Ending early leaves the connection: the answer still has to go out on it.
 */
async function* read(incoming: IncomingMessage, goOn: () => void): AsyncIterable<Uint8Array> {
  let waiting: Uint8Array[] = [];
  let bytes = 0;
  let over = false;
  let wake: () => void = () => undefined;
  const take = (chunk: Uint8Array) => {
    waiting.push(chunk);
    bytes += chunk.length;
    if (bytes >= AHEAD) incoming.pause();
    wake();
  };
  const stop = () => {
    over = true;
    wake();
  };
  incoming.on("data", take).on("end", stop).on("error", stop).on("close", stop);
  goOn();
  try {
    for (;;) {
      if (waiting.length > 0) {
        const chunks = waiting;
        waiting = [];
        bytes = 0;
        for (const chunk of chunks) yield forReaderOnly(chunk);
        incoming.resume();
      } else if (over) {
        if (!incoming.readableEnded) throw incoming.errored ?? new Error("the request ended before its body");
        return;
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    incoming.off("data", take).off("end", stop).off("error", stop).off("close", stop).pause();
  }
}

async function send(outgoing: ServerResponse, isHead: boolean, { status, headers, body }: HttpResponse): Promise<void> {
  if (outgoing.destroyed) return;
  const fields: string[] = [];
  for (const name in headers) fields.push(shown(name), headers[name] as string);
  outgoing.writeHead(status, fields);
  if (isHead || body instanceof Uint8Array) {
    sendWhole(outgoing, isHead ? NO_BYTES : (body as Uint8Array));
    return;
  }
  try {
    for await (const chunk of body) {
      if (outgoing.destroyed) return;
      if (outgoing.write(chunk)) continue;
      await drained(outgoing);
      // A connection that was closed may still be about to write it.
      if (!outgoing.destroyed) usedUp(chunk);
    }
    outgoing.end();
  } catch (error) {
    // The status line is gone already: a broken connection is the only way left to say that the bytes are not complete.
    outgoing.destroy();
    throw error;
  }
}

/** Text of one byte per character goes out with the head in one write, bytes in two; nothing at all goes with the head too, an empty body does not. */
function sendWhole(outgoing: ServerResponse, body: Uint8Array): void {
  if (body.length === 0) outgoing.end();
  else if (body.length <= SMALL) outgoing.end(Buffer.from(body.buffer, body.byteOffset, body.length).toString("latin1"), "latin1");
  else outgoing.end(body);
}

function drained(outgoing: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      outgoing.off("drain", done);
      outgoing.off("close", done);
      resolve();
    };
    outgoing.on("drain", done);
    outgoing.on("close", done);
  });
}

function fail(outgoing: ServerResponse): void {
  if (outgoing.headersSent) outgoing.destroy();
  else outgoing.writeHead(500, { "content-type": "text/plain; charset=utf-8" }).end("the simulator failed; its terminal shows why\n");
}

const SHOWN = new Map<string, string>();

/** `content-type` as `Content-Type`, the way HTTP/1.1 servers write it. */
function shown(name: string): string {
  let written = SHOWN.get(name);
  if (written === undefined) {
    written = name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
    SHOWN.set(name, written);
  }
  return written;
}
