/** Reading what a group holds: its streams, one of them, or all of them through a filter (API_FilterLogEvents and its neighbours). */
import type { JsonOperation } from "../http/json/service.ts";
import type { Values } from "../http/json/values.ts";
import { base64, fromBase64, text, utf8 } from "../kernel/bytes.ts";
import type { LogEvent } from "../world/tables.ts";
import { logsErrors } from "./errors.ts";
import { type Filter, readFilter } from "./filter/filter.ts";
import { FilterTrouble } from "./filter/trouble.ts";
import { foundGroup, groupArn, held, page } from "./groups.ts";

const DEFAULT_EVENTS = 10_000;
const DIGITS = 56;

interface Stream {
  readonly name: string;
  readonly first: LogEvent;
  readonly last: LogEvent;
}

/** A stream is as old as the first event in it: there is no other way to make one here. */
const describeLogStreams: JsonOperation = (input, scope) => {
  const group = foundGroup(scope, input);
  const { logStreamNamePrefix: prefix, orderBy = "LogStreamName", descending = false } = input;
  if (prefix !== undefined && orderBy === "LastEventTime") throw logsErrors.invalid("Cannot order by LastEventTime with a logStreamNamePrefix.");
  const streams = new Map<string, Stream>();
  for (const [, event] of held(scope.tx.world, group.key, group, scope.now)) {
    if (event.stream.startsWith(String(prefix ?? "")))
      streams.set(event.stream, { name: event.stream, first: streams.get(event.stream)?.first ?? event, last: event });
  }
  const rank = ({ name, last }: Stream) => `${orderBy === "LastEventTime" ? String(last.timestamp).padStart(15, "0") : ""} ${name}`;
  const ordered = [...streams.values()].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
  if (descending === true) ordered.reverse();
  const { shown, nextToken } = page(ordered, input, ({ name }) => name);
  const arn = groupArn(group, group.name);
  return {
    logStreams: shown.map(({ name, first, last }) => ({
      logStreamName: name,
      creationTime: first.ingestedAt,
      firstEventTimestamp: first.timestamp,
      lastEventTimestamp: last.timestamp,
      lastIngestionTime: last.ingestedAt,
      arn: `${arn}:log-stream:${name}`,
      storedBytes: 0,
    })),
    nextToken,
  };
};

function within({ startTime, endTime }: Values, { timestamp }: LogEvent): boolean {
  return timestamp >= Number(startTime ?? 0) && timestamp <= Number(endTime ?? Number.MAX_SAFE_INTEGER);
}

/** `f/…` goes on after a time, `b/…` before it. */
function positionOf(token: string): { readonly forward: boolean; readonly at: number } {
  const [, direction, digits = ""] = /^([fb])\/(\d{56})\/s$/.exec(token) ?? [];
  if (direction === undefined) throw logsErrors.badToken();
  return { forward: direction === "f", at: Number(digits) };
}

function position(direction: "f" | "b", at: number): string {
  return `${direction}/${String(at).padStart(DIGITS, "0")}/s`;
}

/** Without a token the latest, or with `startFromHead` the earliest. At an end the token is the one that was given. */
const getLogEvents: JsonOperation = (input, scope) => {
  const group = foundGroup(scope, input);
  const whole = [...held(scope.tx.world, group.key, group, scope.now)]
    .map(([, event]) => event)
    .filter(({ stream }) => stream === input.logStreamName);
  if (whole.length === 0) throw logsErrors.noStream();
  const { limit = DEFAULT_EVENTS, nextToken } = input;
  const given = nextToken === undefined ? undefined : positionOf(String(nextToken));
  const asked = whole.filter(
    (event) => within(input, event) && (!given || (given.forward ? event.timestamp > given.at : event.timestamp < given.at)),
  );
  const forward = given?.forward ?? input.startFromHead === true;
  const shown = forward ? asked.slice(0, Number(limit)) : asked.slice(-Number(limit));
  const [first, last] = [shown[0], shown.at(-1)];
  const at = given?.at ?? scope.now;
  return {
    events: shown.map(({ timestamp, message, ingestedAt }) => ({ timestamp, message, ingestionTime: ingestedAt })),
    nextForwardToken: position("f", last?.timestamp ?? at),
    nextBackwardToken: position("b", first?.timestamp ?? at),
  };
};

function filterOf(pattern: unknown): Filter {
  try {
    return readFilter(String(pattern ?? ""));
  } catch (error) {
    if (!(error instanceof FilterTrouble)) throw error;
    throw error.kind === "lacks" ? logsErrors.lacks(error.message) : logsErrors.invalid(error.message);
  }
}

/** An id that grows with time: 15 digits of it, and 41 of the stream. */
function eventId({ timestamp, stream }: LogEvent): string {
  const digits = BigInt(`0x${[...utf8(stream)].map((byte) => byte.toString(16).padStart(2, "0")).join("") || "0"}`).toString();
  return `${String(timestamp).padStart(15, "0")}${digits.slice(0, DIGITS - 15).padStart(DIGITS - 15, "0")}`;
}

const filterLogEvents: JsonOperation = (input, scope) => {
  const group = foundGroup(scope, input);
  const { logStreamNames, logStreamNamePrefix: prefix, limit = DEFAULT_EVENTS, nextToken } = input;
  if (logStreamNames !== undefined && prefix !== undefined)
    throw logsErrors.invalid("logStreamNamePrefix and logStreamNames are mutually exclusive parameters."); // (unverified)
  const names = logStreamNames as readonly string[] | undefined;
  const filter = filterOf(input.filterPattern);
  const fits = (event: LogEvent) =>
    within(input, event) &&
    (names === undefined || names.includes(event.stream)) &&
    event.stream.startsWith(String(prefix ?? "")) &&
    filter(event.message);
  const bytes = nextToken === undefined ? undefined : fromBase64(String(nextToken));
  if (nextToken !== undefined && !bytes) throw logsErrors.badToken();
  const shown: LogEvent[] = [];
  let reached = "";
  let next: string | undefined;
  for (const [key, event] of held(scope.tx.world, group.key, group, scope.now, bytes ? text(bytes) : undefined)) {
    if (!fits(event)) continue;
    if (shown.length === Number(limit)) {
      next = base64(utf8(reached));
      break;
    }
    shown.push(event);
    reached = key;
  }
  const events = shown.map((event) => ({
    logStreamName: event.stream,
    timestamp: event.timestamp,
    message: event.message,
    ingestionTime: event.ingestedAt,
    eventId: eventId(event),
  }));
  return { events, searchedLogStreams: [], nextToken: next };
};

export const EVENT_OPERATIONS: readonly (readonly [string, JsonOperation])[] = [
  ["DescribeLogStreams", describeLogStreams],
  ["FilterLogEvents", filterLogEvents],
  ["GetLogEvents", getLogEvents],
];
