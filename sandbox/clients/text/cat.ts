/** cat: files to standard output. */
import { text } from "../../kernel/bytes.ts";
import { complain, eachInput, installed, lines, pathOf, wordsOf } from "./kit.ts";

function visible(line: string, tabs: boolean, controls: boolean): string {
  let shown = controls
    ? line.replace(/[\x00-\x08\x0b-\x1f]/g, (char) => `^${String.fromCharCode(char.charCodeAt(0) + 64)}`).replace(/\x7f/g, "^?")
    : line;
  if (tabs) shown = shown.replace(/\t/g, "^I");
  return shown;
}

export const cat = installed({
  name: "cat",
  summary: "print files",
  flags: "nbsAETvetu",
  long: { number: "n", "number-nonblank": "b", "squeeze-blank": "s", "show-all": "A", "show-ends": "E", "show-tabs": "T", "show-nonprinting": "v" },
  async run(context, options) {
    const plain = options.ordered.every(([key]) => key === "u");
    const all = options.has("A");
    const ends = all || options.has("E") || options.has("e");
    const tabs = all || options.has("T") || options.has("t");
    const controls = all || options.has("v") || options.has("e") || options.has("t");
    let number = 0;
    let blanks = 0;
    return eachInput(context, options.operands, async (input) => {
      if (plain) {
        for (let piece = await input.read(); piece; piece = await input.read()) await context.stdout.write(piece);
        return;
      }
      for await (const { text: line, ended } of lines(input)) {
        blanks = line === "" ? blanks + 1 : 0;
        if (options.has("s") && blanks > 1) continue;
        const counted = options.has("b") ? line !== "" : options.has("n");
        if (counted) number++;
        await context.stdout.write(
          `${counted ? `${String(number).padStart(6)}\t` : ""}${visible(line, tabs, controls)}${ended ? `${ends ? "$" : ""}\n` : ""}`,
        );
      }
    });
  },
});

export const tac = installed({
  name: "tac",
  summary: "print files, last line first",
  async run(context, options) {
    return eachInput(context, options.operands, async (input) => {
      const all = text(await input.all());
      const parts = all.split("\n");
      if (parts.at(-1) === "") parts.pop();
      await context.stdout.write(
        parts
          .reverse()
          .map((line) => `${line}\n`)
          .join(""),
      );
    });
  },
});

export const rev = installed({
  name: "rev",
  summary: "reverse the characters of each line",
  package: "util-linux 2.38.1",
  async run(context, options) {
    return eachInput(context, options.operands, async (input) => {
      for await (const { text: line, ended } of lines(input)) await context.stdout.write([...line].reverse().join("") + (ended ? "\n" : ""));
    });
  },
});

export const tee = installed({
  name: "tee",
  summary: "copy input to files and to output",
  flags: "aip",
  long: { append: "a", "ignore-interrupts": "i" },
  async run(context, options) {
    let status = 0;
    const targets: string[] = [];
    for (const name of options.operands) {
      if (name === "/dev/null") continue;
      const path = pathOf(context, name);
      try {
        if (!options.has("a") || !context.files.stat(path)) await context.files.write(path, "");
        if (context.files.stat(path)?.kind === "directory") await context.files.append(path, "");
        targets.push(path);
      } catch (error) {
        await complain(context, `${name}: ${wordsOf(error)}`);
        status = 1;
      }
    }
    for (let piece = await context.stdin.read(); piece; piece = await context.stdin.read()) {
      await context.stdout.write(piece);
      for (const path of targets) await context.files.append(path, piece);
    }
    return status;
  },
});
