/** Applies what the editor holds, as the learner would: the file is saved and an honest command is entered in the terminal. */
import { ask } from "../../session/actions.ts";
import { transcript } from "../../stores/transcript.ts";
import { plainLines } from "../../terminal/plain.ts";

export interface Applied {
  readonly status: number;
  /** What the command printed, without colours. */
  readonly output: string;
}

/** Saves a file and runs one line; resolves when its command has ended. */
export function applyFile(path: string, text: string, line: string): Promise<Applied> {
  const last = transcript.getState().blocks.at(-1)?.id ?? 0;
  ask((actions) => {
    actions.save(path, text);
    actions.type([line], true);
  });
  return new Promise((resolve) => {
    const stop = transcript.subscribe(({ blocks }) => {
      const block = blocks.find((candidate) => candidate.id > last && candidate.line === line);
      if (block?.status === undefined) return;
      stop();
      const output = plainLines(block.output).map((pieces) => pieces.map(({ text: piece }) => piece).join(""));
      resolve({ status: block.status, output: output.join("\n").trim() });
    });
  });
}
