/** EventBridge (`events.REGION.amazonaws.com`), as far as events of AWS services need it: AWS JSON 1.1. */
import { jsonService } from "../http/json/service.ts";
import type { Values } from "../http/json/values.ts";
import { type Constraints, problemsOf } from "../http/query/validate.ts";
import { regionalKey } from "../world/keys.ts";
import { eventErrors } from "./errors.ts";
import { EVENTS_MODEL } from "./model/index.ts";
import { RULE_OPERATIONS, ruleArn } from "./rules.ts";
import { listTargetsByRule, putTargets, removeTargets } from "./targets.ts";

const NAME = { min: 1, max: 64, pattern: "[\\.\\-_A-Za-z0-9]+" };

/** Lengths and patterns (API Reference). */
const CONSTRAINTS: Constraints = {
  Name: NAME,
  NamePrefix: NAME,
  Rule: NAME,
  EventBusName: { min: 1, max: 1600, pattern: "(arn:aws[\\w-]*:events:[a-z]+-[a-z]+-[\\w-]+:[0-9]{12}:event-bus\\/)?[/\\.\\-_A-Za-z0-9]+" },
  Description: { max: 512 },
  EventPattern: { max: 4096 },
  Limit: { least: 1, most: 100 },
  NextToken: { min: 1, max: 2048 },
  RoleArn: { min: 1, max: 1600 },
  ScheduleExpression: { max: 256 },
  TargetArn: { min: 1, max: 1600 },
  Targets: { min: 1, max: 100 },
  Ids: { min: 1, max: 100 },
  "Target.Id": NAME,
  "Target.Arn": { min: 1, max: 1600 },
  "Target.Input": { max: 8192 },
  "Target.InputPath": { max: 256 },
};

/** Actions that are about no rule of one's own. */
const ON_EVERYTHING: ReadonlySet<string> = new Set(["ListRules", "ListRuleNamesByTarget", "TestEventPattern"]);

/** Those of services that nothing reaches here, and of deliveries that fail. */
const LACKING_OF_TARGETS = [
  "AppSyncParameters",
  "BatchParameters",
  "DeadLetterConfig",
  "EcsParameters",
  "HttpParameters",
  "KinesisParameters",
  "RedshiftDataParameters",
  "RetryPolicy",
  "RunCommandParameters",
  "SageMakerPipelineParameters",
  "SqsParameters",
];

function missing(member: string) {
  const path = member.charAt(0).toLowerCase() + member.slice(1);
  return eventErrors.invalid(`1 validation error detected: Value null at '${path}' failed to satisfy constraint: Member must not be null`);
}

export const eventsService = jsonService({
  model: EVENTS_MODEL,
  operations: new Map([...RULE_OPERATIONS, ["ListTargetsByRule", listTargetsByRule], ["PutTargets", putTargets], ["RemoveTargets", removeTargets]]),
  lacks: { PutTargets: LACKING_OF_TARGETS.map((name) => `Targets[].${name}`) },
  question(operation, input, world, place) {
    if (ON_EVERYTHING.has(operation)) return { resource: operation === "ListRules" ? ruleArn(place, "*") : "*" };
    const name = String(input.Rule ?? input.Name);
    const rule = world.eventRules.get(regionalKey(place, name));
    const tags = Object.entries(rule?.tags ?? {}).map(([key, value]) => [`aws:ResourceTag/${key}`, value] as const);
    const arns = operation === "PutTargets" ? { "events:TargetArn": targetMembers(input, "Arn") } : {};
    const roles = [...(typeof input.RoleArn === "string" ? [input.RoleArn] : []), ...targetMembers(input, "RoleArn")];
    const passing = { "iam:PassedToService": "events.amazonaws.com" };
    return [
      ...roles.map((resource) => ({ action: "iam:PassRole", resource, more: passing })),
      { resource: ruleArn(place, name), more: { ...Object.fromEntries(tags), ...arns } },
    ];
  },
  missing,
  denied: eventErrors.denied,
  validate(shape, input) {
    const problems = problemsOf(EVENTS_MODEL, shape, input, CONSTRAINTS);
    if (problems !== undefined) throw eventErrors.invalid(problems);
  },
});

/** That member of every target that has it. */
function targetMembers({ Targets }: Values, member: "Arn" | "RoleArn"): readonly string[] {
  const targets = (Targets ?? []) as readonly Values[];
  return targets.map((target) => target[member]).filter((value) => typeof value === "string");
}
