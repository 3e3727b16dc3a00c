/** Rules of the default event bus (API_PutRule and its neighbours). Buses of one's own, and rules that run by the clock, are not there. */
import { matchesPattern } from "../bus/match.ts";
import { type JsonObject, type Pattern, readPattern } from "../bus/pattern.ts";
import type { JsonOperation, JsonScope } from "../http/json/service.ts";
import type { Values } from "../http/json/values.ts";
import { type RegistryId, regionalKey } from "../world/keys.ts";
import type { EventRule } from "../world/tables.ts";
import { range } from "../world/world.ts";
import { eventErrors } from "./errors.ts";

const BUS = "default";
const DEFAULT_PAGE = 100;

export function ruleArn({ account, region }: RegistryId, name: string): string {
  return `arn:aws:events:${region}:${account}:rule/${name}`;
}

/** The bus may be named by its ARN. */
function checkBus({ EventBusName = BUS }: Values, { account, region }: RegistryId): void {
  const name = String(EventBusName).replace(`arn:aws:events:${region}:${account}:event-bus/`, "");
  if (name !== BUS) throw eventErrors.noBus(name);
}

/** The rule of that name. Throws when there is none. */
export function foundRule({ tx, place }: JsonScope, input: Values, name: unknown): EventRule {
  checkBus(input, place);
  const rule = tx.get("eventRules", regionalKey(place, String(name)));
  if (!rule) throw eventErrors.noRule(String(name));
  return rule;
}

/** A page of a list; the token is what the last entry is called. */
export function page<T>(
  all: Iterable<T>,
  { Limit = DEFAULT_PAGE, NextToken }: Values,
  nameOf: (one: T) => string,
): { readonly shown: readonly T[]; readonly next: string | undefined } {
  const entries = [...all];
  const begins = NextToken === undefined ? 0 : entries.findIndex((one) => nameOf(one) === NextToken) + 1;
  if (NextToken !== undefined && begins === 0) throw eventErrors.invalid("The token is not valid."); // (unverified)
  const shown = entries.slice(begins, begins + Number(Limit));
  const last = shown.at(-1);
  return { shown, next: last !== undefined && begins + shown.length < entries.length ? nameOf(last) : undefined };
}

function pattern(text: string): Pattern {
  const reading = readPattern(text);
  if (reading.kind === "refused") throw eventErrors.badPattern(reading.reason);
  return reading.pattern;
}

/** What is not given of a rule that is there is taken away, its targets and tags excepted. */
const putRule: JsonOperation = (input, { tx, place }) => {
  checkBus(input, place);
  const { Name, EventPattern, State, Description, RoleArn } = input;
  if (input.ScheduleExpression !== undefined) throw eventErrors.lacks("rules that run by the clock; give an event pattern instead");
  if (State === "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS") throw eventErrors.lacks("trails, whose events such a rule is for");
  if (typeof EventPattern !== "string") throw eventErrors.invalid("Parameter(s) EventPattern or ScheduleExpression must be specified.");
  pattern(EventPattern);
  const name = String(Name);
  const key = regionalKey(place, name);
  const before = tx.get("eventRules", key);
  const tags = (input.Tags ?? []) as readonly { Key: string; Value: string }[];
  const rule: EventRule = {
    account: place.account,
    region: place.region,
    name,
    arn: ruleArn(place, name),
    ...(typeof Description === "string" ? { description: Description } : {}),
    pattern: EventPattern,
    state: State === "DISABLED" ? "DISABLED" : "ENABLED",
    ...(typeof RoleArn === "string" ? { roleArn: RoleArn } : {}),
    targets: before?.targets ?? [],
    tags: before?.tags ?? Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])),
  };
  tx.set("eventRules", key, rule);
  return { RuleArn: rule.arn };
};

function described({ name, arn, pattern: text, state, description, roleArn }: EventRule): Values {
  return { Name: name, Arn: arn, EventPattern: text, State: state, Description: description, RoleArn: roleArn, EventBusName: BUS };
}

function withoutGaps(value: Values): Values {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined));
}

const describeRule: JsonOperation = (input, scope) => ({ ...described(foundRule(scope, input, input.Name)), CreatedBy: scope.place.account });

const listRules: JsonOperation = (input, { tx, place }) => {
  checkBus(input, place);
  const rules = [...range(tx.world, "eventRules", regionalKey(place, String(input.NamePrefix ?? "")))].map(([, rule]) => rule);
  const { shown, next } = page(rules, input, ({ name }) => name);
  return { Rules: shown.map((rule) => withoutGaps(described(rule))), NextToken: next };
};

const listRuleNamesByTarget: JsonOperation = (input, { tx, place }) => {
  checkBus(input, place);
  const rules = [...range(tx.world, "eventRules", regionalKey(place, ""))].map(([, rule]) => rule);
  const { shown, next } = page(
    rules.filter(({ targets }) => targets.some(({ arn }) => arn === input.TargetArn)),
    input,
    ({ name }) => name,
  );
  return { RuleNames: shown.map(({ name }) => name), NextToken: next };
};

/** Deleting a rule that is not there succeeds. */
const deleteRule: JsonOperation = (input, { tx, place }) => {
  checkBus(input, place);
  const key = regionalKey(place, String(input.Name));
  const rule = tx.get("eventRules", key);
  if (rule && rule.targets.length > 0) throw eventErrors.hasTargets();
  if (rule) tx.delete("eventRules", key);
  return {};
};

function setState(state: EventRule["state"]): JsonOperation {
  return (input, scope) => {
    const rule = foundRule(scope, input, input.Name);
    scope.tx.set("eventRules", regionalKey(rule, rule.name), { ...rule, state });
    return {};
  };
}

/** Members that an event must have to be one (API_TestEventPattern). */
const MEMBERS = ["id", "account", "source", "time", "region", "resources", "detail-type"];

function eventOf(text: string): JsonObject {
  let event: unknown;
  try {
    event = JSON.parse(text);
  } catch {
    throw eventErrors.invalid("Parameter Event is not valid.");
  }
  if (typeof event !== "object" || event === null || Array.isArray(event)) throw eventErrors.invalid("Parameter Event is not valid.");
  const missing = MEMBERS.find((member) => !Object.hasOwn(event, member));
  if (missing !== undefined) throw eventErrors.invalid(`Parameter Event is not valid. Reason: ${missing} is required.`); // (unverified)
  return event as JsonObject;
}

const testEventPattern: JsonOperation = ({ EventPattern, Event }) => ({
  Result: matchesPattern(pattern(String(EventPattern)), eventOf(String(Event))),
});

export const RULE_OPERATIONS: readonly (readonly [string, JsonOperation])[] = [
  ["DeleteRule", deleteRule],
  ["DescribeRule", describeRule],
  ["DisableRule", setState("DISABLED")],
  ["EnableRule", setState("ENABLED")],
  ["ListRuleNamesByTarget", listRuleNamesByTarget],
  ["ListRules", listRules],
  ["PutRule", putRule],
  ["TestEventPattern", testEventPattern],
];
