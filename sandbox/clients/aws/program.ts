/** `aws`: global options, the command, and what to say when it cannot be done. */
import { FileError } from "../../shell/files/file-system.ts";
import type { Program, ProgramContext } from "../../shell/program.ts";
import { refused, runOperation, runWait } from "./commands/operation.ts";
import { loadSettings, text } from "./config/settings.ts";
import { configure } from "./customizations/configure.ts";
import { getLogin, getLoginPassword, hasLogin } from "./customizations/ecr-login.ts";
import { Failure, fileFailure } from "./errors/failure.ts";
import { ERROR_FORMATS, type ErrorFormat, type Generation, printFailure } from "./errors/print.ts";
import type { Service } from "./model.ts";
import { type Globals, globalOptions, readGlobals } from "./parse/globals.ts";
import { ParseError, parseKnown } from "./python/argparse.ts";
import { hasTail, serviceNamed } from "./services.ts";
import type { ProgramRun } from "./session.ts";

const VERSIONS: Readonly<Record<Generation, string>> = {
  1: "aws-cli/1.46.2 Python/3.11.7 Linux/6.1.0 botocore/1.43.62",
  2: "aws-cli/2.36.12 Python/3.14.6 Linux/6.1.0 exe/x86_64.debian.12",
};

const LOGIN_COMMANDS: readonly string[] = ["get-login-password"];

/** Subcommands of a service that can be run, in the order v1 lists them. */
export function serviceCommands(service: Service, generation: Generation): string[] {
  const own = service.command === "ecr" && generation === 1 ? ["get-login", ...LOGIN_COMMANDS] : hasLogin(service) ? LOGIN_COMMANDS : [];
  const more = [...(hasTail(service, generation) ? ["tail"] : []), ...(service.waiters.length > 0 ? ["wait"] : [])];
  return [...service.operations.map((operation) => operation.command), ...own, ...more, "help"];
}

async function runService(run: ProgramRun, service: Service, args: readonly string[]): Promise<number> {
  const { values, rest } = parseKnown({ options: [], positionals: [{ name: "operation" }] }, args);
  const name = String(values.get("operation"));
  const operation = service.operations.find((candidate) => candidate.command === name);
  const wantsHelp = rest.at(-1) === "help" && rest.length <= (name === "wait" ? 2 : 1);
  if (name === "help" || (wantsHelp && serviceCommands(service, run.generation).includes(name))) {
    const { serviceHelp, commandHelp } = await import("./help/index.ts");
    await run.context.stdout.write(name === "help" ? serviceHelp(service, run.generation) : commandHelp(service, name, run.generation));
    return 0;
  }
  if (operation) return runOperation(run, service, operation, rest);
  if (name === "wait" && service.waiters.length > 0) return runWait(run, service, rest);
  if (hasLogin(service) && name === "get-login-password") return getLoginPassword(run, service, rest);
  if (service.command === "ecr" && name === "get-login" && run.generation === 1) return getLogin(run, service, rest);
  if (name === "tail" && hasTail(service, run.generation)) return (await import("./customizations/logs-tail.ts")).tailLogs(run, service, rest);
  const { notHere, realCommands } = await import("./help/elsewhere.ts");
  const elsewhere = notHere(service.command, name);
  if (elsewhere !== undefined) throw new Failure("sandbox", "not-simulated", elsewhere, name);
  const choices = realCommands(service.command, serviceCommands(service, run.generation));
  parseKnown({ options: [], positionals: [{ name: "operation", choices }] }, args);
  return 0;
}

/** What `aws help` knows besides the commands. */
const HELP_TOPICS = ["topics", "config-vars", "ddb-expressions", "return-codes", "s3-config", "s3-faq", "s3-case-insensitivity"];

async function runCommand(run: ProgramRun, command: string, args: readonly string[]): Promise<number> {
  const service = await serviceNamed(command);
  if (service) return runService(run, service, args);
  if (command === "configure" && args[0] !== "help" && args[1] !== "help") return configure(run, args);
  if (command === "help" && args[0] !== undefined && !args[0].startsWith("-")) {
    parseKnown({ options: [], positionals: [{ name: "subcommand", choices: HELP_TOPICS }] }, args);
    throw new Failure("sandbox", "not-simulated", `'aws help ${args[0]}' is a real command, but this sandbox does not have it.`, args[0]);
  }
  if (command === "help" || command === "configure") {
    const { generalHelp, configureHelp } = await import("./help/index.ts");
    await run.context.stdout.write(command === "help" ? generalHelp(run.generation) : configureHelp(run.generation));
    return 0;
  }
  const { allCommands, notHere } = await import("./help/elsewhere.ts");
  const elsewhere = notHere(command);
  if (elsewhere !== undefined) throw new Failure("sandbox", "not-simulated", elsewhere, command);
  parseKnown({ options: [], positionals: [{ name: "command", choices: allCommands(run.generation) }] }, [command]);
  return 0;
}

/** How errors are printed: the option, the environment, the profile. */
function errorFormat(globals: Globals | undefined, context: ProgramContext, configured: string | undefined): ErrorFormat {
  const asked = globals?.errorFormat ?? context.env.AWS_CLI_ERROR_FORMAT ?? configured ?? "enhanced";
  return ERROR_FORMATS.includes(asked) ? (asked as ErrorFormat) : "enhanced";
}

async function debugLine(context: ProgramContext, generation: Generation): Promise<void> {
  const time = new Date(context.clock.now()).toISOString().replace("T", " ").replace(".", ",").slice(0, 23);
  await context.stderr.write(
    `${time} - MainThread - awscli.clidriver - DEBUG - CLI version: ${VERSIONS[generation]}\n${time} - MainThread - awscli.clidriver - DEBUG - Arguments entered to CLI: [${context.args.map((arg) => `'${arg}'`).join(", ")}]\n`,
  );
}

export const program: Program = async (context) => {
  const generation = context.awsCli;
  let globals: Globals | undefined;
  let configured: string | undefined;
  try {
    const parsed = parseKnown(
      { options: globalOptions(generation), positionals: [{ name: "command", optional: context.args.includes("--version") }] },
      context.args,
    );
    if (parsed.values.has("version")) {
      await context.stdout.write(`${VERSIONS[generation]}\n`);
      return 0;
    }
    globals = readGlobals(parsed);
    const settings = await loadSettings(context, globals.profile);
    configured = text(settings.profiles.get(settings.profile ?? "default")?.cli_error_format);
    if (globals.debug) await debugLine(context, generation);
    const command = String(parsed.values.get("command"));
    const run: ProgramRun = { context, generation, globals, settings, command: [command, ...parsed.rest.slice(0, 1)].join(".") };
    return await runCommand(run, command, parsed.rest);
  } catch (error) {
    const failure = error instanceof ParseError ? refused(error, { generation }) : error instanceof FileError ? fileFailure(error) : error;
    if (failure instanceof Failure) {
      if (failure.code !== "service-error")
        context.refuse({ of: "aws", code: failure.code, ...(failure.names === undefined ? {} : { names: failure.names }) });
      return printFailure(failure, generation, errorFormat(globals, context, configured), context.stderr);
    }
    if (context.signal.aborted) {
      await context.stdout.write("\n");
      return 130;
    }
    throw error;
  }
};
