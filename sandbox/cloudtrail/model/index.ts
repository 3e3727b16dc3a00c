/** The one operation of CloudTrail's API (version 2013-11-01) that the sandbox has, kept by hand in the form of the generated models. */
import type { ServiceModel } from "../../http/model/model.ts";
import { unpackModel } from "../../http/model/unpack.ts";

export const CLOUDTRAIL_MODEL: ServiceModel = unpackModel({
  // Clients may write a Java package before the name: `com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101`.
  HEAD: { service: "cloudtrail", apiVersion: "2013-11-01", protocol: "json", targetPrefix: "CloudTrail_20131101" },
  OPERATIONS: {
    LookupEvents: {
      errors: [
        "InvalidEventCategoryException",
        "InvalidLookupAttributesException",
        "InvalidMaxResultsException",
        "InvalidNextTokenException",
        "InvalidTimeRangeException",
        "OperationNotPermittedException",
        "UnsupportedOperationException",
      ],
      pages: ["NextToken", "NextToken", "MaxResults", ["Events"]],
    },
  },
  SHAPES: {
    Event: [
      "EventId string",
      "EventName string",
      "ReadOnly string",
      "AccessKeyId string",
      "EventTime timestamp",
      "EventSource string",
      "Username string",
      "Resources Resource[]",
      "CloudTrailEvent string",
    ],
    LookupAttribute: ["AttributeKey! LookupAttributeKey", "AttributeValue! string"],
    LookupEventsRequest: [
      "LookupAttributes LookupAttribute[]",
      "StartTime timestamp",
      "EndTime timestamp",
      "EventCategory EventCategory",
      "MaxResults integer",
      "NextToken string",
    ],
    LookupEventsResponse: ["Events Event[]", "NextToken string"],
    Resource: ["ResourceType string", "ResourceName string"],
  },
  ENUMS: {
    EventCategory: ["insight"],
    LookupAttributeKey: ["EventId", "EventName", "ReadOnly", "Username", "ResourceType", "ResourceName", "EventSource", "AccessKeyId"],
  },
  WAITERS: {},
});
