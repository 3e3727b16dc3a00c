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
  /**
   * The merged starting patch, worlds and `start.yaml` and `home/` applied, variables replaced (grammar: FORMAT §6).
   * Keys of `files` are absolute or relative to the home directory.
   */
  readonly world: Readonly<Record<string, unknown>>;
  /** `solution:<slug>`: how the start is made out of another lesson's. Missing when `world` is built as it is. */
  readonly made?: Made;
  /** What the solution of a task makes possible, by task, for the check `reach` (`reach.yaml`). */
  readonly reach?: Readonly<Record<string, Reach>>;
  /** Values of the lesson's variables used for this copy. */
  readonly variables: Readonly<Record<string, string>>;
  /**
   * Prose as safe HTML, tasks included. A task is `<section class="task" data-task="id">` with its title (`.task-title`), its prose
   * (`.task-body`) and `<div data-goals="id">`, a plain list of its goals to be replaced by live rows. A run block is
   * `<div class="run" data-run="LINES" data-task="id" data-exit="0">`, `data-type` when it should be typed.
   */
  readonly html: string;
  /** Headings of the prose, for a table of contents. */
  readonly headings: readonly { readonly id: string; readonly text: string; readonly depth: number }[];
  readonly tasks: readonly Task[];
  readonly predicts: readonly Predict[];
  /** Every `sh run` and `console` block in the order of the text, for tests and for printing. */
  readonly blocks: readonly Block[];
  /** Lines of the model solution by task, for the rungs Command and Do it. */
  readonly solution: Readonly<Record<string, readonly SolutionLine[]>>;
}

/** A start that is played: the world `from`, then one step after the other. */
export interface Made {
  /** Name that the first world gets, and with it its seed: that of the lesson played first. */
  readonly name: string;
  readonly from: Readonly<Record<string, unknown>>;
  readonly steps: readonly MadeStep[];
}

/** `given` is a patch in the grammar of FORMAT §6; `after` is time that passes, `13h`. */
export type MadeStep =
  | { readonly kind: "run"; readonly lines: readonly string[] }
  | { readonly kind: "given"; readonly patch: Readonly<Record<string, unknown>> }
  | { readonly kind: "after"; readonly by: string };

/** Cells of who can do what, `user/anna ecr:PutImage web/api`, that a task's solution opens and closes, counted from the lesson's start. */
export interface Reach {
  readonly opens: readonly string[];
  readonly closes: readonly string[];
}

/** A question with options to guess before looking; the guess is kept, never scored. */
export interface Predict {
  readonly id: string;
  readonly stem: string;
  readonly options: readonly { readonly key: string; readonly text: string; readonly right: boolean; readonly why: string }[];
  /** Commands that show who was right, run on a copy. */
  readonly run: readonly string[];
  /** What must hold on the copy afterwards. */
  readonly shows: readonly Check[];
  readonly task?: string;
  /** It stands after so many tasks. */
  readonly after: number;
}

/** Commands shown in the text, `after` so many tasks. `output` is what a transcript promises to be printed, line by line. */
export type Block =
  | {
      readonly kind: "run";
      readonly lines: readonly string[];
      readonly exit: number;
      readonly type: boolean;
      readonly task?: string;
      readonly after: number;
      readonly at: number;
    }
  | {
      readonly kind: "console";
      readonly steps: readonly { readonly command: string; readonly output: readonly string[] }[];
      readonly task?: string;
      readonly after: number;
      readonly at: number;
    };

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
  readonly checks: readonly Check[];
  /** What each check wants, as a sentence with `code` in backticks; beside the checks, one for one. */
  readonly goals: readonly string[];
  readonly hints: readonly Hint[];
}

export type Check = Readonly<Record<string, unknown>>;

export type Hint =
  | { readonly kind: "when"; readonly id: string; readonly when: readonly Check[]; readonly say: string }
  | { readonly kind: "nudge" | "where" | "shape"; readonly say: string };

/** One goal row: left what is wanted, right what is true now. Both are plain text with `code` in backticks. */
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
