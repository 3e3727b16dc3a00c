/** What a docker subcommand is: its words for help and usage, its options, and its code. */
import type { ProgramContext } from "../../shell/program.ts";
import { type Flag, optionLines, type Parsed, parseFlags } from "./flags/flags.ts";
import { ImageStore } from "./store/store.ts";

export interface Command {
  /** `images`, `manifest inspect`. */
  readonly name: string;
  /** Further names, `image ls`. */
  readonly aliases?: readonly string[];
  /** After the name in the usage line: `[OPTIONS] NAME[:TAG]`. */
  readonly usage: string;
  /** First paragraph of the help; the first line also stands in the list of commands. */
  readonly about: string;
  readonly flags: readonly Flag[];
  /** Least and most arguments. */
  readonly arguments: readonly [number, number];
  /** Options after the first argument are not docker's. */
  readonly stopAtArgument?: boolean;
  /** Returns the exit status; throws `DockerError`. */
  run(call: Call): Promise<number>;
}

export interface Call {
  readonly context: ProgramContext;
  readonly options: Parsed;
  readonly arguments: readonly string[];
  readonly store: ImageStore;
}

/** Runs one command with the words after its name. `name` is the one it was called by. */
export async function runCommand(command: Command, name: string, words: readonly string[], context: ProgramContext): Promise<number> {
  const options = parseFlags(words, command.flags, { stopAtArgument: command.stopAtArgument === true });
  if ("message" in options) {
    if (options.code === "help") {
      await context.stdout.write(helpOf(command, name));
      return 0;
    }
    context.refuse({ of: `docker ${command.name}`, code: options.code, names: options.names });
    await context.stderr.write(`${options.message}\n\n${usageLines(command, name)}`);
    return 125;
  }
  const wrong = wrongCount(options.arguments.length, command.arguments);
  if (wrong) {
    context.refuse({ of: `docker ${command.name}`, code: "arguments" });
    // One of Docker 28.2's checks names the help in words of its own.
    const [least, most] = command.arguments;
    const usage = usageLines(command, name, most === Number.POSITIVE_INFINITY && least > 0 ? "See" : "Run");
    await context.stderr.write(`docker: 'docker ${name}' ${wrong}\n\n${usage}`);
    return 1;
  }
  return command.run({ context, options, arguments: options.arguments, store: new ImageStore(context.files) });
}

function usageLines(command: Command, name: string, verb = "Run"): string {
  return `Usage:  docker ${name} ${command.usage}\n\n${verb} 'docker ${name} --help' for more information\n`;
}

function wrongCount(count: number, [least, most]: readonly [number, number]): string | undefined {
  const plural = (number: number) => `${number} argument${number === 1 ? "" : "s"}`;
  if (least === most && count !== least) return least === 0 ? "accepts no arguments" : `requires ${plural(least)}`;
  if (least > 0 && most < Number.POSITIVE_INFINITY && (count < least || count > most))
    return `requires at least ${least} and at most ${plural(most)}`;
  if (count < least) return `requires at least ${plural(least)}`;
  if (count > most) return `requires at most ${plural(most)}`;
  return undefined;
}

export function helpOf(command: Command, name: string): string {
  const names = [...(command.aliases ?? []), command.name].map((alias) => `docker ${alias}`);
  const aliases = names.length > 1 ? `Aliases:\n  ${names.join(", ")}` : "";
  const options = command.flags.some((flag) => !flag.hidden) ? `Options:\n${optionLines(command.flags)}` : "";
  return `${[`Usage:  docker ${name} ${command.usage}`, command.about, aliases, options]
    .filter((part) => part !== "")
    .join("\n\n")
    .trimEnd()}\n`;
}
