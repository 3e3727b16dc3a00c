/** Programs for reading: less, more, man, help, clear, file, and the editors' pointers to `edit`. */
import type { Installed, ProgramContext } from "../../shell/program.ts";
import { installed, lines, open, pathOf, Quit, wordsOf } from "./kit.ts";

export const clear = installed({
  name: "clear",
  summary: "clear the screen",
  async run(context) {
    await context.stdout.write("\x1b[H\x1b[2J\x1b[3J");
    return 0;
  },
});

export const help: Installed = {
  name: "help",
  summary: "list the programs of this computer",
  async program(context) {
    const programs = [...(context.installed?.() ?? [])].sort((a, b) => (a.name < b.name ? -1 : 1));
    const width = Math.max(...programs.map(({ name }) => name.length));
    const wanted = context.args[0];
    const shown = wanted === undefined ? programs : programs.filter(({ name }) => name === wanted);
    if (shown.length === 0) {
      await context.stderr.write(`help: no help topics match '${wanted}'.\n`);
      return 1;
    }
    await context.stdout.write(shown.map(({ name, summary }) => `${name.padEnd(width)}  ${summary}\n`).join(""));
    return 0;
  },
};

export const man: Installed = {
  name: "man",
  summary: "where to read about a program",
  async program(context) {
    const name = context.args.findLast((word) => !word.startsWith("-"));
    if (name === undefined) {
      await context.stderr.write("What manual page do you want?\nFor example, try 'man man'.\n");
      return 1;
    }
    const program = context.installed?.().find((one) => one.name === name);
    if (!program) {
      await context.stderr.write(`No manual entry for ${name}\n`);
      return 16;
    }
    await context.stdout.write(
      `${name} - ${program.summary}\n\nThis computer has no manual pages. Try '${name === "aws" ? "aws help" : `${name} --help`}'.\n`,
    );
    return 0;
  },
};

/** Pages a file; without a terminal it is cat. One screen at a time: Enter goes on, q ends. */
function pager(name: string): Installed {
  return installed({
    name,
    summary: "show text a screen at a time",
    package: "less 590",
    flags: "NRSFXirEe",
    async run(context, options) {
      const interactive = context.stdout.isTty;
      const rows = Math.max(2, context.terminal.rows - 1);
      for (const operand of options.operands.length > 0 ? options.operands : ["-"]) {
        let shown = 0;
        try {
          for await (const { text } of lines(open(context, operand))) {
            if (interactive && shown === rows && operand !== "-" && context.stdin.isTty) {
              await context.stdout.write(":");
              const answer = await context.stdin.line();
              if (answer === undefined || answer.startsWith("q")) throw new Quit(0);
              shown = 0;
            }
            await context.stdout.write(`${text}\n`);
            shown++;
          }
        } catch (error) {
          if (error instanceof Quit) throw error;
          await context.stderr.write(`${operand}: ${wordsOf(error)}\n`);
          return 1;
        }
      }
      return 0;
    },
  });
}

export const less = pager("less");

export const more = pager("more");

const pointer = (name: string): Installed => ({
  name,
  summary: "not here: use edit",
  async program(context) {
    const file = context.args.findLast((word) => !/^[-+]/.test(word));
    await context.stderr.write(`${name} does not run in this terminal. Type: edit ${file ?? "FILE"}\n`);
    return 1;
  },
});

export const editors: readonly Installed[] = ["nano", "vi", "vim", "emacs"].map(pointer);

export const file = installed({
  name: "file",
  summary: "guess what a file holds",
  package: "file 5.44",
  flags: "biLh",
  async run(context, options) {
    for (const operand of options.operands) {
      const lead = options.has("b") ? "" : `${operand}: `;
      await context.stdout.write(`${lead}${await kindOf(context, operand)}\n`);
    }
    return options.operands.length === 0 ? 1 : 0;
  },
});

async function kindOf(context: ProgramContext, operand: string): Promise<string> {
  const path = pathOf(context, operand);
  const stat = context.files.lstat(path);
  if (!stat) return `cannot open \`${operand}' (No such file or directory)`;
  if (stat.kind === "directory") return "directory";
  if (stat.kind === "symlink") return `${context.files.stat(path) ? "" : "broken "}symbolic link to ${stat.target ?? ""}`;
  if (stat.size === 0) return "empty";
  const start: number[] = [];
  for await (const piece of context.files.stream(path, 0, 4096)) start.push(...piece);
  const text = new TextDecoder().decode(new Uint8Array(start));
  if (start[0] === 0x1f && start[1] === 0x8b) return "gzip compressed data";
  if (text.slice(257, 262) === "ustar") return "POSIX tar archive";
  if (/^#!\s*\S*(?:ba)?sh\b/.test(text)) return "Bourne-Again shell script, ASCII text executable";
  if (/^\s*[[{]/.test(text) && stat.size <= 4096) {
    try {
      JSON.parse(text);
      return "JSON text data";
    } catch {
      // Not JSON after all.
    }
  }
  if (text.includes("\0")) return "data";
  return /[^\x00-\x7f]/.test(text) ? "UTF-8 Unicode text" : "ASCII text";
}
