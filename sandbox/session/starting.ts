/** The world in which a target begins: built from its patch, or, when it starts from another lesson's solution, played (FORMAT §2 `start:`). */
import type { Lesson, MadeStep } from "../grading/lesson.ts";
import type { World } from "../world/world.ts";
import { unseenMachine } from "./forks.ts";
import { changeMeta, loginState, type Machine, passTime } from "./machine.ts";
import { applyGiven, buildWorld, describeBuilds, type WorldPorts } from "./presets/build.ts";
import { parseDuration } from "./presets/durations.ts";
import { BadWorld } from "./presets/grammar.ts";
import type { Patch } from "./presets/merge-patch.ts";
import { NO_INPUT, NOWHERE } from "./sinks.ts";

const TERMINAL = { columns: 80, rows: 24 };
/** Virtual milliseconds that a command takes, as in a session (decision 11). */
const COMMAND_TIME = 1_000;

/** The start of a lesson. Throws `BadWorld` with a sentence for its author. */
export async function startOf({ slug, world, made }: Pick<Lesson, "slug" | "world" | "made">, ports: WorldPorts): Promise<World> {
  if (!made) return buildWorld(world, ports, { name: slug });
  await describeBuilds(ports.hasher, world);
  const first = await buildWorld(made.from, ports, { name: made.name });
  const { machine } = unseenMachine({ world: first, ...ports, shell: loginState(first) }, world);
  for (const step of made.steps) await play(step, machine, world);
  changeMeta(machine.store, () => ({ command: 0 }));
  return machine.store.world;
}

async function play(step: MadeStep, machine: Machine, origin: Patch): Promise<void> {
  switch (step.kind) {
    case "run":
      for (const line of step.lines) await type(line, machine);
      return;
    case "given":
      return applyGiven(machine.store, step.patch, origin, machine);
    case "after": {
      const by = parseDuration(step.by);
      if (by === undefined) throw new BadWorld(`"${step.by}" is no duration`);
      passTime(machine.store, by);
      return machine.catchUp();
    }
  }
}

/** As a session runs a command, so that the world is the one in which the other lesson ends. */
async function type(line: string, machine: Machine): Promise<void> {
  changeMeta(machine.store, ({ command, now }) => ({ command: command + 1, now: now + COMMAND_TIME }));
  await machine.shell.run(line, { stdin: NO_INPUT, stdout: NOWHERE, stderr: NOWHERE, terminal: TERMINAL, signal: new AbortController().signal });
  await machine.catchUp();
}
