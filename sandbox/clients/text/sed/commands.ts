/** What each command of sed does to the pattern space, the hold space and the output. */
import { text } from "../../../kernel/bytes.ts";
import type { ProgramContext } from "../../../shell/program.ts";
import { open, pathOf } from "../kit.ts";
import { type SedCommand, SedError } from "./parse.ts";
import { substitute } from "./substitute.ts";

export interface Line {
  readonly text: string;
  readonly ended: boolean;
}

export interface Run {
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

export interface Cycle {
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

type Effect = (run: Run, cycle: Cycle, command: SedCommand) => Promise<void> | void;

/** Commands that edit the pattern space or the hold space. */
const EDITS: Readonly<Record<string, Effect>> = {
  h(run, cycle) {
    run.hold = cycle.pattern;
  },
  H(run, cycle) {
    run.hold += `\n${cycle.pattern}`;
  },
  g(run, cycle) {
    cycle.pattern = run.hold;
  },
  G(run, cycle) {
    cycle.pattern += `\n${run.hold}`;
  },
  x(run, cycle) {
    [cycle.pattern, run.hold] = [run.hold, cycle.pattern];
  },
  z(_run, cycle) {
    cycle.pattern = "";
  },
  y(_run, cycle, command) {
    cycle.pattern = [...cycle.pattern].map((char) => command.table?.get(char) ?? char).join("");
  },
  async s(run, cycle, { substitution }) {
    const changed = substitution ? substitute(cycle.pattern, substitution) : undefined;
    if (changed === undefined || !substitution) return;
    cycle.pattern = changed;
    cycle.substituted = true;
    if (substitution.print) await run.write(`${changed}\n`);
    if (substitution.file === "/dev/stdout") await run.write(`${changed}\n`);
    else if (substitution.file !== undefined) await run.context.files.append(pathOf(run.context, substitution.file), `${changed}\n`);
  },
};

/** Commands that write now, or after the cycle. */
const OUTPUTS: Readonly<Record<string, Effect>> = {
  p: (run, cycle) => run.write(`${cycle.pattern}\n`),
  P: (run, cycle) => run.write(`${cycle.pattern.split("\n", 1)[0]}\n`),
  "=": (run) => run.write(`${run.number}\n`),
  l: (run, cycle) => run.write(`${cycle.pattern.replace(/\\/g, "\\\\").replace(/\t/g, "\\t").replace(/\n/g, "\\n")}$\n`),
  i: (run, _cycle, command) => run.write(`${command.text ?? ""}\n`),
  w: (run, cycle, command) => run.context.files.append(pathOf(run.context, command.text ?? ""), `${cycle.pattern}\n`),
  a(_run, cycle, command) {
    cycle.after.push(`${command.text ?? ""}\n`);
  },
  async r(run, cycle, command) {
    cycle.after.push(await readFileText(run, command.text ?? ""));
  },
};

async function nextLine(run: Run, cycle: Cycle, { name }: SedCommand): Promise<void> {
  const line = await run.next();
  if (!line) {
    cycle.end = name === "n" && run.quiet ? "leave" : "quit";
    return;
  }
  if (name === "n") {
    if (!run.quiet) await run.write(`${cycle.pattern}\n`);
    cycle.pattern = line.text;
  } else cycle.pattern += `\n${line.text}`;
  cycle.ended = line.ended;
  run.number++;
}

/** Commands that end the cycle or take the next line. */
const CYCLES: Readonly<Record<string, Effect>> = {
  n: nextLine,
  N: nextLine,
  d(_run, cycle) {
    cycle.end = "delete";
  },
  D(_run, cycle) {
    if (!cycle.pattern.includes("\n")) cycle.end = "delete";
    else {
      cycle.pattern = cycle.pattern.slice(cycle.pattern.indexOf("\n") + 1);
      cycle.end = "restart";
    }
  },
  async c(run, cycle, command) {
    if (!command.to || command.negated || !command.open) await run.write(`${command.text ?? ""}\n`);
    cycle.end = "delete";
  },
  q(run, cycle, command) {
    run.status = Number(command.text ?? 0);
    cycle.end = "quit";
  },
  Q(run, cycle, command) {
    run.status = Number(command.text ?? 0);
    cycle.end = "leave";
  },
};

const EFFECTS: ReadonlyMap<string, Effect> = new Map(Object.entries({ ...EDITS, ...OUTPUTS, ...CYCLES }));

/** Runs one command; returns the index to go on at. */
export async function perform(run: Run, cycle: Cycle, command: SedCommand, index: number): Promise<number> {
  await EFFECTS.get(command.name)?.(run, cycle, command);
  const { name } = command;
  if (name === "b") return jump(run, command);
  if (name !== "t" && name !== "T") return index + 1;
  const { substituted } = cycle;
  cycle.substituted = false;
  return substituted === (name === "t") ? jump(run, command) : index + 1;
}

function jump(run: Run, command: SedCommand): number {
  if (!command.text) return run.commands.length;
  const at = run.commands.findIndex((one) => one.name === ":" && one.text === command.text);
  if (at < 0) throw new SedError(`-e expression #1, char ${command.text.length + 1}: can't find label for jump to \`${command.text}'`);
  return at + 1;
}
