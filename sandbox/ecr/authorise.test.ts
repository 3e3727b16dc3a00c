import { describe, expect, it } from "vitest";
import type { Report } from "../cloud/service.ts";
import { ACCOUNT, LEARNER, NOBODY, PULLER, REGION, STRANGER, type TestCloud, testCloud } from "../cloud/testing.ts";
import { callerOf } from "../iam/caller.ts";
import { ECR } from "../iam/data/ecr.gen.ts";
import { nodeHasher } from "../node/hasher.ts";
import { principalKey, registryKey, repositoryKey } from "../world/keys.ts";
import type { PolicyDocument } from "../world/tables.ts";
import { askPermission } from "./authorise.ts";
import { MODEL, type OperationName } from "./model/index.ts";

const registry = { account: ACCOUNT, region: REGION };
const REPOSITORY = `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/web`;
const INPUT = { repositoryName: "web", repositoryNames: ["web"], resourceArn: REPOSITORY };
const policy = (...Statement: object[]): PolicyDocument => ({ Version: "2012-10-17", Statement });

/** Action and resource that an operation asks first. */
function firstAsked(name: OperationName): { action: string | undefined; resource: string | undefined } {
  const { store, options } = testCloud(nodeHasher);
  const caller = callerOf(store.world, principalKey(ACCOUNT, "user", "nobody"));
  const report: Report = { service: "ecr" };
  if (caller)
    expect(() => askPermission(name, INPUT, registry, { context: options, caller, registry, report })).toThrow(/is not authorized to perform/);
  return { action: report.action, resource: report.resource };
}

/** `PutImage` → whether the Service Authorization Reference has it on repositories. */
const REFERENCE = new Map(
  (ECR.ecr?.actions ?? []).map((row) => {
    const [action = "", , resources = ""] = row.split(" ");
    return [action, resources.includes("repository")] as const;
  }),
);

function setRegistryPolicy({ store }: TestCloud, document: PolicyDocument): void {
  store.change(({ tx }) => tx.set("registries", registryKey(registry), { ...registry, policy: document }));
}

describe("the permission of each operation", () => {
  it.each(Object.keys(MODEL.operations) as OperationName[])("%s asks its action on what the reference says", (name) => {
    const { action, resource } = firstAsked(name);
    const known = action?.replace("ecr:", "") ?? "";
    expect(action).toBe(name === "ListImageReferrers" ? "ecr:BatchGetImage" : `ecr:${name}`);
    if (REFERENCE.has(known)) expect(resource).toBe(REFERENCE.get(known) ? REPOSITORY : "*");
  });
});

describe("the registry's policy", () => {
  it("is asked for actions on repositories and on the registry alike", async () => {
    const cloud = testCloud(nodeHasher);
    await cloud.ecr("CreateRepository", { repositoryName: "web" });
    setRegistryPolicy(cloud, policy({ Effect: "Deny", Principal: "*", Action: ["ecr:DescribeImages", "ecr:DescribeRegistry"], Resource: "*" }));
    for (const [operation, resource] of [
      ["DescribeImages", REPOSITORY],
      ["DescribeRegistry", "*"],
    ] as const) {
      expect((await cloud.ecr(operation, operation === "DescribeImages" ? { repositoryName: "web" } : {})).json).toEqual({
        __type: "AccessDeniedException",
        message: `User: arn:aws:iam::${ACCOUNT}:user/learner is not authorized to perform: ecr:${operation} on resource: ${resource} with an explicit deny in a resource-based policy`,
      });
    }
    expect((await cloud.ecr("ListImages", { repositoryName: "web" })).status).toBe(200);
  });

  it("grants a user of the account what it names", async () => {
    const cloud = testCloud(nodeHasher);
    const create = () => cloud.ecr("CreateRepository", { repositoryName: "team/web" }, NOBODY);
    expect((await create()).status).toBe(400);
    const Principal = { AWS: `arn:aws:iam::${ACCOUNT}:user/nobody` };
    setRegistryPolicy(cloud, policy({ Effect: "Allow", Principal, Action: "ecr:CreateRepository", Resource: `arn:aws:ecr:*:*:repository/team/*` }));
    expect((await create()).status).toBe(200);
    expect((await cloud.ecr("CreateRepository", { repositoryName: "web" }, NOBODY)).status).toBe(400);
  });

  it("lets another account in together with that account's own policies", async () => {
    const cloud = testCloud(nodeHasher);
    await cloud.ecr("CreateRepository", { repositoryName: "web" });
    const list = () => cloud.ecr("ListImages", { repositoryName: "web", registryId: ACCOUNT }, STRANGER);
    expect((await list()).json.message).toMatch(/because no resource-based policy allows the ecr:ListImages action$/);
    setRegistryPolicy(cloud, policy({ Effect: "Allow", Principal: { AWS: "444455556666" }, Action: "ecr:ListImages", Resource: "*" }));
    expect((await list()).status).toBe(200);
  });

  it("grants nobody a token", async () => {
    const cloud = testCloud(nodeHasher);
    setRegistryPolicy(cloud, policy({ Effect: "Allow", Principal: "*", Action: "ecr:*", Resource: "*" }));
    expect((await cloud.ecr("GetAuthorizationToken", {}, NOBODY)).status).toBe(400);
    expect((await cloud.ecr("GetAuthorizationToken", {}, PULLER)).status).toBe(200);
  });
});

describe("a repository with a key of the customer's", () => {
  const arn = `arn:aws:kms:${REGION}:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
  const create = async (keyPolicy: PolicyDocument, kmsKey: string, key = LEARNER) => {
    const cloud = testCloud(nodeHasher);
    cloud.store.change(({ tx, now }) =>
      tx.set("kmsKeys", arn, {
        ...registry,
        id: "1234abcd-12ab-34cd-56ef-1234567890ab",
        arn,
        description: "",
        state: "Enabled",
        policy: keyPolicy,
        aliases: ["alias/images"],
        tags: {},
        createdAt: now,
      }),
    );
    const encryptionConfiguration = { encryptionType: "KMS", kmsKey };
    const answer = await cloud.ecr("CreateRepository", { repositoryName: "web", encryptionConfiguration }, key);
    return { ...answer, made: cloud.store.world.repositories.get(repositoryKey(registry, "web")) !== undefined };
  };
  const home = policy({ Effect: "Allow", Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: "kms:*", Resource: "*" });

  it.each([arn, "1234abcd-12ab-34cd-56ef-1234567890ab", "alias/images", `arn:aws:kms:${REGION}:${ACCOUNT}:alias/images`])(
    "asks the key that %s names",
    async (kmsKey) => {
      expect(await create(home, kmsKey)).toMatchObject({ status: 200, made: true });
      expect(await create(policy(), kmsKey)).toMatchObject({ status: 400, made: false, json: { __type: "KmsException" } });
    },
  );

  it("is refused in KMS's words where the key lets nobody make grants", async () => {
    const describing = policy({ Effect: "Allow", Principal: { AWS: ACCOUNT }, Action: "kms:DescribeKey", Resource: "*" });
    expect((await create(describing, arn)).json).toEqual({
      __type: "KmsException",
      kmsError: "AccessDeniedException",
      message: `User: arn:aws:iam::${ACCOUNT}:user/learner is not authorized to perform: kms:CreateGrant on resource: ${arn} because no resource-based policy allows the kms:CreateGrant action`,
    });
  });

  it("is not made with a key that this world does not have", async () => {
    const message = `Alias arn:aws:kms:${REGION}:${ACCOUNT}:alias/others is not found.`;
    expect(await create(home, "alias/others")).toMatchObject({
      made: false,
      json: { __type: "KmsException", kmsError: "NotFoundException", message },
    });
  });
});
