/** wc, seq, yes, nl: counting. */
import { text } from "../../kernel/bytes.ts";
import { eachInput, installed, lines, Page, Quit, Usage } from "./kit.ts";

interface Counts {
  lines: number;
  words: number;
  chars: number;
  bytes: number;
  longest: number;
}

function countOf(content: Uint8Array): Counts {
  const whole = text(content);
  const rows = whole.split("\n");
  return {
    lines: rows.length - 1,
    words: whole.split(/\s+/).filter(Boolean).length,
    chars: [...whole].length,
    bytes: content.length,
    longest: Math.max(...rows.map((row) => [...row].length)),
  };
}

export const wc = installed({
  name: "wc",
  summary: "count lines, words and bytes",
  flags: "lwcmL",
  long: { lines: "l", words: "w", bytes: "c", chars: "m", "max-line-length": "L" },
  async run(context, options) {
    const any = options.ordered.length > 0;
    const wanted = (["lines", "words", "chars", "bytes", "longest"] as const).filter((key) => {
      const letter = { lines: "l", words: "w", chars: "m", bytes: "c", longest: "L" }[key];
      return any ? options.has(letter) : key === "lines" || key === "words" || key === "bytes";
    });
    const rows: { readonly counts: Counts; readonly name: string }[] = [];
    const status = await eachInput(context, options.operands, async (input, name) => {
      rows.push({ counts: countOf(await input.all()), name: options.operands.length === 0 ? "" : name });
    });
    const total: Counts = { lines: 0, words: 0, chars: 0, bytes: 0, longest: 0 };
    for (const { counts } of rows) {
      for (const key of ["lines", "words", "chars", "bytes"] as const) total[key] += counts[key];
      total.longest = Math.max(total.longest, counts.longest);
    }
    if (options.operands.length > 1) rows.push({ counts: total, name: "total" });
    const alone = wanted.length === 1 && rows.length === 1;
    const fromStdin = options.operands.length === 0 || options.operands.includes("-");
    const width = alone ? 1 : fromStdin ? 7 : String(total.bytes).length;
    for (const { counts, name } of rows) {
      await context.stdout.write(`${wanted.map((key) => String(counts[key]).padStart(width)).join(" ")}${name === "" ? "" : ` ${name}`}\n`);
    }
    return status;
  },
});

export const seq = installed({
  name: "seq",
  summary: "print a sequence of numbers",
  synopsis: "[OPTION]... [FIRST [INCREMENT]] LAST",
  long: { separator: "s", "equal-width": "w", format: "f" },
  values: "sf",
  flags: "w",
  // Negative numbers are operands, not options.
  prepare: (args) => {
    const at = args.findIndex((word) => /^-?\.?\d/.test(word));
    return at < 0 ? args : [...args.slice(0, at), "--", ...args.slice(at)];
  },
  async run(context, options) {
    const numbers = options.operands.map(Number);
    const wrong = options.operands.find((word) => word.trim() === "" || Number.isNaN(Number(word)));
    if (wrong !== undefined) throw new Usage(`invalid floating point argument: ‘${wrong}’\nTry 'seq --help' for more information.`);
    if (numbers.length === 0) throw new Usage("missing operand");
    if (numbers.length > 3) throw new Usage(`extra operand ‘${options.operands[3]}’`);
    const first = numbers.length === 1 ? 1 : (numbers[0] as number);
    const step = numbers.length === 3 ? (numbers[1] as number) : 1;
    const last = numbers.at(-1) as number;
    if (step === 0) throw new Usage(`invalid Zero increment value: '${options.operands[1]}'`);
    const places = Math.max(...options.operands.slice(0, numbers.length === 3 ? 2 : 1).map((word) => word.split(".")[1]?.length ?? 0));
    const separator = options.value("s") ?? "\n";
    const width = options.has("w") ? Math.max(first.toFixed(places).length, last.toFixed(places).length) : 0;
    const page = new Page(context);
    const count = Math.floor((last - first) / step + 1e-10);
    for (let index = 0; index <= count; index++) {
      const shown = (first + index * step).toFixed(places);
      await page.add(
        (index === 0 ? "" : separator) + (shown.startsWith("-") ? `-${shown.slice(1).padStart(width - 1, "0")}` : shown.padStart(width, "0")),
      );
    }
    if (count >= 0) await page.add("\n");
    await page.flush();
    return 0;
  },
});

export const yes = installed({
  name: "yes",
  summary: "print a line again and again",
  async run(context, options) {
    const line = `${options.operands.length > 0 ? options.operands.join(" ") : "y"}\n`;
    const block = line.repeat(Math.max(1, Math.floor(8192 / line.length)));
    for (;;) {
      if (context.signal.aborted) throw new Quit(130);
      await context.stdout.write(block);
    }
  },
});

export const nl = installed({
  name: "nl",
  summary: "number lines",
  values: "bw",
  async run(context, options) {
    let number = 0;
    const all = options.value("b") === "a";
    const width = Number(options.value("w") ?? 6);
    return eachInput(context, options.operands, async (input) => {
      for await (const { text: line } of lines(input)) {
        const counted = all || line !== "";
        if (counted) number++;
        await context.stdout.write(counted ? `${String(number).padStart(width)}\t${line}\n` : `${" ".repeat(width + 1)}\n`);
      }
    });
  },
});
