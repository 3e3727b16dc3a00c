/** A session: one open world with its terminals, its lesson and its past, as pages, the headless terminal and tests use it. */

import type { Fork, ForkSetup } from "../grading/evidence.ts";
import { NO_LATCHES } from "../grading/evidence.ts";
import type { Lesson } from "../grading/lesson.ts";
import type { ShellIo } from "../shell/index.ts";
import { NewerSnapshot } from "../world/snapshot.ts";
import type { SessionApi, TerminalPort, View } from "./api.ts";
import { BadArchive, packSession, unpackSession } from "./archive.ts";
import { Engine } from "./engine.ts";
import { type ForkSource, forkPort } from "./forks.ts";
import { sweep } from "./garbage.ts";
import { evidenceOf, judge } from "./judging.ts";
import { createMachine, loginState, type Machine } from "./machine.ts";
import type { Moment } from "./moment.ts";
import type { SessionPorts } from "./ports.ts";
import { buildWorld, describeBuilds, worldNamed } from "./presets/build.ts";
import { formatDuration } from "./presets/durations.ts";
import type { Patch } from "./presets/merge-patch.ts";
import { resolveVariables } from "./presets/variables.ts";
import { Recorder } from "./recorder.ts";
import { SAVE_SCHEMA, type Storage } from "./save.ts";
import { Terminals } from "./terminals.ts";
import { replay, Timeline } from "./timeline.ts";
import { NO_EVENTS } from "./trail.ts";
import { Viewer } from "./view/view.ts";
import { programsWith, type WordHost } from "./words/index.ts";

/** Where a command reads and writes when no terminal is meant. */
export type Streams = Omit<ShellIo, "signal">;

export type Target = { readonly lesson: Lesson } | { readonly world: string };

/** Everything that belongs to the target that is open. */
interface Open {
  readonly slot: string;
  readonly lesson: Lesson | undefined;
  readonly storage: Storage;
  readonly machine: Machine;
  readonly engine: Engine;
  readonly recorder: Recorder;
  readonly viewer: Viewer;
  readonly source: ForkSource;
}

/** A session with what tests and other Node programs may do beyond the page's interface. */
export interface Session extends SessionApi {
  /** As the page's `run`; with `streams` the programs have those instead of an attached terminal's. */
  run(line: string, streams?: Streams): Promise<number>;
  /** A copy of the present world, acted on without a trace. */
  fork(setup?: ForkSetup): Promise<Fork>;
  /** The machine under the session, for Node programs and tests. */
  machine(): Machine;
  /** Resolves when everything is saved. */
  settled(): Promise<void>;
  /** Status of the newest `exit`, once. */
  takeExited(): number | undefined;
  /** Interrupts what runs, as Ctrl-C does. */
  interrupt(): void;
}

/** Real milliseconds between two views while a command runs. */
const VIEW_PAUSE = 50;
/** Commands between two sweeps of blobs, and records in a log before it is written anew. */
const SWEEP_EVERY = 25;
const LONG_LOG = 20_000;

export function createSession(ports: SessionPorts): Session {
  return new SandboxSession(ports);
}

export function slotOf(target: Target): string {
  return "lesson" in target ? `lesson:${target.lesson.slug}` : `world:${target.world}`;
}

class SandboxSession implements Session {
  readonly #ports: SessionPorts;
  readonly #listeners = new Set<(view: View) => void>();
  readonly #terminals: Terminals;
  #open: Open | undefined;
  #viewTimer: ReturnType<typeof setTimeout> | undefined;
  #sinceSweep = 0;
  /** Programs of the sandbox that the person has met: each is introduced once. */
  #introduced = false;

  constructor(ports: SessionPorts) {
    this.#ports = ports;
    this.#terminals = new Terminals({
      run: (line, terminal) => void this.#run(line, (signal) => this.#terminals.io(signal, terminal)),
      interrupt: () => this.interrupt(),
      shell: () => this.#open?.machine.shell,
      source: () => this.#open?.source,
      save: (path, content) => void this.#saveFile(path, content),
    });
  }

  async open(target: Target): Promise<View> {
    await this.#close();
    const slot = slotOf(target);
    const storage = await this.#ports.storage(slot);
    const lesson = "lesson" in target ? target.lesson : undefined;
    const origin: Patch = lesson ? lesson.world : resolveVariables(worldNamed("world" in target ? target.world : ""));
    const name = lesson?.slug ?? slot.slice("world:".length);
    const saved = await storage.persistence?.load();
    if (saved && saved.schema > SAVE_SCHEMA) throw new NewerSnapshot(saved.schema);
    if (saved) await describeBuilds(this.#ports.hasher, origin);
    const told = saved ? replay(saved) : { timeline: await this.#begin(origin, storage, name), repair: [] };
    this.#open = this.#wire({ slot, lesson, storage, origin, timeline: told.timeline });
    const { recorder } = this.#open;
    if (saved) for (const record of told.repair) recorder.add(record);
    else recorder.snapshot();
    this.#introduced = told.timeline.steps.length > 0;
    await this.#open.engine.judgeNow();
    this.#terminals.prompt();
    return this.#emit();
  }

  async #begin(origin: Patch, storage: Storage, name: string): Promise<Timeline> {
    const world = await buildWorld(origin, { hasher: this.#ports.hasher, blobs: storage.blobs }, { name });
    return new Timeline({ world, trail: NO_EVENTS, shell: loginState(world), answers: {}, latches: NO_LATCHES });
  }

  #wire({
    slot,
    lesson,
    storage,
    origin,
    timeline,
  }: {
    slot: string;
    lesson: Lesson | undefined;
    storage: Storage;
    origin: Patch;
    timeline: Timeline;
  }): Open {
    const machine: Machine = createMachine({
      world: timeline.now.world,
      hasher: this.#ports.hasher,
      blobs: storage.blobs,
      programs: programsWith(this.#words(() => open)),
      shell: { ...timeline.now.shell },
      spawned: (program, argv) => {
        this.#introduce(program);
        open.engine.witness.spawned(program, argv);
      },
      refused: (refusal) => open.engine.witness.refused(refusal),
      ...(this.#ports.elapsed ? { elapsed: () => this.#ports.elapsed?.() ?? 0 } : {}),
      ...(this.#ports.pace ? { pace: (milliseconds) => this.#pace(milliseconds) } : {}),
    });
    const recorder = new Recorder(
      storage.persistence,
      () => timeline.save(),
      () => this.#changed(),
    );
    const source: ForkSource = { machine, start: timeline.start, origin };
    const engine = new Engine(machine, timeline, recorder, {
      changed: () => this.#changed(),
      began: (number, line) => this.#terminals.began(number, line),
      ended: (number, status) => this.#terminals.ended(number, status),
      notice: (text, run) => this.#terminals.notice(text, run),
      ...(lesson ? { judge: (moment: Moment) => judge(lesson, source, moment) } : {}),
    });
    const open: Open = { slot, lesson, storage, machine, engine, recorder, viewer: new Viewer(machine), source };
    return open;
  }

  #words(open: () => Open): WordHost {
    return {
      machine: () => open().machine,
      advance: (milliseconds) => open().engine.advance(milliseconds),
      answer: (id, value) => open().engine.setAnswer(id, value),
      after: (what, task) => {
        if (what !== "reset") open().engine.after({ kind: what });
        else {
          const target = open().engine.resetTarget(task);
          if (!target) return false;
          open().engine.after({ kind: "reset", target });
        }
        return true;
      },
      lesson: () => open().lesson,
      tasks: () => open().engine.timeline.now.tasks ?? [],
      notice: (text, run) => this.#terminals.notice(text, run),
      edit: (path, content) => this.#terminals.edit(path, content),
    };
  }

  #introduce(program: string): void {
    if (this.#introduced || (program !== "aws" && program !== "docker")) return;
    this.#introduced = true;
    this.#terminals.notice(
      "`aws` and `docker` here are the sandbox's own. They speak the real protocols to a simulated cloud; nothing leaves this machine.",
    );
  }

  run(line: string, streams?: Streams): Promise<number> {
    return this.#run(line, (signal) => (streams ? { ...streams, signal } : this.#terminals.io(signal, undefined)));
  }

  async #run(line: string, io: (signal: AbortSignal) => ShellIo): Promise<number> {
    const { engine, machine } = this.#opened();
    if (line.trim() === "") return machine.shell.state.status;
    const status = await engine.run(line, io);
    this.#emit();
    await this.#housekeeping();
    return status;
  }

  async undo(): Promise<View> {
    await this.#opened().engine.undo();
    this.#terminals.prompt();
    return this.#emit();
  }

  async redo(): Promise<View> {
    await this.#opened().engine.redo();
    this.#terminals.prompt();
    return this.#emit();
  }

  async reset(what: "task" | "lesson" | "everything", task?: string): Promise<View> {
    const { engine, recorder, storage } = this.#opened();
    const target = what === "task" ? engine.resetTarget(task) : engine.timeline.start;
    if (!target) throw new Error(`no task is called ${task}`);
    await engine.reset(what === "task" ? `reset ${task}` : "reset", target);
    if (what === "everything") {
      engine.timeline.forgetAll();
      recorder.snapshot();
      await sweep(engine.timeline, storage.blobs);
    }
    this.#terminals.prompt();
    return this.#emit();
  }

  async advance(milliseconds: number): Promise<View> {
    const { engine } = this.#opened();
    await engine.act(`clock +${formatDuration(milliseconds).replaceAll(" ", "")}`, () => engine.advance(milliseconds));
    return this.#emit();
  }

  async answer(id: string, value: string): Promise<View> {
    const { engine } = this.#opened();
    await engine.act(`answer ${id} ${value}`, () => engine.setAnswer(id, value));
    return this.#emit();
  }

  async #saveFile(path: string, content: string): Promise<void> {
    const { engine, machine } = this.#opened();
    await engine.act(`edit ${path}`, () => machine.files.write(path, content));
    this.#emit();
  }

  async probe(lines: readonly string[]): Promise<{ readonly status: number; readonly output: string }> {
    await this.#opened().engine.idle();
    return (await this.fork()).run(lines);
  }

  fork(setup: ForkSetup = {}): Promise<Fork> {
    const { source } = this.#opened();
    return forkPort(source, (machine) => evidenceOf(machine, source.start)).fork(setup);
  }

  machine(): Machine {
    return this.#opened().machine;
  }

  async settled(): Promise<void> {
    await this.#open?.engine.idle();
    await this.#open?.recorder.settled();
  }

  takeExited(): number | undefined {
    return this.#open?.engine.takeExited();
  }

  interrupt(): void {
    this.#open?.engine.interrupt();
  }

  async subscribe(listener: (view: View) => void): Promise<void> {
    this.#listeners.add(listener);
    if (this.#open) listener(this.#view());
  }

  async attach(port: unknown): Promise<void> {
    this.#terminals.attach(port as TerminalPort);
  }

  async exportState(): Promise<Uint8Array> {
    const { engine, slot, machine } = this.#opened();
    await engine.idle();
    return packSession(slot, engine.timeline, machine.blobs);
  }

  async importState(file: Uint8Array): Promise<View> {
    const { slot, saved, blobs } = unpackSession(file);
    const lesson = this.#open?.lesson;
    if (slot.startsWith("lesson:") && slot !== this.#open?.slot)
      throw new BadArchive(`This file is of the lesson ${slot.slice("lesson:".length)}. Open that lesson first.`);
    const target: Target = slot.startsWith("lesson:") && lesson ? { lesson } : { world: slot.slice("world:".length) };
    await this.#close();
    const storage = await this.#ports.storage(slot);
    for (const bytes of blobs) await storage.blobs.put(bytes);
    if (!storage.persistence) return this.#adopt(target, slot, storage, saved);
    await storage.persistence.snapshot(saved);
    return this.open(target);
  }

  /** Takes over a session where nothing is kept. */
  async #adopt(target: Target, slot: string, storage: Storage, saved: Parameters<typeof replay>[0]): Promise<View> {
    const origin: Patch = "lesson" in target ? target.lesson.world : resolveVariables(worldNamed(target.world));
    await describeBuilds(this.#ports.hasher, origin);
    this.#open = this.#wire({ slot, lesson: "lesson" in target ? target.lesson : undefined, storage, origin, timeline: replay(saved).timeline });
    await this.#open.engine.judgeNow();
    this.#terminals.prompt();
    return this.#emit();
  }

  #opened(): Open {
    if (!this.#open) throw new Error("no session is open");
    return this.#open;
  }

  async #close(): Promise<void> {
    if (!this.#open) return;
    this.interrupt();
    await this.settled();
    this.#open = undefined;
  }

  async #pace(milliseconds: number): Promise<void> {
    if (this.#terminals.isWatched) await this.#ports.pace?.(milliseconds);
  }

  async #housekeeping(): Promise<void> {
    const { engine, recorder, storage } = this.#opened();
    if (recorder.length > LONG_LOG) recorder.snapshot();
    if (++this.#sinceSweep < SWEEP_EVERY) return;
    this.#sinceSweep = 0;
    const { forgotten } = await engine.between(() => sweep(engine.timeline, storage.blobs));
    if (forgotten > 0)
      this.#terminals.notice(`The oldest ${forgotten} commands can no longer be undone: what they would bring back takes too much room.`);
  }

  #view(): View {
    const { viewer, engine, recorder } = this.#opened();
    return viewer.view({ timeline: engine.timeline, running: engine.isRunning, saving: recorder.state });
  }

  #changed(): void {
    if (this.#viewTimer !== undefined || this.#listeners.size === 0) return;
    this.#viewTimer = setTimeout(() => {
      this.#viewTimer = undefined;
      if (this.#open) this.#emit();
    }, VIEW_PAUSE);
  }

  #emit(): View {
    if (this.#viewTimer !== undefined) clearTimeout(this.#viewTimer);
    this.#viewTimer = undefined;
    const view = this.#view();
    for (const listener of this.#listeners) listener(view);
    return view;
  }
}
