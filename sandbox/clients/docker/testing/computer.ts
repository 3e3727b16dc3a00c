/** A computer for tests of `docker`: files in memory, a strict registry that wants Basic credentials, and the simulated Docker Hub. */
import type { CloudContext } from "../../../cloud/service.ts";
import { generatedBlobs } from "../../../images/blobs.ts";
import { collect, fromBase64, text, utf8 } from "../../../kernel/bytes.ts";
import { type HttpRequest, type HttpResponse, UnknownHost } from "../../../kernel/exchange.ts";
import { KnownBytes } from "../../../kernel/known-bytes.ts";
import { nodeHasher as hasher } from "../../../node/hasher.ts";
import { MemoryBackend } from "../../../oci/memory-backend.ts";
import { answerRegistry } from "../../../oci/registry.ts";
import type { FileSystem } from "../../../shell/files/file-system.ts";
import { memoryFileSystem } from "../../../shell/files/memory-file-system.ts";
import type { ProgramContext, Refusal } from "../../../shell/program.ts";
import { dockerHub, isDockerHubHost } from "../../../upstream/index.ts";
import { memoryBlobs } from "../../../world/memory-blobs.ts";
import { docker } from "../index.ts";

export const REGISTRY = "123456789012.dkr.ecr.us-east-1.amazonaws.com";
export const NOW = Date.UTC(2026, 10, 23, 9, 0, 0);

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

/** `AWS:goodtoken` gets in; `expired` and `malformed` are answered as ECR does. */
export class Computer {
  readonly files: FileSystem = memoryFileSystem({ now: () => this.now, hasher });
  readonly requests: string[] = [];
  readonly refusals: Refusal[] = [];
  readonly helpers = new Map<string, (args: readonly string[], stdin: string) => { status: number; stdout: string }>();
  now = NOW;
  /** Bodies that crossed the network: whether their bytes were known beforehand, and how many they are. */
  readonly bodies: { known: boolean; size: number }[] = [];
  cwd = "/home/learner";
  /** May replace any answer. */
  intercept: (request: HttpRequest) => HttpResponse | undefined = () => undefined;
  readonly #backend = new MemoryBackend({ hasher, blobs: generatedBlobs(memoryBlobs(hasher)) });

  constructor() {
    for (const folder of ["/home/learner", "/tmp", "/var/lib", "/etc", "/usr/bin"]) this.files.makeDirectory(folder, { parents: true });
  }

  async run(line: string | readonly string[], { stdin, tty = false, columns = 100 }: Options = {}): Promise<Ran> {
    const out: string[] = [];
    const err: string[] = [];
    const args = typeof line === "string" ? line.split(" ") : line;
    const lines = (stdin ?? "").split("\n");
    const context: ProgramContext = {
      args,
      name: "docker",
      env: { HOME: "/home/learner", PATH: "/usr/bin:/bin" },
      cwd: this.cwd,
      stdin: {
        isTty: tty,
        read: async () => undefined,
        line: async () => lines.shift(),
        all: async () => utf8(stdin ?? ""),
      },
      stdout: { isTty: tty, write: async (content) => void out.push(typeof content === "string" ? content : text(content)) },
      stderr: { isTty: tty, write: async (content) => void err.push(typeof content === "string" ? content : text(content)) },
      files: this.files,
      terminal: { columns, rows: 30 },
      signal: new AbortController().signal,
      network: (request) => this.#answer(request),
      clock: { now: () => this.now, sleep: async () => undefined },
      hasher,
      pace: async () => undefined,
      refuse: (refusal) => void this.refusals.push(refusal),
      run: async (name, helperArgs, options) => ({
        stderr: "",
        ...(this.helpers.get(name)?.(helperArgs, options?.stdin ?? "") ?? { status: 127, stdout: "" }),
      }),
      awsCli: 2,
    };
    const status = await docker.program(context);
    return { status, stdout: out.join(""), stderr: err.join("") };
  }

  async #answer(request: HttpRequest): Promise<HttpResponse> {
    const url = new URL(request.url);
    const response = this.intercept(request) ?? (await this.#route(request, url));
    if (!(request.body instanceof Uint8Array))
      this.bodies.push({ known: request.body instanceof KnownBytes, size: Number(request.headers["content-length"]) });
    const auth = request.headers.authorization?.split(" ")[0] ?? "-";
    this.requests.push(
      `${request.method} ${url.pathname.replace(/uploads\/[0-9a-f-]{36}/, "uploads/ID")}${url.search.replace(/sha256%3A[0-9a-f]+/g, "DIGEST")} ${auth} ${response.status}`,
    );
    return response;
  }

  async #route(request: HttpRequest, url: URL): Promise<HttpResponse> {
    if (isDockerHubHost(url.host)) {
      const context = { hasher, store: { now: () => this.now, meta: { sealingKey: "00" } } } as unknown as CloudContext;
      return dockerHub.handle(request, context, { service: "" });
    }
    if (url.host !== REGISTRY) throw new UnknownHost(url.host);
    const pair = text(fromBase64(request.headers.authorization?.slice(6) ?? "") ?? new Uint8Array(0));
    if (pair === "")
      return refusal(401, "UNAUTHORIZED", "authentication required", {
        "www-authenticate": `Basic realm="https://${REGISTRY}/",service="ecr.amazonaws.com"`,
      });
    if (pair === "AWS:expired") return refusal(403, "DENIED", "Your authorization token has expired. Reauthenticate and try again.");
    if (pair !== "AWS:goodtoken") return refusal(400, "DENIED", "Malformed");
    if (url.pathname.startsWith("/v2/nope/")) {
      await collect(request.body);
      return refusal(404, "NAME_UNKNOWN", "The repository with name 'nope' does not exist in the registry with id '123456789012'");
    }
    return answerRegistry(request, this.#backend);
  }
}

function refusal(status: number, code: string, message: string, headers: Record<string, string> = {}): HttpResponse {
  return { status, headers: { "content-type": "application/json", ...headers }, body: utf8(JSON.stringify({ errors: [{ code, message }] })) };
}
