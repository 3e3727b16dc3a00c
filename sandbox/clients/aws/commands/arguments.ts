/** The options of an operation and what they become: its input, and how its pages are asked for. */
import { Failure, parameterFailure } from "../errors/failure.ts";
import type { Generation } from "../errors/print.ts";
import { kebab, type Operation, type Shape } from "../model.ts";
import { ParamFileError, paramFile } from "../parse/files.ts";
import { memberValue, type ValueContext } from "../parse/values.ts";
import type { OptionSpec, Parsed, ParserSpec } from "../python/argparse.ts";
import { loads } from "../python/json.ts";
import { className, type Dict, isDict, type Value } from "../python/values.ts";
import type { PageOptions } from "../request/paginate.ts";

function memberOptions(name: string, shape: Shape, required: boolean): OptionSpec[] {
  const option = `--${kebab(name)}`;
  if (shape.kind === "boolean") {
    const dest = kebab(name).replaceAll("-", "_");
    return [
      { name: option, takes: "flag", dest, required },
      { name: `--no-${kebab(name)}`, takes: "flag", dest },
    ];
  }
  const whole = shape.kind === "long" ? { integer: true } : {};
  return [{ name: option, takes: shape.kind === "list" ? "any" : "one", required, ...whole }];
}

/** Does the command line itself hold this word? Required options are then not insisted on. */
function overrides(args: readonly string[]): boolean {
  if (args.includes("--cli-input-json") || args.includes("--cli-input-yaml")) return true;
  const skeleton = args.indexOf("--generate-cli-skeleton");
  return skeleton >= 0 && args[skeleton + 1] !== "output";
}

/** Has the member's option the name of one of the CLI's own page options? Then that one stands for it: `--max-items` of IAM. */
function shadowed(operation: Operation, member: string): boolean {
  return operation.paging !== undefined && ["starting-token", "page-size", "max-items"].includes(kebab(member));
}

/** What the operation's own parser accepts. */
export function operationParser(operation: Operation, generation: Generation, args: readonly string[]): ParserSpec {
  const free = overrides(args);
  const options = [...operation.input.members].flatMap(([name, shape]) =>
    shadowed(operation, name) ? [] : memberOptions(name, shape, !free && operation.input.required.includes(name)),
  );
  options.push({ name: "--cli-input-json", takes: "one" });
  if (generation === 2) options.push({ name: "--cli-input-yaml", takes: "one" });
  if (operation.paging) {
    options.push(
      { name: "--starting-token", takes: "one" },
      { name: "--page-size", takes: "one", integer: true },
      { name: "--max-items", takes: "one", integer: true },
    );
  }
  const choices = generation === 2 ? ["input", "output", "yaml-input"] : ["input", "output"];
  options.push({ name: "--generate-cli-skeleton", takes: "maybe", otherwise: "input", choices });
  return { options, positionals: [{ name: "help", optional: true }] };
}

async function inputDocument(text: string, option: string, context: ValueContext): Promise<Dict> {
  let source: string | Uint8Array;
  try {
    source = (await paramFile(text, context.where)) ?? text;
  } catch (error) {
    if (error instanceof ParamFileError) throw parameterFailure(`--${option}`, error.message);
    throw error;
  }
  const document = typeof source === "string" ? source : new TextDecoder("utf-8").decode(source);
  let value: Value;
  try {
    value = option === "cli-input-yaml" ? await fromYaml(document) : loads(document);
  } catch (error) {
    const kind = option === "cli-input-yaml" ? "YAML" : "JSON";
    throw parameterFailure(
      option,
      context.generation === 2 ? `Invalid ${kind} received.` : `Invalid JSON: ${(error as Error).message}\nJSON received: ${document}`,
    );
  }
  if (isDict(value)) return value;
  if (context.generation === 1) throw parameterFailure(option, "Invalid JSON received.");
  throw parameterFailure(`--${option}`, `Invalid type: expecting map, received ${className(value)}`);
}

async function fromYaml(document: string): Promise<Value> {
  const { parse } = await import("yaml");
  return parse(document) as Value;
}

/** The call's input, in the order of the operation's options; `--cli-input-json` fills in what no option says. `byPage`: pages are joined. */
export async function readInput(operation: Operation, parsed: Parsed, context: ValueContext, byPage: boolean): Promise<Dict> {
  const input: Record<string, Value> = {};
  for (const [name, shape] of operation.input.members) {
    const given = parsed.values.get(kebab(name).replaceAll("-", "_"));
    if (given === undefined || (byPage && shadowed(operation, name))) continue;
    if (shape.kind === "boolean") input[name] = !String(given).startsWith("--no-");
    else input[name] = await memberValue(given, shape, `--${kebab(name)}`, context);
  }
  if (parsed.values.has("cli_input_json") && parsed.values.has("cli_input_yaml"))
    throw new Failure("param", "bad-value", "Only one --cli-input- parameter may be specified.", "--cli-input-yaml");
  for (const option of ["cli-input-json", "cli-input-yaml"]) {
    const text = parsed.values.get(option.replaceAll("-", "_"));
    if (typeof text !== "string") continue;
    for (const [name, value] of Object.entries(await inputDocument(text, option, context))) if (!Object.hasOwn(input, name)) input[name] = value;
  }
  return input;
}

/** How pages are asked for; undefined when they are not joined: `--no-paginate`, or a page option of the API itself was given. */
export function pageOptions(operation: Operation, parsed: Parsed, paginate: boolean, generation: Generation): PageOptions | undefined {
  const { paging } = operation;
  if (!paging) return undefined;
  const has = (member: string) => !shadowed(operation, member) && parsed.values.has(kebab(member).replaceAll("-", "_"));
  const byHand = !paginate || has(paging.inputToken) || has(paging.limitKey);
  const own = (name: string) => [...operation.input.members.keys()].some((member) => kebab(member) === name.replaceAll("_", "-"));
  const given = (["starting_token", "page_size", "max_items"] as const).filter((name) => parsed.values.has(name) && !own(name));
  if (byHand && given.length > 0) {
    const names = given.map((name) => `--${name.replaceAll("_", "-")}`).join(", ");
    throw new Failure(
      "param",
      "bad-value",
      `${generation === 1 ? "Error during pagination: " : ""}Cannot specify --no-paginate along with pagination arguments: ${names}`,
      names,
    );
  }
  if (byHand) return undefined;
  const number = (name: string): number | undefined => (parsed.values.has(name) ? Number(parsed.values.get(name)) : undefined);
  const token = parsed.values.get("starting_token");
  const maxItems = number("max_items");
  const pageSize = number("page_size");
  return {
    ...(maxItems === undefined ? {} : { maxItems }),
    ...(pageSize === undefined ? {} : { pageSize }),
    ...(typeof token === "string" ? { startingToken: token } : {}),
  };
}
