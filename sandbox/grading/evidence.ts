/** What a lesson's checks are judged on, and what judging remembers. The session makes the evidence; nothing here is typed text. */
import type { Addresses } from "../cloud/service.ts";
import type { SandboxEvent } from "../kernel/events.ts";
import type { Hasher } from "../kernel/hash.ts";
import type { FileSystem } from "../shell/files/file-system.ts";
import type { World } from "../world/world.ts";

export interface Evidence {
  readonly world: World;
  /** The world in which the lesson began. */
  readonly start: World;
  /** Everything that happened since then, oldest first; undo has already taken away what it took away. */
  readonly events: readonly SandboxEvent[];
  /** Answers by id, as given. */
  readonly answers: Readonly<Record<string, string>>;
  /** The learner's computer, read only. */
  readonly files: FileSystem;
  /** Home directory: `~` and the folder of relative paths. */
  readonly home: string;
  /** Virtual time, epoch milliseconds. */
  readonly now: number;
  readonly startedAt: number;
  /** Number of the newest command that is not undone. */
  readonly command: number;
  readonly hasher: Hasher;
  readonly addresses: Pick<Addresses, "registryHost" | "registryOf">;
  /** Missing in a fork: forks are one level deep. */
  readonly forks?: ForkPort;
}

/** How a copy of the world begins (FORMAT §4.5). */
export interface ForkSetup {
  /** A patch in the grammar of FORMAT §6, laid over the copy: `null` removes. */
  readonly given?: Readonly<Record<string, unknown>>;
  /** Milliseconds that pass before anything is done. */
  readonly after?: number;
  /** `me`, `user/anna`, `444455556666:role/run`: the copy acts with that principal's keys, and Docker logs in afresh as it. */
  readonly as?: string;
}

/** Makes copies; the session implements it over throw-away overlays (decision 10). */
export interface ForkPort {
  fork(setup: ForkSetup): Promise<Fork>;
}

/** Whether the client was content; why not, the copy's own events say. */
export interface Attempt {
  readonly ok: boolean;
  /** What the client printed, both streams, at most 64 kB. */
  readonly output: string;
}

/** The registry of an act, home for what it leaves out. */
export interface ForkPlace {
  readonly account?: string;
  readonly region?: string;
}

/** A copy, acted on. */
export interface Fork {
  /** Types shell lines one by one; the status is that of the last. */
  run(lines: readonly string[]): Promise<{ readonly status: number; readonly output: string }>;
  /** Builds a new tiny image (or takes the local one named) and pushes it to `web/storefront:probe`, `times` times, each time another one. */
  push(to: string, options?: { readonly image?: string; readonly times?: number; readonly where?: ForkPlace }): Promise<Attempt>;
  pull(reference: string, options?: { readonly platform?: string; readonly where?: ForkPlace }): Promise<Attempt>;
  /** One API call, `ecr:DescribeImages`, signed with the keys of `as`. */
  call(action: string, input: Readonly<Record<string, unknown>>, where?: ForkPlace): Promise<Attempt>;
  advance(milliseconds: number): Promise<void>;
  /** Events are those of the copy alone. */
  evidence(): Evidence;
}

/** What grading keeps between evaluations, saved with the session. Plain data. */
export interface Latches {
  /** Done tasks: the command after which they were done, and when. */
  readonly done: Readonly<Record<string, { readonly command: number; readonly at: number }>>;
  /** Open tasks: the command and the event after which they opened. */
  readonly opened: Readonly<Record<string, { readonly command: number; readonly seq: number }>>;
  /** Visits that were undone and do not come again by themselves. */
  readonly away?: readonly string[];
}

export const NO_LATCHES: Latches = { done: {}, opened: {} };
