import { describe, expect, it } from "vitest";
import { PULLER } from "../../../cloud/testing.ts";
import { ecrKit, invalid, refusal } from "../../../cloud/testing-ecr.ts";
import { nodeHasher } from "../../../node/hasher.ts";

const { cloud } = ecrKit(nodeHasher);

const statement = {
  Sid: "replicate",
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::444455556666:root" },
  Action: ["ecr:CreateRepository", "ecr:ReplicateImage"],
  Resource: "arn:aws:ecr:us-east-1:111122223333:repository/*",
};
const document = (...Statement: unknown[]) => JSON.stringify({ Version: "2012-10-17", Statement });

const PRETTY = `{
  "Version" : "2012-10-17",
  "Statement" : [ {
    "Sid" : "replicate",
    "Effect" : "Allow",
    "Principal" : {
      "AWS" : "arn:aws:iam::444455556666:root"
    },
    "Action" : [ "ecr:CreateRepository", "ecr:ReplicateImage" ],
    "Resource" : "arn:aws:ecr:us-east-1:111122223333:repository/*"
  } ]
}`;

describe("the policy of a registry", () => {
  it("comes back as the service writes it, from Put, Get and Delete", async () => {
    const { ecr } = await cloud();
    const gives = { registryId: "111122223333", policyText: PRETTY };
    const gone = refusal("RegistryPolicyNotFoundException", "Registry policy does not exist in the registry with id '111122223333'");
    expect((await ecr("GetRegistryPolicy", {})).json).toEqual(gone);
    expect((await ecr("DeleteRegistryPolicy", {})).json).toEqual(gone);
    expect((await ecr("PutRegistryPolicy", { policyText: document(statement) })).json).toEqual(gives);
    expect((await ecr("GetRegistryPolicy", {})).json).toEqual(gives);
    expect((await ecr("DeleteRegistryPolicy", {})).json).toEqual(gives);
    expect((await ecr("GetRegistryPolicy", {})).json).toEqual(gone);
  });

  it("takes the place of the one before", async () => {
    const { ecr } = await cloud();
    await ecr("PutRegistryPolicy", { policyText: document(statement) });
    const { json } = await ecr("PutRegistryPolicy", { policyText: document({ ...statement, Sid: "second" }) });
    expect((await ecr("GetRegistryPolicy", {})).json).toEqual(json);
    expect(JSON.parse(String(json.policyText)).Statement).toHaveLength(1);
  });

  it("may name any action of ECR", async () => {
    const { ecr } = await cloud();
    for (const Action of ["ecr:*", "ecr:BatchGetImage", ["ecr:PutImage", "ecr:GetAuthorizationToken"], "*"]) {
      expect((await ecr("PutRegistryPolicy", { policyText: document({ ...statement, Action }) })).status, String(Action)).toBe(200);
    }
  });

  it.each([
    ["text that is no JSON", "{"],
    ["a document without statements", document()],
    ["a statement without a resource", document({ ...statement, Resource: undefined })],
    ["a statement without a principal", document({ ...statement, Principal: undefined })],
    ["an action that ECR does not have", document({ ...statement, Action: "ecr:PushImage" })],
    ["an element of no name", document({ ...statement, Resources: "*" })],
  ])("refuses %s", async (_, policyText) => {
    const { ecr } = await cloud();
    expect((await ecr("PutRegistryPolicy", { policyText })).json).toEqual(invalid("PolicyText", "Invalid registry policy provided"));
  });

  it("refuses a principal who does not exist", async () => {
    const { ecr } = await cloud();
    const policyText = document({ ...statement, Principal: { AWS: "arn:aws:iam::444455556666:role/ghost" } });
    expect((await ecr("PutRegistryPolicy", { policyText })).json).toEqual(invalid("PolicyText", "Principal not found"));
  });

  it("is set and read only by those who may", async () => {
    const { ecr } = await cloud();
    for (const operation of ["PutRegistryPolicy", "GetRegistryPolicy", "DeleteRegistryPolicy"]) {
      const { json } = await ecr(operation, operation.startsWith("Put") ? { policyText: document(statement) } : {}, PULLER);
      expect(json, operation).toMatchObject({
        __type: "AccessDeniedException",
        message: `User: arn:aws:iam::111122223333:user/puller is not authorized to perform: ecr:${operation} on resource: * because no identity-based policy allows the ecr:${operation} action`,
      });
    }
  });
});
