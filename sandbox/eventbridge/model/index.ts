/**
 * The part of EventBridge's API that rules on the events of AWS services need (API version 2015-10-07), kept by hand in the form of the
 * generated models. Members for buses of one's own, and for targets that the sandbox does not have, are left out.
 */
import type { ServiceModel } from "../../http/model/model.ts";
import { unpackModel } from "../../http/model/unpack.ts";

const CHANGES = ["ConcurrentModificationException", "InternalException", "ManagedRuleException", "ResourceNotFoundException"];
const READS = ["InternalException", "ResourceNotFoundException"];

const NAMED = ["Name! string", "EventBusName string"];
const ENTRY = ["TargetId string", "ErrorCode string", "ErrorMessage string"];
const PAGED = ["NextToken string", "Limit integer"];

function pages(result: string): readonly [string, string, string, readonly string[]] {
  return ["NextToken", "NextToken", "Limit", [result]];
}

export const EVENTS_MODEL: ServiceModel = unpackModel({
  HEAD: { service: "events", apiVersion: "2015-10-07", protocol: "json", targetPrefix: "AWSEvents" },
  OPERATIONS: {
    DeleteRule: { errors: CHANGES },
    DescribeRule: { errors: READS },
    DisableRule: { errors: CHANGES },
    EnableRule: { errors: CHANGES },
    ListRuleNamesByTarget: { errors: READS, pages: pages("RuleNames") },
    ListRules: { errors: READS, pages: pages("Rules") },
    ListTargetsByRule: { errors: READS, pages: pages("Targets") },
    PutRule: { errors: [...CHANGES, "InvalidEventPatternException", "LimitExceededException"] },
    PutTargets: { errors: [...CHANGES, "LimitExceededException"] },
    RemoveTargets: { errors: CHANGES },
    TestEventPattern: { errors: ["InternalException", "InvalidEventPatternException"] },
  },
  SHAPES: {
    DeleteRuleRequest: [...NAMED, "Force boolean"],
    DeleteRuleResponse: [],
    DescribeRuleRequest: NAMED,
    DescribeRuleResponse: [
      "Name string",
      "Arn string",
      "EventPattern string",
      "ScheduleExpression string",
      "State RuleState",
      "Description string",
      "RoleArn string",
      "ManagedBy string",
      "EventBusName string",
      "CreatedBy string",
    ],
    DisableRuleRequest: NAMED,
    DisableRuleResponse: [],
    EnableRuleRequest: NAMED,
    EnableRuleResponse: [],
    InputTransformer: ["InputPathsMap {string}", "InputTemplate! string"],
    ListRuleNamesByTargetRequest: ["TargetArn! string", "EventBusName string", ...PAGED],
    ListRuleNamesByTargetResponse: ["RuleNames string[]", "NextToken string"],
    ListRulesRequest: ["NamePrefix string", "EventBusName string", ...PAGED],
    ListRulesResponse: ["Rules Rule[]", "NextToken string"],
    ListTargetsByRuleRequest: ["Rule! string", "EventBusName string", ...PAGED],
    ListTargetsByRuleResponse: ["Targets Target[]", "NextToken string"],
    PutRuleRequest: [
      "Name! string",
      "ScheduleExpression string",
      "EventPattern string",
      "State RuleState",
      "Description string",
      "RoleArn string",
      "Tags Tag[]",
      "EventBusName string",
    ],
    PutRuleResponse: ["RuleArn string"],
    PutTargetsRequest: ["Rule! string", "EventBusName string", "Targets! Target[]"],
    PutTargetsResponse: ["FailedEntryCount integer", "FailedEntries PutTargetsResultEntry[]"],
    PutTargetsResultEntry: ENTRY,
    RemoveTargetsRequest: ["Rule! string", "EventBusName string", "Ids! string[]", "Force boolean"],
    RemoveTargetsResponse: ["FailedEntryCount integer", "FailedEntries RemoveTargetsResultEntry[]"],
    RemoveTargetsResultEntry: ENTRY,
    Rule: [
      "Name string",
      "Arn string",
      "EventPattern string",
      "State RuleState",
      "Description string",
      "ScheduleExpression string",
      "RoleArn string",
      "ManagedBy string",
      "EventBusName string",
    ],
    Tag: ["Key! string", "Value! string"],
    Target: ["Id! string", "Arn! string", "RoleArn string", "Input string", "InputPath string", "InputTransformer InputTransformer"],
    TestEventPatternRequest: ["EventPattern! string", "Event! string"],
    TestEventPatternResponse: ["Result boolean"],
  },
  ENUMS: { RuleState: ["ENABLED", "DISABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"] },
  WAITERS: {},
});
