/** Plays lessons in a session, as a learner would: line by line, with undo. */
import type { Evidence } from "../../sandbox/grading/evidence.ts";
import type { Lesson, SolutionLine, TaskState } from "../../sandbox/grading/lesson.ts";
import { digestOf } from "../../sandbox/kernel/hash.ts";
import { nodeHasher } from "../../sandbox/node/hasher.ts";
import type { View } from "../../sandbox/session/api.ts";
import { evidenceOf } from "../../sandbox/session/judging.ts";
import { createSession, type Session } from "../../sandbox/session/session.ts";
import { memoryBlobs } from "../../sandbox/world/memory-blobs.ts";
import { snapshot } from "../../sandbox/world/snapshot.ts";
import type { LoadedLesson } from "../../src/lessons/load.ts";
import type { ParsedLesson } from "../../src/lessons/parse.ts";

/** A lesson or the repair world beside it. */
export interface Playable extends Omit<ParsedLesson, "lesson"> {
  readonly lesson: Lesson;
  readonly loaded: LoadedLesson;
}

/** A lesson and the broken world beside it. */
export function withRepair(loaded: LoadedLesson): Playable[] {
  return [{ ...loaded, loaded }, ...(loaded.repair ? [{ ...loaded.repair, loaded }] : [])];
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
  /** What grading sees of this moment, forks left out. */
  evidence(): Evidence;
  /** A digest of the whole world, and of each table, for a message that can be read. */
  world(): string;
}

export async function stage(target: { readonly lesson: Lesson }): Promise<Stage> {
  const session = createSession({ hasher: nodeHasher, storage: () => ({ blobs: memoryBlobs(nodeHasher) }) });
  let view = await session.open(target);
  const start = { world: session.machine().store.world };
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
    evidence: () => evidenceOf(session.machine(), start),
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
