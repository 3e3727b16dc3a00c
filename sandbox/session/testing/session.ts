/** Sessions for tests: in memory, with a persistence that can be looked at and cut off. */
import type { Hasher } from "../../kernel/hash.ts";
import { memoryBlobs } from "../../world/memory-blobs.ts";
import type { TerminalIn, TerminalOut, TerminalPort } from "../api.ts";
import type { LogRecord, Persistence, Saved, Storage } from "../save.ts";
import { createSession, type Session } from "../session.ts";

/** Keeps what a session saves, as JSON so that nothing but plain data gets through. */
export class KeptState implements Persistence {
  head: string | undefined;
  records: string[] = [];

  async load(): Promise<Saved | undefined> {
    if (this.head === undefined) return undefined;
    return { ...(JSON.parse(this.head) as Saved), records: this.records.map((record) => JSON.parse(record) as LogRecord) };
  }

  async append(records: readonly LogRecord[]): Promise<void> {
    this.records.push(...records.map((record) => JSON.stringify(record)));
  }

  async snapshot({ records, ...head }: Saved): Promise<void> {
    this.head = JSON.stringify(head);
    this.records = records.map((record) => JSON.stringify(record));
  }
}

type KeptStorage = Storage & { readonly persistence: KeptState };

export interface TestSessions {
  /** Storage of any slot, kept for the next session of the same test. */
  keptStorage(): (slot: string) => KeptStorage;
  testSession(storage?: (slot: string) => Storage): Session;
}

/** Sessions on a hasher, which the platform gives. */
export function sessionsWith(hasher: Hasher): TestSessions {
  return {
    keptStorage() {
      const slots = new Map<string, KeptStorage>();
      return (slot) => {
        const kept = slots.get(slot) ?? { blobs: memoryBlobs(hasher), persistence: new KeptState() };
        slots.set(slot, kept);
        return kept;
      };
    },
    testSession: (storage = () => ({ blobs: memoryBlobs(hasher) })) => createSession({ hasher, storage }),
  };
}

/** A terminal that remembers its frames. Draws at once unless told not to. */
export class TestTerminal implements TerminalPort {
  onmessage: ((event: { data: unknown }) => void) | null = null;
  readonly frames: TerminalOut[] = [];
  draws = true;

  postMessage(message: unknown): void {
    const frame = message as TerminalOut;
    this.frames.push(frame);
    if (this.draws && (frame.kind === "out" || frame.kind === "err")) queueMicrotask(() => this.send({ kind: "drawn", length: frame.text.length }));
  }

  close(): void {}

  send(frame: TerminalIn): void {
    this.onmessage?.({ data: frame });
  }

  /** What has been printed, both streams. */
  get text(): string {
    return this.frames.map((frame) => (frame.kind === "out" || frame.kind === "err" ? frame.text : "")).join("");
  }

  /** Waits until a frame fits. */
  async until(fits: (frame: TerminalOut) => boolean): Promise<TerminalOut> {
    for (let turn = 0; turn < 2_000; turn++) {
      const found = this.frames.find(fits);
      if (found) return found;
      await new Promise<void>((resolve) => setTimeout(resolve, 1));
    }
    throw new Error(`no such frame among ${JSON.stringify(this.frames)}`);
  }
}
