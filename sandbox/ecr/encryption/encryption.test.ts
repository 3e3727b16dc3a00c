/** Repositories whose images are encrypted with a key of KMS: what is asked of the key when one is made, used and deleted. */
import { beforeEach, describe, expect, it } from "vitest";
import { ACCOUNT, LEARNER, NOBODY, OTHER_ACCOUNT, REGION, type TestCloud } from "../../cloud/testing.ts";
import { ecrKit } from "../../cloud/testing-ecr.ts";
import { text } from "../../kernel/bytes.ts";
import { nodeHasher } from "../../node/hasher.ts";
import { principalKey, repositoryKey } from "../../world/keys.ts";
import { defaultKeyPolicy, keyArn, scheduleDeletion } from "../../world/kms.ts";
import type { KmsKey, PolicyDocument } from "../../world/tables.ts";

const kit = ecrKit(nodeHasher);
const home = { account: ACCOUNT, region: REGION };
const ID = "1234abcd-12ab-34cd-56ef-1234567890ab";
const ARN = keyArn(home, ID);
const REPOSITORY = `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/web`;
const DAY = 86_400_000;

let cloud: TestCloud;
const key = () => cloud.store.world.kmsKeys.get(ARN) as KmsKey;
const setKey = (more: Partial<KmsKey>, arn = ARN) =>
  cloud.store.change(({ tx, now }) => {
    const [, , , region = "", account = ""] = arn.split(":");
    const fresh: KmsKey = { account, region, id: ID, arn, description: "", state: "Enabled", policy: {}, aliases: [], tags: {}, createdAt: now };
    tx.set("kmsKeys", arn, { ...fresh, policy: defaultKeyPolicy(account), ...tx.get("kmsKeys", arn), ...more });
  });
const policyOf = (...Statement: PolicyDocument[]): PolicyDocument => ({ Version: "2012-10-17", Statement });
const create = async (kmsKey: string | undefined, as = LEARNER, repositoryName = "web") =>
  (await cloud.ecr("CreateRepository", { repositoryName, encryptionConfiguration: { encryptionType: "KMS", kmsKey } }, as)).json;
/** What KMS said, in ECR's error. */
const kms = (kmsError: string, message: unknown) => ({ __type: "KmsException", kmsError, message });

beforeEach(() => {
  cloud = kit.cloud();
  setKey({ aliases: ["alias/images"] });
});

describe("a new repository with KMS", () => {
  it("lets ECR use the key by two grants, and names it by its ARN", async () => {
    expect(await create("alias/images")).toMatchObject({ repository: { encryptionConfiguration: { encryptionType: "KMS", kmsKey: ARN } } });
    const grant = {
      id: expect.stringMatching(/^[0-9a-f]{64}$/),
      grantee: "ecr.us-east-1.amazonaws.com",
      retiring: "ecr.us-east-1.amazonaws.com",
      issuer: `arn:aws:iam::${ACCOUNT}:root`,
      operations: ["GenerateDataKey", "Decrypt"],
      context: { "aws:ecr:arn": REPOSITORY },
      createdAt: cloud.store.now(),
    };
    expect(key().grants).toEqual([grant, grant]);
    expect(new Set(key().grants?.map(({ id }) => id)).size).toBe(2);
  });

  it("has AWS's own key when none is named, made once and used by everybody who may make repositories", async () => {
    const first = await create(undefined);
    const second = await create("alias/aws/ecr", LEARNER, "other");
    expect(second).toMatchObject({ repository: { encryptionConfiguration: (first.repository as Record<string, unknown>).encryptionConfiguration } });
    const managed = [...cloud.store.world.kmsKeys.values()].filter(({ manager }) => manager === "AWS");
    expect(managed).toMatchObject([{ aliases: ["alias/aws/ecr"], state: "Enabled", grants: [{}, {}, {}, {}] }]);
  });

  it.each([
    [
      "a key that is not there",
      "99999999-12ab-34cd-56ef-1234567890ab",
      "NotFoundException",
      `Key '${keyArn(home, "99999999-12ab-34cd-56ef-1234567890ab")}' does not exist`,
    ],
    ["an alias that is not there", "alias/nope", "NotFoundException", `Alias arn:aws:kms:us-east-1:${ACCOUNT}:alias/nope is not found.`],
    ["what is no id", "nope", "NotFoundException", "Invalid keyId 'nope'"],
    ["a key of another Region", ARN.replace(REGION, "eu-west-1"), "NotFoundException", "Invalid arn eu-west-1"],
  ])("is refused with %s", async (_, named, code, message) => {
    setKey({}, ARN.replace(REGION, "eu-west-1"));
    expect(await create(named)).toEqual(kms(code, message));
    expect(cloud.store.world.repositories.size).toBe(0);
  });

  it.each([
    ["Disabled", "DisabledException", `${ARN} is disabled.`],
    ["PendingDeletion", "KMSInvalidStateException", `${ARN} is pending deletion.`],
  ] as const)("is refused with a key that is %s", async (state, code, message) => {
    setKey({ state });
    expect(await create(ARN)).toEqual(kms(code, message));
    expect(key().grants).toBeUndefined();
  });

  it("takes another account's key by its ARN, when that account lets this one in", async () => {
    const theirs = ARN.replace(ACCOUNT, OTHER_ACCOUNT);
    setKey({}, theirs);
    expect(await create(theirs)).toMatchObject({ __type: "KmsException", kmsError: "AccessDeniedException" });
    const shared = {
      Effect: "Allow",
      Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
      Action: ["kms:DescribeKey", "kms:CreateGrant"],
      Resource: "*",
    };
    setKey({ policy: policyOf(shared) }, theirs);
    expect(await create(theirs)).toMatchObject({ repository: { encryptionConfiguration: { kmsKey: theirs } } });
    await kit.addImage(cloud, "web", "{}", "v1");
  });

  it("can be held to the context that ECR gives with CreateGrant", async () => {
    const Condition = {
      StringLike: { "kms:EncryptionContext:aws:ecr:arn": "arn:aws:ecr:*:*:repository/team/*" },
      Bool: { "kms:GrantIsForAWSResource": "true" },
    };
    const root = { Effect: "Allow", Principal: { AWS: ACCOUNT }, Resource: "*" };
    setKey({ policy: policyOf({ ...root, Action: "kms:DescribeKey" }, { ...root, Action: "kms:CreateGrant", Condition }) });
    expect(await create(ARN)).toMatchObject({ kmsError: "AccessDeniedException", message: expect.stringContaining("kms:CreateGrant") });
    expect(await create(ARN, LEARNER, "team/web")).toHaveProperty("repository");
  });
});

describe("images under a key", () => {
  let imageManifest: string;
  let layerUrl: string;

  beforeEach(async () => {
    await create(ARN);
    imageManifest = await kit.addImage(cloud, "web", "{}", "v1");
    const layerDigest = kit.digest("{}");
    layerUrl = String((await cloud.ecr("GetDownloadUrlForLayer", { repositoryName: "web", layerDigest })).json.downloadUrl);
  });

  const push = async () => {
    const started = (await cloud.ecr("InitiateLayerUpload", { repositoryName: "web" })).json;
    return [started, (await cloud.ecr("PutImage", { repositoryName: "web", imageManifest, imageTag: "v2" })).json];
  };
  const pull = async () => (await cloud.ecr("BatchGetImage", { repositoryName: "web", imageIds: [{ imageTag: "v1" }] })).json;
  const layer = async () => {
    const { status, body } = await cloud.handle({ method: "GET", url: layerUrl, headers: {}, body: new Uint8Array() });
    return status === 200 ? status : `${status} ${text(body as Uint8Array)}`;
  };
  const works = async () => {
    expect(await push()).toMatchObject([{ uploadId: expect.any(String) }, { image: { imageId: { imageTag: "v2" } } }]);
    expect(await pull()).toMatchObject({ images: [{ imageManifest }], failures: [] });
    expect(await layer()).toBe(200);
  };

  it("are pushed and pulled by people without any permission of KMS", async () => {
    cloud.store.change(({ tx }) =>
      tx.update("principals", principalKey(ACCOUNT, "user", "nobody"), { managed: ["AmazonEC2ContainerRegistryPowerUser"] }),
    );
    const pulled = await cloud.ecr("BatchGetImage", { repositoryName: "web", imageIds: [{ imageTag: "v1" }] }, NOBODY);
    expect(pulled.json).toMatchObject({ images: [{ imageManifest }] });
    expect((await cloud.ecr("InitiateLayerUpload", { repositoryName: "web" }, NOBODY)).status).toBe(200);
    await works();
  });

  const denied = (action: string) =>
    `User: ecr.us-east-1.amazonaws.com is not authorized to perform: kms:${action} on resource: ${ARN} because no resource-based policy allows the kms:${action} action`;

  it.each([
    ["disabled", () => setKey({ state: "Disabled" }), "DisabledException", `${ARN} is disabled.`],
    ["pending deletion", () => setKey({ state: "PendingDeletion" }), "KMSInvalidStateException", `${ARN} is pending deletion.`],
    ["deleted", () => cloud.store.change(({ tx }) => tx.delete("kmsKeys", ARN)), "NotFoundException", `Key '${ARN}' does not exist`],
  ] as const)("are neither pushed nor pulled while the key is %s", async (_, change, code, message) => {
    const before = key();
    change();
    expect(await push()).toEqual([kms(code, message), kms(code, message)]);
    expect(await pull()).toEqual({ images: [], failures: [{ imageId: { imageTag: "v1" }, failureCode: "KmsError", failureReason: message }] });
    expect(await layer()).toBe(`400 <?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>KMS.${code}</Code><Message>${message}</Message></Error>`);
    expect((await cloud.ecr("DescribeImages", { repositoryName: "web" })).json.imageDetails).toHaveLength(1);
    cloud.store.change(({ tx }) => tx.set("kmsKeys", ARN, before));
    await works();
  });

  it("are out of reach once ECR's grants are revoked, both of them", async () => {
    const [first, second] = key().grants ?? [];
    setKey({ grants: [second as NonNullable<typeof second>] });
    await works();
    setKey({ grants: [] });
    expect(await push()).toEqual([kms("AccessDeniedException", denied("GenerateDataKey")), kms("AccessDeniedException", denied("GenerateDataKey"))]);
    expect(await pull()).toMatchObject({ failures: [{ failureCode: "KmsError", failureReason: denied("Decrypt") }] });
    expect(await layer()).toContain("403 ");
    // A grant for another repository is none for this one.
    setKey({ grants: [{ ...(first as NonNullable<typeof first>), context: { "aws:ecr:arn": `${REPOSITORY}2` } }] });
    expect(await pull()).toMatchObject({ failures: [{ failureCode: "KmsError" }] });
  });

  it("obey a Deny of the key's policy, whatever was granted", async () => {
    const [allow] = defaultKeyPolicy(ACCOUNT).Statement as PolicyDocument[];
    setKey({ policy: policyOf(allow as PolicyDocument, { Effect: "Deny", Principal: "*", Action: "kms:GenerateDataKey", Resource: "*" }) });
    expect((await push())[0]).toMatchObject({
      kmsError: "AccessDeniedException",
      message: expect.stringContaining("explicit deny in a resource-based policy"),
    });
    expect(await pull()).toMatchObject({ images: [{ imageManifest }] });
  });

  it("keeps why in the event of the request", async () => {
    setKey({ grants: [] });
    await cloud.ecr("InitiateLayerUpload", { repositoryName: "web" });
    expect(cloud.store.events.at(-1)).toMatchObject({
      outcome: "denied",
      action: "kms:GenerateDataKey",
      resource: ARN,
      decision: { verdict: "deny", question: { caller: { arn: "ecr.us-east-1.amazonaws.com" } } },
    });
  });

  it("are gone for good when a scheduled deletion is due", async () => {
    cloud.store.change(({ tx, now }) => scheduleDeletion(tx, key(), now + 7 * DAY));
    cloud.pass(7 * DAY - 1000);
    expect(await pull()).toMatchObject({ failures: [{ failureReason: `${ARN} is pending deletion.` }] });
    cloud.pass(1000);
    expect(await pull()).toMatchObject({ failures: [{ failureReason: `Key '${ARN}' does not exist` }] });
    expect(cloud.store.world.kmsKeys.has(ARN)).toBe(false);
  });
});

describe("the grants of a deleted repository", () => {
  it("are retired, and only they", async () => {
    await create(ARN);
    await create(ARN, LEARNER, "other");
    await cloud.ecr("DeleteRepository", { repositoryName: "web" });
    expect(key().grants?.map(({ context }) => context)).toEqual(Array(2).fill({ "aws:ecr:arn": REPOSITORY.replace("web", "other") }));
  });

  it("stay behind when whoever deletes may not retire them, and the deletion stands", async () => {
    await create(ARN);
    const policies = { ecr: policyOf({ Effect: "Allow", Action: "ecr:*", Resource: "*" }) };
    cloud.store.change(({ tx }) => tx.update("principals", principalKey(ACCOUNT, "user", "nobody"), { policies }));
    const { json } = await cloud.ecr("DeleteRepository", { repositoryName: "web" }, NOBODY);
    const message = `The repository [web] has been deleted successfully but the grants created by the kmsKey [${ARN}] failed to be retired`;
    expect(json).toEqual(kms("AccessDeniedException", message));
    expect(cloud.store.world.repositories.has(repositoryKey(home, "web"))).toBe(false);
    expect(key().grants).toHaveLength(2);
  });
});
