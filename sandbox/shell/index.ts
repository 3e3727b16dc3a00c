/** The door of this room: the shell, its files, its completion. The line editor has its own small door, `editor/index.ts`. */

export { type CompletionRequest, type Completions, completeLine } from "./complete/index.ts";
export type { ShellHost, ShellIo } from "./interpreter/context.ts";
export { shells } from "./interpreter/installed.ts";
export { createShell, type Shell, type ShellOptions } from "./interpreter/shell.ts";
export { environmentOf, freshState, type ShellState } from "./interpreter/state.ts";
export { collector, inputFrom, inputOf, pipe } from "./interpreter/streams.ts";
export { stubFiles } from "./interpreter/stubs.ts";
export { needsMore } from "./interpreter/syntax.ts";
