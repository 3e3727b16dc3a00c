import { describe, expect, test } from "vitest";
import { readWebIdentityToken } from "../../iam/web-identity/web-identity.ts";
import { nodeHasher } from "../../node/hasher.ts";
import { memoryBlobs } from "../../world/memory-blobs.ts";
import { metaOf, Store } from "../../world/store.ts";
import type { World } from "../../world/world.ts";
import { identityOf } from "../view/identity.ts";
import { applyGiven, buildWorld } from "./build.ts";
import type { Patch } from "./merge-patch.ts";

const HOME = { account: "111122223333", region: "us-east-1" };
const ALLOW = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
const DENY = { Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: "ecr:DeleteRepository", Resource: "*" }] };
const ports = () => ({ hasher: nodeHasher, blobs: memoryBlobs(nodeHasher) });
const build = (patch: Patch) => buildWorld(patch, ports(), { name: "test" });

async function given(origin: Patch, patch: Patch) {
  const shared = ports();
  const store = new Store(await buildWorld(origin, shared, { name: "test" }), { hasher: nodeHasher });
  await applyGiven(store, patch, origin, shared);
  return store.world;
}

describe("an account's organization", () => {
  const asLessonsWrite = { organization: "o-a1b2c3d4e5", scps: { Guard: DENY }, rcps: { Ours: ALLOW } };

  test.each([
    ["beside its policies", asLessonsWrite],
    ["with its policies inside", { organization: { id: "o-a1b2c3d4e5", scps: { Guard: DENY }, rcps: { Ours: ALLOW } } }],
  ])("is written %s", async (_, spec) => {
    const world = await build({ accounts: { "111122223333": spec } });
    expect(world.accounts.get("111122223333")?.organization).toEqual({
      id: "o-a1b2c3d4e5",
      scps: [{ name: "Guard", document: DENY }],
      rcps: [{ name: "Ours", document: ALLOW }],
    });
  });

  test("a patch over it changes one policy, removes one, or takes the account out", async () => {
    const origin = { accounts: { "111122223333": asLessonsWrite } };
    const one = await given(origin, { accounts: { "111122223333": { scps: { Guard: null, Other: DENY } } } });
    expect(one.accounts.get("111122223333")?.organization?.scps).toEqual([{ name: "Other", document: DENY }]);
    expect(one.accounts.get("111122223333")?.organization?.rcps).toHaveLength(1);
    const none = await given(origin, { accounts: { "111122223333": { organization: null } } });
    expect(none.accounts.get("111122223333")).toEqual({ id: "111122223333", settings: {} });
  });

  test("policies without an organization are a mistake", async () => {
    await expect(build({ accounts: { "111122223333": { scps: { Guard: DENY } } } })).rejects.toThrow("belong to an organization");
  });
});

describe("policies, groups and boundaries", () => {
  const patch = {
    policies: { Push: { document: ALLOW, path: "/team/" }, "444455556666:Push": { document: DENY } },
    groups: { developers: { managed: ["Push"], policies: { look: ALLOW } } },
    principals: {
      "user/anna": { groups: ["developers"], boundary: "Push" },
      "user/bert": { managed: ["AmazonEC2ContainerRegistryPullOnly", "arn:aws:iam::aws:policy/AdministratorAccess", "Push"] },
      "role/ci": { path: "/ci/", maxSession: "4h", trust: ALLOW },
      "444455556666:user/eve": { managed: ["Push"] },
    },
  };

  test("a customer managed policy has an ARN, with which principals, groups and boundaries refer to it", async () => {
    const world = await build(patch);
    const arn = "arn:aws:iam::111122223333:policy/team/Push";
    expect(world.managedPolicies.get(arn)).toMatchObject({ name: "Push", defaultVersion: "v1", versions: [{ id: "v1", document: ALLOW }] });
    expect(world.groups.get("111122223333/developers")).toMatchObject({ managed: [arn], policies: { look: ALLOW } });
    expect(world.principals.get("111122223333/user/anna")).toMatchObject({ groups: ["developers"], boundary: arn });
    expect(world.principals.get("111122223333/user/bert")?.managed).toEqual(["AmazonEC2ContainerRegistryPullOnly", "AdministratorAccess", arn]);
    expect(world.principals.get("444455556666/user/eve")?.managed).toEqual(["arn:aws:iam::444455556666:policy/Push"]);
    expect(world.principals.get("111122223333/role/ci")).toMatchObject({ arn: "arn:aws:iam::111122223333:role/ci/ci", maxSessionDuration: 14_400 });
  });

  test("a document laid over a policy is its next version; null takes a boundary or a group away", async () => {
    const world = await given(patch, {
      policies: { Push: { document: DENY } },
      groups: { developers: null },
      principals: { "user/anna": { boundary: null } },
    });
    expect(world.managedPolicies.get("arn:aws:iam::111122223333:policy/team/Push")).toMatchObject({ defaultVersion: "v2", lastVersion: 2 });
    expect(world.principals.get("111122223333/user/anna")).not.toHaveProperty("boundary");
    expect(world.principals.get("111122223333/user/anna")?.groups).toEqual([]);
  });

  test("a name that leads to no policy or group is a mistake", async () => {
    await expect(build({ principals: { "user/anna": { managed: ["Pull"] } } })).rejects.toThrow('no policy is called "Pull"');
    await expect(build({ principals: { "user/anna": { groups: ["team"] } } })).rejects.toThrow('no group is called "team"');
  });
});

describe("registries, keys and providers", () => {
  test("registry policies stand for home, and for others by account and Region", async () => {
    const world = await build({ registry: { policy: DENY, "444455556666:eu-west-1": { policy: ALLOW } } });
    expect(world.registries.get("111122223333/us-east-1")).toEqual({ ...HOME, policy: DENY });
    expect(world.registries.get("444455556666/eu-west-1")?.policy).toEqual(ALLOW);
  });

  test("rules of replication and signing, and exclusions, are those of the API; null takes them away", async () => {
    const replication = [{ destinations: [{ region: "eu-west-1", registryId: "444455556666" }] }];
    const signing = [{ signingProfileArn: "arn:aws:signer:us-east-1:111122223333:/signing-profiles/release" }];
    const scanner = "arn:aws:iam::111122223333:role/scanner";
    const patch = { registry: { policy: DENY, replication, signing, pullTimeExclusions: [scanner] } };
    expect([...(await build(patch)).registries.values()]).toMatchObject([
      { ...HOME, policy: DENY, replication, signing, pullTimeExclusions: { [scanner]: {} } },
    ]);
    const world = await given(patch, { registry: { replication: null, pullTimeExclusions: null } });
    expect([...world.registries.values()]).toEqual([{ ...HOME, policy: DENY, signing }]);
    await expect(build({ registry: { replication: [{ to: "eu-west-1" }] } })).rejects.toThrow("registry.replication is a list of rules");
  });

  test("a key without a policy has the default one, which names its account", async () => {
    const [key] = [...(await build({ keys: { images: { state: "Disabled" } } })).kmsKeys.values()];
    expect(key).toMatchObject({ aliases: ["alias/images"], state: "Disabled", arn: `arn:aws:kms:us-east-1:111122223333:key/${key?.id}` });
    expect(JSON.stringify(key?.policy)).toContain("arn:aws:iam::111122223333:root");
  });

  test("a key keeps its grants when it is disabled; one that is pending deletion goes 30 days later", async () => {
    const encryptionConfiguration = { encryptionType: "KMS", kmsKey: "alias/images" };
    const patch = { keys: { images: {} }, repositories: { web: { settings: { encryptionConfiguration } } } };
    const keyOf = ({ kmsKeys }: World) => [...kmsKeys.values()][0];
    const arn = keyOf(await build(patch))?.arn;
    const disabled = await given(patch, { keys: { images: { state: "Disabled" } } });
    expect(keyOf(disabled)).toMatchObject({ arn, state: "Disabled", grants: [{ grantee: "ecr.us-east-1.amazonaws.com" }, {}] });
    expect([...disabled.repositories.values()]).toMatchObject([{ encryption: { encryptionType: "KMS", kmsKey: arn } }]);
    const pending = await build({ ...patch, keys: { images: { state: "PendingDeletion" } } });
    const due = metaOf(pending).now + 30 * 86_400_000;
    expect(keyOf(pending)).toMatchObject({ deletesAt: due, grants: [{}, {}] });
    expect([...pending.jobs.values()]).toEqual([{ due, work: { kind: "delete-key", key: arn } }]);
    expect([
      ...(await build({ repositories: { web: { settings: { encryptionConfiguration: { encryptionType: "KMS" } } } } })).kmsKeys.values(),
    ]).toMatchObject([{ aliases: ["alias/aws/ecr"], manager: "AWS" }]);
    await expect(build({ ...patch, keys: {} })).rejects.toThrow('repository web: there is no key alias/images; "keys" makes one');
  });

  test("a token in a file is one that its provider issued", async () => {
    const world = await build({
      identityProviders: { "https://token.actions.githubusercontent.com": {} },
      tokens: { "token.jwt": { issuer: "token.actions.githubusercontent.com", subject: "repo:gantry/web:ref:refs/heads/main", lifetime: "10m" } },
    });
    const arn = "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com";
    expect(world.identityProviders.get(arn)).toMatchObject({ url: "token.actions.githubusercontent.com", clientIds: ["sts.amazonaws.com"] });
    const node = world.files.get("/home/learner/token.jwt");
    const token = node?.kind === "file" && "text" in node.content ? node.content.text : "";
    const { now, sealingKey } = metaOf(world);
    expect(readWebIdentityToken(nodeHasher, sealingKey, token)).toMatchObject({
      claims: { issuer: "https://token.actions.githubusercontent.com", audience: "sts.amazonaws.com", expiresAt: now + 600_000 },
    });
  });
});

test("a profile's session may have a name, policies and tags of its own", async () => {
  const world = await build({
    principals: { "role/ci": {} },
    profiles: { ci: { as: "role/ci" }, narrow: { as: "role/ci", session: { name: "build-7", policies: { limit: DENY }, tags: { Team: "web" } } } },
  });
  const sessions = [...world.accessKeys.values()].map(({ session }) => session);
  expect(sessions).toContainEqual(expect.objectContaining({ name: "build-7", policies: [{ name: "limit", document: DENY }], tags: { Team: "web" } }));
  expect(sessions).toHaveLength(2);
  expect(identityOf(world, { AWS_PROFILE: "narrow" }, HOME).arn).toBe("arn:aws:sts::111122223333:assumed-role/ci/build-7");
});

test("a profile with a source or a token holds no keys: its role is assumed", async () => {
  const world = await build({
    principals: { "user/anna": { keys: true }, "role/ci": {} },
    profiles: { default: { as: "user/anna" }, ci: { as: "role/ci", source: "default" }, web: { as: "role/ci", token: "token.jwt" } },
  });
  const config = world.files.get("/home/learner/.aws/config");
  const text = config?.kind === "file" && "text" in config.content ? config.content.text : "";
  expect(text).toContain("[profile ci]\nregion = us-east-1\nrole_arn = arn:aws:iam::111122223333:role/ci\nsource_profile = default\n");
  expect(text).toContain("web_identity_token_file = /home/learner/token.jwt\n");
  expect(world.accessKeys.size).toBe(1);
  expect(identityOf(world, { AWS_PROFILE: "ci" }, HOME)).toMatchObject({
    name: "ci",
    arn: "arn:aws:sts::111122223333:assumed-role/ci/botocore-session",
  });
  await expect(build({ profiles: { x: { as: "user/anna", source: "default" } } })).rejects.toThrow("is for a role");
});

test("a federated user is known by the session's name", async () => {
  const world = await build({ principals: { "user/anna": { keys: true } } });
  const [key] = [...world.accessKeys.values()];
  if (!key) throw new Error("no key");
  world.accessKeys.set("ASIAFEDERATED", {
    ...key,
    id: "ASIAFEDERATED",
    session: { token: "t", expiresAt: 9e15, name: "visitor", kind: "federated" },
  });
  expect(identityOf(world, { AWS_ACCESS_KEY_ID: "ASIAFEDERATED" }, HOME)).toMatchObject({
    name: "visitor",
    arn: "arn:aws:sts::111122223333:federated-user/visitor",
  });
});
