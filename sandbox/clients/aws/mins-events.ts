/** The smallest sizes and values of EventBridge, CloudWatch Logs and CloudTrail that the client itself insists on, as in `mins.ts`. */
export const EVENTS_MINS: Readonly<Record<string, number>> = {
  Arn: 1,
  EventBusName: 1,
  Id: 1,
  Ids: 1,
  "Ids[]": 1,
  InputTemplate: 1,
  Key: 1,
  Limit: 1,
  Name: 1,
  NamePrefix: 1,
  NextToken: 1,
  RoleArn: 1,
  Rule: 1,
  TargetArn: 1,
  Targets: 1,
};

export const LOGS_MINS: Readonly<Record<string, number>> = {
  endTime: 0,
  filterPattern: 0,
  limit: 1,
  logGroupIdentifier: 1,
  logGroupName: 1,
  logGroupNamePattern: 0,
  logGroupNamePrefix: 1,
  logStreamName: 1,
  logStreamNamePrefix: 1,
  logStreamNames: 1,
  "logStreamNames[]": 1,
  nextToken: 1,
  policyDocument: 1,
  startTime: 0,
};

export const CLOUDTRAIL_MINS: Readonly<Record<string, number>> = { AttributeValue: 1, MaxResults: 1 };
