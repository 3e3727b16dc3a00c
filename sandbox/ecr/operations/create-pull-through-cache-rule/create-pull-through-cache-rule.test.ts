import { describe, expect, it } from "vitest";
import { NOBODY, type TestCloud } from "../../../cloud/testing.ts";
import { type Case, ecrKit, invalid, refusal } from "../../../cloud/testing-ecr.ts";
import { secretsManager } from "../../../cloud/testing-json.ts";
import { nodeHasher } from "../../../node/hasher.ts";
import { principalKey } from "../../../world/keys.ts";

const { cloud } = ecrKit(nodeHasher);

const registryId = "111122223333";
const RULE = {
  ecrRepositoryPrefix: "quay",
  upstreamRegistryUrl: "quay.io",
  createdAt: 1795420800,
  registryId,
  upstreamRegistry: "quay",
  upstreamRepositoryPrefix: "ROOT",
};
const secretArn = (name: string, account = registryId) => `arn:aws:secretsmanager:us-east-1:${account}:secret:ecr-pullthroughcache/${name}`;
const NOT_FOUND = refusal(
  "PullThroughCacheRuleNotFoundException",
  "The pull through cache rule with prefix 'quay' does not exist in the registry with id '111122223333'",
);

const CASES: readonly Case[] = [
  { says: "needs a prefix and a registry", input: { ecrRepositoryPrefix: "quay", upstreamRegistryUrl: "quay.io" }, gives: RULE },
  {
    says: "takes a prefix of the other registry, and its name",
    input: { ecrRepositoryPrefix: "quay/", upstreamRegistryUrl: "quay.io", upstreamRegistry: "quay", upstreamRepositoryPrefix: "libpod" },
    gives: { ...RULE, ecrRepositoryPrefix: "quay/", upstreamRepositoryPrefix: "libpod" },
  },
  {
    says: "takes another ECR registry",
    input: { ecrRepositoryPrefix: "eu", upstreamRegistryUrl: "111122223333.dkr.ecr.eu-west-1.amazonaws.com" },
    gives: { ...RULE, ecrRepositoryPrefix: "eu", upstreamRegistryUrl: "111122223333.dkr.ecr.eu-west-1.amazonaws.com", upstreamRegistry: "ecr" },
  },
  {
    says: "refuses a taken prefix",
    input: { ecrRepositoryPrefix: "taken", upstreamRegistryUrl: "quay.io" },
    gives: refusal(
      "PullThroughCacheRuleAlreadyExistsException",
      "A pull through cache rule with the prefix 'taken' already exists in the registry with id '111122223333'",
    ),
  },
  ...["example.com", "111122223333.dkr.ecr.us-east-1.amazonaws.com", "111122223333.dkr.ecr.nowhere.amazonaws.com"].map(
    (url): Case => ({
      says: `refuses ${url}`,
      input: { ecrRepositoryPrefix: "quay", upstreamRegistryUrl: url },
      gives: refusal(
        "UnsupportedUpstreamRegistryException",
        `The upstream registry URL ${url} is invalid. Specify a valid upstream registry URL and try again`,
      ),
    }),
  ),
  {
    says: "refuses a registry of another name",
    input: { ecrRepositoryPrefix: "quay", upstreamRegistryUrl: "quay.io", upstreamRegistry: "k8s" },
    gives: expect.objectContaining({ __type: "UnsupportedUpstreamRegistryException" }),
  },
  {
    says: "wants a secret for Docker Hub",
    input: { ecrRepositoryPrefix: "hub", upstreamRegistryUrl: "registry-1.docker.io" },
    gives: refusal(
      "UnsupportedUpstreamRegistryException",
      "The specified upstream registry requires authentication. Specify a valid Secrets Manager ARN and try again",
    ),
  },
  {
    says: "refuses a secret there is none of",
    input: { ecrRepositoryPrefix: "hub", upstreamRegistryUrl: "registry-1.docker.io", credentialArn: secretArn("absent-ABCDEF") },
    gives: expect.objectContaining({ __type: "SecretNotFoundException" }),
  },
  {
    says: "refuses another account's secret",
    input: { ecrRepositoryPrefix: "hub", upstreamRegistryUrl: "registry-1.docker.io", credentialArn: secretArn("hub-ABCDEF", "444455556666") },
    gives: expect.objectContaining({ __type: "UnableToAccessSecretException" }),
  },
  {
    says: "refuses a secret of another name",
    input: {
      ecrRepositoryPrefix: "hub",
      upstreamRegistryUrl: "registry-1.docker.io",
      credentialArn: "arn:aws:secretsmanager:us-east-1:111122223333:secret:hub-ABCDEF",
    },
    gives: expect.objectContaining({
      __type: "InvalidParameterException",
      message: expect.stringMatching(/^Invalid parameter at 'credentialArn' failed to satisfy constraint: 'must satisfy regular expression/),
    }),
  },
  {
    says: "refuses a prefix of one character",
    input: { ecrRepositoryPrefix: "q", upstreamRegistryUrl: "quay.io" },
    gives: invalid("ecrRepositoryPrefix", "Member must have length greater than or equal to 2"),
  },
  {
    says: "refuses a prefix of the other registry for the whole registry",
    input: { ecrRepositoryPrefix: "ROOT", upstreamRegistryUrl: "quay.io", upstreamRepositoryPrefix: "libpod" },
    gives: invalid("upstreamRepositoryPrefix", "must be ROOT when ecrRepositoryPrefix is ROOT"),
  },
  {
    says: "refuses a user who may not",
    input: { ecrRepositoryPrefix: "quay", upstreamRegistryUrl: "quay.io" },
    key: NOBODY,
    gives: expect.objectContaining({ __type: "AccessDeniedException" }),
  },
];

async function secret(test: TestCloud, value: string): Promise<string> {
  const { json } = await secretsManager(test, "CreateSecret", { Name: "ecr-pullthroughcache/hub", SecretString: value });
  return String(json.ARN);
}

const GOOD = JSON.stringify({ username: "learner", accessToken: `dckr_pat_${"a".repeat(27)}` });

describe("CreatePullThroughCacheRule", () => {
  it.each(CASES)("$says", async ({ input, key, gives }) => {
    const { ecr } = cloud();
    await ecr("CreatePullThroughCacheRule", { ecrRepositoryPrefix: "taken", upstreamRegistryUrl: "quay.io" });
    expect((await ecr("CreatePullThroughCacheRule", input, key)).json).toEqual(gives);
  });

  it("makes the role of the cache, whoever may create a rule", async () => {
    const test = cloud();
    const policies = { cache: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "ecr:*", Resource: "*" }] } };
    test.store.change(({ tx }) => tx.update("principals", principalKey(registryId, "user", "nobody"), { policies }));
    const input = { ecrRepositoryPrefix: "quay", upstreamRegistryUrl: "quay.io" };
    expect((await test.ecr("CreatePullThroughCacheRule", input, NOBODY)).status).toBe(200);
    const role = test.store.world.principals.get(principalKey(registryId, "role", "AWSServiceRoleForECRPullThroughCache"));
    expect(role).toMatchObject({ managed: ["AWSECRPullThroughCache_ServiceRolePolicy"] });
  });

  it("refuses a fifty-first rule", async () => {
    const { ecr } = cloud();
    for (let at = 0; at < 50; at++) await ecr("CreatePullThroughCacheRule", { ecrRepositoryPrefix: `p${at}`, upstreamRegistryUrl: "quay.io" });
    const { json } = await ecr("CreatePullThroughCacheRule", { ecrRepositoryPrefix: "more", upstreamRegistryUrl: "quay.io" });
    expect(json).toEqual(refusal("LimitExceededException", "A registry can have at most 50 pull through cache rules"));
  });

  it("refuses a secret that is marked for deletion, and one whose key is disabled", async () => {
    const test = cloud();
    const credentialArn = await secret(test, GOOD);
    const rule = { ecrRepositoryPrefix: "hub", upstreamRegistryUrl: "registry-1.docker.io", credentialArn };
    const arn = "arn:aws:kms:us-east-1:111122223333:key/1234abcd";
    test.store.change(({ tx }) => {
      const [[key, row]] = [...tx.range("secrets", "")] as [[string, Parameters<typeof tx.set<"secrets">>[2]]];
      tx.set("secrets", key, { ...row, kmsKey: arn });
      const of = { account: registryId, region: "us-east-1", id: "1234abcd", arn, description: "", policy: {}, aliases: [], tags: {}, createdAt: 0 };
      tx.set("kmsKeys", arn, { ...of, state: "Disabled" });
    });
    expect((await test.ecr("CreatePullThroughCacheRule", rule)).json.__type).toBe("UnableToDecryptSecretValueException");
    await secretsManager(test, "DeleteSecret", { SecretId: credentialArn });
    expect((await test.ecr("CreatePullThroughCacheRule", rule)).json.__type).toBe("UnableToAccessSecretException");
  });
});

describe("a pull-through cache rule", () => {
  it("comes back from Describe, Update, Validate and Delete", async () => {
    const test = cloud();
    const { ecr } = test;
    for (const [operation, input] of [
      ["DescribePullThroughCacheRules", { ecrRepositoryPrefixes: ["quay"] }],
      ["UpdatePullThroughCacheRule", { ecrRepositoryPrefix: "quay" }],
      ["ValidatePullThroughCacheRule", { ecrRepositoryPrefix: "quay" }],
      ["DeletePullThroughCacheRule", { ecrRepositoryPrefix: "quay" }],
    ] as const)
      expect((await ecr(operation, input)).json).toEqual(NOT_FOUND);
    await ecr("CreatePullThroughCacheRule", { ecrRepositoryPrefix: "quay", upstreamRegistryUrl: "quay.io" });
    expect((await ecr("UpdatePullThroughCacheRule", { ecrRepositoryPrefix: "quay" })).json).toEqual(
      refusal("InvalidParameterException", "Invalid input: Please set either credential arn or role arn to update the credentials"),
    );
    await ecr("CreatePullThroughCacheRule", { ecrRepositoryPrefix: "kubernetes", upstreamRegistryUrl: "registry.k8s.io" });
    const listed = { ...RULE, updatedAt: 1795420800 };
    expect((await ecr("DescribePullThroughCacheRules", { ecrRepositoryPrefixes: ["quay"] })).json).toEqual({ pullThroughCacheRules: [listed] });
    const first = (await ecr("DescribePullThroughCacheRules", { maxResults: 1 })).json;
    expect(first).toMatchObject({ pullThroughCacheRules: [{ ecrRepositoryPrefix: "kubernetes" }], nextToken: expect.any(String) });
    const second = (await ecr("DescribePullThroughCacheRules", { maxResults: 1, nextToken: first.nextToken })).json;
    expect(second).toEqual({ pullThroughCacheRules: [listed] });
    const { createdAt, upstreamRegistry: _, ...checked } = RULE;
    expect((await ecr("ValidatePullThroughCacheRule", { ecrRepositoryPrefix: "quay" })).json).toEqual({ ...checked, isValid: true });
    expect((await ecr("DeletePullThroughCacheRule", { ecrRepositoryPrefix: "quay" })).json).toEqual({ ...checked, createdAt });
  });

  it("is given another secret, and is valid when the registry takes it", async () => {
    const test = cloud();
    const credentialArn = await secret(test, JSON.stringify({ username: "learner", accessToken: "hunter2" }));
    const rule = { ecrRepositoryPrefix: "hub", upstreamRegistryUrl: "registry-1.docker.io", credentialArn };
    await test.ecr("CreatePullThroughCacheRule", rule);
    const validated = async () => (await test.ecr("ValidatePullThroughCacheRule", { ecrRepositoryPrefix: "hub" })).json;
    expect(await validated()).toMatchObject({ isValid: false, failure: expect.stringContaining("did not accept the credentials") });
    await secretsManager(test, "PutSecretValue", { SecretId: credentialArn, SecretString: GOOD });
    expect(await validated()).toMatchObject({ isValid: true, credentialArn });
    await secretsManager(test, "PutSecretValue", { SecretId: credentialArn, SecretString: "{}" });
    expect((await validated()).failure).toBe("The secret does not have the keys username and accessToken");
    await secretsManager(test, "DeleteSecret", { SecretId: credentialArn, ForceDeleteWithoutRecovery: true });
    expect((await validated()).failure).toMatch(/was not found/);
    test.pass(1000);
    const { json } = await secretsManager(test, "CreateSecret", { Name: "ecr-pullthroughcache/new", SecretString: GOOD });
    expect((await test.ecr("UpdatePullThroughCacheRule", { ecrRepositoryPrefix: "hub", credentialArn: json.ARN })).json).toEqual({
      ecrRepositoryPrefix: "hub",
      registryId,
      updatedAt: 1795420801,
      credentialArn: json.ARN,
      upstreamRepositoryPrefix: "ROOT",
    });
    expect(await validated()).toMatchObject({ isValid: true });
  });

  it("to a registry that the sandbox does not have is made, but not valid", async () => {
    const test = cloud();
    const rule = { ecrRepositoryPrefix: "gitlab", upstreamRegistryUrl: "registry.gitlab.com", credentialArn: await secret(test, GOOD) };
    expect((await test.ecr("CreatePullThroughCacheRule", rule)).status).toBe(200);
    const { json } = await test.ecr("ValidatePullThroughCacheRule", { ecrRepositoryPrefix: "gitlab" });
    expect(json).toMatchObject({ isValid: false, failure: "The upstream registry could not be reached" });
  });
});
