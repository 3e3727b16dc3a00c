/** The door of this room: the shell, its files, its completion. The line editor has its own small door, `editor/index.ts`. */

export { type Completions, completeLine } from "./complete/index.ts";
export type { ShellIo } from "./interpreter/context.ts";
export { shells } from "./interpreter/installed.ts";
export { createShell, type Shell } from "./interpreter/shell.ts";
export { environmentOf, freshState, type ShellState } from "./interpreter/state.ts";
export { collector, inputFrom, inputOf } from "./interpreter/streams.ts";
