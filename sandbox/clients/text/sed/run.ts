import type { Input, ProgramContext } from "../../../shell/program.ts";
import { lines, type Options } from "../kit.ts";
import { type Cycle, type Line, perform, type Run } from "./commands.ts";
import { type Address, type SedCommand, SedReader } from "./parse.ts";

async function matches(run: Run, address: Address, line: string): Promise<boolean> {
  switch (address.kind) {
    case "line":
      return run.number === address.line;
    case "last":
      return run.isLast();
    case "match":
      address.expression.lastIndex = 0;
      return address.expression.test(line);
    case "step":
      return address.step === 0 ? run.number === address.first : run.number >= address.first && (run.number - address.first) % address.step === 0;
    case "plus":
      return false;
  }
}

async function selected(run: Run, command: SedCommand, line: string): Promise<boolean> {
  if (!command.from) return !command.negated;
  if (!command.to) return (await matches(run, command.from, line)) !== command.negated;
  let inside: boolean;
  if (command.open) {
    inside = true;
    if (command.to.kind === "plus") command.open = run.number < (command.until ?? 0);
    else if (command.to.kind === "line" && run.number >= command.to.line) {
      command.open = false;
      inside = run.number === command.to.line;
    } else if (await matches(run, command.to, line)) command.open = false;
  } else {
    inside = await matches(run, command.from, line);
    if (inside) {
      command.open = !(command.to.kind === "line" && command.to.line <= run.number);
      if (command.to.kind === "plus") {
        command.until = run.number + command.to.count;
        command.open = command.to.count > 0;
      }
    }
  }
  return inside !== command.negated;
}

async function execute(run: Run): Promise<void> {
  let kept: string | undefined;
  for (;;) {
    const line: Line | undefined = kept === undefined ? await run.next() : { text: kept, ended: true };
    if (!line) return;
    if (kept === undefined) run.number++;
    kept = undefined;
    const cycle: Cycle = { pattern: line.text, ended: line.ended, after: [], substituted: false };
    for (let index = 0; index < run.commands.length && !cycle.end; ) {
      const command = run.commands[index] as SedCommand;
      if (await selected(run, command, cycle.pattern)) index = await perform(run, cycle, command, index);
      else index = command.name === "{" ? (command.jump ?? index) + 1 : index + 1;
    }
    if (!run.quiet && cycle.end !== "delete" && cycle.end !== "leave" && cycle.end !== "restart")
      await run.write(cycle.pattern + (cycle.ended || cycle.after.length > 0 ? "\n" : ""));
    for (const piece of cycle.after) await run.write(piece);
    if (cycle.end === "quit" || cycle.end === "leave") return;
    if (cycle.end === "restart") kept = cycle.pattern;
  }
}

async function* chained(inputs: readonly Input[]): AsyncIterable<Line> {
  for (const input of inputs) yield* lines(input);
}

/** Runs the script over inputs; writes through `write`. */
export async function overInputs(
  context: ProgramContext,
  script: string,
  options: Options,
  inputs: readonly Input[],
  write: (text: string) => Promise<void>,
): Promise<number> {
  const iterator = chained(inputs)[Symbol.asyncIterator]();
  let ahead: Line | undefined;
  let begun = false;
  const advance = async () => {
    const { done, value } = await iterator.next();
    ahead = done ? undefined : value;
  };
  const run: Run = {
    commands: new SedReader(script.replace(/^#n\n/, ""), options.has("E") || options.has("r")).read(),
    quiet: options.has("n") || script.startsWith("#n\n"),
    context,
    async next() {
      if (!begun) await advance();
      begun = true;
      const line = ahead;
      if (line) await advance();
      return line;
    },
    async isLast() {
      return ahead === undefined;
    },
    write,
    number: 0,
    hold: "",
    status: 0,
  };
  await execute(run);
  return run.status;
}
