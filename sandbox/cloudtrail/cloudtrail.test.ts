/** What CloudTrail says happened. */
import { beforeEach, describe, expect, it } from "vitest";
import { LEARNER, NOBODY, OTHER_ACCOUNT, PULLER, REGION, STRANGER, type TestCloud, type TestKey, testCloud } from "../cloud/testing.ts";
import { ecrKit } from "../cloud/testing-ecr.ts";
import { cloudTrail, eventBridge, secretsManager } from "../cloud/testing-json.ts";
import { registryClient } from "../cloud/testing-registry.ts";
import type { RequestEvent } from "../kernel/events.ts";
import { nodeHasher } from "../node/hasher.ts";
import { principalKey } from "../world/keys.ts";
import { identityOf } from "./identity.ts";

const kit = ecrKit(nodeHasher);

type Body = Readonly<Record<string, unknown>>;
interface Looked {
  readonly EventName: string;
  readonly EventId: string;
  readonly Username?: string;
  readonly Resources: readonly { readonly ResourceType: string; readonly ResourceName: string }[];
  readonly CloudTrailEvent: string;
}

const ARN = "arn:aws:ecr:us-east-1:111122223333:repository/app";
const UUID = /^[0-9a-f-]{36}$/;

let cloud: TestCloud;
const ask = async (input: object = {}, key: TestKey = LEARNER, region = REGION) => (await cloudTrail(cloud, "LookupEvents", input, key, region)).json;
const by = (AttributeKey: string, AttributeValue: string) => ({ LookupAttributes: [{ AttributeKey, AttributeValue }] });

async function lookup(input: object = {}, key: TestKey = LEARNER, region = REGION): Promise<readonly Looked[]> {
  return (await ask(input, key, region)).Events as readonly Looked[];
}

async function names(input: object = {}): Promise<readonly string[]> {
  return (await lookup(input)).map(({ EventName }) => EventName);
}

async function body(input: object, key?: TestKey): Promise<Body> {
  return JSON.parse((await lookup(input, key))[0]?.CloudTrailEvent ?? "{}") as Body;
}

beforeEach(() => {
  cloud = testCloud(nodeHasher);
});

describe("a record", () => {
  it("says who asked for what, when, and what came of it", async () => {
    await cloud.ecr("CreateRepository", { repositoryName: "app", tags: [{ Key: "Team", Value: "web" }] });
    const [event] = await lookup(by("EventName", "CreateRepository"));
    expect(event).toEqual({
      EventId: expect.stringMatching(UUID),
      EventName: "CreateRepository",
      ReadOnly: "false",
      AccessKeyId: LEARNER.accessKeyId,
      EventTime: 1795420800,
      EventSource: "ecr.amazonaws.com",
      Username: "learner",
      Resources: [{ ResourceType: "AWS::ECR::Repository", ResourceName: ARN }],
      CloudTrailEvent: expect.any(String),
    });
    expect(JSON.parse(event?.CloudTrailEvent ?? "")).toEqual({
      eventVersion: "1.11",
      userIdentity: {
        type: "IAMUser",
        principalId: "AIDATESTUSER000000000",
        arn: "arn:aws:iam::111122223333:user/learner",
        accountId: "111122223333",
        accessKeyId: LEARNER.accessKeyId,
        userName: "learner",
      },
      eventTime: "2026-11-23T08:00:00Z",
      eventSource: "ecr.amazonaws.com",
      eventName: "CreateRepository",
      awsRegion: "us-east-1",
      sourceIPAddress: "203.0.113.10",
      userAgent: expect.any(String),
      requestParameters: { repositoryName: "app", tags: [{ key: "Team", value: "web" }] },
      responseElements: { repository: expect.objectContaining({ repositoryArn: ARN, createdAt: "Nov 23, 2026 8:00:00 AM" }) },
      requestID: expect.stringMatching(UUID),
      eventID: event?.EventId,
      readOnly: false,
      resources: [{ accountId: "111122223333", type: "AWS::ECR::Repository", ARN }],
      eventType: "AwsApiCall",
      managementEvent: true,
      recipientAccountId: "111122223333",
      eventCategory: "Management",
    });
  });

  it("stands for each request of a push and a pull", async () => {
    await cloud.ecr("CreateRepository", { repositoryName: "app" });
    const client = await registryClient(cloud);
    await client.image("app", "1.0");
    await client.send("GET", "/v2/app/manifests/1.0");
    const upload = ["InitiateLayerUpload", "UploadLayerPart", "CompleteLayerUpload"];
    expect([...(await names(by("ResourceName", ARN)))].reverse()).toEqual(["CreateRepository", ...upload, ...upload, "PutImage", "BatchGetImage"]);
    const put = await body(by("EventName", "PutImage"));
    expect(put).toMatchObject({
      eventSource: "ecr.amazonaws.com",
      userIdentity: { type: "IAMUser", userName: "learner" },
      requestParameters: {
        registryId: "111122223333",
        repositoryName: "app",
        imageTag: "1.0",
        imageManifest: expect.stringContaining("schemaVersion"),
      },
      responseElements: { image: { imageId: { imageTag: "1.0" } } },
    });
    // The token does not say which key it came of.
    expect(put.userIdentity).not.toHaveProperty("accessKeyId");
    expect(await body(by("EventName", "BatchGetImage"))).toMatchObject({ readOnly: true, responseElements: null });
  });

  it("says why a request was refused", async () => {
    await cloud.ecr("CreateRepository", { repositoryName: "app" });
    await cloud.ecr("DeleteRepository", { repositoryName: "app" }, PULLER);
    expect(await body(by("Username", "puller"))).toMatchObject({
      errorCode: "AccessDenied",
      errorMessage: expect.stringContaining("is not authorized to perform: ecr:DeleteRepository"),
      responseElements: null,
    });
    await cloud.ecr("DescribeImages", { repositoryName: "absent" });
    expect(await body(by("EventName", "DescribeImages"))).toMatchObject({
      errorCode: "RepositoryNotFoundException",
      errorMessage: expect.stringContaining("does not exist"),
      requestParameters: { repositoryName: "absent" },
    });
  });

  it("holds no secret", async () => {
    await cloud.ecr("GetAuthorizationToken");
    await secretsManager(cloud, "CreateSecret", { Name: "hub", SecretString: "hush" });
    await secretsManager(cloud, "GetSecretValue", { SecretId: "hub" });
    const whole = JSON.stringify(await lookup());
    expect(whole).not.toContain("hush");
    expect(whole).not.toContain("secretString");
    expect(await body(by("EventName", "GetAuthorizationToken"))).toMatchObject({ requestParameters: null, responseElements: null });
    expect(await body(by("EventName", "CreateSecret"))).toMatchObject({ requestParameters: { name: "hub" }, responseElements: { name: "hub" } });
  });

  it("names a role's session and who stands behind it", async () => {
    const principal = principalKey("111122223333", "role", "deployer");
    const arn = "arn:aws:iam::111122223333:role/deployer";
    cloud.store.change(({ tx, now }) => {
      tx.set("principals", principal, {
        ...{ account: "111122223333", kind: "role", name: "deployer", id: "AROATESTROLE000000000", arn },
        ...{ managed: ["AdministratorAccess"], policies: {}, tags: {}, createdAt: now },
      });
    });
    const key = { accessKeyId: "ASIATESTSESSION00000", secretAccessKey: "secret", sessionToken: "token" };
    const session = { token: "token", expiresAt: cloud.store.now() + 3_600_000, issuedAt: cloud.store.now() - 1000, name: "ci" };
    cloud.store.change(({ tx }) => {
      tx.set("accessKeys", key.accessKeyId, { id: key.accessKeyId, secret: key.secretAccessKey, status: "Active", principal, session });
    });
    await secretsManager(cloud, "ListSecrets", {}, key);
    const [event] = await lookup(by("AccessKeyId", key.accessKeyId));
    expect([event?.EventName, event?.Username]).toEqual(["ListSecrets", "ci"]);
    expect((JSON.parse(event?.CloudTrailEvent ?? "{}") as Body).userIdentity).toEqual({
      type: "AssumedRole",
      principalId: "AROATESTROLE000000000:ci",
      arn: "arn:aws:sts::111122223333:assumed-role/deployer/ci",
      accountId: "111122223333",
      accessKeyId: key.accessKeyId,
      sessionContext: {
        sessionIssuer: { type: "Role", principalId: "AROATESTROLE000000000", arn, accountId: "111122223333", userName: "deployer" },
        attributes: { creationDate: "2026-11-23T07:59:59Z", mfaAuthenticated: "false" },
      },
    });
    expect(await names(by("Username", "ci"))).toEqual(["ListSecrets"]);
  });

  it("names the bearer of a provider's token", () => {
    const provider = "arn:aws:iam::111122223333:oidc-provider/token.example.com";
    const caller = { arn: provider, account: "", kind: "web-identity", principalArn: provider, userId: "repo:a/b", principal: "" };
    const question = { caller, context: { "token.example.com:aud": "sts.amazonaws.com", "token.example.com:sub": "repo:a/b" } };
    const asked = { kind: "request", decision: { question }, request: { headers: {}, bytes: 0 } } as unknown as RequestEvent;
    expect(identityOf(asked, cloud.store.world, "111122223333")).toEqual({
      element: { type: "WebIdentityUser", principalId: `${provider}:sts.amazonaws.com:repo:a/b`, userName: "repo:a/b", identityProvider: provider },
      account: "",
      userName: "repo:a/b",
    });
  });

  it("is there for the owner of what another account asked for, without the other's name", async () => {
    await cloud.ecr("CreateRepository", { repositoryName: "app" });
    await cloud.ecr("DescribeImages", { repositoryName: "app", registryId: "111122223333" }, STRANGER);
    expect(await body(by("EventName", "DescribeImages"))).toMatchObject({
      userIdentity: { type: "AWSAccount", principalId: expect.any(String), accountId: OTHER_ACCOUNT },
      recipientAccountId: "111122223333",
      errorCode: "AccessDenied",
    });
    expect(await body(by("EventName", "DescribeImages"), STRANGER)).toMatchObject({
      userIdentity: { userName: "stranger" },
      recipientAccountId: OTHER_ACCOUNT,
    });
  });

  it("is made of a lifecycle policy that acted, ten images and more in several", async () => {
    await cloud.ecr("CreateRepository", { repositoryName: "app" });
    const client = await registryClient(cloud);
    for (let number = 0; number < 12; number++) await client.image("app", `v${number}`, `content ${number}`);
    const selection = { tagStatus: "tagged", tagPrefixList: ["v"], countType: "imageCountMoreThan", countNumber: 1 };
    const rule = { rulePriority: 1, description: "the last one", selection, action: { type: "expire" } };
    await cloud.ecr("PutLifecyclePolicy", { repositoryName: "app", lifecyclePolicyText: JSON.stringify({ rules: [rule] }) });
    cloud.pass(25 * 3_600_000);
    await cloud.ecr("DescribeImages", { repositoryName: "app" });
    const records = (await lookup(by("EventName", "PolicyExecutionEvent"))).map(({ CloudTrailEvent }) => JSON.parse(CloudTrailEvent) as Body);
    expect(
      records.map(({ serviceEventDetails }) => (serviceEventDetails as { lifecycleEventImageActions: unknown[] }).lifecycleEventImageActions.length),
    ).toEqual([9, 2]);
    expect(records[0]).toMatchObject({
      userIdentity: { accountId: "111122223333", invokedBy: "AWS Internal" },
      eventType: "AwsServiceEvent",
      resources: [{ ARN, accountId: "111122223333", type: "AWS::ECR::Repository" }],
      serviceEventDetails: {
        repositoryName: "app",
        lifecycleEventPolicy: {
          lifecycleEventRules: [
            {
              rulePriority: 1,
              description: "the last one",
              lifecycleEventSelection: {
                tagStatus: "Tagged",
                tagPrefixList: ["v"],
                tagPatternList: [],
                countType: "Image count more than",
                countNumber: 1,
              },
              action: "expire",
            },
          ],
          lastEvaluatedAt: 0,
        },
        lifecycleEventFailureDetails: [],
      },
    });
  });

  it("is made of a preview as of a run, of what an index kept from going, and of a run without any work", async () => {
    await cloud.ecr("CreateRepository", { repositoryName: "app" });
    const child = await kit.addImage(cloud, "app", "{}");
    const index = kit.indexOf(child);
    await cloud.ecr("PutImage", { repositoryName: "app", imageManifest: index, imageTag: "multi" });
    const aged = { countType: "sinceImagePushed", countUnit: "days", countNumber: 1 };
    const rule = (rulePriority: number, selection: object) => ({ rulePriority, selection: { ...selection, ...aged }, action: { type: "expire" } });
    const rules = [rule(1, { tagStatus: "untagged" }), rule(2, { tagStatus: "tagged", tagPatternList: ["v*"] })];
    const lifecyclePolicyText = JSON.stringify({ rules });
    cloud.pass(25 * 3_600_000);
    await cloud.ecr("StartLifecyclePolicyPreview", { repositoryName: "app", lifecyclePolicyText });
    await cloud.ecr("PutLifecyclePolicy", { repositoryName: "app", lifecyclePolicyText });
    cloud.pass(24 * 3_600_000);
    await cloud.ecr("BatchDeleteImage", { repositoryName: "app", imageIds: [{ imageTag: "multi" }, { imageDigest: kit.digest(child) }] });
    cloud.pass(24 * 3_600_000);
    await cloud.ecr("DescribeImages", { repositoryName: "app" });
    const told = async (name: string) =>
      (await lookup(by("EventName", name))).map(({ CloudTrailEvent }) => (JSON.parse(CloudTrailEvent) as Body).serviceEventDetails);
    const held = {
      lifecycleEventImage: { digest: kit.digest(child), tagStatus: "Untagged", tagList: [], pushedAt: expect.any(Number) },
      rulePriority: 1,
      failureCode: "ImageReferencedByManifestList",
      failureReason: `Requested image referenced by manifest list: [${kit.digest(index)}]`,
    };
    const lists = [{}, { tagPrefixList: [], tagPatternList: ["v*"] }];
    const lifecycleEventPolicy = { lifecycleEventRules: lists.map((lifecycleEventSelection) => ({ lifecycleEventSelection })) };
    const run = (lifecycleEventFailureDetails: object[]) => ({
      lifecycleEventPolicy,
      lifecycleEventImageActions: [],
      lifecycleEventFailureDetails,
    });
    expect(await told("DryRunEvent")).toMatchObject([run([held])]);
    expect(await told("PolicyExecutionEvent")).toMatchObject([run([]), run([held])]);
  });
});

describe("a lookup", () => {
  it("finds by each attribute, the latest first", async () => {
    await cloud.ecr("CreateRepository", { repositoryName: "app" });
    cloud.pass(1000);
    await eventBridge(cloud, "PutRule", { Name: "pushes", EventPattern: '{"source":["aws.ecr"]}' });
    cloud.pass(1000);
    await cloud.ecr("DescribeRepositories", {}, PULLER);
    const [{ EventId = "" } = {}] = await lookup(by("EventName", "PutRule"));
    const found: readonly (readonly [string, string, readonly string[]])[] = [
      ["EventId", EventId, ["PutRule"]],
      ["EventSource", "events.amazonaws.com", ["PutRule"]],
      ["ResourceName", "pushes", ["PutRule"]],
      ["ResourceType", "AWS::ECR::Repository", ["CreateRepository"]],
      ["Username", "puller", ["DescribeRepositories"]],
      ["AccessKeyId", PULLER.accessKeyId, ["DescribeRepositories"]],
      ["ReadOnly", "false", ["PutRule", "CreateRepository"]],
      ["EventName", "Nothing", []],
    ];
    for (const [key, value, expected] of found) expect(await names(by(key, value)), key).toEqual(expected);
  });

  it("keeps to a time, a Region and an account", async () => {
    await cloud.ecr("CreateRepository", { repositoryName: "first" });
    cloud.pass(60_000);
    await cloud.ecr("CreateRepository", { repositoryName: "second" });
    const created = by("EventName", "CreateRepository");
    const later = await lookup({ ...created, StartTime: 1795420801 });
    expect(later.map(({ Resources }) => Resources[0]?.ResourceName)).toEqual([ARN.replace("app", "second")]);
    expect(await lookup({ ...created, EndTime: 1795420801 })).toHaveLength(1);
    expect(await lookup(created, LEARNER, "eu-west-1")).toEqual([]);
    expect(await lookup(created, STRANGER)).toEqual([]);
    cloud.pass(90 * 86_400_000 - 1000);
    expect(await lookup(created)).toHaveLength(1);
  });

  it("goes on where a page ended, whatever happened meanwhile", async () => {
    for (const repositoryName of ["a-1", "b-1", "c-1"]) await cloud.ecr("CreateRepository", { repositoryName });
    const created = by("EventName", "CreateRepository");
    const first = await ask({ ...created, MaxResults: 2 });
    await cloud.ecr("CreateRepository", { repositoryName: "d-1" });
    const second = await ask({ ...created, MaxResults: 2, NextToken: first.NextToken });
    const shown = [...(first.Events as Looked[]), ...(second.Events as Looked[])].map(({ Resources }) => Resources[0]?.ResourceName.slice(-3));
    expect([shown, second.NextToken]).toEqual([["c-1", "b-1", "a-1"], undefined]);
  });

  it.each<readonly [object, string]>([
    [{ MaxResults: 51 }, "InvalidMaxResultsException"],
    [{ NextToken: "?" }, "InvalidNextTokenException"],
    [{ StartTime: 2, EndTime: 1 }, "InvalidTimeRangeException"],
    [by("Colour", "red"), "InvalidLookupAttributesException"],
    [{ LookupAttributes: [{ AttributeKey: "EventName", AttributeValue: "" }] }, "InvalidLookupAttributesException"],
    [{ LookupAttributes: [...by("EventName", "a").LookupAttributes, ...by("EventName", "b").LookupAttributes] }, "InvalidLookupAttributesException"],
  ])("refuses %j", async (input, code) => {
    expect((await ask(input)).__type).toBe(code);
  });

  it("asks IAM, and leaves a record itself", async () => {
    expect((await ask({}, NOBODY)).__type).toBe("AccessDeniedException");
    expect(await names(by("Username", "nobody"))).toEqual(["LookupEvents"]);
  });

  it("answers insights with none", async () => {
    expect(await ask({ EventCategory: "insight" })).toEqual({ Events: [] });
    expect(await ask({ EventCategory: "management" })).toMatchObject({ __type: "InvalidEventCategoryException" });
  });
});
