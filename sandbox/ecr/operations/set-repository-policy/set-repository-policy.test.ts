import { describe, expect, it } from "vitest";
import { PULLER, STRANGER } from "../../../cloud/testing.ts";
import { ecrKit, invalid, noRepository, refusal } from "../../../cloud/testing-ecr.ts";
import { nodeHasher } from "../../../node/hasher.ts";

const { addImage, cloud, digest } = ecrKit(nodeHasher);

const repositoryName = "web";
const statement = {
  Sid: "pull",
  Effect: "Allow",
  Principal: { AWS: ["arn:aws:iam::444455556666:root"] },
  Action: ["ecr:ListImages", "ecr:BatchGetImage"],
};
const document = (...Statement: unknown[]) => JSON.stringify({ Version: "2012-10-17", Statement });

async function made() {
  const test = cloud();
  await test.ecr("CreateRepository", { repositoryName });
  const set = async (policyText: string, more: object = {}) => (await test.ecr("SetRepositoryPolicy", { repositoryName, policyText, ...more })).json;
  return { ...test, test, set };
}

const PRETTY = `{
  "Version" : "2012-10-17",
  "Statement" : [ {
    "Sid" : "pull",
    "Effect" : "Allow",
    "Principal" : {
      "AWS" : [ "arn:aws:iam::444455556666:root" ]
    },
    "Action" : [ "ecr:ListImages", "ecr:BatchGetImage" ]
  } ]
}`;

describe("a repository policy", () => {
  it("comes back as the service writes it, from Set, Get and Delete", async () => {
    const { ecr, set } = await made();
    const gives = { registryId: "111122223333", repositoryName, policyText: PRETTY };
    expect(await set(document(statement))).toEqual(gives);
    expect((await ecr("GetRepositoryPolicy", { repositoryName })).json).toEqual(gives);
    expect((await ecr("DeleteRepositoryPolicy", { repositoryName })).json).toEqual(gives);
    const gone = refusal(
      "RepositoryPolicyNotFoundException",
      "Repository policy does not exist for the repository with name 'web' in the registry with id '111122223333'",
    );
    expect((await ecr("GetRepositoryPolicy", { repositoryName })).json).toEqual(gone);
    expect((await ecr("DeleteRepositoryPolicy", { repositoryName })).json).toEqual(gone);
    expect((await ecr("SetRepositoryPolicy", { repositoryName: "nope", policyText: "{}" })).json).toEqual(noRepository("nope"));
  });

  it("lets another account in", async () => {
    const { test, ecr, set } = await made();
    const imageDigest = digest(await addImage(test, repositoryName, "{}", "v1"));
    const list = async () => (await ecr("ListImages", { repositoryName, registryId: "111122223333" }, STRANGER)).json;
    expect(await list()).toMatchObject({
      __type: "AccessDeniedException",
      message: expect.stringContaining("because no resource-based policy allows the ecr:ListImages action"),
    });
    await set(document(statement));
    expect(await list()).toEqual({ imageIds: [{ imageDigest, imageTag: "v1" }] });
  });

  it("gives a user at home what the user's own policies do not", async () => {
    const { ecr, set } = await made();
    const open = () => ecr("InitiateLayerUpload", { repositoryName }, PULLER);
    expect((await open()).status).toBe(400);
    await set(document({ ...statement, Principal: { AWS: "arn:aws:iam::111122223333:user/puller" }, Action: "ecr:*" }));
    expect((await open()).status).toBe(200);
  });

  it.each([
    ["text that is no JSON", "{", "Invalid repository policy provided"],
    ["a list", "[]", "Invalid repository policy provided"],
    ["no statement", document(), "Invalid repository policy provided"],
    ["no principal", document({ Effect: "Allow", Action: "ecr:*" }), "Invalid repository policy provided"],
    ["a foreign action", document({ ...statement, Action: "s3:GetObject" }), "Invalid repository policy provided"],
    ["a principal of no form", document({ ...statement, Principal: { AWS: "anna" } }), "Invalid repository policy provided"],
    ["a version of no year", JSON.stringify({ Version: "2020-01-01", Statement: [statement] }), "Invalid repository policy provided"],
    ["the id of a deleted user", document({ ...statement, Principal: { AWS: "AIDAQ3EGS5LANNA2WEEKS" } }), "Principal not found"],
    ["a user who does not exist", document({ ...statement, Principal: { AWS: "arn:aws:iam::111122223333:user/ghost" } }), "Principal not found"],
  ])("refuses %s", async (_, policyText, constraint) => {
    const { set } = await made();
    expect(await set(policyText)).toEqual(invalid("PolicyText", constraint));
  });

  it("accepts a Resource element", async () => {
    const { set } = await made();
    expect(await set(document({ ...statement, Resource: "*" }))).toMatchObject({ repositoryName });
  });

  it("needs force to lock its writer out", async () => {
    const { set } = await made();
    const policyText = document({ Effect: "Deny", Principal: "*", Action: "ecr:*" });
    expect(await set(policyText)).toMatchObject({ __type: "InvalidParameterException" });
    expect(await set(policyText, { force: true })).toMatchObject({ repositoryName });
    expect(await set(policyText, { force: true })).toMatchObject({ __type: "AccessDeniedException" });
  });
});
