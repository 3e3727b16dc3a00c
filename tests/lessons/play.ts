/** Plays lessons in a session, as a learner would: line by line, with undo. */
import type { Lesson, SolutionLine, TaskState } from "../../sandbox/grading/lesson.ts";
import { digestOf } from "../../sandbox/kernel/hash.ts";
import { nodeHasher } from "../../sandbox/node/hasher.ts";
import type { View } from "../../sandbox/session/api.ts";
import { createSession, type Session } from "../../sandbox/session/session.ts";
import { memoryBlobs } from "../../sandbox/world/memory-blobs.ts";
import { snapshot } from "../../sandbox/world/snapshot.ts";
import { type LoadedLesson, loadLessons } from "../../src/lessons/load.ts";
import type { ParsedLesson } from "../../src/lessons/parse.ts";

/** Seeds under which every lesson must work: the first values, and two others. */
export const SEEDS = [undefined, "ada", "linus"] as const;

/** A lesson or the repair world beside it. */
export interface Playable extends Omit<ParsedLesson, "lesson"> {
  readonly lesson: Lesson;
  readonly loaded: LoadedLesson;
}

/** Lessons and repairs; `LESSON=name` in the environment keeps one (`npm run lessons -- name`). */
export async function playables(seed?: string): Promise<Playable[]> {
  const only = process.env.LESSON;
  const loaded = await loadLessons({ ...(seed === undefined ? {} : { seed }), ...(only ? { only } : {}) });
  return loaded.flatMap((one): Playable[] => [{ ...one, loaded: one }, ...(one.repair ? [{ ...one.repair, loaded: one }] : [])]);
}

export interface Stage {
  readonly session: Session;
  /** Statuses that were not as the solution says, for the message of a failing test. */
  readonly surprises: string[];
  /** Number of commands that are not undone. */
  commands(): Promise<number>;
  tasks(): Promise<readonly TaskState[]>;
  state(id: string): Promise<TaskState>;
  play(lines: readonly SolutionLine[]): Promise<void>;
  /** Undoes until so many commands are left. */
  backTo(count: number): Promise<void>;
  /** A digest of the whole world, and of each table, for a message that can be read. */
  world(): string;
}

export async function stage(target: { readonly lesson: Lesson } | { readonly world: string }): Promise<Stage> {
  const session = createSession({ hasher: nodeHasher, storage: () => ({ blobs: memoryBlobs(nodeHasher) }) });
  let view = await session.open(target);
  const listen = (next: View) => {
    view = next;
  };
  const surprises: string[] = [];
  const fresh = async () => {
    await session.settled();
    // Subscribing shows the view of this moment; a listener is known once only.
    await session.subscribe(listen);
    return view;
  };
  const made: Stage = {
    session,
    surprises,
    commands: async () => (await fresh()).history.length,
    tasks: async () => (await fresh()).tasks,
    async state(id) {
      const found = (await fresh()).tasks.find((task) => task.id === id);
      if (!found) throw new Error(`no task ${id}`);
      return found;
    },
    async play(lines) {
      for (const { line, exit } of lines) {
        const status = await session.run(line);
        if (status !== exit) surprises.push(`${line}: status ${status}, expected ${exit}`);
      }
    },
    async backTo(count) {
      for (let left = (await fresh()).history.length; left > count; left--) view = await session.undo();
    },
    world: () =>
      Object.entries(snapshot(session.machine().store.world).tables)
        .map(([table, rows]) => `${table}: ${rows.length} rows, ${digestOf(nodeHasher, JSON.stringify(rows))}`)
        .join("\n"),
  };
  return made;
}

/** Tasks that `id` needs, directly or through others, in the lesson's order. */
export function neededBy(lesson: Lesson, id: string): string[] {
  const needed = new Set<string>();
  const visit = (one: string) => {
    for (const need of lesson.tasks.find((task) => task.id === one)?.needs ?? []) {
      if (needed.has(need)) continue;
      needed.add(need);
      visit(need);
    }
  };
  visit(id);
  return lesson.tasks.map((task) => task.id).filter((task) => needed.has(task));
}

/** Rows that do not hold yet, for messages. */
export function open({ rows, status, stateHint }: TaskState): string {
  return [
    status,
    ...rows.filter(({ state }) => state !== "true").map(({ goal, now, state }) => `${state}: ${goal} · ${now}`),
    stateHint ? `hint: ${stateHint.id}` : "",
  ]
    .filter(Boolean)
    .join("\n  ");
}
