/** Commands in the sandbox's own notices can be clicked: xterm asks row by row where they stand. */
import type { ILink, ILinkProvider, Terminal } from "@xterm/xterm";
import { ask } from "../session/actions.ts";

export class NoticeLinks implements ILinkProvider {
  readonly #terminal: Terminal;
  readonly #runs = new Set<string>();

  constructor(terminal: Terminal) {
    this.#terminal = terminal;
  }

  /** From now on this command can be clicked where a notice shows it. */
  add(run: string): void {
    this.#runs.add(run);
  }

  provideLinks(row: number, give: (links: ILink[] | undefined) => void): void {
    const text = this.#terminal.buffer.active.getLine(row - 1)?.translateToString(true) ?? "";
    const found = [...this.#runs].flatMap((run): ILink[] => {
      const at = text.indexOf(`  ${run}`);
      if (at < 0) return [];
      const start = at + 3;
      return [
        {
          range: { start: { x: start, y: row }, end: { x: start + run.length - 1, y: row } },
          text: run,
          activate: () => ask((actions) => actions.type([run], true)),
        },
      ];
    });
    give(found.length > 0 ? found : undefined);
  }
}
