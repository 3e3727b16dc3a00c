/** Output of commands inside words: `$(…)` and `<(…)`. */

import type { CommandExpansionPart, ProcessSubstitutionPart, Statement } from "unbash";
import { type Context, ExpansionFailure } from "./context.ts";
import type { Substituter } from "./expand/words.ts";
import { forkProcess } from "./process.ts";
import { redirect } from "./redirect.ts";
import { collector } from "./streams.ts";
import { parseScript } from "./syntax.ts";

/** What a substitution needs of `run.ts`, which is above this file. */
export interface Runner {
  readonly inProcess: (context: Context, action: (inner: Context) => Promise<number>) => Promise<number>;
  readonly statements: (context: Context, statements: readonly Statement[]) => Promise<number>;
}

/** Both substitutions, as words ask for them. */
export function substitutionsBy(run: Runner): Substituter {
  return {
    command: (context, part) => substitute(run, context, part),
    process: (context, part) => processSubstitution(run, context, part),
  };
}

let substitutions = 0;

/** Output of a command list, without the newlines at its end. */
async function substitute(run: Runner, context: Context, part: CommandExpansionPart): Promise<string> {
  const { script } = part;
  if (!script) return "";
  const problem = script.errors?.[0] ? parseScript(part.text.slice(2, -1)).problem : undefined;
  if (problem) throw new ExpansionFailure(problem.message, { status: 2 });
  const gathered = collector();
  const fds = new Map(context.fds).set(1, { output: gathered.output });
  const process = forkProcess(context);
  const source = script.source === undefined ? context.source : { text: script.source, firstLine: context.process.line };
  const lone = script.commands.length === 1 ? script.commands[0]?.command : undefined;
  const status = await run.inProcess({ ...context, process, fds, source, lenient: true }, async (inner) => {
    if (lone?.type === "Command" && !lone.name && lone.prefix.length === 1 && lone.redirects.length === 1) {
      const opened = await redirect(inner, lone.redirects);
      await gathered.output.write((await opened.context.fds.get(0)?.input?.all()) ?? "");
      return 0;
    }
    return run.statements(inner, script.commands);
  });
  context.process.substitutionStatus = status;
  context.process.state.status = status;
  return gathered.text().replace(/\0/g, "").replace(/\n+$/, "");
}

/** `<(…)`: the output goes to a file first, whose name stands in the word. */
async function processSubstitution(run: Runner, context: Context, part: ProcessSubstitutionPart): Promise<string> {
  const { files } = context.computer;
  const { script } = part;
  if (part.operator === ">" || !script) throw new ExpansionFailure(`${part.text}: output process substitution is not available in this sandbox`);
  const gathered = collector();
  const fds = new Map(context.fds).set(1, { output: gathered.output });
  await run.inProcess({ ...context, process: forkProcess(context), fds }, (inner) => run.statements(inner, script.commands));
  files.makeDirectory("/tmp", { parents: true });
  const path = `/tmp/.substitution-${63 - (substitutions++ % 32)}`;
  await files.write(path, gathered.bytes());
  return path;
}
