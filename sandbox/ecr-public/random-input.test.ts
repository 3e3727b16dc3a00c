import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LEARNER, testCloud } from "../cloud/testing.ts";
import { bearer, ecrPublic, made, push, send } from "../cloud/testing-public.ts";
import { anyOf, junk } from "../cloud/testing-random.ts";
import { nodeHasher } from "../node/hasher.ts";
import { ECR_PUBLIC_MODEL } from "./model/index.ts";

const WORDS = [
  ...["web", "v1", "111122223333", "444455556666", "*", "{}", "", "é", "__proto__", "e30="],
  ...["arn:aws:ecr-public::111122223333:repository/web", "arn:aws:ecr-public::111122223333:registry/111122223333"],
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"ecr-public:*"}]}',
];

describe("any operation", () => {
  it.each(Object.keys(ECR_PUBLIC_MODEL.operations))("%s never answers 500, whatever it is given", async (name) => {
    const cloud = testCloud(nodeHasher);
    const path = await made(cloud);
    const digest = await push(cloud, path, "v1", await bearer(cloud, LEARNER));
    const { json } = await ecrPublic(cloud, "InitiateLayerUpload", { repositoryName: "web" });
    const words = [...WORDS, path.split("/")[0] ?? "", digest, String(json.uploadId)];
    const input = fc.oneof({ weight: 5, arbitrary: anyOf(ECR_PUBLIC_MODEL, `${name}Request`, words) }, junk);
    await fc.assert(
      fc.asyncProperty(input, async (given) => {
        const answer = await ecrPublic(cloud, name, given);
        expect([200, 400], JSON.stringify([given, answer.json])).toContain(answer.status);
      }),
      { numRuns: 60 },
    );
  });
});

it("has an answer for any path, token and login", async () => {
  const cloud = testCloud(nodeHasher);
  const path = await made(cloud);
  const login = await bearer(cloud, LEARNER);
  const method = fc.constantFrom("GET", "HEAD", "PUT", "POST", "PATCH", "DELETE");
  const where = fc.oneof(
    fc.webPath(),
    fc.constantFrom("/token", `/v2/${path}/manifests/v1`, `/v2/${path}/blobs/uploads/`, "/v2/_catalog", "/v2/a/b/c"),
  );
  const authorization = fc.oneof(
    fc.constantFrom("", login.authorization, "Basic QVdTOg==", "Bearer QVdTOg=="),
    fc.base64String().map((text) => `Bearer ${text}`),
  );
  await fc.assert(
    fc.asyncProperty(method, where, authorization, fc.string(), async (how, at, shown, body) => {
      const { status } = await send(cloud, how, at, shown === "" ? {} : { authorization: shown }, body);
      expect(status).toBeLessThan(500);
    }),
    { numRuns: 300 },
  );
});
