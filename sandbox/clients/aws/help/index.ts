/** Help in our own words, made of the model. Loaded when it is asked for. */
import { configureCommands } from "../customizations/configure.ts";
import { hasLogin } from "../customizations/ecr-login.ts";
import type { Generation } from "../errors/print.ts";
import { kebab, type Operation, type Service, type Shape, type Structure } from "../model.ts";
import { hasTail, SERVICE_NAMES } from "../services.ts";
import { SENTENCES } from "./sentences.ts";

const heading = (text: string): string => `${text.toUpperCase()}\n`;

function block(lines: readonly (readonly [string, string])[]): string {
  const width = Math.min(44, Math.max(...lines.map(([name]) => name.length)) + 2);
  return lines
    .map(([name, text]) =>
      name.length + 2 > width && text !== ""
        ? `  ${name}\n  ${" ".repeat(width)}${text}\n`
        : `  ${`${name}${" ".repeat(Math.max(width - name.length, 0))}${text}`.trimEnd()}\n`,
    )
    .join("");
}

/** `string`, `list of (structure)`, `Key=string,Value=string ...`. */
function kindOf(shape: Shape): string {
  if (shape.kind === "list") return `list of ${shape.member.kind === "structure" ? `(${fields(shape.member)})` : kindOf(shape.member)}`;
  if (shape.kind === "structure") return fields(shape);
  if (shape.kind === "string" && shape.enum) return shape.enum.join(" | ");
  if (shape.kind === "blob") return "blob: fileb://FILE, or base64 in v2";
  return shape.kind;
}

const SHORT: Readonly<Partial<Record<Shape["kind"], string>>> = { structure: "{…}", list: "[…]", boolean: "true|false" };

function fields(shape: Structure): string {
  return [...shape.members].map(([name, member]) => `${name}=${SHORT[member.kind] ?? member.kind}`).join(",");
}

function optionLines(operation: Operation): [string, string][] {
  const lines = [...operation.input.members].map(([name, shape]): [string, string] => {
    const option = shape.kind === "boolean" ? `--${kebab(name)} | --no-${kebab(name)}` : `--${kebab(name)}`;
    return [option, `${operation.input.required.includes(name) ? "(required) " : ""}${kindOf(shape)}`];
  });
  if (operation.paging)
    lines.push(
      ["--max-items", "integer: stop after so many"],
      ["--page-size", "integer: items a request"],
      ["--starting-token", "string: go on where NextToken ended"],
    );
  lines.push(
    ["--cli-input-json", "JSON, or file://FILE: the whole input at once"],
    ["--generate-cli-skeleton", "input | output: print an empty input or a sample answer"],
  );
  return lines;
}

function outputLines(shape: Structure, indent = ""): string {
  return [...shape.members]
    .map(([name, member]) => {
      const inner = member.kind === "structure" ? member : member.kind === "list" && member.member.kind === "structure" ? member.member : undefined;
      const kind = member.kind === "list" ? "list" : member.kind;
      return `  ${indent}${name} (${kind})\n${inner && indent.length < 4 ? outputLines(inner, `${indent}  `) : ""}`;
    })
    .join("");
}

const SERVICE_SENTENCES: Readonly<Record<string, string>> = {
  ecr: "private container registries",
  "ecr-public": "public container registries, at public.ecr.aws",
  cloudtrail: "who asked AWS for what",
  events: "rules for what AWS services tell of themselves",
  iam: "users, groups, roles and policies",
  kms: "keys, for encrypted repositories of ecr",
  logs: "log groups, and what rules send there",
  secretsmanager: "secrets, for the pull-through cache of ecr",
  sts: "who am I, and keys for a while",
};

const GLOBALS: readonly (readonly [string, string])[] = [
  ["--region REGION", "where to ask"],
  ["--profile NAME", "which section of ~/.aws/config and ~/.aws/credentials"],
  ["--output FORMAT", "json, text or table; v2 also yaml, yaml-stream and off"],
  ["--query EXPRESSION", "a JMESPath expression: print only this of the answer"],
  ["--endpoint-url URL", "ask there instead"],
  ["--no-paginate", "the first page only"],
  ["--no-cli-pager", "v2: never page"],
  ["--no-sign-request", "send without a signature"],
  ["--cli-error-format FORMAT", "v2: enhanced, legacy, json, yaml, text or table"],
  ["--debug", "a little more of what happens"],
  ["--version", "which CLI this is"],
];

const FOOTER = "\nThis is the sandbox's own help. The real one: https://docs.aws.amazon.com/cli/latest/reference/\n";

export function generalHelp(generation: Generation): string {
  const commands = SERVICE_NAMES.map((name): [string, string] => [name, SERVICE_SENTENCES[name] ?? ""]);
  return [
    heading("aws"),
    `  The AWS CLI, version ${generation}, of this sandbox. It sends real, signed requests to a simulated cloud.\n\n`,
    heading("use"),
    "  aws [options] <command> <subcommand> [parameters]\n\n",
    heading("commands"),
    block([...commands, ["configure", "keys, Region and output format"], ["help", "this page"]]),
    "\n",
    heading("options of every command"),
    block(GLOBALS),
    FOOTER,
  ].join("");
}

export function configureHelp(generation: Generation): string {
  return [
    heading("aws configure"),
    "  Asks for access key, secret key, Region and output format, and writes them to ~/.aws/credentials and ~/.aws/config.\n\n",
    heading("subcommands"),
    block(configureCommands(generation).map((name): [string, string] => [name, SENTENCES[`configure ${name}`] ?? ""])),
    FOOTER,
  ].join("");
}

export function serviceHelp(service: Service, generation: Generation): string {
  const commands = service.operations.map((operation): [string, string] => [operation.command, SENTENCES[operation.command] ?? ""]);
  if (service.command === "ecr" && generation === 1) commands.push(["get-login", SENTENCES["get-login"] ?? ""]);
  if (hasLogin(service)) commands.push(["get-login-password", SENTENCES["get-login-password"] ?? ""]);
  if (hasTail(service, generation)) commands.push(["tail", SENTENCES.tail ?? ""]);
  if (service.waiters.length > 0) commands.push(["wait", SENTENCES.wait ?? ""]);
  return [
    heading(`aws ${service.command}`),
    "\n",
    heading("subcommands"),
    block(commands),
    `\n  aws ${service.command} <subcommand> help says more.\n`,
    FOOTER,
  ].join("");
}

/** Options of the CLI's own subcommands. */
const OWN_OPTIONS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  "get-login": [
    ["--registry-ids ID ...", "list of string"],
    ["--no-include-email", "leave out '-e none', which docker no longer takes"],
  ],
  tail: [
    ["GROUP", "(required) name of the log group"],
    ["--since TIME", "10m when left out; 30s, 5m, 2h, 1d, 1w, or a date"],
    ["--format FORMAT", "detailed | short | json"],
    ["--filter-pattern PATTERN", 'string: words, or { $.member = "value" }'],
    ["--log-stream-names NAME ...", "list of string"],
    ["--log-stream-name-prefix PREFIX", "string"],
  ],
};

/** Help of one subcommand. */
export function commandHelp(service: Service, command: string, generation: Generation): string {
  const title = `${heading(`aws ${service.command} ${command}`)}  ${SENTENCES[command] ?? ""}\n\n`;
  const operation = service.operations.find((candidate) => candidate.command === command);
  if (command === "wait") {
    const lines = service.waiters.map((waiter): [string, string] => [
      waiter.command,
      `polls ${waiter.operation.command} every ${waiter.delaySeconds} s, ${waiter.maxAttempts} times at most`,
    ]);
    return `${title}${heading("subcommands")}${block(lines)}${FOOTER}`;
  }
  if (!operation) {
    const options = OWN_OPTIONS[command] ?? [];
    return `${title}${options.length > 0 ? `${heading("options")}${block(options)}` : ""}${FOOTER}`;
  }
  const backfill = operation.command.includes("backfill")
    ? `  CLI ${generation === 1 ? "1.46" : "2.36"} does not have this subcommand yet; the API and this sandbox do.\n\n`
    : "";
  const feed = operation.command.includes("image-scan")
    ? "  Findings in this sandbox come from a small feed of real vulnerabilities: an image without any is not thereby safe.\n\n"
    : "";
  const output = operation.output.members.size > 0 ? `\n${heading("output")}${outputLines(operation.output)}` : "\n  Prints nothing.\n";
  return `${title}${backfill}${feed}${heading("options")}${block(optionLines(operation))}${output}${FOOTER}`;
}
