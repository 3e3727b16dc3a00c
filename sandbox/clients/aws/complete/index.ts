/** What Tab offers behind `aws`: commands, options, their values, files, and the learner's own repositories and tags. */
import { REGIONS } from "../../../http/sigv4/regions.ts";
import { join } from "../../../shell/files/paths.ts";
import type { Completer, Completion, CompletionContext } from "../../../shell/program.ts";
import { operationParser } from "../commands/arguments.ts";
import { loadSettings } from "../config/settings.ts";
import { configureCommands } from "../customizations/configure.ts";
import { GET_LOGIN_OPTIONS } from "../customizations/ecr-login.ts";
import { EXPORT_OPTIONS } from "../customizations/export-credentials.ts";
import { kebab, type Operation, type Shape } from "../model.ts";
import { globalOptions } from "../parse/globals.ts";
import { serviceCommands } from "../program.ts";
import { type OptionSpec, takesList } from "../python/argparse.ts";
import { hasTail, SERVICE_NAMES, serviceNamed } from "../services.ts";
import { identityValues, imageDigests, imageTags, repositoryNames } from "./live.ts";

const CONFIG_KEYS = ["aws_access_key_id", "aws_secret_access_key", "aws_session_token", "region", "output", "endpoint_url", "cli_pager"];

interface Line {
  readonly words: readonly string[];
  /** Words that are neither options nor their values. */
  readonly plain: readonly string[];
  /** The option whose value stands at the cursor. */
  readonly option: OptionSpec | undefined;
}

/** Reads the words before the cursor by the options that are known so far. */
function read(words: readonly string[], options: readonly OptionSpec[]): Line {
  const plain: string[] = [];
  let option: OptionSpec | undefined;
  for (const word of words) {
    const spec = word.startsWith("--") ? options.find((candidate) => candidate.name === word) : undefined;
    if (word.startsWith("--")) option = spec?.takes === "flag" ? undefined : spec;
    else if (option) option = takesList(option) ? option : undefined;
    else plain.push(word);
  }
  return { words, plain, option };
}

const values = (words: readonly string[]): Completion[] => words.map((value) => ({ value }));

/** Files and directories behind `file://`; the scheme stays in front. */
function files(context: CompletionContext, prefix: string): Completion[] {
  const scheme = prefix.startsWith("fileb://") ? "fileb://" : "file://";
  const typed = prefix.slice(scheme.length);
  const directory = typed.includes("/") ? typed.slice(0, typed.lastIndexOf("/") + 1) : "";
  const home = context.env.HOME ?? "/";
  const path = directory.startsWith("~/") ? join(home, directory.slice(2)) : join(context.cwd, directory || ".");
  if (context.files.stat(path)?.kind !== "directory") return [];
  return context.files
    .list(path)
    .filter((name) => !name.startsWith(".") || typed.slice(directory.length).startsWith("."))
    .map((name) => {
      const isDirectory = context.files.stat(join(path, name))?.kind === "directory";
      return { value: `${scheme}${directory}${name}${isDirectory ? "/" : ""}`, ...(isDirectory ? { open: true } : {}) };
    });
}

/** The value that follows an option earlier on the line. */
function given(words: readonly string[], option: string): string | undefined {
  const at = words.lastIndexOf(option);
  return at >= 0 ? words[at + 1] : words.find((word) => word.startsWith(`${option}=`))?.slice(option.length + 1);
}

/** `imageTag=` and `imageDigest=` with what the repository has. */
async function imageIds(context: CompletionContext, repository: string | undefined, keys: readonly string[]): Promise<Completion[]> {
  const [key = "", value] = context.prefix.split("=");
  if (value === undefined) return keys.map((name) => ({ value: `${name}=`, open: true }));
  if (repository === undefined) return [];
  const found = key === "imageTag" ? await imageTags(context, repository) : key === "imageDigest" ? await imageDigests(context, repository) : [];
  return values(found.map((one) => `${key}=${one}`));
}

function shapeValues(shape: Shape): Completion[] {
  if (shape.kind === "string" && shape.enum) return values(shape.enum);
  if (shape.kind === "structure") return [...shape.members.keys()].map((name) => ({ value: `${name}=`, open: true }));
  if (shape.kind === "list") return shapeValues(shape.member);
  return [];
}

/** Values inside shorthand: `scanOnPush=true`, `encryptionType=KMS`, the next key after a comma. */
function shorthandValues(shape: Shape, prefix: string): Completion[] {
  const structure = shape.kind === "list" ? shape.member : shape;
  if (structure.kind !== "structure") return shapeValues(shape);
  const before = prefix.slice(0, prefix.lastIndexOf(",") + 1);
  const [key = "", value] = prefix.slice(before.length).split("=");
  if (value === undefined) return [...structure.members.keys()].map((name) => ({ value: `${before}${name}=`, open: true }));
  const member = structure.members.get(key);
  const choices = member?.kind === "boolean" ? ["true", "false"] : member?.kind === "string" ? (member.enum ?? []) : [];
  return values(choices.map((choice) => `${before}${key}=${choice}`));
}

async function memberValues(
  context: CompletionContext,
  operation: Operation,
  option: string,
  words: readonly string[],
): Promise<readonly Completion[]> {
  const [name, shape] = [...operation.input.members].find(([member]) => `--${kebab(member)}` === option) ?? [];
  if (context.prefix.startsWith("file")) {
    const found = files(context, context.prefix);
    if (found.length > 0) return found;
  }
  if (!name || !shape) return [];
  const repository = given(words, "--repository-name");
  if (name === "repositoryName" || name === "repositoryNames")
    return operation.name === "CreateRepository" ? [] : values(await repositoryNames(context));
  if (name === "imageTag" && repository !== undefined) return values(await imageTags(context, repository));
  if (shape.kind === "structure" && shape.name === "ImageIdentifier") return imageIds(context, repository, [...shape.members.keys()].reverse());
  if (shape.kind === "list" && shape.member.kind === "structure" && shape.member.name === "ImageIdentifier")
    return imageIds(context, repository, [...shape.member.members.keys()].reverse());
  const named = [...operation.input.members.keys()].map((member) => [member, given(words, `--${kebab(member)}`)] as const);
  const live = /^[A-Z]/.test(name) ? await identityValues(context, operation.name, name, Object.fromEntries(named)) : [];
  if (live.length > 0) return values(live);
  if (/policyText|Policy$|PolicyDocument$|PolicyInputList$|WebIdentityToken$|Text$|replicationConfiguration|Blob$/.test(name))
    return [{ value: shape.kind === "blob" ? "fileb://" : "file://", open: true }, ...shorthandValues(shape, context.prefix)];
  return shape.kind === "structure" || shape.kind === "list" ? shorthandValues(shape, context.prefix) : shapeValues(shape);
}

async function globalValues(context: CompletionContext, option: OptionSpec): Promise<readonly Completion[] | undefined> {
  if (option.choices) return values(option.choices);
  if (option.name === "--region") return values(REGIONS);
  if (option.name === "--profile") return values([...((await loadSettings(context, undefined).catch(() => undefined))?.profiles.keys() ?? [])]);
  return undefined;
}

function optionNames(options: readonly OptionSpec[], words: readonly string[]): Completion[] {
  return options
    .filter((option) => takesList(option) || !words.includes(option.name))
    .map((option) => ({ value: option.name, ...(option.required ? { note: "required" } : {}) }));
}

const matching = (context: CompletionContext, all: readonly Completion[]): Completion[] =>
  all.filter(({ value }) => value.startsWith(context.prefix));

export const complete: Completer = async (context) => {
  const generation = context.awsCli;
  const globals = globalOptions(generation);
  const words = context.words.slice(1);
  const [command, subcommand, third] = read(words, globals).plain;
  const service = command === undefined ? undefined : await serviceNamed(command);
  const operation =
    service?.operations.find((candidate) => candidate.command === subcommand) ??
    (subcommand === "wait" ? service?.waiters.find((candidate) => candidate.command === third)?.operation : undefined);
  const own = operation
    ? operationParser(operation, generation, []).options
    : subcommand === "get-login" && generation === 1
      ? GET_LOGIN_OPTIONS
      : subcommand === "export-credentials"
        ? EXPORT_OPTIONS
        : service && subcommand === "tail" && hasTail(service, generation)
          ? (await import("../customizations/logs-tail.ts")).TAIL_OPTIONS
          : [];
  const line = read(words, [...globals, ...own]);
  if (line.option) {
    const found = globals.includes(line.option)
      ? await globalValues(context, line.option)
      : line.option.choices
        ? values(line.option.choices)
        : operation
          ? await memberValues(context, operation, line.option.name, words)
          : [];
    if (!context.prefix.startsWith("--")) return matching(context, found ?? []);
  }
  if (context.prefix.startsWith("-")) return matching(context, [...optionNames(own, words), ...optionNames(globals, words)]);
  if (command === undefined) return matching(context, values([...SERVICE_NAMES, "configure", "help"]));
  if (command === "configure")
    return matching(
      context,
      values(subcommand === undefined ? configureCommands(generation) : subcommand === "get" || subcommand === "set" ? CONFIG_KEYS : []),
    );
  if (!service) return [];
  if (subcommand === undefined) return matching(context, values(serviceCommands(service, generation)));
  if (subcommand === "wait" && third === undefined) return matching(context, values(service.waiters.map((one) => one.command)));
  return matching(
    context,
    optionNames(own, words).filter((option) => option.note === "required" || context.prefix !== ""),
  );
};
