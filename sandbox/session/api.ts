/** What a page, the headless terminal and the tests can do with a session, and what they see of it. Plain data only: it crosses a worker. */

import type { Lesson, TaskState } from "../grading/lesson.ts";
import type { RequestEvent } from "../kernel/events.ts";
import type { Snapshot } from "../world/snapshot.ts";

/** Frames of a terminal's own port (decision 22). In: what the person does. Out: what the terminal shows. */
export type TerminalIn =
  /** A finished line of the line editor, or text for a running program's stdin (without its newline). */
  | { readonly kind: "line"; readonly text: string }
  | { readonly kind: "eof" }
  | { readonly kind: "signal"; readonly name: "INT" }
  | { readonly kind: "resize"; readonly columns: number; readonly rows: number }
  /** Output that the terminal has drawn, in UTF-16 units: the sender may send as many more. */
  | { readonly kind: "drawn"; readonly length: number }
  | { readonly kind: "complete"; readonly id: number; readonly line: string; readonly cursor: number }
  /** This terminal stands beside an editor: the word `edit` may send it files. */
  | { readonly kind: "editor" }
  /** The editor has saved a file. */
  | { readonly kind: "save"; readonly path: string; readonly text: string };

export type TerminalOut =
  /** What follows is of the session kept here; no line that was begun goes on in it. Sent when one is opened, to terminals that were there before. */
  | { readonly kind: "session"; readonly slot: string }
  | { readonly kind: "out" | "err"; readonly text: string }
  /** How the next line is read: `prompt` by the line editor, `line` for a program, `hidden` for a password, `busy` not at all. */
  | { readonly kind: "mode"; readonly mode: "prompt" | "continuation" | "line" | "hidden" | "busy"; readonly prompt: string }
  | { readonly kind: "command"; readonly number: number; readonly line: string }
  | { readonly kind: "exit"; readonly number: number; readonly status: number }
  | {
      readonly kind: "completions";
      readonly id: number;
      readonly from: number;
      readonly options: readonly { readonly value: string; readonly note?: string; readonly open?: boolean }[];
    }
  | { readonly kind: "clear" }
  /** Open this file in the editor; only sent to terminals that have said `editor`. */
  | { readonly kind: "edit"; readonly path: string; readonly text: string }
  /** A quiet line of the sandbox itself, never part of a program's output; `run` makes it clickable. */
  | { readonly kind: "notice"; readonly text: string; readonly run?: string };

/** One end of a terminal's channel; a `MessagePort` is one. Frames are `TerminalIn` towards the session, `TerminalOut` from it. */
export interface TerminalPort {
  postMessage(message: unknown): void;
  onmessage: ((event: { data: unknown }) => void) | null;
  close(): void;
}

export interface LayerView {
  readonly digest: string;
  readonly size: number;
}

export interface ImageView {
  readonly digest: string;
  readonly tags: readonly string[];
  readonly size: number;
  readonly pushedAt: number;
  readonly mediaType: string;
  /** Base layer first; empty for an index. */
  readonly layers: readonly LayerView[];
}

export interface RepositoryView {
  readonly account: string;
  readonly region: string;
  readonly name: string;
  readonly uri: string;
  readonly mutability: string;
  readonly scanOnPush: boolean;
  readonly images: readonly ImageView[];
  /** Layers of uploads in progress or completed but in no image yet. */
  readonly arriving: readonly LayerView[];
  readonly layersStored: number;
  readonly layerUses: number;
}

export interface CommandView {
  readonly number: number;
  readonly line: string;
  readonly status: number;
  readonly at: number;
}

export interface View {
  /** Where the session is kept: `lesson:first-flight`, `world:blank`. A view that comes late is known by it. */
  readonly slot: string;
  readonly now: number;
  readonly startedAt: number;
  readonly me: { readonly name: string; readonly arn: string; readonly account: string; readonly region: string };
  readonly cli: 1 | 2;
  readonly repositories: readonly RepositoryView[];
  /** Docker's stored logins at ECR registries. `expiresAt` is missing when the password is no token of ours. */
  readonly logins: readonly { readonly host: string; readonly expiresAt?: number }[];
  readonly history: readonly CommandView[];
  /** Commands that redo would bring back, next first. */
  readonly undone: readonly CommandView[];
  /** The newest 200, oldest first. */
  readonly requests: readonly RequestEvent[];
  readonly requestCount: number;
  readonly running: boolean;
  readonly tasks: readonly TaskState[];
  /** Saved and readable after a reload; `full` when storage has no room, `elsewhere` when another tab writes. */
  readonly saving: "saved" | "saving" | "full" | "elsewhere" | "off";
}

export interface SessionApi {
  /**
   * Opens a lesson's session or a free one in a named world, restored where the learner left it. A lesson also `fresh`, as it begins, or
   * `from` another kept session (`world:blank`, `lesson:SLUG`), whose world it then begins in.
   */
  open(target: { readonly lesson: Lesson; readonly fresh?: boolean; readonly from?: string } | { readonly world: string }): Promise<View>;
  /** Those of some kept sessions in whose worlds the open lesson could begin: all that its start has is there, none of its tasks is done. */
  fitting(slots: readonly string[]): Promise<readonly string[]>;
  /** Types a line for the learner, as if entered at the prompt; resolves with its exit status. */
  run(line: string): Promise<number>;
  undo(): Promise<View>;
  redo(): Promise<View>;
  reset(what: "task" | "lesson" | "everything", task?: string): Promise<View>;
  advance(milliseconds: number): Promise<View>;
  answer(id: string, value: string): Promise<View>;
  /** Runs lines on a copy of the present world, without a trace (predictions, proofs). */
  probe(lines: readonly string[]): Promise<{ readonly status: number; readonly output: string }>;
  /** Accounts, principals, policies and repositories as they are now: what `policy.ts` decides and explains with, in the page itself. */
  permissions(): Promise<Snapshot>;
  /** Called with every new view, at most once per 50 ms while a command runs. */
  subscribe(listener: (view: View) => void): Promise<void>;
  /** Attaches a terminal: frames as above over the port. */
  attach(port: unknown): Promise<void>;
  /** Everything as one file, and back. */
  exportState(): Promise<Uint8Array>;
  importState(file: Uint8Array): Promise<View>;
}
