/** sed: edits a stream by a script. */
import { text } from "../../../kernel/bytes.ts";
import type { Input, ProgramContext } from "../../../shell/program.ts";
import { complain, installed, type Options, open, pathOf, Usage, wordsOf } from "../kit.ts";
import { SedError, SedReader } from "./parse.ts";
import { overInputs } from "./run.ts";

export const sed = installed({
  name: "sed",
  summary: "edit a stream of lines by a script",
  synopsis: "[OPTION]... {script-only-if-no-other-script} [input-file]...",
  package: "GNU sed 4.9",
  flags: "nErsuzb",
  values: "efl",
  attached: "i",
  long: { quiet: "n", silent: "n", "regexp-extended": "E", "in-place": "i?", expression: "e", file: "f", separate: "s" },
  async run(context, options) {
    const operands = [...options.operands];
    const scripts = [...options.all("e"), ...(await Promise.all(options.all("f").map(async (file) => text(await open(context, file).all()))))];
    if (scripts.length === 0) {
      const first = operands.shift();
      if (first === undefined) {
        await context.stderr.write("Usage: sed [OPTION]... {script-only-if-no-other-script} [input-file]...\n");
        return 1;
      }
      scripts.push(first);
    }
    try {
      return await overFiles(context, scripts.join("\n"), options, operands);
    } catch (error) {
      if (!(error instanceof SedError)) throw error;
      await complain(context, error.message);
      return 1;
    }
  },
});

async function overFiles(context: ProgramContext, script: string, options: Options, operands: readonly string[]): Promise<number> {
  const inPlace = options.has("i");
  let status = 0;
  const inputs: Input[] = [];
  new SedReader(script, options.has("E") || options.has("r")).read();
  if (inPlace && operands.length === 0) throw new Usage("no input files");
  for (const name of operands.length > 0 ? operands : ["-"]) {
    try {
      const input = open(context, name);
      if (!inPlace) inputs.push(input);
      else {
        let out = "";
        const path = pathOf(context, name);
        const suffix = options.value("i") ?? "";
        const before = await context.files.read(path);
        status = await overInputs(context, script, options, [input], async (piece) => {
          out += piece;
        });
        if (suffix !== "") await context.files.write(suffix.includes("*") ? pathOf(context, suffix.replace(/\*/g, name)) : path + suffix, before);
        await context.files.write(path, out);
      }
    } catch (error) {
      if (error instanceof SedError) throw error;
      const words = wordsOf(error);
      await complain(
        context,
        words === "Is a directory"
          ? inPlace
            ? `couldn't edit ${name}: not a regular file`
            : `read error on ${name}: ${words}`
          : `can't read ${name}: ${words}`,
      );
      status = inPlace ? 4 : 2;
    }
  }
  if (inPlace || inputs.length === 0) return status;
  const ran = await overInputs(context, script, options, inputs, (piece) => context.stdout.write(piece));
  return ran || status;
}
