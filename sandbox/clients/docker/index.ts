/** The `docker` command: Docker's client and engine in one program, speaking the real distribution protocol over the computer's network. */
import { FileError } from "../../shell/files/file-system.ts";
import { join } from "../../shell/files/paths.ts";
import type { Installed, ProgramContext } from "../../shell/program.ts";
import { runCommand } from "./command.ts";
import { ABSENT, COMMANDS, findCommand, GROUPS, SUBGROUPS } from "./commands/index.ts";
import { CLIENT_BUILD, CLIENT_VERSION } from "./commands/version/index.ts";
import { complete } from "./complete.ts";
import { configWarning } from "./config/config.ts";
import { DockerError } from "./errors/errors.ts";
import { RegistryError } from "./registry/answers.ts";

export const docker: Installed = {
  name: "docker",
  summary: "build, tag, push and pull container images",
  program,
  complete,
};

async function program(given: ProgramContext): Promise<number> {
  const { words, config } = globalOptions(given.args);
  const context = config === undefined ? given : { ...given, env: { ...given.env, DOCKER_CONFIG: join(given.cwd, config) } };
  await context.stderr.write(await configWarning(context));
  return answer(context, words);
}

async function answer(context: ProgramContext, words: readonly string[]): Promise<number> {
  const [first, ...rest] = words;
  if (first === "help") return answerHelp(context, rest);
  const found = findCommand(words);
  try {
    if (!found) return await answerUnknown(context, words);
    return await runCommand(found.command, found.name, found.rest, context);
  } catch (error) {
    if (context.signal.aborted) return 130;
    if (error instanceof DockerError) {
      if (error.refusal) context.refuse({ of: `docker ${found?.command.name ?? words[0] ?? ""}`, ...error.refusal });
      if (error.message !== "") await context.stderr.write(`${error.message}\n`);
      return error.status;
    }
    if (error instanceof RegistryError) {
      await context.stderr.write(`Error response from daemon: ${error.message}\n`);
      return 1;
    }
    if (error instanceof FileError && error.code === "ENOSPC") {
      await context.stderr.write(`Error response from daemon: write ${error.path}: no space left on device\n`);
      return 1;
    }
    throw error;
  }
}

/** Options before the subcommand that have a value. */
const VALUED: readonly string[] = ["-H", "--host", "-c", "--context", "-l", "--log-level", "--config"];
const USAGE = "Usage:  docker [OPTIONS] COMMAND [ARG...]\n\nRun 'docker --help' for more information\n";

/** Options before the subcommand. Which engine they name makes no difference here; `--config` names another folder. */
function globalOptions(args: readonly string[]): { words: readonly string[]; config: string | undefined } {
  let config: string | undefined;
  let at = 0;
  while (at < args.length) {
    const word = args[at] as string;
    if (["-D", "--debug", "--tls", "--tlsverify"].includes(word) || /^--(host|context|log-level)=/.test(word)) at++;
    else if (VALUED.includes(word) && at + 1 < args.length) {
      if (word === "--config") config = args[at + 1];
      at += 2;
    } else if (word.startsWith("--config=")) config = args[at++]?.slice("--config=".length);
    else break;
  }
  return { words: args.slice(at), config };
}

/** `docker help COMMAND` is `docker COMMAND --help`. */
async function answerHelp(context: ProgramContext, words: readonly string[]): Promise<number> {
  const [first = "", second] = words;
  const known = words.length === 0 || GROUPS[first] !== undefined || findCommand(words) !== undefined;
  if (known) return answer(context, [...(second === undefined || findCommand(words) ? words : [first]), "--help"]);
  context.refuse({ of: "docker help", code: "unknown-command", names: first });
  await context.stderr.write(`unknown help topic: ${words.join(" ")}\n`);
  return 1;
}

async function answerUnknown(context: ProgramContext, words: readonly string[]): Promise<number> {
  const [first, second, third] = words;
  if (first === "--version" || first === "-v") {
    await context.stdout.write(`Docker version ${CLIENT_VERSION}, build ${CLIENT_BUILD}\n`);
    return 0;
  }
  if (first === undefined || first === "--help" || first === "-h") {
    await context.stdout.write(overview());
    return 0;
  }
  if (VALUED.includes(first)) {
    context.refuse({ of: "docker", code: "missing-value", names: first });
    await context.stderr.write(`flag needs an argument: ${first.startsWith("--") ? first : `'${first[1]}' in ${first}`}\n\n${USAGE}`);
    return 125;
  }
  if (first.startsWith("-")) {
    context.refuse({ of: "docker", code: "unknown-flag", names: first });
    const said = first.startsWith("--") ? `unknown flag: ${first.split("=")[0]}` : `unknown shorthand flag: '${first[1]}' in ${first}`;
    await context.stderr.write(`${said}\n\n${USAGE}`);
    return 125;
  }
  if (GROUPS[first] !== undefined && (second === undefined || second === "--help")) {
    await context.stdout.write(groupHelp(first));
    return 0;
  }
  const below = `${first} ${second}`;
  if (SUBGROUPS[below] !== undefined && (third === undefined || third === "--help")) {
    await context.stdout.write(groupHelp(below));
    return 0;
  }
  const name = GROUPS[first] === undefined ? first : below;
  context.refuse({ of: "docker", code: "unknown-command", names: name });
  if (ABSENT.includes(first)) {
    await context.stderr.write(
      `docker: 'docker ${first}' is not part of this sandbox, which has images and registries but no long-running containers.\n\nRun 'docker --help' for more information\n`,
    );
    return 1;
  }
  const usage = GROUPS[first] === undefined ? "" : `Usage:  docker ${first} COMMAND\n\n`;
  await context.stderr.write(
    `docker: unknown command: docker ${name}\n\n${usage}Run 'docker ${usage === "" ? "" : `${first} `}--help' for more information\n`,
  );
  return 1;
}

function overview(): string {
  const rows = COMMANDS.filter(({ name }) => !name.includes(" ")).map(({ name, about }) => `  ${name.padEnd(11)} ${about.split("\n")[0]}\n`);
  const groups = Object.entries(GROUPS).map(([name, about]) => `  ${name.padEnd(11)} ${about}\n`);
  return `Usage:  docker [OPTIONS] COMMAND

A self-sufficient runtime for containers

Commands:
${rows.join("")}
Management Commands:
${groups.join("")}
Global Options:
  -v, --version            Print version information and quit

Run 'docker COMMAND --help' for more information on a command.
`;
}

function groupHelp(group: string): string {
  const rows = COMMANDS.flatMap(({ name, aliases = [], about }) => {
    const own = [name, ...aliases].find((candidate) => candidate.startsWith(`${group} `));
    return own === undefined ? [] : [`  ${own.slice(group.length + 1).padEnd(11)} ${about.split("\n")[0]}\n`];
  });
  return `Usage:  docker ${group} COMMAND

${GROUPS[group] ?? SUBGROUPS[group]}

Commands:
${rows.sort().join("")}
Run 'docker ${group} COMMAND --help' for more information on a command.
`;
}
