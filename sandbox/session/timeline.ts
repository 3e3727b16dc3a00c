/** Past and undone commands with the moments around them, and their form as records (decisions 8, 9). */
import { restore, snapshot } from "../world/snapshot.ts";
import { applyWrites } from "../world/world.ts";
import type { CommandView } from "./api.ts";
import { writesBetween } from "./changed-rows.ts";
import type { Moment, Step } from "./moment.ts";
import { type LogRecord, SAVE_SCHEMA, type Saved, type SavedMoment } from "./save.ts";
import { eventsOf, extend, NO_EVENTS, type Trail } from "./trail.ts";

/** Status of a command that a reload or a crash cut off. */
const CUT_OFF = 130;

export class Timeline {
  readonly start: Moment;
  #now: Moment;
  #steps: Step[] = [];
  #undone: Step[] = [];

  constructor(start: Moment, now: Moment = start) {
    this.start = start;
    this.#now = now;
  }

  /** The moment after the newest command that is not undone. */
  get now(): Moment {
    return this.#now;
  }

  get steps(): readonly Step[] {
    return this.#steps;
  }

  /** Undone commands, the next to redo first. */
  get undone(): readonly Step[] {
    return [...this.#undone].reverse();
  }

  push(command: CommandView, after: Moment): void {
    this.#steps.push({ command, before: this.#now, after });
    this.#undone = [];
    this.#now = after;
  }

  /** Grading has judged the present moment. */
  amend(now: Moment): void {
    const last = this.#steps.at(-1);
    if (last && last.after === this.#now) this.#steps[this.#steps.length - 1] = { ...last, after: now };
    this.#now = now;
  }

  undo(): Step | undefined {
    const step = this.#steps.pop();
    if (!step) return undefined;
    this.#undone.push(step);
    this.#now = step.before;
    return step;
  }

  redo(): Step | undefined {
    const step = this.#undone.pop();
    if (!step) return undefined;
    this.#steps.push(step);
    this.#now = step.after;
    return step;
  }

  /** Forgets the oldest command: it can no longer be undone. */
  forgetOldest(): void {
    this.#steps.shift();
  }

  /** Forgets all commands, done and undone. */
  forgetAll(): void {
    this.#steps = [];
    this.#undone = [];
  }

  /** Moments that can still be reached, the present one first. */
  *reachable(): Generator<Moment> {
    yield this.#now;
    for (let at = this.#steps.length - 1; at >= 0; at--) yield (this.#steps[at] as Step).before;
    for (const step of this.#undone) yield step.after;
    yield this.start;
  }

  save(): Saved {
    const line = [...this.#steps, ...this.undone];
    return {
      schema: SAVE_SCHEMA,
      start: saveMoment(this.start),
      base: saveMoment(line[0]?.before ?? this.#now),
      records: [...line.flatMap(recordsOf), ...this.#undone.map((): LogRecord => ({ kind: "undo" })), ...this.#sinceUndo()],
    };
  }

  /** What the moments around the undone commands do not know: that a visit was undone and stays away. */
  #sinceUndo(): LogRecord[] {
    return this.#undone.length === 0 ? [] : [{ kind: "graded", latches: this.#now.latches }];
  }
}

function recordsOf({ command, before, after }: Step): LogRecord[] {
  const { number, line, status, at } = command;
  const keeps = continues(before.trail, after.trail) ? {} : { keeps: eventsOf(after.trail).length };
  return [
    { kind: "begin", number, line, at },
    { kind: "commit", writes: writesBetween(before.world, after.world) },
    ...("keeps" in keeps ? [] : newEvents(before.trail, after.trail)).map((event): LogRecord => ({ kind: "event", event })),
    { kind: "end", number, status, shell: after.shell, answers: after.answers, ...keeps },
    { kind: "graded", latches: after.latches },
  ];
}

function continues(before: Trail, after: Trail): boolean {
  return before === after || after.before === before;
}

function newEvents(before: Trail, after: Trail): Trail["events"] {
  return before === after ? [] : after.events;
}

function saveMoment({ world, trail, shell, answers, latches }: Moment): SavedMoment {
  return { world: snapshot(world), events: eventsOf(trail), shell, answers, latches };
}

function openMoment({ world, events, shell, answers, latches }: SavedMoment): Moment {
  return { world: restore(world), trail: extend(NO_EVENTS, events), shell, answers, latches };
}

/** A command that has begun in the log and not yet ended. */
interface Begun {
  readonly command: Omit<CommandView, "status">;
  world: Moment["world"];
  readonly events: Trail["events"][number][];
  commits: number;
}

/**
 * The timeline that a log tells. A command that was cut off keeps what it had committed and becomes one step; `repair` is what the log
 * must still be told about it.
 */
export function replay({ start, base, records }: Saved): { timeline: Timeline; repair: readonly LogRecord[] } {
  const first = openMoment(start);
  const timeline = new Timeline(first, base ? openMoment(base) : first);
  let begun: Begun | undefined;
  for (const record of records) {
    switch (record.kind) {
      case "begin":
        begun = { command: { number: record.number, line: record.line, at: record.at }, world: timeline.now.world, events: [], commits: 0 };
        break;
      case "commit":
        if (!begun) break;
        begun.world = applyWrites(begun.world, record.writes);
        begun.commits++;
        break;
      case "event":
        begun?.events.push(record.event);
        break;
      case "end": {
        if (!begun) break;
        const earlier = timeline.now.trail;
        const trail = record.keeps === undefined ? extend(earlier, begun.events) : extend(NO_EVENTS, eventsOf(earlier).slice(0, record.keeps));
        const { shell, answers, status } = record;
        timeline.push({ ...begun.command, status }, { world: begun.world, trail, shell, answers, latches: timeline.now.latches });
        begun = undefined;
        break;
      }
      case "graded":
        timeline.amend({ ...timeline.now, latches: record.latches });
        break;
      case "drop":
        begun = undefined;
        break;
      case "undo":
        timeline.undo();
        break;
      case "redo":
        timeline.redo();
        break;
    }
  }
  return { timeline, repair: begun ? finishCutOff(timeline, begun) : [] };
}

function finishCutOff(timeline: Timeline, { command, world, events, commits }: Begun): readonly LogRecord[] {
  // The first commit only counts the command and moves the clock.
  if (commits <= 1 && events.length === 0) return [{ kind: "drop" }];
  const { answers, latches, trail, shell: before } = timeline.now;
  const shell = { ...before, status: CUT_OFF };
  timeline.push({ ...command, status: CUT_OFF }, { world, trail: extend(trail, events), shell, answers, latches });
  return [{ kind: "end", number: command.number, status: CUT_OFF, shell, answers }];
}
