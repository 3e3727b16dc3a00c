/** What the terminal of the open session has shown, by command; kept over a reload, and the source of the phone's transcript. */
import { createStore } from "zustand/vanilla";
import { recall, remember } from "./kept.ts";
import { session } from "./session.ts";

export interface Block {
  readonly id: number;
  /** Command number; undo lets a later command have the same. */
  readonly number: number;
  readonly prompt: string;
  readonly line: string;
  /** Raw output, escape sequences included. */
  readonly output: string;
  readonly status?: number;
  /** A later command took this one's place after an undo. */
  readonly replaced?: boolean;
}

export interface TerminalMode {
  readonly kind: "prompt" | "continuation" | "line" | "hidden" | "busy";
  readonly prompt: string;
}

export interface Transcript {
  readonly slot: string;
  readonly blocks: readonly Block[];
  readonly notices: readonly { readonly text: string; readonly run?: string; readonly after: number }[];
  readonly mode: TerminalMode;
}

/** Characters of output kept per block, and blocks per session. */
const KEEP_OUTPUT = 20_000;
const KEEP_BLOCKS = 60;

export const transcript = createStore<Transcript>(() => ({ slot: "", blocks: [], notices: [], mode: { kind: "busy", prompt: "" } }));

let nextId = 1;

/** The prompt of a session that has not changed its directory. */
const FIRST_PROMPT = "learner@sandbox:~$ ";

/** The prompt at which a session was left: it can be shown before the engine is there. */
export function promptOf(slot: string): string {
  return recall(`gantry-prompt ${slot}`, FIRST_PROMPT);
}

/** Switches to a session's transcript, as it was left. */
export function openTranscript(slot: string): readonly Block[] {
  const kept = recall<unknown>(keyOf(slot), []);
  const blocks = (Array.isArray(kept) ? (kept as Block[]) : []).map((block) => ({ ...block, id: nextId++, status: block.status ?? 130 }));
  transcript.setState({ slot, blocks, notices: [] });
  return blocks;
}

/** A session that begins anew has shown nothing yet. */
export function forgetTranscript(slot: string): void {
  remember(keyOf(slot), []);
  remember(`gantry-prompt ${slot}`, FIRST_PROMPT);
}

export function beginBlock(number: number, prompt: string, line: string): Block {
  const block: Block = { id: nextId++, number, prompt, line, output: "" };
  const before = transcript.getState().blocks.map((old) => (old.number >= number ? { ...old, replaced: true } : old));
  transcript.setState({ blocks: [...before, block].slice(-KEEP_BLOCKS) });
  return block;
}

export function addOutput(text: string): void {
  changeLast((block) => ({ ...block, output: (block.output + text).slice(-KEEP_OUTPUT) }));
}

export function endBlock(status: number): void {
  changeLast((block) => ({ ...block, status }));
  saveTranscript();
}

export function addNotice(text: string, run: string | undefined): void {
  const { notices, blocks } = transcript.getState();
  transcript.setState({ notices: [...notices.slice(-9), { text, after: blocks.at(-1)?.id ?? 0, ...(run === undefined ? {} : { run }) }] });
}

export function clearTranscript(): void {
  transcript.setState({ blocks: [], notices: [] });
  saveTranscript();
}

/** Another tab's transcript goes on where this one ended: it is not to be replaced. */
export function saveTranscript(): void {
  const { slot, blocks, mode } = transcript.getState();
  if (!slot || session.getState().status === "elsewhere") return;
  remember(keyOf(slot), blocks);
  if (mode.kind === "prompt") remember(`gantry-prompt ${slot}`, mode.prompt);
}

function changeLast(change: (block: Block) => Block): void {
  const { blocks } = transcript.getState();
  const last = blocks.at(-1);
  if (last) transcript.setState({ blocks: [...blocks.slice(0, -1), change(last)] });
}

function keyOf(slot: string): string {
  return `gantry-transcript ${slot}`;
}
