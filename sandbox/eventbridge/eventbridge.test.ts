/** Rules and targets: EventBridge's API, and what it takes for an event to arrive. */
import { beforeEach, describe, expect, it } from "vitest";
import { LEARNER, NOBODY, PULLER, type TestCloud, testCloud } from "../cloud/testing.ts";
import { deliveryPolicy } from "../cloud/testing-events.ts";
import { cloudWatchLogs, eventBridge } from "../cloud/testing-json.ts";
import { registryClient } from "../cloud/testing-registry.ts";
import { nodeHasher } from "../node/hasher.ts";
import { principalKey } from "../world/keys.ts";

const ARN = "arn:aws:events:us-east-1:111122223333:rule/pushes";
const GROUP = "/aws/events/ecr";
const GROUP_ARN = `arn:aws:logs:us-east-1:111122223333:log-group:${GROUP}`;
const EventPattern = JSON.stringify({ source: ["aws.ecr"], detail: { "action-type": ["PUSH"] } });

let cloud: TestCloud;
const ask = async (operation: string, input: unknown = {}, key = LEARNER) => (await eventBridge(cloud, operation, input, key)).json;
const logs = async (operation: string, input: unknown = {}) => (await cloudWatchLogs(cloud, operation, input)).json;

beforeEach(() => {
  cloud = testCloud(nodeHasher);
});

const putRule = (more: object = {}) => ask("PutRule", { Name: "pushes", EventPattern, ...more });
const putTarget = (Arn = GROUP_ARN, more: object = {}) => ask("PutTargets", { Rule: "pushes", Targets: [{ Id: "logs", Arn, ...more }] });

describe("a rule", () => {
  it("is put, described, listed, disabled, enabled and deleted", async () => {
    expect(await putRule({ Description: "what is pushed" })).toEqual({ RuleArn: ARN });
    const rule = { Name: "pushes", Arn: ARN, EventPattern, State: "ENABLED", Description: "what is pushed", EventBusName: "default" };
    expect(await ask("DescribeRule", { Name: "pushes" })).toEqual({ ...rule, CreatedBy: "111122223333" });
    expect(await ask("ListRules", { NamePrefix: "pu" })).toEqual({ Rules: [rule] });
    expect(await ask("ListRules", { NamePrefix: "x" })).toEqual({ Rules: [] });
    await ask("DisableRule", { Name: "pushes" });
    expect(await ask("DescribeRule", { Name: "pushes" })).toMatchObject({ State: "DISABLED" });
    await ask("EnableRule", { Name: "pushes", EventBusName: "arn:aws:events:us-east-1:111122223333:event-bus/default" });
    expect(await ask("DescribeRule", { Name: "pushes" })).toMatchObject({ State: "ENABLED" });
    expect(await ask("DeleteRule", { Name: "pushes" })).toEqual({});
    expect(await ask("DeleteRule", { Name: "pushes" })).toEqual({});
    expect(await ask("ListRules")).toEqual({ Rules: [] });
  });

  it("keeps its targets and loses its description when it is put again", async () => {
    await putRule({ Description: "what is pushed" });
    await putTarget();
    await putRule({ State: "DISABLED" });
    const { Description, State } = await ask("DescribeRule", { Name: "pushes" });
    expect([Description, State]).toEqual([undefined, "DISABLED"]);
    expect(await ask("ListTargetsByRule", { Rule: "pushes" })).toEqual({ Targets: [{ Id: "logs", Arn: GROUP_ARN }] });
    expect(await ask("ListRuleNamesByTarget", { TargetArn: GROUP_ARN })).toEqual({ RuleNames: ["pushes"] });
  });

  it("is listed page by page", async () => {
    for (const Name of ["a", "b", "c"]) await ask("PutRule", { Name, EventPattern });
    const first = await ask("ListRules", { Limit: 2 });
    expect((first.Rules as unknown[]).length).toBe(2);
    expect(await ask("ListRules", { Limit: 2, NextToken: first.NextToken })).toEqual({ Rules: [expect.objectContaining({ Name: "c" })] });
  });

  it("cannot be deleted before its targets", async () => {
    await putRule();
    await putTarget();
    const message = "Rule can't be deleted since it has targets.";
    expect(await ask("DeleteRule", { Name: "pushes" })).toEqual({ __type: "ValidationException", message });
    expect(await ask("RemoveTargets", { Rule: "pushes", Ids: ["logs"] })).toEqual({ FailedEntryCount: 0, FailedEntries: [] });
    expect(await ask("DeleteRule", { Name: "pushes" })).toEqual({});
  });

  it.each<readonly [string, object, string, unknown]>([
    ["PutRule", { Name: "x" }, "ValidationException", "Parameter(s) EventPattern or ScheduleExpression must be specified."],
    ["PutRule", { Name: "a b", EventPattern }, "ValidationException", expect.stringContaining("Value 'a b' at 'name' failed to satisfy constraint")],
    ["PutRule", { EventPattern }, "ValidationException", expect.stringContaining("Value null at 'name'")],
    ["PutRule", { Name: "x", EventPattern, State: "ON" }, "ValidationException", expect.stringContaining("enum value set: [ENABLED, DISABLED")],
    ["PutRule", { Name: "x", EventPattern, State: "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS" }, "SandboxLacksOperation", expect.anything()],
    ["PutRule", { Name: "x", EventPattern, EventBusName: "mine" }, "ResourceNotFoundException", "Event bus mine does not exist."],
    ["PutRule", { Name: "x", ScheduleExpression: "rate(1 day)" }, "SandboxLacksOperation", expect.stringContaining("rules that run by the clock")],
    [
      "PutRule",
      { Name: "x", EventPattern: '{"source":"aws.ecr"}' },
      "InvalidEventPatternException",
      'Event pattern is not valid. Reason: "source" must be an object or an array',
    ],
    ["DescribeRule", { Name: "x" }, "ResourceNotFoundException", "Rule x does not exist on EventBus default."],
    ["PutTargets", { Rule: "x", Targets: [{ Id: "1", Arn: GROUP_ARN }] }, "ResourceNotFoundException", expect.anything()],
    ["TestEventPattern", { EventPattern, Event: "{}" }, "ValidationException", expect.stringContaining("Parameter Event is not valid.")],
    ["TestEventPattern", { EventPattern: "{", Event: "{}" }, "InvalidEventPatternException", expect.stringContaining("Invalid JSON")],
    ["PutEvents", { Entries: [] }, "UnknownOperationException", undefined],
  ])("refuses %s %j", async (operation, input, __type, message) => {
    expect(await ask(operation, input)).toEqual(message === undefined ? { __type } : { __type, message });
  });

  it.each<readonly [object, string, unknown]>([
    [{ Arn: "logs" }, "ValidationException", "Parameter logs is not valid. Reason: Provided Arn is not in correct format."],
    [{ Arn: GROUP_ARN.replace("us-east-1", "eu-west-1") }, "ValidationException", expect.stringContaining("same region")],
    [{ Arn: GROUP_ARN, Input: "{" }, "ValidationException", "JSON syntax error in input for target logs."],
    [{ Arn: GROUP_ARN, InputPath: "detail" }, "ValidationException", "Invalid InputPath for target logs."],
    [{ Arn: GROUP_ARN, InputTransformer: { InputTemplate: "<a>" } }, "SandboxLacksOperation", expect.stringContaining("InputTransformer")],
    [{ Arn: GROUP_ARN, RetryPolicy: {} }, "SandboxLacksOperation", "The sandbox does not have Targets[].RetryPolicy of PutTargets."],
  ])("refuses a target %j", async (target, __type, message) => {
    await putRule();
    expect(await ask("PutTargets", { Rule: "pushes", Targets: [{ Id: "logs", ...target }] })).toEqual({ __type, message });
  });

  it("tries a pattern on an event", async () => {
    const event = {
      id: "1",
      account: "1",
      source: "aws.ecr",
      time: "",
      region: "",
      resources: [],
      "detail-type": "x",
      detail: { "action-type": "PUSH" },
    };
    expect(await ask("TestEventPattern", { EventPattern, Event: JSON.stringify(event) })).toEqual({ Result: true });
    expect(await ask("TestEventPattern", { EventPattern, Event: JSON.stringify({ ...event, source: "aws.s3" }) })).toEqual({ Result: false });
  });

  it("asks IAM, about the rule by name", async () => {
    const message = (action: string, resource: string) =>
      `User: arn:aws:iam::111122223333:user/puller is not authorized to perform: events:${action} on resource: ${resource} because no identity-based policy allows the events:${action} action`;
    expect(await ask("PutRule", { Name: "pushes", EventPattern }, PULLER)).toEqual({
      __type: "AccessDeniedException",
      message: message("PutRule", ARN),
    });
    expect((await ask("ListRules", {}, NOBODY)).__type).toBe("AccessDeniedException");
    expect(await ask("ListRules", {}, PULLER)).toMatchObject({ message: message("ListRules", "arn:aws:events:us-east-1:111122223333:rule/*") });
  });
});

describe("a role for a target", () => {
  it("is one that the caller may pass to EventBridge", async () => {
    const role = "arn:aws:iam::111122223333:role/invoker";
    const policies = { rules: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "events:*", Resource: "*" }] } };
    cloud.store.change(({ tx }) => tx.update("principals", principalKey("111122223333", "user", "puller"), { policies }));
    await ask("PutRule", { Name: "pushes", EventPattern }, PULLER);
    const put = () =>
      ask("PutTargets", { Rule: "pushes", Targets: [{ Id: "f", Arn: "arn:aws:lambda:us-east-1:111122223333:function:f", RoleArn: role }] }, PULLER);
    expect((await put()).message).toContain(`is not authorized to perform: iam:PassRole on resource: ${role}`);
    const Condition = { StringEquals: { "iam:PassedToService": "events.amazonaws.com" } };
    const pass = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "iam:PassRole", Resource: role, Condition }] };
    cloud.store.change(({ tx }) => tx.update("principals", principalKey("111122223333", "user", "puller"), { policies: { ...policies, pass } }));
    expect(await put()).toEqual({ FailedEntryCount: 0, FailedEntries: [] });
  });
});

describe("a log group as a target", () => {
  const arrived = async () =>
    ((await logs("FilterLogEvents", { logGroupName: GROUP })).events as { message: string }[]).map(({ message }) => message);
  const allow = (policyDocument: string) => logs("PutResourcePolicy", { policyName: "events", policyDocument });
  const push = async () => (await registryClient(cloud)).image("app", "1.0");

  beforeEach(async () => {
    await cloud.ecr("CreateRepository", { repositoryName: "app" });
    await logs("CreateLogGroup", { logGroupName: GROUP });
    await putRule();
  });

  it("gets nothing, silently, before a resource policy lets EventBridge write", async () => {
    await putTarget();
    await push();
    expect(await arrived()).toEqual([]);
    await allow(deliveryPolicy());
    await cloud.ecr("BatchDeleteImage", { repositoryName: "app", imageIds: [{ imageTag: "1.0" }] });
    await push();
    expect(await arrived()).toHaveLength(1);
  });

  it.each<readonly [string, (policy: string) => string, number]>([
    ["for another group", (policy) => policy.replace("/aws/events/*", "/aws/other/*"), 0],
    ["of one action alone", (policy) => policy.replace('"logs:CreateLogStream",', ""), 0],
    ["for another service", (policy) => policy.replaceAll("events.amazonaws.com", "sns.amazonaws.com"), 0],
    ["for this rule", (policy) => policy.replace('"Effect"', `"Condition":{"ArnEquals":{"aws:SourceArn":"${ARN}"}},"Effect"`), 1],
    ["for another rule", (policy) => policy.replace('"Effect"', `"Condition":{"ArnEquals":{"aws:SourceArn":"${ARN}s"}},"Effect"`), 0],
  ])("lets a policy %s decide", async (_, change, count) => {
    await putTarget();
    await allow(change(deliveryPolicy()));
    await push();
    expect(await arrived()).toHaveLength(count);
  });

  it.each<readonly [string, object, string]>([
    ["a part", { InputPath: "$.detail.image-tag" }, '"1.0"'],
    ["a constant", { Input: '{"hello":"there"}' }, '{"hello":"there"}'],
    ["nothing where a path leads nowhere", { InputPath: "$.detail.absent" }, "{}"],
  ])("gets %s of the event", async (_, more, message) => {
    await putTarget(`${GROUP_ARN}:*`, more);
    await allow(deliveryPolicy());
    await push();
    expect(await arrived()).toEqual([message]);
  });

  it("gets nothing of a rule that is disabled, or does not fit", async () => {
    await allow(deliveryPolicy());
    await putTarget();
    await ask("DisableRule", { Name: "pushes" });
    await push();
    await ask("EnableRule", { Name: "pushes" });
    await cloud.ecr("BatchDeleteImage", { repositoryName: "app", imageIds: [{ imageTag: "1.0" }] });
    expect(await arrived()).toEqual([]);
  });

  it("is one of several: what is not in the sandbox is kept, and gets nothing", async () => {
    await allow(deliveryPolicy());
    const queue = "arn:aws:sqs:us-east-1:111122223333:pushes";
    await ask("PutTargets", {
      Rule: "pushes",
      Targets: [
        { Id: "queue", Arn: queue },
        { Id: "logs", Arn: GROUP_ARN },
      ],
    });
    await push();
    expect(await arrived()).toHaveLength(1);
    expect(await ask("ListTargetsByRule", { Rule: "pushes" })).toEqual({
      Targets: [
        { Id: "queue", Arn: queue },
        { Id: "logs", Arn: GROUP_ARN },
      ],
    });
  });
});
