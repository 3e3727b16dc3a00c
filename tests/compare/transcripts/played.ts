/** What a command of a transcript printed, wherever it was played. */
export interface Played {
  readonly status: number;
  readonly lines: readonly string[];
}

export function linesOf(printed: string): string[] {
  const text = printed.replace(/\n$/, "");
  return text === "" ? [] : text.split("\n");
}

/** The sandbox's own words: nobody else has them, so nothing is compared. */
const WORDS = /^(?:clock|undo|redo|explain|use-aws-cli|edit|inspect|answer|travel|visit|fault|help)\b/;

export const isWord = (command: string): boolean => WORDS.test(command);
