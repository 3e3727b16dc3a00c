import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ACCOUNT, type TestCloud } from "../cloud/testing.ts";
import { ecrKit } from "../cloud/testing-ecr.ts";
import { typeOf } from "../http/model/model.ts";
import { nodeHasher } from "../node/hasher.ts";
import { MODEL } from "./model/index.ts";
import { notImplemented } from "./operations/index.ts";

const { addImage, cloud, digest } = ecrKit(nodeHasher);

const junk = fc.oneof(fc.jsonValue(), fc.constantFrom(null, "", 0, -1, 1e308, "web", "sha256:00", [], {}, [null]));

const WORDS = [
  "web",
  "v1",
  "111122223333",
  "us-west-2",
  "arn:aws:ecr:us-east-1:111122223333:repository/web",
  "arn:aws:iam::111122223333:user/learner",
  "k8s",
  "registry.k8s.io",
  "team",
  "ROOT",
  "*",
  "10",
  "{}",
  "sha256:ab",
  digest("{}"),
  "00000000-0000-4000-8000-000000000000",
  '{"rules":[{"rulePriority":1,"selection":{"tagStatus":"any","countType":"imageCountMoreThan","countNumber":1},"action":{"type":"expire"}}]}',
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr:*"}]}',
  "__proto__",
  "é",
  "",
];

/** Mostly well-formed values of a type, so that the checks behind the first one are reached too. */
function anyOf(ref: string, words: readonly string[], depth = 0): fc.Arbitrary<unknown> {
  const type = typeOf(MODEL, ref);
  if (depth > 3) return junk;
  switch (type.kind) {
    case "list":
      return fc.array(anyOf(type.of, words, depth + 1), { maxLength: 3 });
    case "map":
      return fc.dictionary(fc.string(), anyOf(type.of, words, depth + 1), { maxKeys: 3 });
    case "enum":
      return fc.constantFrom(...type.values);
    case "structure":
      return fc.record(Object.fromEntries(type.members.map((member) => [member.name, anyOf(member.type, words, depth + 1)])), {
        requiredKeys: type.members.filter(({ required }) => required).map(({ name }) => name),
      });
    case "scalar":
      switch (type.name) {
        case "boolean":
          return fc.boolean();
        case "string":
          return fc.constantFrom(...words);
        case "blob":
          return fc.base64String();
        default:
          return fc.integer({ min: -2, max: 2000 });
      }
  }
}

/** A registry with something of everything that operations speak of, and the words for it. */
async function filled(): Promise<{ readonly test: TestCloud; readonly words: readonly string[] }> {
  const test = cloud();
  await test.ecr("CreateRepository", { repositoryName: "web" });
  const manifest = await addImage(test, "web", "{}", "v1");
  const destination = { region: "us-west-2", registryId: ACCOUNT };
  await test.ecr("CreatePullThroughCacheRule", { ecrRepositoryPrefix: "k8s", upstreamRegistryUrl: "registry.k8s.io" });
  await test.ecr("CreateRepositoryCreationTemplate", { prefix: "team", appliedFor: ["CREATE_ON_PUSH"] });
  await test.ecr("PutReplicationConfiguration", { replicationConfiguration: { rules: [{ destinations: [destination] }] } });
  const { replicationBackfillId } = (await test.ecr("StartReplicationBackfill", { destination })).json;
  const { uploadId } = (await test.ecr("InitiateLayerUpload", { repositoryName: "web" })).json;
  return { test, words: [...WORDS, manifest, digest(manifest), String(replicationBackfillId), String(uploadId)] };
}

describe("any operation", () => {
  it.each(Object.keys(MODEL.operations))("%s never answers 500, whatever it is given", async (name) => {
    const { test, words } = await filled();
    const input = fc.oneof({ weight: 5, arbitrary: anyOf(`${name}Request`, words) }, junk);
    await fc.assert(
      fc.asyncProperty(input, async (given) => {
        const { status, json } = await test.ecr(name, given);
        expect([200, 400], JSON.stringify([given, json])).toContain(status);
      }),
      { numRuns: 60 },
    );
    await fc.assert(
      fc.asyncProperty(fc.string(), async (body) => {
        expect([200, 400]).toContain((await test.ecr(name, body)).status);
      }),
      { numRuns: 10 },
    );
    // What has been put asynchronously is carried out without a fault, too.
    test.pass(3 * 86_400_000);
    expect((await test.ecr("DescribeRepositories")).status).toBe(200);
  });

  it("is either there or says in one honest sentence that it is not", async () => {
    const { ecr } = cloud();
    for (const name of Object.keys(MODEL.operations)) {
      const { __type, message } = (await ecr(name)).json;
      const lacking = { __type: "SandboxLacksOperation", message: `The sandbox does not have ${name} yet. On AWS this operation exists.` };
      // A request that is refused for its form never gets so far.
      if (notImplemented().includes(name) && __type !== "InvalidParameterException") expect({ __type, message }).toEqual(lacking);
      else expect(__type, name).not.toBe("SandboxLacksOperation");
    }
    expect((await ecr("NoSuchOperation")).json).toEqual({ __type: "UnknownOperationException" });
  });
});
