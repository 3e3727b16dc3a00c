/**
 * The single writer: holds the current world, commits transactions and keeps the event log. Sessions give it listeners that save, and
 * replace its world for undo; forks are further stores over the same world with their own events.
 */
import type { NewEvent, SandboxEvent } from "../kernel/events.ts";
import type { Hasher } from "../kernel/hash.ts";
import { derivedIds, type Ids } from "../kernel/ids.ts";
import { META } from "./keys.ts";
import type { Meta } from "./tables.ts";
import { Transaction, type World, type WriteSet } from "./world.ts";

export interface Commit {
  readonly writes: WriteSet;
  readonly before: World;
  readonly after: World;
}

/** What a synchronous change works with. */
export interface Change {
  readonly tx: Transaction;
  /** Virtual time, epoch milliseconds. */
  readonly now: number;
  readonly ids: Ids;
}

export interface StoreOptions {
  readonly hasher: Hasher;
  /** Virtual now for a world; the page reads `meta.now`, Node adds `meta.offset` to the wall clock (decision 11). */
  readonly clock?: (meta: Meta) => number;
  /** How many events are kept at least, the oldest dropped first (decision 9). */
  readonly keepEvents?: number;
}

export class Store {
  readonly hasher: Hasher;
  #world: World;
  #events: SandboxEvent[] = [];
  #seq = 0;
  #clock: (meta: Meta) => number;
  #keepEvents: number;
  #commitListeners = new Set<(commit: Commit) => void>();
  #eventListeners = new Set<(event: SandboxEvent) => void>();

  constructor(world: World, { hasher, clock = (meta) => meta.now, keepEvents = 10_000 }: StoreOptions) {
    this.hasher = hasher;
    this.#world = world;
    this.#clock = clock;
    this.#keepEvents = keepEvents;
  }

  get world(): World {
    return this.#world;
  }

  get meta(): Meta {
    return metaOf(this.#world);
  }

  /** Virtual time, epoch milliseconds. */
  now(): number {
    return this.#clock(this.meta);
  }

  /**
   * Runs a synchronous change on the current world and commits what it wrote. A change that throws writes nothing,
   * not even the ids it drew.
   */
  change<T>(work: (change: Change) => T): T {
    const tx = new Transaction(this.#world);
    const result = work({ tx, now: this.now(), ids: idsIn(tx, this.hasher) });
    this.#commit(tx);
    return result;
  }

  /** Puts another world in place: undo, redo, reset, load. Listeners see a commit without writes. */
  replace(world: World): void {
    const before = this.#world;
    this.#world = world;
    for (const listener of this.#commitListeners) listener({ writes: [], before, after: world });
  }

  log(event: NewEvent): SandboxEvent {
    const numbered = { ...event, seq: ++this.#seq, command: this.meta.command, at: this.now() } as SandboxEvent;
    this.#events.push(numbered);
    // By the tenth, for each time costs as much as moving all that stay.
    if (this.#events.length > this.#keepEvents * 1.1) this.#events.splice(0, this.#events.length - this.#keepEvents);
    for (const listener of this.#eventListeners) listener(numbered);
    return numbered;
  }

  get events(): readonly SandboxEvent[] {
    return this.#events;
  }

  /** Undo takes events away with their command; load brings them back. */
  replaceEvents(events: readonly SandboxEvent[]): void {
    this.#events = [...events];
    this.#seq = events.reduce((last, event) => Math.max(last, event.seq), this.#seq);
  }

  onCommit(listener: (commit: Commit) => void): () => void {
    this.#commitListeners.add(listener);
    return () => this.#commitListeners.delete(listener);
  }

  onEvent(listener: (event: SandboxEvent) => void): () => void {
    this.#eventListeners.add(listener);
    return () => this.#eventListeners.delete(listener);
  }

  #commit(tx: Transaction): void {
    const writes = tx.writes;
    if (writes.length === 0) return;
    const before = this.#world;
    this.#world = tx.world;
    for (const listener of this.#commitListeners) listener({ writes, before, after: tx.world });
  }
}

/** Ids drawn inside a transaction: a change that throws draws none. */
export function idsIn(tx: Transaction, hasher: Hasher): Ids {
  return derivedIds(hasher, metaOf(tx.world).seed, () => {
    const meta = tx.get("meta", META) as Meta;
    tx.set("meta", META, { ...meta, counter: meta.counter + 1 });
    return meta.counter;
  });
}

export function metaOf(world: World): Meta {
  const meta = world.meta.get(META);
  if (!meta) throw new Error("a world without its meta row");
  return meta;
}
