/** The door of the line editor: pure, small, and without anything of the engine, because it runs before the engine is there. */
export { createLine, type Line, type LineOptions, type Reaction } from "./line.ts";
export type { Effect, Option } from "./state.ts";
