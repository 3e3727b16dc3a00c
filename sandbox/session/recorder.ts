/** Sends records to where they are kept, in order and in batches, and knows whether they have arrived. */
import { StorageFull } from "../world/blobs.ts";
import type { View } from "./api.ts";
import type { LogRecord, Persistence, Saved } from "./save.ts";

export class Recorder {
  readonly #persistence: Persistence | undefined;
  readonly #changed: () => void;
  /** The whole state, asked for when the log has a hole and must be replaced. */
  readonly #whole: () => Saved;
  #waiting: LogRecord[] = [];
  #work: Promise<void> = Promise.resolve();
  #busy = false;
  #state: View["saving"];
  #hole = false;
  /** Records since the last snapshot. */
  #length = 0;

  constructor(persistence: Persistence | undefined, whole: () => Saved, changed: () => void) {
    this.#persistence = persistence;
    this.#whole = whole;
    this.#changed = changed;
    this.#state = persistence ? "saved" : "off";
  }

  get state(): View["saving"] {
    return this.#state;
  }

  get length(): number {
    return this.#length;
  }

  add(record: LogRecord): void {
    if (!this.#persistence) return;
    this.#length++;
    if (!this.#hole) this.#waiting.push(record);
    // With a hole in the log only the whole state helps; it is tried again after each command.
    if (!this.#hole || record.kind === "end") this.#start();
  }

  /** Replaces what is kept by the whole state of now. */
  snapshot(): void {
    this.#hole = true;
    this.#start();
  }

  /** Resolves when everything recorded so far lies where it survives, or could not. */
  settled(): Promise<void> {
    return this.#work;
  }

  #start(): void {
    if (this.#busy || !this.#persistence) return;
    this.#busy = true;
    this.#show("saving");
    this.#work = this.#drain(this.#persistence);
  }

  async #drain(persistence: Persistence): Promise<void> {
    await Promise.resolve();
    try {
      while (this.#waiting.length > 0 || this.#hole) {
        const records = this.#waiting;
        this.#waiting = [];
        if (this.#hole) {
          this.#hole = false;
          this.#length = 0;
          await persistence.snapshot(this.#whole());
        } else await persistence.append(records);
      }
      this.#show("saved");
    } catch (error) {
      this.#hole = true;
      this.#waiting = [];
      this.#show(error instanceof StorageFull ? "full" : "elsewhere");
    }
    this.#busy = false;
  }

  #show(state: View["saving"]): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#changed();
  }
}
