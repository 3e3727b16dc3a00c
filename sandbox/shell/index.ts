/**
 * The door of this room: the shell, its files, its completion. The line editor has its own small door, `editor/index.ts`. Interpreter and
 * completion are fetched when they are used first, so nothing here may import their code.
 */

export type { Completions } from "./complete/index.ts";
export type { ShellIo } from "./interpreter/context.ts";
export { shells } from "./interpreter/installed.ts";
export { type LaterShell, laterShell } from "./interpreter/later.ts";
export { environmentOf, freshState, type ShellState } from "./interpreter/state.ts";
export { collector, inputFrom, inputOf } from "./interpreter/streams.ts";
