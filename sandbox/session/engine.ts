/**
 * Runs commands on a machine, one after another, each of them one step of the timeline: what undo takes back, what is saved, what the
 * lesson's checks are asked about. Everything else (terminals, views, lessons) listens to it.
 */

import type { SandboxEvent } from "../kernel/events.ts";
import type { ShellIo, ShellState } from "../shell/index.ts";
import { META } from "../world/keys.ts";
import { metaOf } from "../world/store.ts";
import { applyWrites } from "../world/world.ts";
import type { CommandView } from "./api.ts";
import { didSomething, writesBetween } from "./changed-rows.ts";
import { sentAway } from "./due.ts";
import type { EngineHooks } from "./engine-hooks.ts";
import { changeMeta, loginState, type Machine, passTime } from "./machine.ts";
import type { Moment, Step } from "./moment.ts";
import { formatDuration } from "./presets/durations.ts";
import type { Recorder } from "./recorder.ts";
import type { Timeline } from "./timeline.ts";
import { eventsOf, extend, NO_EVENTS } from "./trail.ts";
import { Witness } from "./witness.ts";

/** What a word of the sandbox asks for once its line has ended; the line itself then leaves no step. */
export type Afterwards = { readonly kind: "undo" } | { readonly kind: "redo" } | { readonly kind: "reset"; readonly target: Moment };

/** Virtual milliseconds that a command takes at least (decision 11). */
const COMMAND_TIME = 1_000;
interface Running {
  readonly command: Omit<CommandView, "status">;
  readonly before: Moment;
  readonly events: SandboxEvent[];
  afterwards?: Afterwards;
}

export class Engine {
  readonly machine: Machine;
  readonly timeline: Timeline;
  readonly witness: Witness;
  readonly #recorder: Recorder;
  readonly #hooks: EngineHooks;
  #running: Running | undefined;
  /** Of each line that runs or waits for its turn. */
  readonly #lines = new Set<AbortController>();
  #queue: Promise<unknown> = Promise.resolve();
  #answers: Readonly<Record<string, string>>;
  #exited: number | undefined;
  /** Puts a kept world in place: nothing is to be recorded of it but that it happened. */
  #restoring = false;

  constructor(machine: Machine, timeline: Timeline, recorder: Recorder, hooks: EngineHooks) {
    this.machine = machine;
    this.timeline = timeline;
    this.witness = new Witness(machine, (text, run) => hooks.notice(text, run));
    this.#recorder = recorder;
    this.#hooks = hooks;
    this.#answers = timeline.now.answers;
    machine.store.replaceEvents(eventsOf(timeline.now.trail));
    machine.store.onCommit(({ writes, before, after }) => {
      if (this.#restoring) return;
      this.#recorder.add({ kind: "commit", writes: writes.length > 0 ? writes : writesBetween(before, after) });
      this.#hooks.changed();
    });
    machine.store.onEvent((event) => {
      this.#running?.events.push(event);
      this.#recorder.add({ kind: "event", event });
      this.#hooks.changed();
    });
  }

  get isRunning(): boolean {
    return this.#running !== undefined;
  }

  /** Status with which the newest command left its shell by `exit`, once. */
  takeExited(): number | undefined {
    const status = this.#exited;
    this.#exited = undefined;
    return status;
  }

  get answers(): Readonly<Record<string, string>> {
    return this.#answers;
  }

  /** Runs a typed line; resolves with its exit status once its programs have ended. Lines wait for each other. */
  run(line: string, io: (signal: AbortSignal) => ShellIo): Promise<number> {
    const controller = new AbortController();
    this.#lines.add(controller);
    const work = () => this.#shell(line, io(controller.signal)).finally(() => this.#lines.delete(controller));
    return this.#enqueue(() => this.#step(line, true, work));
  }

  /** A step without a shell: a clock jump or an answer that was given beside the terminal. */
  act(line: string, work: () => void | Promise<void>): Promise<number> {
    return this.#enqueue(() =>
      this.#step(line, false, async () => {
        await work();
        return 0;
      }),
    );
  }

  /** Ctrl-C: also for a line that has been entered and not begun. */
  interrupt(): void {
    for (const line of this.#lines) line.abort();
  }

  /** Takes the newest command back. One that runs is interrupted first (decision 23). No request is handled. */
  undo(): Promise<Step | undefined> {
    this.interrupt();
    return this.#enqueue(async () => this.#travel("undo"));
  }

  redo(): Promise<Step | undefined> {
    return this.#enqueue(async () => this.#travel("redo"));
  }

  /** Back to an earlier moment, as a step of its own, so that it can be undone. */
  reset(line: string, target: Moment): Promise<void> {
    this.interrupt();
    return this.#enqueue(() => this.#reset(line, target));
  }

  /** Where a reset leads: the start, or the moment in which a task opened; undefined for a task that never did. */
  resetTarget(task?: string): Moment | undefined {
    if (task === undefined) return this.timeline.start;
    const opened = this.timeline.now.latches.opened[task];
    if (!opened) return undefined;
    return this.timeline.steps.find(({ command }) => command.number > opened.command)?.before ?? this.timeline.now;
  }

  /** Asks the lesson about the present moment, without a command. */
  judgeNow(): Promise<void> {
    return this.#enqueue(() => this.#judge());
  }

  /** Runs something between two commands. */
  between<T>(work: () => Promise<T>): Promise<T> {
    return this.#enqueue(work);
  }

  /** Waits until nothing runs. */
  idle(): Promise<unknown> {
    return this.#queue;
  }

  /** For words: what shall happen after the running line. */
  after(afterwards: Afterwards): void {
    if (this.#running) this.#running.afterwards = afterwards;
  }

  /** Moves the virtual clock, as an event that checks can see. */
  advance(milliseconds: number): void {
    passTime(this.machine.store, milliseconds);
    this.machine.store.log({ kind: "clock", of: "clock", has: { by: milliseconds, words: formatDuration(milliseconds) } });
  }

  setAnswer(id: string, value: string): void {
    this.#answers = { ...this.#answers, [id]: value };
  }

  #enqueue<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#queue.then(work);
    this.#queue = next.catch(() => undefined);
    return next;
  }

  async #step(line: string, shown: boolean, work: () => Promise<number>): Promise<number> {
    const { store, shell } = this.machine;
    const before = this.timeline.now;
    const number = store.meta.command + 1;
    const running: Running = {
      command: { number, line, at: store.now() + COMMAND_TIME },
      before,
      events: [],
    };
    this.#running = running;
    this.#recorder.add({ kind: "begin", ...running.command });
    changeMeta(store, (meta) => ({ command: number, now: meta.now + COMMAND_TIME }));
    if (shown) this.#hooks.began(number, line);
    this.witness.began(line);
    const status = await work();
    await this.machine.catchUp();
    this.witness.ended(before.world);
    this.#running = undefined;
    if (shell.exited !== undefined) this.#newShell(shell.exited);
    if (running.afterwards) await this.#afterwards(running.afterwards, line, before);
    else this.#finish(running, status, shell.state);
    if (shown) this.#hooks.ended(number, status);
    if (!running.afterwards) await this.#judge();
    if (!running.afterwards) await this.#receive();
    return status;
  }

  /** Whoever has waited for this moment comes now, as a step of their own that undo takes back. */
  async #receive(): Promise<void> {
    const name = this.#hooks.due?.(this.timeline.now)[0];
    if (name === undefined) return;
    await this.#step(`visit ${name}`, false, async () => {
      await this.#hooks.visit?.(name);
      return 0;
    });
    this.#hooks.notice(`Meanwhile somebody else has been at work: ${name}.`);
  }

  /** After `exit` a fresh login shell takes its place, with the history of the one before. */
  #newShell(status: number): void {
    const { shell, store } = this.machine;
    const { history } = shell.state;
    shell.state = { ...loginState(store.world), history };
    this.#exited = status;
  }

  async #shell(line: string, io: ShellIo): Promise<number> {
    try {
      return await this.machine.shell.run(line, io);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.machine.store.log({ kind: "fault", of: "sandbox", has: { message } });
      await io.stderr.write(`gantry: a fault of the sandbox, not of yours: ${message}\n`);
      return 70;
    }
  }

  #finish(running: Running, status: number, shell: ShellState): void {
    const { before, command, events } = running;
    const moment: Moment = {
      world: this.machine.store.world,
      trail: extend(before.trail, events),
      shell: { ...shell },
      answers: this.#answers,
      latches: before.latches,
    };
    this.timeline.push({ ...command, status }, moment);
    this.#recorder.add({ kind: "end", number: command.number, status, shell: moment.shell, answers: moment.answers });
    this.#hooks.changed();
  }

  async #afterwards(what: Afterwards, line: string, before: Moment): Promise<void> {
    const { world } = this.machine.store;
    const changed = didSomething(before.world, world);
    this.#recorder.add({ kind: "drop" });
    this.#put(before);
    // A line that did something besides saying `undo` is itself what is undone.
    if (what.kind === "undo" && !changed) this.#say("undo", this.#travel("undo"));
    if (what.kind === "redo") this.#say("redo", this.#travel("redo"));
    if (what.kind === "reset") await this.#reset(line, what.target);
  }

  #say(direction: "undo" | "redo", step: Step | undefined): void {
    if (!step) this.#hooks.notice(direction === "undo" ? "There is nothing to undo." : "There is nothing to redo.");
    else this.#hooks.notice(`${direction === "undo" ? "Undone" : "Done again"}: ${step.command.line}`);
  }

  #travel(direction: "undo" | "redo"): Step | undefined {
    const left = this.timeline.now;
    const step = direction === "undo" ? this.timeline.undo() : this.timeline.redo();
    if (!step) return undefined;
    this.#recorder.add({ kind: direction });
    if (direction === "undo") this.#sendAway(left);
    this.#put(this.timeline.now);
    return step;
  }

  /** Whose visit was just undone does not come again by themselves. */
  #sendAway(left: Moment): void {
    const { now } = this.timeline;
    const latches = sentAway(this.#hooks.due?.(now) ?? [], left, now);
    if (latches) this.#amend({ ...now, latches });
  }

  #put(moment: Moment): void {
    this.#restoring = true;
    this.machine.store.replace(moment.world);
    this.machine.store.replaceEvents(eventsOf(moment.trail));
    this.#restoring = false;
    this.machine.shell.state = { ...moment.shell };
    this.#answers = moment.answers;
    this.#hooks.changed();
  }

  async #reset(line: string, target: Moment): Promise<void> {
    const { now } = this.timeline;
    const number = metaOf(now.world).command + 1;
    const meta = { ...metaOf(target.world), command: number };
    const world = applyWrites(target.world, [{ table: "meta", key: META, row: meta }]);
    const kept = eventsOf(target.trail);
    const after: Moment = { ...target, world, trail: extend(NO_EVENTS, kept) };
    this.#recorder.add({ kind: "begin", number, line, at: meta.now });
    this.#recorder.add({ kind: "commit", writes: writesBetween(now.world, world) });
    this.#recorder.add({ kind: "end", number, status: 0, shell: after.shell, answers: after.answers, keeps: kept.length });
    this.timeline.push({ number, line, status: 0, at: meta.now }, after);
    this.#put(after);
    await this.#judge();
  }

  async #judge(): Promise<void> {
    const now = this.timeline.now;
    if (!this.#hooks.judge) return;
    const { latches, tasks } = await this.#hooks.judge(now);
    this.#amend({ ...now, latches, tasks });
    this.#hooks.changed();
  }

  #amend(now: Moment): void {
    this.timeline.amend(now);
    this.#recorder.add({ kind: "graded", latches: now.latches });
  }
}
