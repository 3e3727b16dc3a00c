/** Wires the phone's input and keys to the console. */
import { render } from "preact";
import type { TerminalOut } from "../session/contract.ts";
import { session } from "../stores/session.ts";
import { type TerminalMode, transcript } from "../stores/transcript.ts";
import type { Console } from "./console.ts";
import { PhoneKeys, PhoneStrip, PhoneTranscript } from "./Phone.tsx";

/** What the phone's input needs of a display; the transcript itself is drawn from the store. */
export interface PhoneInput {
  type(text: string, enter: boolean): void;
  completions(frame: Extract<TerminalOut, { kind: "completions" }>): void;
  focus(): void;
}

export function phoneInput(console: Console): PhoneInput | undefined {
  const input = document.getElementById("phone-input");
  const form = document.getElementById("command-bar");
  if (!(input instanceof HTMLInputElement) || !form) return undefined;
  let back = 0;
  // Numbers of its own, so that answers to the other display's questions are not taken for ours.
  let asked = { id: 1_000_000, line: "", cursor: 0 };

  const insert = (text: string) => {
    input.setRangeText(text, input.selectionStart ?? input.value.length, input.selectionEnd ?? input.value.length, "end");
    input.focus();
  };
  const earlier = () => {
    const lines = (session.getState().view?.history ?? []).map(({ line }) => line);
    back = Math.min(back + 1, lines.length);
    input.value = lines[lines.length - back] ?? "";
    input.focus();
  };
  const complete = () => {
    asked = { id: asked.id + 1, line: input.value, cursor: input.selectionStart ?? input.value.length };
    console.complete(asked.id, asked.line, asked.cursor);
  };
  const interrupt = () => {
    input.value = "";
    console.interrupt();
    input.focus();
  };
  const endOfInput = () => {
    if (input.value === "") console.endOfInput();
    input.focus();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (console.mode.kind === "busy") return;
    const line = input.value;
    input.value = "";
    back = 0;
    console.enter(line);
  });
  const show = ({ mode }: { mode: TerminalMode }) => {
    input.type = mode.kind === "hidden" ? "password" : "text";
    const prompt = document.getElementById("phone-prompt");
    if (prompt) prompt.textContent = { prompt: "$", continuation: ">", line: "", hidden: "", busy: "…" }[mode.kind];
  };
  show(transcript.getState());
  transcript.subscribe(show);
  for (const [id, content] of [
    ["phone-strip", <PhoneStrip key="strip" />],
    ["transcript", <PhoneTranscript key="transcript" />],
    ["keys", <PhoneKeys key="keys" {...{ complete, insert, earlier, interrupt, endOfInput }} />],
  ] as const) {
    const element = document.getElementById(id);
    if (element) render(content, element);
  }
  return {
    type(text, enter) {
      if (enter) console.enter(text);
      else input.value = text;
    },
    completions({ id, from, options }) {
      // The line may have been changed or entered meanwhile.
      if (id !== asked.id || input.value !== asked.line || options.length === 0) return;
      const [first] = options;
      const word = options.length === 1 && first ? first.value + (first.open ? "" : " ") : commonStart(options.map(({ value }) => value));
      input.setRangeText(word, from, asked.cursor, "end");
      input.focus();
    },
    focus: () => input.focus(),
  };
}

/** The longest start that all values share. */
export function commonStart(values: readonly string[]): string {
  const [first = "", ...others] = values;
  let length = first.length;
  for (const other of others) while (!other.startsWith(first.slice(0, length))) length--;
  return first.slice(0, length);
}
