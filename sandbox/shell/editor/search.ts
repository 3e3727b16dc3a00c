/** C-r: incremental search back through history. */
import type { Key } from "./keys.ts";
import { type Edited, type EditorState, type Search, withoutSearch } from "./state.ts";

/** C-r at the prompt. */
export function startSearch(state: EditorState): Edited {
  if (state.mode !== "prompt") return { state, effects: [{ kind: "bell" }] };
  const before = { text: state.text, cursor: state.cursor, at: state.at };
  return { state: { ...state, search: { query: "", at: state.history.length, failing: false, before } }, effects: [] };
}

function look(state: EditorState, search: Search, query: string, from: number): Edited {
  for (let at = Math.min(from, state.history.length - 1); at >= 0; at--) {
    const text = state.history[at] as string;
    const cursor = text.lastIndexOf(query);
    if (query !== "" && cursor >= 0) return { state: { ...state, text, cursor, at, search: { ...search, query, at, failing: false } }, effects: [] };
  }
  const failing = query !== "";
  return { state: { ...state, search: { ...search, query, failing } }, effects: failing ? [{ kind: "bell" }] : [] };
}

/** A key during a search. `again`: the search ended and the key is to be handled as usual. */
export function searchKey(state: EditorState, search: Search, key: Key): Edited | { readonly again: EditorState } {
  if (key.kind === "text") return look(state, search, search.query + key.text, search.at);
  if (key.kind === "paste") return look(state, search, search.query + key.text.split("\n", 1)[0], search.at);
  if (key.name === "C-r") return look(state, search, search.query, search.at - 1);
  if (key.name === "backspace" || key.name === "C-h") return look(state, search, search.query.slice(0, -1), state.history.length - 1);
  if (key.name === "C-g" || key.name === "C-c") return { state: { ...withoutSearch(state), ...search.before }, effects: [] };
  if (key.name === "escape") return { state: withoutSearch(state), effects: [] };
  return { again: withoutSearch(state) };
}
