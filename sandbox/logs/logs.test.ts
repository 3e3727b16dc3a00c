/** CloudWatch Logs: groups, what is read of them, and who may write. */
import { beforeEach, describe, expect, it } from "vitest";
import { LEARNER, PULLER, type TestCloud, testCloud } from "../cloud/testing.ts";
import { deliveryPolicy, GROUP, listen } from "../cloud/testing-events.ts";
import { cloudWatchLogs } from "../cloud/testing-json.ts";
import { registryClient } from "../cloud/testing-registry.ts";
import { nodeHasher } from "../node/hasher.ts";

const DAY = 86_400_000;
const START = 1_795_420_800_000;
const ARN = `arn:aws:logs:us-east-1:111122223333:log-group:${GROUP}`;

let cloud: TestCloud;
const ask = async (operation: string, input: unknown = {}, key = LEARNER) => (await cloudWatchLogs(cloud, operation, input, key)).json;

beforeEach(() => {
  cloud = testCloud(nodeHasher);
});

describe("a log group", () => {
  it("is made, described, kept for some days, and deleted", async () => {
    const logGroupName = "/aws/events/ecr";
    expect(await ask("CreateLogGroup", { logGroupName, tags: { team: "web" } })).toEqual({});
    const group = {
      logGroupName,
      creationTime: START,
      metricFilterCount: 0,
      arn: `arn:aws:logs:us-east-1:111122223333:log-group:${logGroupName}:*`,
      storedBytes: 0,
      logGroupClass: "STANDARD",
      logGroupArn: `arn:aws:logs:us-east-1:111122223333:log-group:${logGroupName}`,
    };
    expect(await ask("DescribeLogGroups", { logGroupNamePrefix: "/aws" })).toEqual({ logGroups: [group] });
    await ask("PutRetentionPolicy", { logGroupName, retentionInDays: 7 });
    expect(await ask("DescribeLogGroups", { logGroupNamePattern: "ECR" })).toEqual({ logGroups: [{ ...group, retentionInDays: 7 }] });
    await ask("DeleteRetentionPolicy", { logGroupName });
    expect(await ask("DescribeLogGroups")).toEqual({ logGroups: [group] });
    await ask("DeleteLogGroup", { logGroupName });
    expect(await ask("DescribeLogGroups")).toEqual({ logGroups: [] });
  });

  it.each<readonly [string, object, string, unknown]>([
    ["CreateLogGroup", { logGroupName: "there" }, "ResourceAlreadyExistsException", "The specified log group already exists"],
    ["CreateLogGroup", { logGroupName: "a b" }, "InvalidParameterException", expect.stringContaining("Value 'a b' at 'logGroupName'")],
    ["CreateLogGroup", {}, "InvalidParameterException", expect.stringContaining("Value null at 'logGroupName'")],
    ["CreateLogGroup", { logGroupName: "x", logGroupClass: "DELIVERY" }, "SandboxLacksOperation", expect.anything()],
    ["DeleteLogGroup", { logGroupName: "absent" }, "ResourceNotFoundException", "The specified log group does not exist."],
    ["FilterLogEvents", { logGroupName: "absent" }, "ResourceNotFoundException", "The specified log group does not exist."],
    ["FilterLogEvents", { logGroupName: "there", limit: 0 }, "InvalidParameterException", expect.stringContaining("'limit'")],
    ["FilterLogEvents", { logGroupName: "there", filterPattern: "[ip, user]" }, "SandboxLacksOperation", expect.stringContaining("columns")],
    ["FilterLogEvents", { logGroupName: "there", filterPattern: "{ $.a ~ 1 }" }, "InvalidParameterException", "Invalid filter pattern"],
    ["FilterLogEvents", { logGroupName: "there", nextToken: "?" }, "InvalidParameterException", "The specified nextToken is invalid."],
    ["GetLogEvents", { logGroupName: "there", logStreamName: "absent" }, "ResourceNotFoundException", "The specified log stream does not exist."],
    ["PutRetentionPolicy", { logGroupName: "there", retentionInDays: 2 }, "InvalidParameterException", expect.stringContaining("enum value set")],
    ["PutResourcePolicy", { policyName: "p", policyDocument: "{" }, "InvalidParameterException", "Policy document is not valid JSON."],
    ["PutResourcePolicy", { policyName: "p", policyDocument: "{}" }, "InvalidParameterException", "Policy document is not valid."],
    ["DeleteResourcePolicy", { policyName: "p" }, "ResourceNotFoundException", "Policy with name [p] does not exist."],
  ])("refuses %s %j", async (operation, input, __type, message) => {
    await ask("CreateLogGroup", { logGroupName: "there" });
    expect(await ask(operation, input)).toEqual({ __type, message });
  });

  it("asks IAM, with the name of a stream behind the group's", async () => {
    expect(await ask("FilterLogEvents", { logGroupName: "x" }, PULLER)).toEqual({
      __type: "AccessDeniedException",
      message:
        "User: arn:aws:iam::111122223333:user/puller is not authorized to perform: logs:FilterLogEvents on resource: arn:aws:logs:us-east-1:111122223333:log-group:x:log-stream: because no identity-based policy allows the logs:FilterLogEvents action",
    });
  });
});

describe("a resource policy", () => {
  it("is put, listed as it was given, and deleted", async () => {
    const policyDocument = deliveryPolicy();
    const policy = { policyName: "events", policyDocument, lastUpdatedTime: START, policyScope: "ACCOUNT" };
    expect(await ask("PutResourcePolicy", { policyName: "events", policyDocument })).toEqual({ resourcePolicy: policy });
    expect(await ask("DescribeResourcePolicies")).toEqual({ resourcePolicies: [policy] });
    expect(await ask("DeleteResourcePolicy", { policyName: "events" })).toEqual({});
    expect(await ask("DescribeResourcePolicies")).toEqual({ resourcePolicies: [] });
  });

  it("is one of at most ten", async () => {
    for (let number = 0; number < 10; number++) await ask("PutResourcePolicy", { policyName: `p${number}`, policyDocument: deliveryPolicy() });
    expect((await ask("PutResourcePolicy", { policyName: "p10", policyDocument: deliveryPolicy() })).__type).toBe("LimitExceededException");
    expect(await ask("PutResourcePolicy", { policyName: "p9", policyDocument: deliveryPolicy() })).toMatchObject({
      resourcePolicy: { policyName: "p9" },
    });
  });
});

describe("what a group holds", () => {
  type Event = Readonly<{ logStreamName: string; timestamp: number; message: string; eventId: string }>;
  const filter = async (more: object = {}) =>
    (await ask("FilterLogEvents", { logGroupName: GROUP, ...more })) as { events: Event[]; nextToken?: string };
  const tags = ({ events }: { readonly events: readonly Pick<Event, "message">[] }) =>
    events.map(({ message }) => (JSON.parse(message) as { detail: { "image-tag": string } }).detail["image-tag"]);

  beforeEach(async () => {
    await cloud.ecr("CreateRepository", { repositoryName: "app" });
    await listen(cloud, { source: ["aws.ecr"] });
    const client = await registryClient(cloud);
    for (const tag of ["1.0", "1.1", "2.0"]) {
      await client.image("app", tag, tag);
      cloud.pass(1000);
    }
  });

  it("is listed by stream, by name or by the last event", async () => {
    const { logStreams } = (await ask("DescribeLogStreams", { logGroupName: GROUP, orderBy: "LastEventTime", descending: true })) as {
      logStreams: { logStreamName: string; lastEventTimestamp: number }[];
    };
    expect(logStreams.map(({ lastEventTimestamp }) => lastEventTimestamp)).toEqual([START + 2000, START + 1000, START]);
    const [{ logStreamName = "" } = {}] = logStreams;
    expect(await ask("DescribeLogStreams", { logGroupName: GROUP, logStreamNamePrefix: logStreamName.slice(0, 8) })).toEqual({
      logStreams: [
        {
          logStreamName,
          creationTime: START + 2000,
          firstEventTimestamp: START + 2000,
          lastEventTimestamp: START + 2000,
          lastIngestionTime: START + 2000,
          arn: `${ARN}:log-stream:${logStreamName}`,
          storedBytes: 0,
        },
      ],
    });
    expect((await ask("DescribeLogStreams", { logGroupName: GROUP, logStreamNamePrefix: "a", orderBy: "LastEventTime" })).message).toBe(
      "Cannot order by LastEventTime with a logStreamNamePrefix.",
    );
  });

  it("is read stream by stream, and the token at the end stays", async () => {
    const { events } = await filter();
    const { logStreamName, timestamp, message } = events[0] as Event;
    const first = await ask("GetLogEvents", { logGroupIdentifier: ARN, logStreamName });
    expect(first.events).toEqual([{ timestamp, message, ingestionTime: timestamp }]);
    const after = await ask("GetLogEvents", { logGroupName: GROUP, logStreamName, nextToken: first.nextForwardToken });
    expect([after.events, after.nextForwardToken]).toEqual([[], first.nextForwardToken]);
  });

  it.each<readonly [string, readonly string[]]>([
    ["", ["1.0", "1.1", "2.0"]],
    ['"1.0"', ["1.0"]],
    ["PUSH -DELETE", ["1.0", "1.1", "2.0"]],
    ['?"1.0" ?"2.0"', ["1.0", "2.0"]],
    ['{ $.detail.image-tag = "1.*" }', ["1.0", "1.1"]],
    ['{ $.detail.image-tag != "1.0" && $.detail.result = SUCCESS }', ["1.1", "2.0"]],
    ['{ ($.detail.image-tag = "1.0") || ($.detail.image-tag = "2.0") }', ["1.0", "2.0"]],
    ["{ $.detail.absent NOT EXISTS }", ["1.0", "1.1", "2.0"]],
    ["{ $.detail.absent IS NULL }", []],
    ["{ $.detail.image-tag > 1 }", []],
    ['{ $.resources[0] = "*" }', []],
  ])("is found by the filter %s", async (filterPattern, expected) => {
    expect(tags(await filter({ filterPattern }))).toEqual(expected);
  });

  it("is found by time, and page by page", async () => {
    expect(tags(await filter({ startTime: START + 1000, endTime: START + 1000 }))).toEqual(["1.1"]);
    const first = await filter({ limit: 2 });
    const second = await filter({ limit: 2, nextToken: first.nextToken });
    expect([tags(first), tags(second), second.nextToken]).toEqual([["1.0", "1.1"], ["2.0"], undefined]);
    expect(new Set([...first.events, ...second.events].map(({ eventId }) => eventId.length))).toEqual(new Set([56]));
  });

  it("is gone when it is older than the group keeps", async () => {
    await ask("PutRetentionPolicy", { logGroupName: GROUP, retentionInDays: 1 });
    expect((await filter()).events).toHaveLength(3);
    cloud.pass(DAY - 2000);
    expect(tags(await filter())).toEqual(["1.1", "2.0"]);
    await ask("DeleteLogGroup", { logGroupName: GROUP });
    expect(cloud.store.world.logEvents.size).toBe(0);
  });
});
