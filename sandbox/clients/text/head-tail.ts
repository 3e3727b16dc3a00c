/** head and tail: the first or last lines or bytes. */
import { concat } from "../../kernel/bytes.ts";
import type { Input } from "../../shell/program.ts";
import { complain, eachInput, installed, type Options, sizeOf, Usage } from "./kit.ts";

const NEWLINE = 10;

interface Amount {
  readonly bytes: boolean;
  readonly count: number;
  readonly sign: "" | "-" | "+";
}

function amountOf(options: Options): Amount {
  const last = options.ordered.findLast(([key]) => key === "n" || key === "c");
  const bytes = last?.[0] === "c";
  const value = last?.[1] ?? "10";
  const sign = value.startsWith("-") ? "-" : value.startsWith("+") ? "+" : "";
  const count = sizeOf(value.replace(/^[-+]/, ""));
  if (count === undefined) throw new Usage(`invalid number of ${bytes ? "bytes" : "lines"}: ‘${value}’`);
  return { bytes, count, sign };
}

/** Index just after the `count`th newline, or the length. */
function afterLines(content: Uint8Array, count: number): number {
  let at = 0;
  for (let line = 0; line < count; line++) {
    const newline = content.indexOf(NEWLINE, at);
    if (newline < 0) return content.length;
    at = newline + 1;
  }
  return at;
}

/** Index where the last `count` lines begin. */
function lastLines(content: Uint8Array, count: number): number {
  if (count === 0) return content.length;
  let at = content.length;
  if (at > 0 && content[at - 1] === NEWLINE) at--;
  for (let line = 0; line < count; line++) {
    const newline = at > 0 ? content.lastIndexOf(NEWLINE, at - 1) : -1;
    if (newline < 0) return 0;
    at = newline;
  }
  return at + 1;
}

async function firstPart(input: Input, amount: Amount, write: (bytes: Uint8Array) => Promise<void>): Promise<void> {
  if (amount.sign === "-") {
    const all = await input.all();
    await write(all.subarray(0, amount.bytes ? Math.max(0, all.length - amount.count) : lastLines(all, amount.count)));
    return;
  }
  let left = amount.count;
  while (left > 0) {
    const piece = await input.read();
    if (!piece) return;
    if (amount.bytes) {
      const part = piece.subarray(0, left);
      left -= part.length;
      await write(part);
    } else {
      let newlines = 0;
      for (const byte of piece) if (byte === NEWLINE) newlines++;
      await write(newlines >= left ? piece.subarray(0, afterLines(piece, left)) : piece);
      left -= newlines;
    }
  }
}

async function lastPart(input: Input, amount: Amount, write: (bytes: Uint8Array) => Promise<void>): Promise<void> {
  if (amount.sign === "+") {
    const all = await input.all();
    await write(all.subarray(amount.bytes ? Math.max(0, amount.count - 1) : afterLines(all, Math.max(0, amount.count - 1))));
    return;
  }
  let kept: Uint8Array = new Uint8Array(0);
  for (let piece = await input.read(); piece; piece = await input.read()) {
    kept = concat([kept, piece]);
    kept = kept.subarray(amount.bytes ? Math.max(0, kept.length - amount.count) : lastLines(kept, amount.count));
  }
  await write(kept);
}

function ends(name: "head" | "tail", part: typeof firstPart) {
  return installed({
    name,
    summary: `print the ${name === "head" ? "first" : "last"} lines of files`,
    flags: name === "head" ? "qvz" : "qvfFz",
    values: name === "head" ? "nc" : "ncs",
    digits: "n",
    long: { lines: "n", bytes: "c", quiet: "q", silent: "q", verbose: "v", ...(name === "tail" ? { follow: "f?" } : {}) },
    async run(context, options) {
      const amount = amountOf(options);
      const titled = options.has("v") || (options.operands.length > 1 && !options.has("q"));
      let first = true;
      const status = await eachInput(
        context,
        options.operands,
        async (input, file) => {
          if (titled) await context.stdout.write(`${first ? "" : "\n"}==> ${file === "-" ? "standard input" : file} <==\n`);
          first = false;
          await part(input, amount, (bytes) => context.stdout.write(bytes));
        },
        (file, words) => (words === "Is a directory" ? `error reading '${file}': ${words}` : `cannot open '${file}' for reading: ${words}`),
      );
      if (options.has("f") || options.has("F"))
        await complain(context, "following is not needed here: nothing in this sandbox writes to a file behind your back");
      return status;
    },
  });
}

export const head = ends("head", firstPart);
export const tail = ends("tail", lastPart);
