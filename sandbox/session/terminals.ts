/** The terminals of a session. They share its one shell: a command shows in all of them, the one that typed it gets its output. */
import type { LaterShell, ShellIo } from "../shell/index.ts";
import type { TerminalPort } from "./api.ts";
import { completeOn } from "./completion.ts";
import type { ForkSource } from "./forks.ts";
import { NO_INPUT, NOWHERE } from "./sinks.ts";
import { AttachedTerminal, type TerminalOwner } from "./terminal.ts";

export interface TerminalsHooks {
  run(line: string, terminal: AttachedTerminal): void;
  interrupt(): void;
  shell(): LaterShell | undefined;
  source(): ForkSource | undefined;
  /** The page's editor has saved a file. */
  save(path: string, content: string): void;
}

const UNSEEN = { columns: 80, rows: 24 };

export class Terminals {
  readonly #hooks: TerminalsHooks;
  readonly #attached = new Set<AttachedTerminal>();
  #front: AttachedTerminal | undefined;

  constructor(hooks: TerminalsHooks) {
    this.#hooks = hooks;
  }

  get isWatched(): boolean {
    return this.#attached.size > 0;
  }

  attach(port: TerminalPort): void {
    const terminal: AttachedTerminal = new AttachedTerminal(
      port,
      this.#owner(() => terminal),
    );
    this.#attached.add(terminal);
    this.#front = terminal;
    if (this.#hooks.shell()) terminal.showPrompt();
  }

  #owner(terminal: () => AttachedTerminal): TerminalOwner {
    return {
      submit: (line) => this.#hooks.run(line, terminal()),
      interrupt: () => this.#hooks.interrupt(),
      prompt: () => this.#hooks.shell()?.prompt("PS1") ?? "",
      continuationPrompt: () => this.#hooks.shell()?.prompt("PS2") ?? "> ",
      loading: () => this.#hooks.shell()?.loading(),
      isIncomplete: (text) => this.#hooks.shell()?.needsMore(text) === "continuation",
      complete: async (line, cursor) => {
        const source = this.#hooks.source();
        return source ? completeOn(source, line, cursor) : { from: cursor, options: [] };
      },
      save: (path, content) => this.#hooks.save(path, content),
      detached: (gone) => this.#detached(gone),
    };
  }

  #detached(gone: AttachedTerminal): void {
    this.#attached.delete(gone);
    if (this.#front === gone) this.#front = [...this.#attached].at(-1);
  }

  /** Streams of a command: those of the terminal that typed it, else of the one in front, else nobody sees it. */
  io(signal: AbortSignal, typedIn: AttachedTerminal | undefined): ShellIo {
    const terminal = typedIn ?? this.#front;
    if (!terminal) return { stdin: NO_INPUT, stdout: NOWHERE, stderr: NOWHERE, terminal: UNSEEN, signal };
    return { stdin: terminal.input(signal), stdout: terminal.output("out"), stderr: terminal.output("err"), terminal: terminal.size, signal };
  }

  turn(slot: string): void {
    for (const terminal of this.#attached) terminal.turn(slot);
  }

  began(number: number, line: string): void {
    for (const terminal of this.#attached) terminal.began(number, line);
  }

  ended(number: number, status: number): void {
    for (const terminal of this.#attached) terminal.ended(number, status);
  }

  notice(text: string, run?: string): void {
    for (const terminal of this.#attached) terminal.send({ kind: "notice", text, ...(run === undefined ? {} : { run }) });
  }

  prompt(): void {
    for (const terminal of this.#attached) terminal.showPrompt();
  }

  /** What they show is of another world than the one that is open now. */
  clear(): void {
    for (const terminal of this.#attached) terminal.send({ kind: "clear" });
  }

  edit(path: string, content: string): boolean {
    const able = [...this.#attached].filter(({ hasEditor }) => hasEditor);
    for (const terminal of able) terminal.send({ kind: "edit", path, text: content });
    return able.length > 0;
  }
}
