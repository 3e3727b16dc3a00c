/** sed: edits a stream by a script. */
import { text } from "../../kernel/bytes.ts";
import type { Input, ProgramContext } from "../../shell/program.ts";
import { complain, installed, lines, type Options, open, pathOf, Usage, wordsOf } from "./kit.ts";
import { type Address, type SedCommand, SedError, SedReader, type Substitution } from "./sed-parse.ts";

interface Line {
  readonly text: string;
  readonly ended: boolean;
}

interface Run {
  readonly commands: readonly SedCommand[];
  readonly quiet: boolean;
  readonly context: ProgramContext;
  /** Lines of all inputs, one ahead, so that `$` is known. */
  next(): Promise<Line | undefined>;
  isLast(): Promise<boolean>;
  write(text: string): Promise<void>;
  number: number;
  hold: string;
  status: number;
}

/** Replaces as the `s` command says; undefined when nothing matched. */
function substitute(line: string, { expression, replacement, global, nth }: Substitution): string | undefined {
  let count = 0;
  let done = false;
  expression.lastIndex = 0;
  const result = line.replace(expression, (...found: unknown[]) => {
    count++;
    const whole = found[0] as string;
    if (count < nth || (!global && count > nth)) return whole;
    done = true;
    let out = "";
    let mode: "U" | "L" | "E" = "E";
    let once: "u" | "l" | undefined;
    for (const part of replacement) {
      if (part.kind === "case") {
        if (part.turn === "u" || part.turn === "l") once = part.turn;
        else mode = part.turn;
        continue;
      }
      const group = part.kind === "group" ? found[part.group] : undefined;
      let piece = part.kind === "text" ? part.text : typeof group === "string" ? group : "";
      if (mode !== "E") piece = mode === "U" ? piece.toUpperCase() : piece.toLowerCase();
      if (once && piece !== "") {
        piece = (once === "u" ? piece[0]?.toUpperCase() : piece[0]?.toLowerCase()) + piece.slice(1);
        once = undefined;
      }
      out += piece;
    }
    return out;
  });
  return done ? result : undefined;
}

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

interface Cycle {
  pattern: string;
  ended: boolean;
  readonly after: string[];
  substituted: boolean;
  /** `quit` prints first; `delete` starts the next cycle; `restart` keeps the pattern. */
  end?: "delete" | "quit" | "leave" | "restart";
}

async function readFileText(run: Run, name: string): Promise<string> {
  try {
    return text(await open(run.context, name).all());
  } catch {
    return "";
  }
}

/** Runs one command; returns the index to go on at. */
async function perform(run: Run, cycle: Cycle, command: SedCommand, index: number): Promise<number> {
  const next = index + 1;
  switch (command.name) {
    case "p":
      await run.write(`${cycle.pattern}\n`);
      return next;
    case "P":
      await run.write(`${cycle.pattern.split("\n", 1)[0]}\n`);
      return next;
    case "=":
      await run.write(`${run.number}\n`);
      return next;
    case "l":
      await run.write(`${cycle.pattern.replace(/\\/g, "\\\\").replace(/\t/g, "\\t").replace(/\n/g, "\\n")}$\n`);
      return next;
    case "d":
      cycle.end = "delete";
      return next;
    case "D":
      if (!cycle.pattern.includes("\n")) cycle.end = "delete";
      else {
        cycle.pattern = cycle.pattern.slice(cycle.pattern.indexOf("\n") + 1);
        cycle.end = "restart";
      }
      return next;
    case "a":
      cycle.after.push(`${command.text ?? ""}\n`);
      return next;
    case "i":
      await run.write(`${command.text ?? ""}\n`);
      return next;
    case "c":
      if (!command.to || command.negated || !command.open) await run.write(`${command.text ?? ""}\n`);
      cycle.end = "delete";
      return next;
    case "r":
      cycle.after.push(await readFileText(run, command.text ?? ""));
      return next;
    case "w":
      await run.context.files.append(pathOf(run.context, command.text ?? ""), `${cycle.pattern}\n`);
      return next;
    case "h":
      run.hold = cycle.pattern;
      return next;
    case "H":
      run.hold += `\n${cycle.pattern}`;
      return next;
    case "g":
      cycle.pattern = run.hold;
      return next;
    case "G":
      cycle.pattern += `\n${run.hold}`;
      return next;
    case "x":
      [cycle.pattern, run.hold] = [run.hold, cycle.pattern];
      return next;
    case "z":
      cycle.pattern = "";
      return next;
    case "y":
      cycle.pattern = [...cycle.pattern].map((char) => command.table?.get(char) ?? char).join("");
      return next;
    case "q":
      run.status = Number(command.text ?? 0);
      cycle.end = "quit";
      return next;
    case "Q":
      run.status = Number(command.text ?? 0);
      cycle.end = "leave";
      return next;
    case "n":
    case "N": {
      const line = await run.next();
      if (!line) {
        cycle.end = command.name === "n" && run.quiet ? "leave" : "quit";
        return next;
      }
      if (command.name === "n") {
        if (!run.quiet) await run.write(`${cycle.pattern}\n`);
        cycle.pattern = line.text;
      } else cycle.pattern += `\n${line.text}`;
      cycle.ended = line.ended;
      run.number++;
      return next;
    }
    case "s": {
      const { substitution } = command;
      const changed = substitution ? substitute(cycle.pattern, substitution) : undefined;
      if (changed === undefined || !substitution) return next;
      cycle.pattern = changed;
      cycle.substituted = true;
      if (substitution.print) await run.write(`${changed}\n`);
      if (substitution.file === "/dev/stdout") await run.write(`${changed}\n`);
      else if (substitution.file !== undefined) await run.context.files.append(pathOf(run.context, substitution.file), `${changed}\n`);
      return next;
    }
    case "b":
      return jump(run, command);
    case "t":
      if (!cycle.substituted) return next;
      cycle.substituted = false;
      return jump(run, command);
    case "T":
      if (cycle.substituted) {
        cycle.substituted = false;
        return next;
      }
      return jump(run, command);
    default:
      return next;
  }
}

function jump(run: Run, command: SedCommand): number {
  if (!command.text) return run.commands.length;
  const at = run.commands.findIndex((one) => one.name === ":" && one.text === command.text);
  if (at < 0) throw new SedError(`-e expression #1, char ${command.text.length + 1}: can't find label for jump to \`${command.text}'`);
  return at + 1;
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
async function overInputs(
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
