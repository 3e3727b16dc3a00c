/** What the engine tells whoever listens, and what it asks the lesson. */
import type { Latches } from "../grading/evidence.ts";
import type { TaskState } from "../grading/lesson.ts";
import type { Moment } from "./moment.ts";

/** What a lesson says to a moment. */
export interface Judgement {
  readonly latches: Latches;
  readonly tasks: readonly TaskState[];
}

export interface EngineHooks {
  /** Something that a view shows has changed. */
  changed(): void;
  began(number: number, line: string): void;
  ended(number: number, status: number): void;
  notice(text: string, run?: string): void;
  /** Asks the lesson, if there is one, about a moment. */
  judge?(moment: Moment): Promise<Judgement>;
  /** Names of the visits that are due in that moment. */
  due?(moment: Moment): readonly string[];
  visit?(name: string): Promise<unknown>;
}
