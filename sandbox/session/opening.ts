/** Opens a target: its world built or restored, its machine, engine, recorder and views wired together. */
import { NO_LATCHES } from "../grading/evidence.ts";
import type { Lesson } from "../grading/lesson.ts";
import { NewerSnapshot } from "../world/snapshot.ts";
import type { World } from "../world/world.ts";
import { dueVisits } from "./due.ts";
import { Engine } from "./engine.ts";
import type { ForkSource } from "./forks.ts";
import { judge } from "./judging.ts";
import { createMachine, loginState, type Machine } from "./machine.ts";
import type { SessionPorts } from "./ports.ts";
import { buildWorld, describeBuilds, type WorldPorts, worldNamed } from "./presets/build.ts";
import type { Patch } from "./presets/merge-patch.ts";
import { resolveVariables } from "./presets/variables.ts";
import { visitsOf } from "./presets/visits.ts";
import { Recorder } from "./recorder.ts";
import { type LogRecord, SAVE_SCHEMA, type Saved, type Storage } from "./save.ts";
import type { Terminals } from "./terminals.ts";
import { replay, Timeline } from "./timeline.ts";
import { NO_EVENTS } from "./trail.ts";
import { Viewer } from "./view/view.ts";
import { programsWith, type WordHost } from "./words/index.ts";

/** `fresh`: as it begins, whatever was kept of it. `from`: as another kept session stands now, which the lesson fits. */
export type Target = { readonly lesson: Lesson; readonly fresh?: boolean; readonly from?: string } | { readonly world: string };

/** Everything that belongs to the target that is open. */
export interface Open {
  readonly target: Target;
  readonly slot: string;
  readonly storage: Storage;
  readonly machine: Machine;
  readonly engine: Engine;
  readonly recorder: Recorder;
  readonly viewer: Viewer;
  readonly source: ForkSource;
}

/** What stays when another target is opened. */
export interface Surroundings {
  readonly ports: SessionPorts;
  readonly terminals: Terminals;
  /** Something that a view shows has changed. */
  changed(): void;
}

/** The state of an imported file, and the storage that has its bytes already. */
export interface Imported {
  readonly saved: Saved;
  readonly storage: Storage;
}

/** Where a target is kept. */
export function slotOf(target: Target): string {
  return "lesson" in target ? `lesson:${target.lesson.slug}` : `world:${target.world}`;
}

function lessonOf(target: Target): Lesson | undefined {
  return "lesson" in target ? target.lesson : undefined;
}

/** Opens a target as it was left, or from `given` (an imported file), or from its beginning. */
export async function openTarget(target: Target, around: Surroundings, given?: Imported): Promise<Open> {
  const { hasher } = around.ports;
  const storage = given?.storage ?? (await around.ports.storage(slotOf(target)));
  const origin: Patch = "lesson" in target ? target.lesson.world : resolveVariables(worldNamed(target.world));
  const isFresh = "lesson" in target && (target.fresh === true || target.from !== undefined);
  const saved = given?.saved ?? (isFresh ? undefined : await storage.persistence?.load());
  if (saved && saved.schema > SAVE_SCHEMA) throw new NewerSnapshot(saved.schema);
  if (saved) await describeBuilds(hasher, origin);
  const told = saved ? replay(saved) : { timeline: await begin(origin, target, storage, around), repair: [] };
  const open = wire(target, storage, origin, told.timeline, around);
  keepFrom(open.recorder, saved !== undefined && given === undefined ? told.repair : undefined);
  await open.engine.judgeNow();
  return open;
}

/** A log that is there goes on after a repair; any other begins with the whole state. */
function keepFrom(recorder: Recorder, repair: readonly LogRecord[] | undefined): void {
  if (repair === undefined) recorder.snapshot();
  else for (const record of repair) recorder.add(record);
}

async function begin(origin: Patch, target: Target, { blobs }: Storage, { ports }: Surroundings): Promise<Timeline> {
  if ("lesson" in target && target.from !== undefined) {
    const { takenFrom } = await import("./continuing.ts");
    return new Timeline(await takenFrom(target.from, blobs, ports));
  }
  const building = { hasher: ports.hasher, blobs };
  const world = await ("lesson" in target ? startIn(target.lesson, building) : buildWorld(origin, building, { name: target.world }));
  return new Timeline({ world, trail: NO_EVENTS, shell: loginState(world), answers: {}, latches: NO_LATCHES });
}

/** Most lessons begin in a world as it is written; those that are played to their start bring the code for it. */
async function startIn(lesson: Lesson, ports: WorldPorts): Promise<World> {
  if (!lesson.made) return buildWorld(lesson.world, ports, { name: lesson.slug });
  const { startOf } = await import("./starting.ts");
  return startOf(lesson, ports);
}

function wire(target: Target, storage: Storage, origin: Patch, timeline: Timeline, { ports, terminals, changed }: Surroundings): Open {
  const { elapsed, pace } = ports;
  const lesson = lessonOf(target);
  const introduce = introduction(terminals, timeline);
  const machine: Machine = createMachine({
    world: timeline.now.world,
    hasher: ports.hasher,
    blobs: storage.blobs,
    programs: programsWith(wordsOf(() => open, terminals)),
    shell: { ...timeline.now.shell },
    spawned: (program, argv) => {
      introduce(program);
      engine.witness.spawned(program, argv);
    },
    refused: (refusal) => engine.witness.refused(refusal),
    ...(storage.persistence ? { settled: () => recorder.settled() } : {}),
    ...(elapsed ? { elapsed: () => elapsed() } : {}),
    // Nobody waits for what nobody watches.
    ...(pace ? { pace: async (milliseconds) => (terminals.isWatched ? pace(milliseconds) : undefined) } : {}),
  });
  const recorder = new Recorder(storage.persistence, () => timeline.save(), changed);
  const source: ForkSource = { machine, start: timeline.start, origin };
  const engine = new Engine(machine, timeline, recorder, {
    changed,
    began: (number, line) => terminals.began(number, line),
    ended: (number, status) => terminals.ended(number, status),
    notice: (text, run) => terminals.notice(text, run),
    ...(lesson ? { judge: (moment) => judge(lesson, source, moment) } : {}),
    due: (moment) => dueVisits(origin, moment),
    visit: (name) => pay(name, machine, origin),
  });
  const open: Open = { target, slot: slotOf(target), storage, machine, engine, recorder, viewer: new Viewer(machine), source };
  return open;
}

/** Visits are rare: their code is fetched with the first one. */
async function pay(name: string, machine: Machine, origin: Patch): Promise<boolean> {
  const { visit } = await import("./visits.ts");
  return visit(name, machine, origin);
}

/** Says once, when a client is met for the first time, what it is. */
function introduction(terminals: Terminals, timeline: Timeline): (program: string) => void {
  let met = timeline.steps.length > 0;
  return (program) => {
    if (met || (program !== "aws" && program !== "docker")) return;
    met = true;
    terminals.notice(
      "`aws` and `docker` here are the sandbox's own. They speak the real protocols to a simulated cloud; nothing leaves this machine.",
    );
  };
}

/** The session behind the sandbox's own words. */
function wordsOf(open: () => Open, terminals: Terminals): WordHost {
  return {
    machine: () => open().machine,
    advance: (milliseconds) => open().engine.advance(milliseconds),
    answer: (id, value) => open().engine.setAnswer(id, value),
    after(what, task) {
      const { engine } = open();
      if (what !== "reset") {
        engine.after({ kind: what });
        return true;
      }
      const target = engine.resetTarget(task);
      if (target) engine.after({ kind: "reset", target });
      return target !== undefined;
    },
    lesson: () => lessonOf(open().target),
    tasks: () => open().engine.timeline.now.tasks ?? [],
    notice: (text, run) => terminals.notice(text, run),
    edit: (path, content) => terminals.edit(path, content),
    visits: () => visitsOf(open().source.origin).map(({ name }) => name),
    visit: (name) => pay(name, open().machine, open().source.origin),
  };
}
