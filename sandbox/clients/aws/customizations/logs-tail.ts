/** `aws logs tail` (v2 only): what a log group holds since some time, one line an event. `--follow` is not there. */
import { Failure } from "../errors/failure.ts";
import type { Service } from "../model.ts";
import { type OptionSpec, parseKnown } from "../python/argparse.ts";
import { dumps, JsonError, loads } from "../python/json.ts";
import { type Dict, isDict, isList } from "../python/values.ts";
import { callOnce } from "../request/call.ts";
import { parseTimestamp } from "../request/wire-input.ts";
import { clientFor, type ProgramRun } from "../session.ts";
import { refuseRest } from "./ecr-login.ts";

export const TAIL_OPTIONS: readonly OptionSpec[] = [
  { name: "--since", takes: "one" },
  { name: "--follow", takes: "flag" },
  { name: "--format", takes: "one", choices: ["detailed", "short", "json"] },
  { name: "--filter-pattern", takes: "one" },
  { name: "--log-stream-names", takes: "many" },
  { name: "--log-stream-name-prefix", takes: "one" },
];

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Epoch milliseconds of `10m`, or of a date. */
function begin(since: string, now: number): number {
  const [, amount = "", unit = ""] = /^(\d+)([smhdw])$/.exec(since) ?? [];
  if (unit !== "") return now - Number(amount) * (UNITS[unit] ?? 0);
  const seconds = parseTimestamp(since);
  if (seconds === undefined) throw new Failure("general", "bad-value", `Invalid timestamp "${since}": Unknown string format: ${since}`, since);
  return Math.trunc(seconds * 1000);
}

interface Painter {
  readonly green: (text: string) => string;
  readonly cyan: (text: string) => string;
}

function painter(colours: boolean): Painter {
  const paint = (code: number) => (text: string) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text);
  return { green: paint(32), cyan: paint(36) };
}

/** `2026-11-23T08:00:00`. */
function second(timestamp: number): string {
  return new Date(timestamp).toISOString().slice(0, 19);
}

/** `.500000`. */
function microseconds(timestamp: number): string {
  return `.${String(timestamp % 1000).padStart(3, "0")}000`;
}

/** JSON on lines of its own, anything else as it is. */
function pretty(message: string): string {
  try {
    return `\n${dumps(loads(message), { indent: 4 })}`;
  } catch (error) {
    if (error instanceof JsonError) return message;
    throw error;
  }
}

/** Each format has its own form of the time: JSON leaves a fraction of nothing out. */
function line(event: Dict, format: string, { green, cyan }: Painter): string {
  const message = String(event.message).replace(/\n+$/, "");
  const at = Number(event.timestamp);
  if (format === "short") return `${green(second(at))} ${message}\n`;
  const fraction = format === "json" && at % 1000 === 0 ? "" : microseconds(at);
  return `${green(`${second(at)}${fraction}+00:00`)} ${cyan(String(event.logStreamName))} ${format === "json" ? pretty(message) : message}\n`;
}

export async function tailLogs(run: ProgramRun, service: Service, args: readonly string[]): Promise<number> {
  const { values, rest } = parseKnown({ options: TAIL_OPTIONS, positionals: [{ name: "group_name" }] }, args);
  refuseRest(rest);
  if (values.has("follow")) {
    const words = "'aws logs tail --follow' waits for events, and this sandbox's time does not pass while it waits. Leave --follow out.";
    throw new Failure("sandbox", "not-simulated", words, "--follow");
  }
  const operation = service.operations.find(({ name }) => name === "FilterLogEvents");
  if (!operation) throw new Error("the model has no FilterLogEvents");
  const { context, globals } = run;
  const group = String(values.get("group_name"));
  const client = await clientFor(run, service);
  const input: Record<string, Dict[string]> = {
    logGroupName: group,
    interleaved: true,
    startTime: begin(String(values.get("since") ?? "10m"), context.clock.now()),
  };
  for (const [option, member] of [
    ["filter_pattern", "filterPattern"],
    ["log_stream_names", "logStreamNames"],
    ["log_stream_name_prefix", "logStreamNamePrefix"],
  ] as const) {
    const value = values.get(option);
    if (value !== undefined) input[member] = typeof value === "string" ? value : [...value];
  }
  const paint = painter(globals.colour === "on" || (globals.colour === "auto" && context.stdout.isTty));
  const format = String(values.get("format") ?? "detailed");
  for (let token: string | undefined, more = true; more; more = token !== undefined) {
    const answer = await callOnce(client, operation, token === undefined ? input : { ...input, nextToken: token });
    const events = isList(answer.events) ? answer.events.filter(isDict) : [];
    for (const event of events) await context.stdout.write(line(event, format, paint));
    token = typeof answer.nextToken === "string" ? answer.nextToken : undefined;
  }
  return 0;
}
