/** Streams for commands that nobody watches: output is gathered or dropped, input is empty. */
import { NO_BYTES, text } from "../kernel/bytes.ts";
import type { Input, Output } from "../shell/program.ts";

export const NO_INPUT: Input = {
  isTty: false,
  read: async () => undefined,
  line: async () => undefined,
  all: async () => NO_BYTES,
};

export const NOWHERE: Output = { isTty: false, write: async () => {} };

export interface Collector {
  readonly output: Output;
  readonly noInput: Input;
  text(): string;
}

/** Gathers up to `limit` characters; what comes after is dropped. */
export function collector(limit = Number.POSITIVE_INFINITY): Collector {
  let gathered = "";
  return {
    noInput: NO_INPUT,
    output: {
      isTty: false,
      async write(content) {
        if (gathered.length < limit) gathered += typeof content === "string" ? content : text(content);
      },
    },
    text: () => gathered.slice(0, limit),
  };
}
