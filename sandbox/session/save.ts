/**
 * How a session is kept (decision 8): a base, and a log of what happened since, one record per commit, with markers where commands begin
 * and end. Where they lie is the platform's matter: IndexedDB in the page, a folder on Node.
 */
import type { Latches } from "../grading/evidence.ts";
import type { SandboxEvent } from "../kernel/events.ts";
import type { ShellState } from "../shell/index.ts";
import type { Blobs } from "../world/blobs.ts";
import type { Snapshot } from "../world/snapshot.ts";
import type { WriteSet } from "../world/world.ts";

/** Version of this form. Newer code reads the last two; older code refuses newer and leaves it alone (decision 26). */
export const SAVE_SCHEMA = 2;

/** A moment as plain data. */
export interface SavedMoment {
  readonly world: Snapshot;
  readonly events: readonly SandboxEvent[];
  readonly shell: ShellState;
  readonly answers: Readonly<Record<string, string>>;
  readonly latches: Latches;
}

export type LogRecord =
  /** A command begins: the undo boundary. */
  | { readonly kind: "begin"; readonly number: number; readonly line: string; readonly at: number }
  | { readonly kind: "commit"; readonly writes: WriteSet }
  | { readonly kind: "event"; readonly event: SandboxEvent }
  | {
      readonly kind: "end";
      readonly number: number;
      readonly status: number;
      readonly shell: ShellState;
      readonly answers: Readonly<Record<string, string>>;
      /** A reset: only so many of the oldest events before it count on, and none of its own. */
      readonly keeps?: number;
    }
  /** What grading remembers after the newest command. */
  | { readonly kind: "graded"; readonly latches: Latches }
  /** The command that had begun left nothing: it was the word `undo`, or it is taken back before its end. */
  | { readonly kind: "drop" }
  | { readonly kind: "undo" }
  | { readonly kind: "redo" };

export interface Saved {
  readonly schema: number;
  /** The moment in which the lesson or the free session began: for reset, and for checks that compare with it. */
  readonly start: SavedMoment;
  /** The moment from which the records lead on; missing when it is the start. */
  readonly base?: SavedMoment;
  readonly records: readonly LogRecord[];
}

/**
 * Where one session is kept. Calls come one after another; `append` resolves when the records would survive a crash. It throws
 * `StorageFull` when there is no room, and anything else when somebody else writes now; then `snapshot` is tried again after each command.
 */
export interface Persistence {
  load(): Promise<Saved | undefined>;
  append(records: readonly LogRecord[]): Promise<void>;
  /** Replaces everything kept so far. */
  snapshot(saved: Saved): Promise<void>;
}

/** What a platform gives for one slot, `lesson:first-flight` or `world:blank`: its own blobs, swept alone, and its log. */
export interface Storage {
  readonly blobs: Blobs;
  /** Missing: nothing is kept. */
  readonly persistence?: Persistence;
}
