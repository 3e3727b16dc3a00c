/** A shell whose interpreter is fetched once the page has its prompt, or with the first line (decision 32): parser and builtins are half of the engine. */
import type { ShellIo } from "./context.ts";
import { promptText } from "./prompt.ts";
import type { Shell, ShellOptions } from "./shell.ts";
import { freshState, type ShellState } from "./state.ts";

/** A shell that may still be on its way. What has no `Promise` works at once, but for `needsMore`. */
export interface LaterShell extends Shell {
  /** Fetches the interpreter; undefined once it is there. Rejects when it cannot be fetched; asking again tries again. */
  loading(): Promise<void> | undefined;
}

type Interpreter = typeof import("./shell.ts");

let interpreter: Interpreter | undefined;
let fetching: Promise<Interpreter> | undefined;

async function fetched(): Promise<void> {
  fetching ??= import("./shell.ts");
  try {
    interpreter = await fetching;
  } catch (problem) {
    fetching = undefined;
    throw problem;
  }
}

class LaterBash implements LaterShell {
  readonly #options: ShellOptions;
  #early: ShellState;
  #bash: Shell | undefined;

  constructor(options: ShellOptions) {
    this.#options = options;
    this.#early = options.state ?? freshState(options.env ?? {}, options.cwd ?? options.env?.HOME ?? "/");
  }

  #there(): Shell | undefined {
    if (!this.#bash && interpreter) this.#bash = interpreter.createShell({ ...this.#options, state: this.#early });
    return this.#bash;
  }

  loading(): Promise<void> | undefined {
    return interpreter ? undefined : fetched();
  }

  async #loaded(): Promise<Shell> {
    await this.loading();
    return this.#there() as Shell;
  }

  get state(): ShellState {
    return this.#bash?.state ?? this.#early;
  }

  set state(state: ShellState) {
    if (this.#bash) this.#bash.state = state;
    else this.#early = { ...state };
  }

  get exited(): number | undefined {
    return this.#bash?.exited;
  }

  async run(line: string, io: ShellIo): Promise<number> {
    return (this.#there() ?? (await this.#loaded())).run(line, io);
  }

  async end(io: ShellIo): Promise<number> {
    return (this.#there() ?? (await this.#loaded())).end(io);
  }

  /** Only once `loading()` is over. */
  needsMore(text: string): "complete" | "continuation" {
    const bash = this.#there();
    if (!bash) throw new Error("the interpreter has not been fetched yet");
    return bash.needsMore(text);
  }

  prompt(kind: "PS1" | "PS2"): string {
    return promptText(this.state, kind);
  }
}

/** A shell on a computer, as `createShell` makes it, without waiting for the interpreter. */
export function laterShell(options: ShellOptions): LaterShell {
  return new LaterBash(options);
}
