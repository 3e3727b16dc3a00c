/** The line editor's own door for pages: small, and loaded before the engine (decision 22). */
export { createLine, type Effect, type Line, type LineOptions, type Option, type Reaction } from "./shell/editor/index.ts";
