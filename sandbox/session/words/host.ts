/** What the sandbox's own words may do to the session they are typed in. A fork gives them a silent one. */
import type { Lesson, TaskState } from "../../grading/lesson.ts";
import type { Program, ProgramContext } from "../../shell/program.ts";
import type { Machine } from "../machine.ts";

export interface WordHost {
  machine(): Machine;
  /** Moves the virtual clock, milliseconds. */
  advance(milliseconds: number): void;
  answer(id: string, value: string): void;
  /** Asks for something that happens once the running line has ended. False when there is nothing to go back to. */
  after(what: "undo" | "redo" | "reset", task?: string): boolean;
  lesson(): Lesson | undefined;
  tasks(): readonly TaskState[];
  /** A quiet line of the sandbox itself. */
  notice(text: string, run?: string): void;
  /** Opens the page's editor; false when the terminal has none. */
  edit(path: string, content: string): boolean;
  /** Names of the visits that this world knows. */
  visits(): readonly string[];
  /** Lets somebody else do what the world says of them; false when it knows no such visit. */
  visit(name: string): Promise<boolean>;
}

export type Word = (host: WordHost) => Program;

/** Prints a usage line as the failure of a word. */
export async function usage({ stderr, name }: ProgramContext, form: string): Promise<number> {
  await stderr.write(`usage: ${name}${form === "" ? "" : ` ${form}`}\n`);
  return 2;
}

/** `2026-11-23 09:00:00 UTC`. */
export function instantText(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
