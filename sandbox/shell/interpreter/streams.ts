/** Streams of bytes between programs: pipes with bounded buffers, texts, files, and the sink that collects. */
import { concat, NO_BYTES, text, utf8 } from "../../kernel/bytes.ts";
import type { FileSystem } from "../files/file-system.ts";
import { BrokenPipe, type Input, Interrupted, type Output } from "../program.ts";

/** Bytes a pipe holds before its writer waits, as on Linux. */
const PIPE_CAPACITY = 65_536;
/** Bytes a file redirection gathers before it writes. */
const FILE_BUFFER = 262_144;
const NEWLINE = 10;

/** `promise`, unless `signal` comes first: then `Interrupted`. */
export function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) return Promise.reject(new Interrupted());
  return new Promise<T>((resolve, reject) => {
    const stop = () => reject(new Interrupted());
    signal.addEventListener("abort", stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

/** An input that takes bytes back, so that `read` can leave the rest for the next reader. */
export interface Rewindable extends Input {
  unread(bytes: Uint8Array): void;
}

/** An `Input` over anything that gives bytes piece by piece; keeps what `line` read too much. */
export function inputFrom(pull: () => Promise<Uint8Array | undefined>): Rewindable {
  let rest: Uint8Array = NO_BYTES;
  const read = async () => {
    if (rest.length > 0) {
      const piece = rest;
      rest = NO_BYTES;
      return piece;
    }
    for (;;) {
      const piece = await pull();
      if (piece === undefined || piece.length > 0) return piece;
    }
  };
  return {
    isTty: false,
    read,
    unread(bytes) {
      rest = rest.length === 0 ? bytes : concat([bytes, rest]);
    },
    async line() {
      const parts: Uint8Array[] = [];
      for (let piece = await read(); piece; piece = await read()) {
        const at = piece.indexOf(NEWLINE);
        if (at >= 0) {
          parts.push(piece.subarray(0, at));
          rest = piece.subarray(at + 1);
          return text(concat(parts));
        }
        parts.push(piece);
      }
      return parts.length === 0 ? undefined : text(concat(parts));
    },
    async all() {
      const parts: Uint8Array[] = [];
      for (let piece = await read(); piece; piece = await read()) parts.push(piece);
      return concat(parts);
    },
  };
}

/** An `Input` of bytes or text at hand. */
export function inputOf(content: Uint8Array | string): Input {
  let next: Uint8Array | undefined = typeof content === "string" ? utf8(content) : content;
  return inputFrom(async () => {
    const piece = next;
    next = undefined;
    return piece;
  });
}

/** An `Input` over a stream of chunks (a file, a body). */
export function inputOver(source: AsyncIterable<Uint8Array>): Input {
  let iterator: AsyncIterator<Uint8Array> | undefined;
  return inputFrom(async () => {
    iterator ??= source[Symbol.asyncIterator]();
    const { done, value } = await iterator.next();
    return done ? undefined : value;
  });
}

/** A pipe: what goes into `output` comes out of `input`; each end is closed by its owner. */
export interface Pipe {
  readonly input: Input;
  readonly output: Output;
  closeInput(): void;
  closeOutput(): void;
}

/** A pipe with a bounded buffer: a writer waits while it is full, a reader while it is empty. Ctrl-C ends both waits. */
export function pipe(signal: AbortSignal, capacity = PIPE_CAPACITY): Pipe {
  const queue: Uint8Array[] = [];
  let held = 0;
  let ended = false;
  let broken = false;
  let wake: (() => void)[] = [];
  const notify = () => {
    const sleepers = wake;
    wake = [];
    for (const sleeper of sleepers) sleeper();
  };
  const changed = () => abortable(new Promise<void>((resolve) => wake.push(resolve)), signal);
  return {
    input: inputFrom(async () => {
      while (queue.length === 0 && !ended) await changed();
      const piece = queue.shift();
      held -= piece?.length ?? 0;
      notify();
      return piece;
    }),
    output: {
      isTty: false,
      async write(content) {
        if (signal.aborted) throw new Interrupted();
        if (broken) throw new BrokenPipe();
        const bytes = typeof content === "string" ? utf8(content) : content.slice();
        if (bytes.length === 0) return;
        queue.push(bytes);
        held += bytes.length;
        notify();
        while (held > capacity && !broken) await changed();
        if (broken) throw new BrokenPipe();
      },
    },
    closeInput() {
      broken = true;
      notify();
    },
    closeOutput() {
      ended = true;
      notify();
    },
  };
}

/** An `Output` that keeps everything: for `$(…)` and `run`. */
export function collector(): { readonly output: Output; bytes(): Uint8Array; text(): string } {
  let parts: Uint8Array[] = [];
  const bytes = () => {
    const whole = concat(parts);
    parts = [whole];
    return whole;
  };
  return {
    output: {
      isTty: false,
      async write(content) {
        parts.push(typeof content === "string" ? utf8(content) : content.slice());
      },
    },
    bytes,
    text: () => text(bytes()),
  };
}

/** Where `>/dev/null` goes. */
export const nowhere: Output = { isTty: false, async write() {} };

/** An `Output` onto a file that exists already; gathers small writes. `flush` must be called before anybody reads the file. */
export function fileOutput(files: FileSystem, path: string): { readonly output: Output; flush(): Promise<void> } {
  let parts: Uint8Array[] = [];
  let held = 0;
  const flush = async () => {
    if (held === 0) return;
    const content = concat(parts);
    parts = [];
    held = 0;
    await files.append(path, content);
  };
  return {
    output: {
      isTty: false,
      async write(content) {
        const bytes = typeof content === "string" ? utf8(content) : content.slice();
        parts.push(bytes);
        held += bytes.length;
        if (held >= FILE_BUFFER) await flush();
      },
    },
    flush,
  };
}
