/** A session: one open world with its terminals, its lesson and its past, as pages, the headless terminal and tests use it. */

import type { Fork, ForkSetup } from "../grading/evidence.ts";
import type { ShellIo } from "../shell/index.ts";
import type { Snapshot } from "../world/snapshot.ts";
import type { SessionApi, TerminalPort, View } from "./api.ts";
import { forkPort } from "./forks.ts";
import { sweep } from "./garbage.ts";
import { evidenceOf } from "./judging.ts";
import type { Machine } from "./machine.ts";
import { type Imported, type Open, openTarget, slotOf, type Target } from "./opening.ts";
import { permissionsOf } from "./permissions.ts";
import type { SessionPorts } from "./ports.ts";
import { formatDuration } from "./presets/durations.ts";
import { Terminals } from "./terminals.ts";

/** Where a command reads and writes when no terminal is meant. */
export type Streams = Omit<ShellIo, "signal">;

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

class SandboxSession implements Session {
  readonly #ports: SessionPorts;
  readonly #listeners = new Set<(view: View) => void>();
  readonly #terminals: Terminals;
  #open: Open | undefined;
  /** Targets are opened one after another; what is asked meanwhile is asked of the one that comes. */
  #turn: Promise<unknown> = Promise.resolve();
  #viewTimer: ReturnType<typeof setTimeout> | undefined;
  #sinceSweep = 0;

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

  open(target: Target): Promise<View> {
    return this.#inTurn(() => this.#take(target));
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#turn.then(work);
    this.#turn = next.catch(() => undefined);
    return next;
  }

  /** Closes what is open and opens a target; `given` is the state of an imported file. */
  async #take(target: Target, given?: Imported): Promise<View> {
    await this.#close();
    this.#terminals.turn(slotOf(target));
    this.#open = await openTarget(target, { ports: this.#ports, terminals: this.#terminals, changed: () => this.#changed() }, given);
    this.#terminals.prompt();
    return this.#emit();
  }

  async fitting(slots: readonly string[]): Promise<readonly string[]> {
    const { target, engine, storage, slot } = await this.#there();
    if (!("lesson" in target)) return [];
    await engine.idle();
    const { fits } = await import("./continuing.ts");
    const found: string[] = [];
    for (const other of slots)
      if (other !== slot && (await fits(target.lesson, engine.timeline.start.world, storage.blobs, other, this.#ports))) found.push(other);
    return found;
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
    await (await this.#there()).engine.undo();
    this.#terminals.prompt();
    return this.#emit();
  }

  async redo(): Promise<View> {
    await (await this.#there()).engine.redo();
    this.#terminals.prompt();
    return this.#emit();
  }

  async reset(what: "task" | "lesson" | "everything", task?: string): Promise<View> {
    const { engine, recorder, storage } = await this.#there();
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

  async permissions(): Promise<Snapshot> {
    return permissionsOf((await this.#there()).machine.store.world);
  }

  async advance(milliseconds: number): Promise<View> {
    const { engine } = await this.#there();
    await engine.act(`clock +${formatDuration(milliseconds).replaceAll(" ", "")}`, () => engine.advance(milliseconds));
    return this.#emit();
  }

  async answer(id: string, value: string): Promise<View> {
    const { engine } = await this.#there();
    await engine.act(`answer ${id} ${value}`, () => engine.setAnswer(id, value));
    return this.#emit();
  }

  async #saveFile(path: string, content: string): Promise<void> {
    const { engine, machine } = await this.#there();
    await engine.act(`edit ${path}`, () => machine.files.write(path, content));
    this.#emit();
  }

  async probe(lines: readonly string[]): Promise<{ readonly status: number; readonly output: string }> {
    await (await this.#there()).engine.idle();
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
    const { engine, slot, machine } = await this.#there();
    await engine.idle();
    const { packSession } = await import("./archive.ts");
    return packSession(slot, engine.timeline, machine.blobs);
  }

  importState(file: Uint8Array): Promise<View> {
    return this.#inTurn(() => this.#import(file));
  }

  async #import(file: Uint8Array): Promise<View> {
    const { BadArchive, unpackSession } = await import("./archive.ts");
    const { slot, saved, blobs } = unpackSession(file);
    const before = this.#open?.target;
    const target = before === undefined ? worldOf(slot) : slot === this.#open?.slot ? before : undefined;
    if (!target) throw new BadArchive(`This file is of ${placeOf(slot)} first.`);
    await this.#close();
    try {
      const storage = await this.#ports.storage(slot);
      for (const bytes of blobs) await storage.blobs.put(bytes);
      const view = await this.#take(target, { saved, storage });
      this.#terminals.clear();
      return view;
    } catch {
      // A file can be made by anybody. What was open is opened again as it was kept.
      if (before) await this.#take(before);
      throw new BadArchive("This file holds a Gantry session that cannot be read.");
    }
  }

  /** What is open, once everything that was to be opened is. */
  async #there(): Promise<Open> {
    await this.#turn;
    return this.#opened();
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
    const { viewer, engine, recorder, slot } = this.#opened();
    return viewer.view({ slot, timeline: engine.timeline, running: engine.isRunning, saving: recorder.state });
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

/** Where the session of a slot is, and how one gets there. */
function placeOf(slot: string): string {
  return worldOf(slot) ? "the sandbox. Open the sandbox" : `the lesson ${slot.slice("lesson:".length)}. Open that lesson`;
}

/** The free session that a slot belongs to; undefined for a lesson's. */
function worldOf(slot: string): Target | undefined {
  return slot.startsWith("world:") ? { world: slot.slice("world:".length) } : undefined;
}
