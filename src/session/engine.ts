/** The page's end of the worker: started, stopped when it hangs, started again from what it had saved. */
import { proxy, type Remote, transfer, wrap } from "comlink";
import type { WorkerApi } from "../../sandbox/index.ts";
import type { Lesson, View } from "./contract.ts";

/** `fresh`: as it begins, whatever was kept of it; `from`: in the world of another kept session. */
export type OpenTarget = { readonly lesson: Lesson; readonly fresh?: boolean; readonly from?: string } | { readonly world: string };

export interface EngineEvents {
  view(view: View): void;
  /** A new port for the terminal: after every start of the worker. */
  port(port: MessagePort): void;
  /** Whether this tab writes. */
  turn(writes: boolean): void;
  /** The browser allows no storage. */
  keepsNothing(): void;
  stopped(problem: string): void;
}

export class Engine {
  readonly #events: EngineEvents;
  #worker: Worker | undefined;
  #api: Remote<WorkerApi> | undefined;
  #target: OpenTarget | undefined;

  constructor(events: EngineEvents) {
    this.#events = events;
  }

  get api(): Remote<WorkerApi> {
    if (!this.#api) throw new Error("the engine has not been started");
    return this.#api;
  }

  /**
   * Starts the worker. Every call is on its way before the first is answered: the worker takes them in order. Resolves when it is known
   * whether this tab writes.
   */
  async start(takeOver = false): Promise<void> {
    const worker = new Worker(new URL("../../sandbox/worker.ts", import.meta.url), { type: "module", name: "gantry" });
    this.#worker = worker;
    worker.addEventListener("error", (event) => this.#events.stopped(event.message || "The engine could not be loaded."));
    const api = wrap<WorkerApi>(worker);
    this.#api = api;
    const lost = () => this.#events.turn(false);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const started = api.start(unique(), takeOver, proxy(lost), calm);
    void api.subscribe(proxy((view: View) => this.#events.view(view)));
    const { port1, port2 } = new MessageChannel();
    void api.attach(transfer(port2, [port2]));
    this.#events.port(port1);
    const { writes, keeps } = await started;
    this.#events.turn(writes);
    if (!keeps) this.#events.keepsNothing();
  }

  async open(target: OpenTarget): Promise<void> {
    // Once it is open it is kept, and would be opened as it was left.
    this.#target = "lesson" in target ? { lesson: target.lesson } : target;
    try {
      this.#events.view(await this.api.open(target));
    } catch (problem) {
      this.#events.stopped(problem instanceof Error ? problem.message : String(problem));
    }
  }

  /** Fetches what the first command needs; resolves when one would run at once. */
  ready(): Promise<void> {
    return this.api.ready();
  }

  /** Ends the worker: nothing is written any more. */
  stop(): void {
    this.#worker?.terminate();
  }

  /** Ends the worker, whatever it does, and goes on from what it had saved. */
  async restart(takeOver = false): Promise<void> {
    this.stop();
    await this.start(takeOver);
    if (this.#target) await this.open(this.#target);
  }
}

/** 128 random bits; `randomUUID` exists on secure origins only. */
function unique(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(16)).join("-");
}
