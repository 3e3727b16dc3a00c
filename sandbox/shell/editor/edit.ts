/** The line editor: one key, the next state. Pure; Emacs keys as in Readline. */
import type { Key } from "./keys.ts";
import { searchKey, startSearch } from "./search.ts";
import { type Edited, type EditorMode, type EditorState, type Effect, type Option, withoutSearch } from "./state.ts";
import { blankStart, nextChar, previousChar, wordEnd, wordStart } from "./words.ts";

const MOST_UNDO = 200;
const MOST_KILLS = 20;
/** Typed characters that one undo takes back together, as in Readline. */
const OTHER = { kind: "other" } as const;

const only = (state: EditorState, ...effects: Effect[]): Edited => ({ state, effects });
const bell = (state: EditorState): Edited => only({ ...state, last: OTHER }, { kind: "bell" });

function move(state: EditorState, cursor: number): Edited {
  return only({ ...state, cursor, last: OTHER });
}

/** A new text, with the old one kept for undo. */
function change(state: EditorState, text: string, cursor: number, last: EditorState["last"] = OTHER): EditorState {
  const gathers = last.kind === "insert" && state.last.kind === "insert";
  const undo = gathers ? state.undo : [...state.undo, { text: state.text, cursor: state.cursor }].slice(-MOST_UNDO);
  return { ...state, text, cursor, last, undo };
}

function insert(state: EditorState, piece: string, last: EditorState["last"] = { kind: "insert" }): EditorState {
  return change(state, state.text.slice(0, state.cursor) + piece + state.text.slice(state.cursor), state.cursor + piece.length, last);
}

/** Cuts a range into the kill ring; kills in a row become one entry. */
function kill(state: EditorState, from: number, to: number): Edited {
  if (from === to) return only({ ...state, last: OTHER });
  const piece = state.text.slice(from, to);
  const backward = to === state.cursor && from < state.cursor;
  const [top = "", ...rest] = state.kills;
  const joined = state.last.kind === "kill";
  const kills = joined ? [backward ? piece + top : top + piece, ...rest] : [piece, ...state.kills].slice(0, MOST_KILLS);
  return only({ ...change(state, state.text.slice(0, from) + state.text.slice(to), from, { kind: "kill" }), kills });
}

function remove(state: EditorState, from: number, to: number): Edited {
  if (from === to) return bell(state);
  return only(change(state, state.text.slice(0, from) + state.text.slice(to), from));
}

function yank(state: EditorState): Edited {
  const [top] = state.kills;
  return top === undefined ? bell(state) : only(insert(state, top, { kind: "yank", from: state.cursor, index: 0 }));
}

function yankPop(state: EditorState): Edited {
  const { last, kills } = state;
  if (last.kind !== "yank" || kills.length === 0) return bell(state);
  const index = (last.index + 1) % kills.length;
  const piece = kills[index] as string;
  const text = state.text.slice(0, last.from) + piece + state.text.slice(state.cursor);
  return only(change(state, text, last.from + piece.length, { kind: "yank", from: last.from, index }));
}

/** M-.: the last argument of the line before, and of lines further back when repeated. */
function lastArgument(state: EditorState): Edited {
  const { last } = state;
  const back = last.kind === "argument" ? last.back + 1 : 1;
  const from = last.kind === "argument" ? last.from : state.cursor;
  const word = state.history.at(-back)?.trim().split(/\s+/).at(-1);
  if (word === undefined) return bell(state);
  return only(change(state, state.text.slice(0, from) + word + state.text.slice(state.cursor), from + word.length, { kind: "argument", from, back }));
}

function transpose(state: EditorState): Edited {
  const { text, cursor } = state;
  if (cursor === 0 || text.length < 2) return bell(state);
  const middle = cursor === text.length ? previousChar(text, cursor) : cursor;
  const from = previousChar(text, middle);
  const to = nextChar(text, middle);
  return only(change(state, text.slice(0, from) + text.slice(middle, to) + text.slice(from, middle) + text.slice(to), to));
}

function changeCase(state: EditorState, turn: (word: string) => string): Edited {
  const to = wordEnd(state.text, state.cursor);
  return only(change(state, state.text.slice(0, state.cursor) + turn(state.text.slice(state.cursor, to)) + state.text.slice(to), to));
}

function undo(state: EditorState): Edited {
  const before = state.undo.at(-1);
  return before ? only({ ...state, ...before, undo: state.undo.slice(0, -1), last: OTHER }) : bell(state);
}

/** Shows another history line; what was changed in this one is kept until a line is entered. */
function recall(state: EditorState, at: number): Edited {
  if (state.mode !== "prompt" || at < 0 || at > state.history.length || at === state.at) return bell(state);
  const edited = { ...state.edited, [state.at]: state.text };
  const text = edited[at] ?? state.history[at] ?? "";
  return only({ ...state, at, edited, text, cursor: text.length, undo: [], last: OTHER });
}

function submit(state: EditorState): Edited {
  const { text, mode } = state;
  let { history } = state;
  if (mode === "prompt" && text.trim() !== "" && history.at(-1) !== text) history = [...history, text];
  if (mode === "continuation" && history.length > 0) history = [...history.slice(0, -1), `${history.at(-1)}\n${text}`];
  return only(emptied({ ...state, history, mode: "busy" }), { kind: "submit", text });
}

function emptied(state: EditorState): EditorState {
  return { ...withoutSearch(state), text: "", cursor: 0, at: state.history.length, edited: {}, undo: [], last: OTHER };
}

function interrupt(state: EditorState): Edited {
  return only({ ...emptied(state), waiting: [], mode: "busy" }, { kind: "interrupt" });
}

function complete(state: EditorState): Edited {
  if (state.mode !== "prompt" && state.mode !== "continuation") return bell(state);
  const { text, cursor } = state;
  const id = state.asked.id + 1;
  return only(
    { ...state, asked: { id, text, cursor }, last: state.last.kind === "tab" ? state.last : OTHER },
    { kind: "complete", id, line: text, cursor },
  );
}

const COMMANDS: Readonly<Record<string, (state: EditorState) => Edited>> = {
  enter: submit,
  "C-c": interrupt,
  "C-d": (state) =>
    state.text === "" ? only({ ...state, mode: "busy" }, { kind: "eof" }) : remove(state, state.cursor, nextChar(state.text, state.cursor)),
  "C-l": (state) => only({ ...state, last: OTHER }, { kind: "clear" }),
  tab: complete,
  left: (state) => move(state, previousChar(state.text, state.cursor)),
  right: (state) => move(state, nextChar(state.text, state.cursor)),
  home: (state) => move(state, 0),
  end: (state) => move(state, state.text.length),
  "M-b": (state) => move(state, wordStart(state.text, state.cursor)),
  "M-f": (state) => move(state, wordEnd(state.text, state.cursor)),
  backspace: (state) => remove(state, previousChar(state.text, state.cursor), state.cursor),
  delete: (state) => remove(state, state.cursor, nextChar(state.text, state.cursor)),
  "C-k": (state) => kill(state, state.cursor, state.text.length),
  "C-u": (state) => kill(state, 0, state.cursor),
  "C-w": (state) => kill(state, blankStart(state.text, state.cursor), state.cursor),
  "M-backspace": (state) => kill(state, wordStart(state.text, state.cursor), state.cursor),
  "M-d": (state) => kill(state, state.cursor, wordEnd(state.text, state.cursor)),
  "C-y": yank,
  "M-y": yankPop,
  "M-.": lastArgument,
  "C-t": transpose,
  "M-u": (state) => changeCase(state, (word) => word.toUpperCase()),
  "M-l": (state) => changeCase(state, (word) => word.toLowerCase()),
  "M-c": (state) =>
    changeCase(state, (word) => word.replace(/[\p{L}\p{N}][\p{L}\p{N}]*/gu, (part) => part.slice(0, 1).toUpperCase() + part.slice(1).toLowerCase())),
  "C-_": undo,
  up: (state) => recall(state, state.at - 1),
  down: (state) => recall(state, state.at + 1),
  "M-<": (state) => recall(state, 0),
  "M->": (state) => recall(state, state.history.length),
  "C-r": startSearch,
};

const ALIASES: Readonly<Record<string, string>> = {
  "C-a": "home",
  "C-e": "end",
  "C-b": "left",
  "C-f": "right",
  "C-h": "backspace",
  "C-p": "up",
  "C-n": "down",
  "C-m": "enter",
  "C-j": "enter",
  "C-left": "M-b",
  "M-left": "M-b",
  "C-right": "M-f",
  "M-right": "M-f",
  "M-C-h": "M-backspace",
  "C-backspace": "M-backspace",
  "C-delete": "M-d",
  "C-home": "C-u",
  "C-end": "C-k",
};

/** Nothing is read: keys wait, only Ctrl-C acts at once. */
function whileBusy(state: EditorState, key: Key): Edited {
  if (key.kind === "named" && key.name === "C-c") return only({ ...state, waiting: [] }, { kind: "interrupt" });
  return only({ ...state, waiting: [...state.waiting, key] });
}

/** One key. In `hidden` and `line` mode history, search and completion do nothing. */
export function edit(state: EditorState, key: Key): Edited {
  if (state.mode === "busy") return whileBusy(state, key);
  if (state.search) {
    const searched = searchKey(state, state.search, key);
    if (!("again" in searched)) return searched;
    return edit(searched.again, key);
  }
  if (key.kind === "text") return only(insert(state, key.text));
  if (key.kind === "paste") {
    const text = state.mode === "hidden" || state.mode === "line" ? key.text.replace(/\n[\s\S]*$/, "") : key.text.replace(/\n+$/, "");
    return only(insert(state, text, OTHER));
  }
  const command = COMMANDS[ALIASES[key.name] ?? key.name];
  return command ? command(state) : only({ ...state, last: OTHER });
}

/** What the session says about how the next line is read. Keys that waited are played now. */
export function setMode(state: EditorState, mode: EditorMode, prompt: string): Edited {
  if (mode === "busy") return only({ ...state, mode });
  let next: EditorState = { ...emptied(state), mode, prompt, waiting: [] };
  const effects: Effect[] = [];
  for (const key of state.waiting) {
    const edited = edit(next, key);
    next = edited.state;
    effects.push(...edited.effects);
  }
  return { state: next, effects };
}

function commonStart(values: readonly string[]): string {
  let common = values[0] ?? "";
  for (const value of values) while (!value.startsWith(common)) common = common.slice(0, -1);
  return common;
}

/** The answer to a completion request; ignored when the line has changed since. */
export function applyCompletions(
  state: EditorState,
  answer: { readonly id: number; readonly from: number; readonly options: readonly Option[] },
): Edited {
  const { asked } = state;
  if (answer.id !== asked.id || asked.text !== state.text || asked.cursor !== state.cursor || state.mode === "busy") return only(state);
  const [first] = answer.options;
  if (!first) return bell(state);
  const put = (value: string): EditorState => {
    const text = state.text.slice(0, answer.from) + value + state.text.slice(state.cursor);
    return change(state, text, answer.from + value.length, { kind: "tab" });
  };
  if (answer.options.length === 1) {
    const spaced = first.open || state.text[state.cursor] === " " ? first.value : `${first.value} `;
    return only({ ...put(spaced), last: OTHER });
  }
  const common = commonStart(answer.options.map((option) => option.value));
  const typed = state.text.slice(answer.from, state.cursor);
  if (common.length > typed.length) return only(put(common), { kind: "bell" });
  if (state.last.kind !== "tab") return only({ ...state, last: { kind: "tab" } }, { kind: "choices", from: answer.from, options: answer.options });
  return only(state, { kind: "choices", from: answer.from, options: answer.options });
}

/** Takes one option of a menu. */
export function choose(state: EditorState, from: number, option: Option): Edited {
  const value = option.open ? option.value : `${option.value} `;
  return only(change(state, state.text.slice(0, from) + value + state.text.slice(state.cursor), from + value.length));
}
