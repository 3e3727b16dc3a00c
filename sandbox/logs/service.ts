/** CloudWatch Logs (`logs.REGION.amazonaws.com`), as far as reading what EventBridge delivers needs it: AWS JSON 1.1. */
import { jsonService } from "../http/json/service.ts";
import type { Values } from "../http/json/values.ts";
import { type Constraints, problemsOf } from "../http/query/validate.ts";
import { logsErrors } from "./errors.ts";
import { EVENT_OPERATIONS } from "./events.ts";
import { GROUP_OPERATIONS, groupArn, groupName } from "./groups.ts";
import { LOGS_MODEL } from "./model/index.ts";
import { POLICY_OPERATIONS } from "./policies.ts";

const NAME = { min: 1, max: 512, pattern: "[\\.\\-_/#A-Za-z0-9]+" };
const STREAM = { min: 1, max: 512, pattern: "[^:*]*" };

/** Lengths and patterns (API Reference). */
const CONSTRAINTS: Constraints = {
  logGroupName: NAME,
  logGroupNamePrefix: NAME,
  logGroupNamePattern: { max: 512, pattern: "[\\.\\-_/#A-Za-z0-9]*" },
  logGroupIdentifier: { min: 1, max: 2048, pattern: "[\\w#+=/:,.@-]*" },
  logStreamName: STREAM,
  logStreamNamePrefix: STREAM,
  logStreamNames: { min: 1, max: 100 },
  filterPattern: { max: 1024 },
  policyDocument: { min: 1, max: 51_200 },
  limit: { least: 1, most: 50 },
  "FilterLogEventsRequest.limit": { least: 1, most: 10_000 },
  "GetLogEventsRequest.limit": { least: 1, most: 10_000 },
  nextToken: { min: 1 },
  startTime: { least: 0 },
  endTime: { least: 0 },
};

const OF_POLICIES: ReadonlySet<string> = new Set(POLICY_OPERATIONS.map(([name]) => name));

/** The group as CloudWatch Logs names it in its refusals: with an empty stream behind it when none is asked for. */
function resourceOf(operation: string, input: Values, place: Parameters<typeof groupArn>[0]): string {
  if (OF_POLICIES.has(operation)) return "*";
  const group = operation === "DescribeLogGroups" ? "" : groupName(input);
  return `${groupArn(place, group)}:log-stream:${operation === "GetLogEvents" ? String(input.logStreamName) : ""}`;
}

export const logsService = jsonService({
  model: LOGS_MODEL,
  operations: new Map([...EVENT_OPERATIONS, ...GROUP_OPERATIONS, ...POLICY_OPERATIONS]),
  lacks: {
    CreateLogGroup: ["deletionProtectionEnabled"],
    DeleteResourcePolicy: ["resourceArn", "expectedRevisionId"],
    DescribeLogGroups: ["accountIdentifiers", "includeLinkedAccounts", "logGroupIdentifiers"],
    DescribeResourcePolicies: ["resourceArn", "policyScope"],
    PutResourcePolicy: ["resourceArn", "expectedRevisionId"],
  },
  question: (operation, input, _world, place) => ({ resource: resourceOf(operation, input, place) }),
  missing: (member) =>
    logsErrors.invalid(`1 validation error detected: Value null at '${member}' failed to satisfy constraint: Member must not be null`),
  denied: logsErrors.denied,
  validate(shape, input) {
    const problems = problemsOf(LOGS_MODEL, shape, input, CONSTRAINTS);
    if (problems !== undefined) throw logsErrors.invalid(problems);
  },
});
