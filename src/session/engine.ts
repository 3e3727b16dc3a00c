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

type Asking = Parameters<WorkerApi["start"]>[1];

export class Engine {
  readonly #events: EngineEvents;
  #worker: Worker | undefined;
  #api: Remote<WorkerApi> | undefined;
  #target: OpenTarget | undefined;
  /** Whether this tab writes, as it is known so far. */
  #writes = false;

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
  start(): Promise<void> {
    return this.#start(wroteBefore() ? "wait" : "ask");
  }

  async #start(asking: Asking): Promise<void> {
    const worker = new Worker(new URL("../../sandbox/worker.ts", import.meta.url), { type: "module", name: "gantry" });
    this.#worker = worker;
    worker.addEventListener("error", (event) => this.#events.stopped(event.message || "The engine could not be loaded."));
    const api = wrap<WorkerApi>(worker);
    this.#api = api;
    const lost = () => this.#worker === worker && this.#turn(false);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const started = api.start(unique(), asking, proxy(lost), calm);
    void api.subscribe(proxy((view: View) => this.#events.view(view)));
    const { port1, port2 } = new MessageChannel();
    void api.attach(transfer(port2, [port2]));
    this.#events.port(port1);
    const { writes, keeps } = await started;
    this.#turn(writes);
    if (!keeps) this.#events.keepsNothing();
  }

  #turn(writes: boolean): void {
    this.#writes = writes;
    rememberWriting(writes);
    this.#events.turn(writes);
  }

  async open(target: OpenTarget): Promise<void> {
    this.#target = target;
    try {
      const view = await this.api.open(target);
      // Now it is kept, and would be opened as it was left.
      if (this.#target === target && "lesson" in target) this.#target = { lesson: target.lesson };
      this.#events.view(view);
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

  /** Ends the worker, whatever it does, and goes on from what it had saved. One that computes keeps the turn for a while: it is taken from it. */
  async restart(takeOver = false): Promise<void> {
    this.stop();
    await this.#start(takeOver || this.#writes ? "take" : "ask");
    if (this.#target) await this.open(this.#target);
  }
}

/** 128 random bits; `randomUUID` exists on secure origins only. */
function unique(): string {
  return [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(16)).join("-");
}

const WROTE = "gantry-wrote";

/** Whether the page that this tab showed before had the turn: its worker may not have ended yet. */
function wroteBefore(): boolean {
  try {
    return sessionStorage.getItem(WROTE) !== null;
  } catch {
    return false;
  }
}

function rememberWriting(writes: boolean): void {
  try {
    if (writes) sessionStorage.setItem(WROTE, "yes");
    else sessionStorage.removeItem(WROTE);
  } catch {
    // Where storage is not allowed nobody else writes either.
  }
}
