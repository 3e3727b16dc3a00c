/** `aws <service> <operation>` and `aws <service> wait <waiter>`. */

import { outputOf, scoped, text } from "../config/settings.ts";
import { Failure } from "../errors/failure.ts";
import { wrongChoice } from "../errors/print.ts";
import { checkFormat, printAnswer } from "../format/print.ts";
import type { Operation, Service, Waiter } from "../model.ts";
import { UnreadableBlob } from "../parse/values.ts";
import { type Parsed, type ParseError, parseKnown } from "../python/argparse.ts";
import { closeMatches } from "../python/close-matches.ts";
import type { Dict } from "../python/values.ts";
import { call, callOnce } from "../request/call.ts";
import { at } from "../request/paginate.ts";
import { validate } from "../request/validate.ts";
import { type Client, clientFor, type ProgramRun, type Run } from "../session.ts";
import { operationParser, pageOptions, readInput } from "./arguments.ts";
import { inputSkeleton, outputSample, yamlSkeleton } from "./skeleton.ts";

function blobsAreRaw({ globals, settings }: Run): boolean {
  return globals.rawBlobs ?? text(scoped(settings).cli_binary_format) === "raw-in-base64-out";
}

/** Prints the answer of an operation as the options and the settings say. */
export async function show(run: ProgramRun, name: string, answer: Awaited<ReturnType<typeof call>>): Promise<void> {
  const { context, globals, settings, generation } = run;
  const format = outputOf(settings, context.env, globals.output);
  await printAnswer(name, answer, {
    format,
    query: globals.query,
    colour: globals.colour,
    stdout: context.stdout,
    terminal: context.terminal,
    generation,
  });
}

async function skeleton(run: ProgramRun, service: Service, operation: Operation, kind: string, input: Dict): Promise<void> {
  if (kind === "input") await run.context.stdout.write(inputSkeleton(operation.input));
  else if (kind === "yaml-input") await run.context.stdout.write(yamlSkeleton(operation.input));
  else {
    await clientFor(run, service);
    validate(input, operation.input);
    const whole = outputSample(operation.output);
    await show(run, operation.name, { whole, pages: [whole], resumeToken: undefined });
  }
}

function parse(operation: Operation, run: Run, args: readonly string[]): Parsed {
  const parsed = parseKnown(operationParser(operation, run.generation, args), args);
  const positional = parsed.values.get("help");
  const rest = typeof positional === "string" ? [...parsed.rest, positional] : parsed.rest;
  if (rest.length > 0) throw new Failure("unknown-options", "unknown-option", `Unknown options: ${rest.join(", ")}`, rest[0]);
  return parsed;
}

export async function runOperation(run: ProgramRun, service: Service, operation: Operation, args: readonly string[]): Promise<number> {
  const parsed = parse(operation, run, args);
  const paging = pageOptions(operation, parsed, run.globals.paginate, run.generation);
  const input = await readInput(
    operation,
    parsed,
    { where: run.context, generation: run.generation, rawBlobs: blobsAreRaw(run) },
    paging !== undefined,
  ).catch(async (error: unknown) => {
    if (error instanceof UnreadableBlob) await clientFor(run, service);
    throw error;
  });
  if (paging?.maxItems !== undefined && paging.maxItems <= 0) {
    await run.context.stderr.write("warning: Non-positive values for --max-items may result in undefined behavior.\n");
  }
  const kind = parsed.values.get("generate_cli_skeleton");
  if (typeof kind === "string") {
    await skeleton(run, service, operation, kind, input);
    return 0;
  }
  const client = await clientFor(run, service);
  // The CLI's pages are asked for while they are printed, so there a bad format is noticed before anything is sent.
  if (paging) checkFormat(outputOf(run.settings, run.context.env, run.globals.output), run.generation);
  await show(run, operation.name, await call(client, operation, input, paging));
  return 0;
}

function waiterFailure(waiter: Waiter, reason: string): Failure {
  return new Failure("general", "waiter-failed", `Waiter ${waiter.name} failed: ${reason}`, waiter.name);
}

async function poll(client: Client, waiter: Waiter, input: Dict): Promise<"again" | "done"> {
  let answer: Dict;
  try {
    answer = await callOnce(client, waiter.operation, input);
  } catch (error) {
    if (!(error instanceof Failure) || error.what.kind !== "service") throw error;
    const { code } = error.what.service;
    if (waiter.acceptors.some((acceptor) => acceptor.kind === "error" && acceptor.code === code)) return "again";
    throw waiterFailure(waiter, `An error occurred (${error.what.service.code}): ${error.what.service.message}`);
  }
  const matched = waiter.acceptors.find(
    (acceptor) => acceptor.kind === "answer" || (acceptor.kind === "path" && at(answer, acceptor.path) === acceptor.expected),
  );
  if (matched?.state === "success") return "done";
  if (matched?.kind === "path" && matched.state === "failure") {
    throw waiterFailure(
      waiter,
      `Waiter encountered a terminal failure state: For expression "${matched.path}" we matched expected path: "${matched.expected}"`,
    );
  }
  return "again";
}

export async function runWait(run: ProgramRun, service: Service, args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === undefined) {
    const text =
      run.generation === 1
        ? "usage: aws [options] <command> <subcommand> [parameters]\naws: error: too few arguments"
        : `usage: aws [options] ${service.command} wait <subcommand> [parameters]\naws: [ERROR]: too few arguments`;
    throw new Failure("param", "missing-argument", text, "subcommand");
  }
  const waiter = service.waiters.find((candidate) => candidate.command === name);
  if (!waiter) {
    const choices = [...service.waiters.map((candidate) => candidate.command)];
    const choice = { argument: "subcommand", value: name, choices, like: closeMatches(name, choices) };
    throw new Failure("usage", "unknown-operation", wrongChoice(run.generation, choice), name);
  }
  const parsed = parse(waiter.operation, run, rest);
  const input = await readInput(waiter.operation, parsed, { where: run.context, generation: run.generation, rawBlobs: blobsAreRaw(run) }, false);
  const client = await clientFor(run, service);
  for (let attempt = 1; ; attempt++) {
    if ((await poll(client, waiter, input)) === "done") return 0;
    if (attempt >= waiter.maxAttempts) throw waiterFailure(waiter, "Max attempts exceeded");
    await run.context.clock.sleep(waiter.delaySeconds * 1000);
  }
}

/** Turns argparse's refusal into a failure in the words of a generation. */
export function refused(error: ParseError, run: { readonly generation: 1 | 2 }): Failure {
  const { choice } = error;
  if (!choice) return new Failure("usage", error.code === "missing-argument" ? "missing-argument" : "bad-value", error.message, error.names);
  const code =
    choice.argument === "operation" || choice.argument === "subcommand"
      ? "unknown-operation"
      : choice.argument === "command"
        ? "unknown-command"
        : "bad-value";
  return new Failure("usage", code, wrongChoice(run.generation, choice), choice.value);
}
