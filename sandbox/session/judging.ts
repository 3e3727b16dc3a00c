/** Asks a lesson about a moment of the session (FORMAT §3), with the machine and its forks as evidence. */
import type { Evidence } from "../grading/evidence.ts";
import type { Lesson } from "../grading/lesson.ts";
import { metaOf } from "../world/store.ts";
import type { Judgement } from "./engine-hooks.ts";
import { type ForkSource, forkPort } from "./forks.ts";
import type { Machine } from "./machine.ts";
import type { Moment } from "./moment.ts";
import { HOME } from "./presets/computer.ts";

/** The evidence of a machine as it is now, without forks: also of a fork itself. */
export function evidenceOf(machine: Machine, start: Pick<Moment, "world">, answers: Readonly<Record<string, string>> = {}): Evidence {
  const { store, files, hasher, addresses } = machine;
  return {
    world: store.world,
    start: start.world,
    events: [...store.events],
    answers,
    files,
    home: HOME,
    now: store.now(),
    startedAt: metaOf(start.world).now,
    command: store.meta.command,
    hasher,
    addresses,
  };
}

export async function judge(lesson: Lesson, source: ForkSource, moment: Moment): Promise<Judgement> {
  const forks = forkPort(source, (machine) => evidenceOf(machine, source.start));
  const evidence: Evidence = { ...evidenceOf(source.machine, source.start, moment.answers), forks };
  // Fetched after the prompt is there.
  const { evaluate } = await import("../grading/evaluate.ts");
  const { states, latches } = await evaluate(lesson, evidence, moment.latches);
  return { tasks: states, latches };
}
