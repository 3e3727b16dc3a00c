/** Chooses the display: xterm from 640 px on, the transcript with its native input below; both when a window is made wider. */
import { type Block, transcript } from "../stores/transcript.ts";
import type { Console, Display } from "./console.ts";
import { NARROW } from "./narrow.ts";
import { phoneInput } from "./phone-input.tsx";
import type { XtermDisplay } from "./xterm-display.ts";

export interface TerminalDisplay {
  /** Shows what an earlier visit left. */
  replay(blocks: readonly Block[]): void;
  focus(): void;
}

/** What an earlier visit left is shown before anything that comes from the engine. */
export async function terminalDisplay(console: Console): Promise<TerminalDisplay> {
  const phone = phoneInput(console);
  const narrow = matchMedia(NARROW);
  let xterm: XtermDisplay | undefined;

  const openXterm = async () => {
    const { openXtermDisplay } = await import("./xterm-display.ts");
    xterm ??= openXtermDisplay(console, transcript.getState().blocks);
  };
  const both: Display = {
    mode(mode) {
      xterm?.mode(mode);
      if (narrow.matches && mode.kind === "prompt") performance.mark("gantry:prompt");
    },
    began: (block, typed) => xterm?.began(block, typed && !narrow.matches),
    output: (text, drawn) => (xterm ? xterm.output(text, drawn) : drawn()),
    ended: (block) => xterm?.ended(block),
    notice: (text, run) => xterm?.notice(text, run),
    clear: () => xterm?.clear(),
    completions(frame) {
      xterm?.completions(frame);
      phone?.completions(frame);
    },
    type(text, enter) {
      if (xterm && !narrow.matches) xterm.type(text, enter);
      else phone?.type(text, enter);
    },
  };
  if (narrow.matches) narrow.addEventListener("change", () => void (xterm ?? openXterm().then(() => console.show(both))));
  else await openXterm();
  console.show(both);
  return {
    replay: (blocks) => xterm?.replay(blocks),
    focus: () => (narrow.matches ? phone?.focus() : xterm?.focus()),
  };
}
