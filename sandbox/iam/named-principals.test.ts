import { describe, expect, it } from "vitest";
import { repositoryKey } from "../world/keys.ts";
import type { PolicyDocument, Repository } from "../world/tables.ts";
import { emptyWorld, Transaction } from "../world/world.ts";
import { renameInPolicies } from "./named-principals.ts";

const registry = { account: "111122223333", region: "us-east-1" };
const anna = "arn:aws:iam::111122223333:user/anna";
const ben = "arn:aws:iam::111122223333:user/ben";

function policyAfter(policy: PolicyDocument, to: string): PolicyDocument | undefined {
  const tx = new Transaction(emptyWorld());
  const row: Repository = {
    ...registry,
    name: "web",
    createdAt: 0,
    imageTagMutability: "MUTABLE",
    scanOnPush: false,
    encryption: { encryptionType: "AES256" },
    policy,
    tags: {},
  };
  tx.set("repositories", repositoryKey(registry, "web"), row);
  renameInPolicies(tx, anna, to);
  return tx.get("repositories", repositoryKey(registry, "web"))?.policy;
}

describe("whom policies name", () => {
  it("is a unique id once the user is deleted, wherever the user was named as a principal", () => {
    const policy = (who: unknown): PolicyDocument => ({
      Version: "2012-10-17",
      Statement: [
        { Sid: "one", Effect: "Allow", Principal: { AWS: who }, Action: "ecr:*", Condition: { ArnEquals: { "aws:PrincipalArn": anna } } },
        { Effect: "Deny", NotPrincipal: { AWS: [ben, who], Service: "lambda.amazonaws.com" }, Action: "ecr:*" },
      ],
    });
    expect(policyAfter(policy(anna), "AIDAANNA")).toEqual(policy("AIDAANNA"));
  });

  it("stays as it is, the very same document, where the user is not named", () => {
    const policy: PolicyDocument = { Statement: { Effect: "Allow", Principal: "*", Action: "ecr:*", Resource: anna } };
    expect(policyAfter(policy, "AIDAANNA")).toBe(policy);
  });

  it("follows a user's new name, also in a statement without a list", () => {
    const policy: PolicyDocument = { Statement: { Effect: "Allow", Principal: { AWS: [anna, ben] }, Action: "ecr:*" } };
    expect(policyAfter(policy, "arn:aws:iam::111122223333:user/anne")).toEqual({
      Statement: { Effect: "Allow", Principal: { AWS: ["arn:aws:iam::111122223333:user/anne", ben] }, Action: "ecr:*" },
    });
  });
});
