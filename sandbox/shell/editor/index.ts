/** The door of the line editor: pure, small, and without anything of the engine, because it runs before the engine is there. */
export { applyCompletions, choose, edit, setMode } from "./edit.ts";
export { decodeKeys, type Key, keyDecoder } from "./keys.ts";
export { createLine, type Line, type LineOptions, listed, type Reaction } from "./line.ts";
export { finish, type Painted, paint, type Size } from "./paint.ts";
export { type Edited, type EditorMode, type EditorState, type Effect, newEditor, type Option } from "./state.ts";
