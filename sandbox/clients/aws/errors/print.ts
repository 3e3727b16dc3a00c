/** Words and exit statuses of failures: CLI v2 2.36 (252 usage, 253 configuration, 254 service, 255 other) and v1 1.46 (2 usage, 255 all else). */
import type { Output } from "../../../shell/program.ts";
import { formatTable } from "../format/table/table.ts";
import { formatText } from "../format/text/text.ts";
import { formatYaml } from "../format/yaml/yaml.ts";
import { dumps } from "../python/json.ts";
import { str, type Value } from "../python/values.ts";
import type { Failure, ServiceError } from "./failure.ts";

export type Generation = 1 | 2;
export type ErrorFormat = "enhanced" | "legacy" | "json" | "yaml" | "text" | "table";
export const ERROR_FORMATS: readonly string[] = ["legacy", "json", "yaml", "text", "table", "enhanced"];

const USAGE_LINES = `usage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]
To see help text, you can run:

  aws help
  aws <command> help
  aws <command> <subcommand> help
`;

const V1_NOTE =
  "\rNote: AWS CLI version 2, the latest major version of the AWS CLI, is now stable and recommended for general use. For more information, see the AWS CLI version 2 installation instructions at: https://docs.aws.amazon.com/cli/latest/userguide/install-cliv2.html\n\n";

/** What argparse prints before its error in v1. */
const ARGPARSE_USAGE = `usage: ${V1_NOTE}${USAGE_LINES}`;

const V2_CODES: Readonly<Record<string, readonly [code: string, status: number]>> = {
  usage: ["ParamValidation", 252],
  param: ["ParamValidation", 252],
  "no-region": ["NoRegion", 253],
  "no-credentials": ["NoCredentials", 253],
  configuration: ["Configuration", 253],
};

/** `An error occurred (X) when calling the Y operation (reached max retries: 2): …`, and what else the error said. */
function serviceLine(error: ServiceError): string {
  const retries = error.retries === undefined ? "" : ` (reached max retries: ${error.retries})`;
  return `An error occurred (${error.code}) when calling the ${error.operation} operation${retries}: ${error.message}`;
}

function details(error: ServiceError): string {
  const lines = Object.entries(error.body)
    .filter(([name, value]) => !["message", "Message", "__type", "Code"].includes(name) && value !== null && typeof value !== "object")
    .map(([name, value]) => `${name}: ${str(value as Value)}`);
  return lines.length > 0 ? `\n\nAdditional error details:\n${lines.join("\n")}` : "";
}

function structured(format: ErrorFormat, code: string, message: string, body: Readonly<Record<string, unknown>>): string | undefined {
  if (format === "enhanced" || format === "legacy") return undefined;
  const entries: Record<string, Value> = body.message === undefined ? { Code: code, Message: message } : { Message: message, Code: code };
  for (const [name, value] of Object.entries(body)) {
    if (!["__type", "Message", "Code"].includes(name)) entries[name] = value as Value;
  }
  if (format === "json") return `${dumps(entries, { indent: 4, ascii: false })}\n`;
  if (format === "yaml") return formatYaml(entries);
  if (format === "text") return formatText(entries);
  return formatTable("error", entries, { width: 80, colour: false });
}

function printedV2(failure: Failure, format: ErrorFormat): [text: string, status: number] {
  const { what } = failure;
  if (what.kind === "unknown-options") return [`\n${USAGE_LINES}\n\naws: [ERROR]: ${failure.message}\n`, 252];
  if (what.kind === "sandbox") return [`\naws: [SANDBOX]: ${failure.message}\n`, 255];
  if (what.kind === "service") {
    const { service } = what;
    const other = structured(format, service.code, service.message, service.body);
    return [other ?? `\naws: [ERROR]: ${serviceLine(service)}${format === "enhanced" ? details(service) : ""}\n`, 254];
  }
  // Without its profile the CLI does not know how errors are to be printed, and prints this one bare.
  if (what.kind === "configuration" && failure.code === "no-profile") return [`\naws: [ERROR]: ${failure.message}\n`, 253];
  const [code, status] = V2_CODES[what.kind] ?? [undefined, 255];
  if (code === undefined) return [`\naws: [ERROR]: ${failure.message}\n`, 255];
  const message = what.kind === "usage" ? `${failure.message}\n\n${USAGE_LINES}` : failure.message;
  const other = structured(format, code, message, {});
  const lead = format === "legacy" ? "" : `An error occurred (${code}): `;
  return [other ?? `\naws: [ERROR]: ${lead}${message}${message.endsWith("\n") ? "" : "\n"}`, status];
}

function printedV1(failure: Failure): [text: string, status: number] {
  switch (failure.what.kind) {
    case "usage":
      return [`${ARGPARSE_USAGE}aws: error: ${failure.message}\n`, 2];
    case "unknown-options":
      return [`usage: ${V1_NOTE}${USAGE_LINES}\n${failure.message}\n`, 255];
    case "no-region":
    case "no-credentials":
      return [`${failure.message}\n`, 255];
    case "service":
      return [`\n${serviceLine(failure.what.service)}\n`, 255];
    default:
      return [`\n${failure.what.kind === "sandbox" ? "aws: " : ""}${failure.message}\n`, 255];
  }
}

/** Writes a failure to `stderr` and returns the exit status. */
export async function printFailure(failure: Failure, generation: Generation, format: ErrorFormat, stderr: Output): Promise<number> {
  const [text, status] = generation === 1 ? printedV1(failure) : printedV2(failure, format);
  await stderr.write(text);
  return status;
}

/** A value that is none of the choices, as each generation says it. */
export function wrongChoice(
  generation: Generation,
  choice: { readonly argument: string; readonly value: string; readonly choices: readonly string[]; readonly like: readonly string[] },
): string {
  const list = choice.like.map((word) => `  * ${word}`).join("\n");
  if (generation === 2) {
    const hint = choice.like.length > 0 ? `\n\nMaybe you meant:\n\n${list}` : "\n";
    return `argument ${choice.argument}: Found invalid choice '${choice.value}'${hint}`;
  }
  const rows: string[] = [];
  for (let i = 0; i < choice.choices.length; i += 2)
    rows.push(
      choice.choices
        .slice(i, i + 2)
        .map((word) => word.padEnd(40))
        .join(" | "),
    );
  const hint = choice.like.length > 0 ? `\n\n\nInvalid choice: '${choice.value}', maybe you meant:\n\n${list}` : "";
  return `argument ${choice.argument}: Invalid choice, valid choices are:\n\n${rows.join("\n")}${hint}`;
}
