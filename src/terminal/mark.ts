/** The mark that the budget's test waits for. */
import type { Terminal } from "@xterm/xterm";

let isMarked = false;

/** Marks, once, the moment in which what has been written so far is painted: a prompt at which the editor echoes what is typed. */
export function markPainted(terminal: Terminal): void {
  if (isMarked) return;
  isMarked = true;
  terminal.write("", () => {
    const painted = terminal.onRender(() => {
      painted.dispose();
      performance.mark("gantry:prompt");
    });
  });
}
