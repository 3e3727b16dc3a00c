/** The line being edited, as plain data. */
import type { Key } from "./keys.ts";

/** `prompt` and `continuation`: the shell's line, with history and completion. `line`, `hidden`: a program reads. `busy`: nobody reads; keys wait. */
export type EditorMode = "prompt" | "continuation" | "line" | "hidden" | "busy";

export interface Option {
  readonly value: string;
  readonly note?: string;
  readonly open?: boolean;
}

export interface Search {
  readonly query: string;
  /** The history entry found, or where the search started. */
  readonly at: number;
  readonly failing: boolean;
  /** What C-g goes back to. */
  readonly before: { readonly text: string; readonly cursor: number; readonly at: number };
}

export interface EditorState {
  readonly mode: EditorMode;
  readonly prompt: string;
  readonly text: string;
  /** Index into `text`, in UTF-16 units. */
  readonly cursor: number;
  readonly history: readonly string[];
  /** Which history line is shown; `history.length` is the new line. */
  readonly at: number;
  /** History lines (and the new one) as changed but not entered. */
  readonly edited: Readonly<Record<number, string>>;
  readonly kills: readonly string[];
  /** What the last key did, because kills join, yanks turn and undo steps gather. */
  readonly last:
    | { readonly kind: "kill" | "insert" | "tab" | "other" }
    | { readonly kind: "yank"; readonly from: number; readonly index: number }
    | { readonly kind: "argument"; readonly from: number; readonly back: number };
  readonly undo: readonly { readonly text: string; readonly cursor: number }[];
  readonly search?: Search;
  /** Keys typed while nobody read. */
  readonly waiting: readonly Key[];
  /** The newest completion request, and the line it was made for. */
  readonly asked: { readonly id: number; readonly text: string; readonly cursor: number };
}

export type Effect =
  | { readonly kind: "submit"; readonly text: string }
  | { readonly kind: "interrupt" }
  | { readonly kind: "eof" }
  | { readonly kind: "complete"; readonly id: number; readonly line: string; readonly cursor: number }
  /** Several completions and nothing more in common: show them below, or as a menu. */
  | { readonly kind: "choices"; readonly from: number; readonly options: readonly Option[] }
  | { readonly kind: "clear" }
  | { readonly kind: "bell" };

export interface Edited {
  readonly state: EditorState;
  readonly effects: readonly Effect[];
}

/** An editor before the first prompt. */
export function newEditor(history: readonly string[] = []): EditorState {
  return {
    mode: "busy",
    prompt: "",
    text: "",
    cursor: 0,
    history,
    at: history.length,
    edited: {},
    kills: [],
    last: { kind: "other" },
    undo: [],
    waiting: [],
    asked: { id: 0, text: "", cursor: 0 },
  };
}

/** The state without a search. */
export function withoutSearch(state: EditorState): EditorState {
  const { search: _search, ...rest } = state;
  return rest;
}
