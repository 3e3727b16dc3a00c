/** A lesson as the page and the grader need it: parsed, checked data (FORMAT.md). Made by `src/lessons/parse.ts`; never code. */

export interface Lesson {
  readonly slug: string;
  readonly module: string;
  readonly title: string;
  readonly summary: string;
  readonly minutes: number;
  readonly objectives: readonly string[];
  readonly keypoints: readonly string[];
  readonly after: readonly string[];
  readonly claims: readonly string[];
  readonly exam: readonly string[];
  readonly panels: readonly string[];
  readonly further: readonly { readonly title: string; readonly url: string }[];
  /** `world:repo`, `lesson:<slug>`, `solution:<slug>`. */
  readonly start: string;
  /** The merged starting patch, worlds and `start.yaml` and `home/` applied, variables replaced (grammar: FORMAT §6). */
  readonly world: Readonly<Record<string, unknown>>;
  /** Values of the lesson's variables used for this copy. */
  readonly variables: Readonly<Record<string, string>>;
  /** Prose as safe HTML. A task stands as `<section data-task="id">`, a run block as `<div data-run data-task="id">`. */
  readonly html: string;
  readonly tasks: readonly Task[];
  /** Lines of the model solution by task, for the rungs Command and Do it. */
  readonly solution: Readonly<Record<string, readonly SolutionLine[]>>;
}

export interface SolutionLine {
  /** One command, here-document included. */
  readonly line: string;
  readonly exit: number;
  readonly spare: boolean;
}

export interface Task {
  readonly id: string;
  readonly title: string;
  readonly needs: readonly string[];
  readonly optional: boolean;
  /** Prose of the task, safe HTML. */
  readonly html: string;
  /** One mapping each, in the grammar of FORMAT §4. */
  readonly checks: readonly Readonly<Record<string, unknown>>[];
  readonly hints: readonly Hint[];
}

export type Hint =
  | { readonly kind: "when"; readonly id: string; readonly when: readonly Readonly<Record<string, unknown>>[]; readonly say: string }
  | { readonly kind: "nudge" | "where" | "shape"; readonly say: string };

/** One goal row: left what is wanted, right what is true now. */
export interface GoalRow {
  readonly goal: string;
  readonly now: string;
  readonly state: "true" | "partly" | "false" | "looking";
  /** An answer field: its id, its question, its choices. */
  readonly ask?: { readonly id: string; readonly question: string; readonly choose?: readonly string[]; readonly given?: string };
}

export interface TaskState {
  readonly id: string;
  readonly status: "ahead" | "open" | "done";
  readonly rows: readonly GoalRow[];
  /** Virtual time and number of the command that completed it. */
  readonly doneAt?: number;
  readonly doneBy?: number;
  /** The sentence of the first `when` hint whose condition holds. */
  readonly stateHint?: { readonly id: string; readonly say: string };
  /** A later command made a check of this done task false: what changed. Undo is offered. */
  readonly broken?: string;
}
