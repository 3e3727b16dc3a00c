/** Log groups and how long they keep what they hold (API_CreateLogGroup and its neighbours). */
import type { JsonOperation, JsonScope } from "../http/json/service.ts";
import type { Values } from "../http/json/values.ts";
import { memberKey, type RegistryId, regionalKey } from "../world/keys.ts";
import type { LogEvent, LogGroup } from "../world/tables.ts";
import { range, type World } from "../world/world.ts";
import { logsErrors } from "./errors.ts";

const DAY = 24 * 60 * 60 * 1000;
const DEFAULT_PAGE = 50;
/** Bytes that every event counts for beside its message. */
const OVERHEAD = 26;

/** Days that a group may keep its events (API_PutRetentionPolicy). */
const RETENTIONS: readonly number[] = [
  ...[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731],
  ...[1096, 1827, 2192, 2557, 2922, 3288, 3653],
];

export function groupArn({ account, region }: RegistryId, name: string): string {
  return `arn:aws:logs:${region}:${account}:log-group:${name}`;
}

/** The name that an input gives, by itself or in an ARN. */
export function groupName({ logGroupName, logGroupIdentifier }: Values): string {
  if (logGroupName !== undefined && logGroupIdentifier !== undefined)
    throw logsErrors.invalid("LogGroup name and LogGroup ARN are mutually exclusive parameters."); // (unverified)
  const given = logGroupName ?? logGroupIdentifier;
  if (given === undefined) throw logsErrors.invalid("A log group must be specified."); // (unverified)
  return String(given).replace(/^arn:aws:logs:[^:]*:\d{12}:log-group:/, "");
}

export function foundGroup({ tx, place }: JsonScope, input: Values): LogGroup & { readonly key: string } {
  const key = regionalKey(place, groupName(input));
  const group = tx.get("logGroups", key);
  if (!group) throw logsErrors.noGroup();
  return { ...group, key };
}

/** What a group holds, oldest first; what is older than it keeps is as good as gone. `key` is the group's. */
export function* held(
  world: World,
  key: string,
  { retentionInDays }: Pick<LogGroup, "retentionInDays">,
  now: number,
  after?: string,
): Generator<[string, LogEvent]> {
  const begin = retentionInDays === undefined ? 0 : now - retentionInDays * DAY;
  for (const entry of range(world, "logEvents", memberKey(key, ""), after)) if (entry[1].timestamp >= begin) yield entry;
}

const createLogGroup: JsonOperation = (input, { tx, place, now }) => {
  const name = String(input.logGroupName);
  const key = regionalKey(place, name);
  if (input.kmsKeyId !== undefined) throw logsErrors.lacks("log groups that are encrypted with a key of one's own");
  if (input.logGroupClass !== undefined && input.logGroupClass !== "STANDARD") throw logsErrors.lacks("log groups of another class than STANDARD");
  if (tx.get("logGroups", key)) throw logsErrors.groupExists();
  tx.set("logGroups", key, {
    account: place.account,
    region: place.region,
    name,
    arn: groupArn(place, name),
    createdAt: now,
    tags: (input.tags ?? {}) as LogGroup["tags"],
  });
  return {};
};

const deleteLogGroup: JsonOperation = (input, scope) => {
  const { key } = foundGroup(scope, input);
  const keys = [...scope.tx.range("logEvents", memberKey(key, ""))].map(([event]) => event);
  for (const event of keys) scope.tx.delete("logEvents", event);
  scope.tx.delete("logGroups", key);
  return {};
};

const putRetentionPolicy: JsonOperation = (input, scope) => {
  const { key, ...group } = foundGroup(scope, input);
  const retentionInDays = Number(input.retentionInDays);
  if (!RETENTIONS.includes(retentionInDays)) {
    throw logsErrors.invalid(
      `1 validation error detected: Value '${retentionInDays}' at 'retentionInDays' failed to satisfy constraint: Member must satisfy enum value set: [${RETENTIONS.join(", ")}]`,
    );
  }
  scope.tx.set("logGroups", key, { ...group, retentionInDays });
  return {};
};

const deleteRetentionPolicy: JsonOperation = (input, scope) => {
  const { key, retentionInDays: _, ...group } = foundGroup(scope, input);
  scope.tx.set("logGroups", key, group);
  return {};
};

function described(world: World, key: string, group: LogGroup, now: number): Values {
  const events = [...held(world, key, group, now)];
  return {
    logGroupName: group.name,
    creationTime: group.createdAt,
    ...(group.retentionInDays === undefined ? {} : { retentionInDays: group.retentionInDays }),
    metricFilterCount: 0,
    arn: `${group.arn}:*`,
    storedBytes: events.reduce((sum, [, { message }]) => sum + message.length + OVERHEAD, 0),
    logGroupClass: "STANDARD",
    logGroupArn: group.arn,
  };
}

/** A page of rows; its token is the key of the last one. */
export function page<T>(rows: Iterable<T>, { nextToken, limit = DEFAULT_PAGE }: Values, nameOf: (row: T) => string) {
  const all = [...rows];
  const begins = nextToken === undefined ? 0 : all.findIndex((row) => nameOf(row) === nextToken) + 1;
  if (nextToken !== undefined && begins === 0) throw logsErrors.badToken();
  const shown = all.slice(begins, begins + Number(limit));
  const last = shown.at(-1);
  return { shown, nextToken: last !== undefined && begins + shown.length < all.length ? nameOf(last) : undefined };
}

const describeLogGroups: JsonOperation = (input, { tx, place, now }) => {
  const { logGroupNamePrefix: prefix, logGroupNamePattern: pattern = "", logGroupClass } = input;
  if (prefix !== undefined && pattern !== "")
    throw logsErrors.invalid("LogGroup name prefix and LogGroup name pattern are mutually exclusive parameters."); // (unverified)
  const groups = [...range(tx.world, "logGroups", regionalKey(place, String(prefix ?? "")))].filter(
    ([, { name }]) => name.toLowerCase().includes(String(pattern).toLowerCase()) && (logGroupClass ?? "STANDARD") === "STANDARD",
  );
  const { shown, nextToken } = page(groups, input, ([, { name }]) => name);
  return { logGroups: shown.map(([key, group]) => described(tx.world, key, group, now)), nextToken };
};

export const GROUP_OPERATIONS: readonly (readonly [string, JsonOperation])[] = [
  ["CreateLogGroup", createLogGroup],
  ["DeleteLogGroup", deleteLogGroup],
  ["DeleteRetentionPolicy", deleteRetentionPolicy],
  ["DescribeLogGroups", describeLogGroups],
  ["PutRetentionPolicy", putRetentionPolicy],
];
