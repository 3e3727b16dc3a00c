/**
 * The part of CloudWatch Logs' API that reading delivered events needs (API version 2014-03-28), kept by hand in the form of the
 * generated models. Members for other accounts, encryption and masking are left out.
 */
import type { ServiceModel } from "../../http/model/model.ts";
import { unpackModel } from "../../http/model/unpack.ts";

const READS = ["InvalidParameterException", "ResourceNotFoundException", "ServiceUnavailableException"];
const CHANGES = [...READS, "OperationAbortedException"];

const GROUP = ["logGroupName string", "logGroupIdentifier string"];

function pages(...results: readonly string[]): readonly [string, string, string, readonly string[]] {
  return ["nextToken", "nextToken", "limit", results];
}

export const LOGS_MODEL: ServiceModel = unpackModel({
  HEAD: { service: "logs", apiVersion: "2014-03-28", protocol: "json", targetPrefix: "Logs_20140328" },
  OPERATIONS: {
    CreateLogGroup: {
      errors: [
        "InvalidParameterException",
        "LimitExceededException",
        "OperationAbortedException",
        "ResourceAlreadyExistsException",
        "ServiceUnavailableException",
      ],
    },
    DeleteLogGroup: { errors: CHANGES },
    DeleteResourcePolicy: { errors: CHANGES },
    DeleteRetentionPolicy: { errors: CHANGES },
    DescribeLogGroups: { errors: ["InvalidParameterException", "ServiceUnavailableException"], pages: pages("logGroups") },
    DescribeLogStreams: { errors: READS, pages: pages("logStreams") },
    DescribeResourcePolicies: { errors: ["InvalidParameterException", "ServiceUnavailableException"], pages: pages("resourcePolicies") },
    FilterLogEvents: { errors: READS, pages: pages("events", "searchedLogStreams") },
    GetLogEvents: { errors: READS },
    PutResourcePolicy: { errors: [...CHANGES, "LimitExceededException"] },
    PutRetentionPolicy: { errors: CHANGES },
  },
  SHAPES: {
    CreateLogGroupRequest: ["logGroupName! string", "kmsKeyId string", "tags {string}", "logGroupClass LogGroupClass"],
    CreateLogGroupResponse: [],
    DeleteLogGroupRequest: ["logGroupName! string"],
    DeleteLogGroupResponse: [],
    DeleteResourcePolicyRequest: ["policyName string"],
    DeleteResourcePolicyResponse: [],
    DeleteRetentionPolicyRequest: ["logGroupName! string"],
    DeleteRetentionPolicyResponse: [],
    DescribeLogGroupsRequest: [
      "logGroupNamePrefix string",
      "logGroupNamePattern string",
      "nextToken string",
      "limit integer",
      "logGroupClass LogGroupClass",
    ],
    DescribeLogGroupsResponse: ["logGroups LogGroup[]", "nextToken string"],
    DescribeLogStreamsRequest: [...GROUP, "logStreamNamePrefix string", "orderBy OrderBy", "descending boolean", "nextToken string", "limit integer"],
    DescribeLogStreamsResponse: ["logStreams LogStream[]", "nextToken string"],
    DescribeResourcePoliciesRequest: ["nextToken string", "limit integer"],
    DescribeResourcePoliciesResponse: ["resourcePolicies ResourcePolicy[]", "nextToken string"],
    FilterLogEventsRequest: [
      ...GROUP,
      "logStreamNames string[]",
      "logStreamNamePrefix string",
      "startTime long",
      "endTime long",
      "filterPattern string",
      "nextToken string",
      "limit integer",
      "interleaved boolean",
    ],
    FilterLogEventsResponse: ["events FilteredLogEvent[]", "searchedLogStreams SearchedLogStream[]", "nextToken string"],
    FilteredLogEvent: ["logStreamName string", "timestamp long", "message string", "ingestionTime long", "eventId string"],
    GetLogEventsRequest: [
      ...GROUP,
      "logStreamName! string",
      "startTime long",
      "endTime long",
      "nextToken string",
      "limit integer",
      "startFromHead boolean",
    ],
    GetLogEventsResponse: ["events OutputLogEvent[]", "nextForwardToken string", "nextBackwardToken string"],
    LogGroup: [
      "logGroupName string",
      "creationTime long",
      "retentionInDays integer",
      "metricFilterCount integer",
      "arn string",
      "storedBytes long",
      "logGroupClass LogGroupClass",
      "logGroupArn string",
    ],
    LogStream: [
      "logStreamName string",
      "creationTime long",
      "firstEventTimestamp long",
      "lastEventTimestamp long",
      "lastIngestionTime long",
      "arn string",
      "storedBytes long",
    ],
    OutputLogEvent: ["timestamp long", "message string", "ingestionTime long"],
    PutResourcePolicyRequest: ["policyName string", "policyDocument string"],
    PutResourcePolicyResponse: ["resourcePolicy ResourcePolicy"],
    PutRetentionPolicyRequest: ["logGroupName! string", "retentionInDays! integer"],
    PutRetentionPolicyResponse: [],
    ResourcePolicy: ["policyName string", "policyDocument string", "lastUpdatedTime long", "policyScope PolicyScope"],
    SearchedLogStream: ["logStreamName string", "searchedCompletely boolean"],
  },
  ENUMS: {
    LogGroupClass: ["STANDARD", "INFREQUENT_ACCESS", "DELIVERY"],
    OrderBy: ["LogStreamName", "LastEventTime"],
    PolicyScope: ["ACCOUNT", "RESOURCE"],
  },
  WAITERS: {},
});
