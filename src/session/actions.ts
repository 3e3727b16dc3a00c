/** What the panels may ask for. The engine is loaded after the page; what is asked before it is there is done once it is. */
import type { Permissions } from "./contract.ts";

export interface Actions {
  /** Puts a line at the terminal's prompt; with `run` it is entered too. Several lines are entered one after the other. */
  type(lines: readonly string[], run: boolean): void;
  /** Says something in the terminal, as a line of the page itself. */
  note(text: string): void;
  undo(): Promise<void>;
  redo(): Promise<void>;
  reset(what: "task" | "lesson", task?: string): Promise<void>;
  /** Forgets all sessions and all progress, and loads the page anew. */
  eraseAll(): Promise<void>;
  /** Names of kept sessions in whose worlds the open lesson could begin. */
  fitting(slots: readonly string[]): Promise<readonly string[]>;
  /** Begins the open lesson in the world of another session, or anew in the one made for it. */
  begin(how: { readonly from: string } | { readonly fresh: true }): Promise<void>;
  advance(milliseconds: number): Promise<void>;
  answer(id: string, value: string): Promise<void>;
  /** Saves what the editor was opened for. */
  save(path: string, text: string): void;
  /** Runs lines on a copy of the present world and gives what was printed. */
  probe(lines: readonly string[]): Promise<{ readonly status: number; readonly output: string }>;
  /** The tables that permissions are decided from, as they are now; `restore` of `sandbox/policy.ts` makes a world of them. */
  permissions(): Promise<Permissions>;
  exportState(): Promise<Uint8Array>;
  importState(file: Uint8Array): Promise<void>;
  /** Makes this tab the one that writes. */
  continueHere(): Promise<void>;
  focusTerminal(): void;
}

let provide: (actions: Actions) => void;

/** Resolves when the engine can do things. */
export const actions = new Promise<Actions>((resolve) => {
  provide = resolve;
});

export function provideActions(given: Actions): void {
  provide(given);
}

/** Asks for something now or as soon as it is possible. */
export function ask(what: (actions: Actions) => unknown): void {
  void actions.then(what);
}
