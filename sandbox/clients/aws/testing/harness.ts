/** Runs `aws` for tests: files in memory, a clock that only sleeps move, and a service that answers what the test says. */
import { text, utf8 } from "../../../kernel/bytes.ts";
import type { HttpRequest } from "../../../kernel/exchange.ts";
import { memoryFileSystem } from "../../../shell/files/memory-file-system.ts";
import { collector, inputOf } from "../../../shell/interpreter/streams.ts";
import type { Completion, CompletionContext, ProgramContext, Refusal } from "../../../shell/program.ts";
import { testHasher } from "../../../shell/testing/hasher.ts";
import { aws } from "../index.ts";

export interface Asked {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Answered {
  readonly status?: number;
  /** JSON unless it is text. */
  readonly body: unknown;
}

/** Answers in order, the last again and again; `down` is a host that does not answer. */
export interface Setup {
  readonly answers?: readonly (Answered | "down")[];
  /** An empty one is not set, as where these cases are compared. */
  readonly env?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string | Uint8Array>>;
  readonly generation?: 1 | 2;
  readonly stdin?: string;
}

export interface Ran {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly asked: readonly Asked[];
  readonly refusals: readonly Refusal[];
  /** Milliseconds slept. */
  readonly slept: number;
  readonly read: (path: string) => Promise<string>;
}

const START = Date.UTC(2026, 10, 23, 8);
const ENV = {
  HOME: "/home/learner",
  AWS_ACCESS_KEY_ID: "AKIAIOSFODNN7EXAMPLE",
  AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  AWS_DEFAULT_REGION: "us-east-1",
};

export class UnknownHost extends Error {
  override name = "UnknownHost";
}

async function machine({ answers = [], env, files: contents = {}, generation = 2 }: Setup) {
  const hasher = await testHasher();
  let now = START;
  const files = memoryFileSystem({ now: () => now, hasher });
  files.makeDirectory("/home/learner", { parents: true });
  for (const [path, content] of Object.entries(contents)) {
    files.makeDirectory(path.slice(0, path.lastIndexOf("/")), { parents: true });
    await files.write(path, content);
  }
  const asked: Asked[] = [];
  const network = async (request: HttpRequest) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)] ?? { body: {} };
    asked.push({ url: request.url, headers: request.headers, body: text(request.body as Uint8Array) });
    if (answer === "down") throw new UnknownHost(request.url);
    const body = typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body);
    return { status: answer.status ?? 200, headers: {}, body: utf8(body) };
  };
  const clock = {
    now: () => now,
    async sleep(milliseconds: number) {
      now += milliseconds;
    },
  };
  return {
    env: Object.fromEntries(Object.entries({ ...ENV, ...env }).filter(([, value]) => value !== "")),
    files,
    cwd: "/home/learner",
    network,
    clock,
    hasher,
    awsCli: generation,
    asked,
    slept: () => now - START,
  };
}

/** `aws ARGS…` on streams that are no terminal. */
export async function runAws(args: readonly string[], setup: Setup = {}): Promise<Ran> {
  const { asked, slept, ...parts } = await machine(setup);
  const stdout = collector();
  const stderr = collector();
  const refusals: Refusal[] = [];
  const context: ProgramContext = {
    ...parts,
    args,
    name: "aws",
    stdin: inputOf(setup.stdin ?? ""),
    stdout: stdout.output,
    stderr: stderr.output,
    terminal: { columns: 80, rows: 24 },
    signal: new AbortController().signal,
    pace: async () => {},
    refuse: (refusal) => void refusals.push(refusal),
    run: async () => ({ status: 127, stdout: "", stderr: "" }),
  };
  const status = await aws.program(context);
  return {
    status,
    stdout: stdout.text(),
    stderr: stderr.text(),
    asked,
    refusals,
    slept: slept(),
    read: async (path) => text(await parts.files.read(path)),
  };
}

/** What Tab offers for a line, the cursor at its end. */
export async function completions(line: string, setup: Setup = {}): Promise<string[]> {
  const { asked: _asked, slept: _slept, ...parts } = await machine(setup);
  const words = line.split(" ");
  const context: CompletionContext = { ...parts, words: words.slice(0, -1), prefix: words.at(-1) ?? "" };
  const found: readonly Completion[] = (await aws.complete?.(context)) ?? [];
  return found.map(({ value }) => value);
}
