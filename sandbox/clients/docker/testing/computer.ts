/** A computer for tests of `docker`: files in memory and a network that is given and watched. */
import { text, utf8 } from "../../../kernel/bytes.ts";
import type { Handle, HttpRequest, HttpResponse } from "../../../kernel/exchange.ts";
import type { Hasher } from "../../../kernel/hash.ts";
import { KnownBytes } from "../../../kernel/known-bytes.ts";
import type { FileSystem } from "../../../shell/files/file-system.ts";
import { memoryFileSystem } from "../../../shell/files/memory-file-system.ts";
import type { ProgramContext, Refusal } from "../../../shell/program.ts";
import { docker } from "../index.ts";

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Options {
  /** Given to standard input: text of a pipe, or lines typed on a terminal. */
  readonly stdin?: string;
  readonly tty?: boolean;
  readonly columns?: number;
}

export class Computer {
  readonly files: FileSystem;
  /** `METHOD path scheme status` of every request, upload ids and digests in queries replaced. */
  readonly requests: string[] = [];
  readonly refusals: Refusal[] = [];
  readonly helpers = new Map<string, (args: readonly string[], stdin: string) => { status: number; stdout: string }>();
  /** Bodies that crossed the network: whether their bytes were known beforehand, and how many they are. */
  readonly bodies: { known: boolean; size: number }[] = [];
  cwd = "/home/learner";
  /** May replace any answer. */
  intercept: (request: HttpRequest) => HttpResponse | undefined = () => undefined;
  readonly #network: Handle;
  readonly #hasher: Hasher;
  readonly #now: () => number;

  constructor(network: Handle, hasher: Hasher, now: () => number) {
    this.#network = network;
    this.#hasher = hasher;
    this.#now = now;
    this.files = memoryFileSystem({ now, hasher });
    for (const folder of ["/home/learner", "/tmp", "/var/lib", "/etc", "/usr/bin"]) this.files.makeDirectory(folder, { parents: true });
  }

  async run(line: string | readonly string[], { stdin, tty = false, columns = 100 }: Options = {}): Promise<Ran> {
    const out: string[] = [];
    const err: string[] = [];
    const lines = (stdin ?? "").split("\n");
    const sink = (parts: string[]) => ({
      isTty: tty,
      write: async (content: Uint8Array | string) => void parts.push(typeof content === "string" ? content : text(content)),
    });
    const context: ProgramContext = {
      args: typeof line === "string" ? line.split(" ") : line,
      name: "docker",
      env: { HOME: "/home/learner", PATH: "/usr/bin:/bin" },
      cwd: this.cwd,
      stdin: { isTty: tty, read: async () => undefined, line: async () => lines.shift(), all: async () => utf8(stdin ?? "") },
      stdout: sink(out),
      stderr: sink(err),
      files: this.files,
      terminal: { columns, rows: 30 },
      signal: new AbortController().signal,
      network: (request) => this.#exchange(request),
      clock: { now: this.#now, sleep: async () => undefined },
      hasher: this.#hasher,
      pace: async () => undefined,
      refuse: (refusal) => void this.refusals.push(refusal),
      run: async (name, args, options) => ({ stderr: "", ...(this.helpers.get(name)?.(args, options?.stdin ?? "") ?? { status: 127, stdout: "" }) }),
      awsCli: 2,
    };
    const status = await docker.program(context);
    return { status, stdout: out.join(""), stderr: err.join("") };
  }

  async #exchange(request: HttpRequest): Promise<HttpResponse> {
    const url = new URL(request.url);
    const response = this.intercept(request) ?? (await this.#network(request));
    if (!(request.body instanceof Uint8Array))
      this.bodies.push({ known: request.body instanceof KnownBytes, size: Number(request.headers["content-length"]) });
    const scheme = request.headers.authorization?.split(" ")[0] ?? "-";
    const path = url.pathname.replace(/uploads\/[0-9a-f-]{36}/, "uploads/ID");
    const query = url.search.replace(/sha256%3A[0-9a-f]+/g, "DIGEST").replace(/^\?_state=[^&]+&?/, "?");
    this.requests.push(`${request.method} ${path}${query === "?" ? "" : query} ${scheme} ${response.status}`);
    return response;
  }
}
