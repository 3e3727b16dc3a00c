import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { principalKey, repositoryKey } from "../../world/keys.ts";
import { emptyWorld, Transaction } from "../../world/world.ts";
import { CASES, SITE } from "./check-cases.ts";
import { distance, nearest } from "./facts.ts";
import { hoverPolicy } from "./hover.ts";
import { kindOfPolicy } from "./kind.ts";
import { covers, meet } from "./patterns.ts";
import { policySchema } from "./schema.ts";
import { siteOf } from "./site.ts";

describe("what a document is for", () => {
  it.each([
    ["identity", { Effect: "Allow", Action: "ecr:*", Resource: "*" }],
    ["repository", { Effect: "Allow", Principal: "*", Action: "ecr:BatchGetImage" }],
    ["registry", { Effect: "Allow", Principal: "*", Action: "ecr:ReplicateImage", Resource: "arn:aws:ecr:us-east-1:111122223333:repository/*" }],
    ["trust", { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
    ["key", { Effect: "Allow", Principal: "*", Action: "kms:*", Resource: "*" }],
    ["identity", { Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" }],
  ])("is guessed: %s", (kind, statement) => {
    expect(kindOfPolicy(JSON.stringify({ Version: "2012-10-17", Statement: [statement] }))).toBe(kind);
  });

  it("is not guessed for what is no policy", () => {
    for (const text of ["", "[]", "{}", '{"rules": []}']) expect(kindOfPolicy(text), text).toBeUndefined();
  });
});

describe("the schema", () => {
  it("knows the actions, people and repositories of the world", () => {
    const text = JSON.stringify(policySchema("repository", SITE));
    for (const name of ["ecr:BatchGetImage", "arn:aws:iam::111122223333:role/release", "ForAllValues:StringLike"])
      expect(text).toContain(JSON.stringify(name));
    expect(text).not.toContain("sts:AssumeRole");
    expect(JSON.stringify(policySchema("identity", SITE))).toContain('"arn:aws:ecr:us-east-1:111122223333:repository/web"');
  });

  it("lets a statement name principals only where they may stand", () => {
    const properties = (kind: "identity" | "repository" | "trust") => {
      const { definitions } = policySchema(kind) as { definitions: { statement: { properties: object } } };
      return Object.keys(definitions.statement.properties);
    };
    expect(properties("identity")).not.toContain("Principal");
    expect(properties("repository")).toContain("Principal");
    expect(properties("trust")).not.toContain("Resource");
  });
});

describe("what stands under the pointer", () => {
  const text =
    '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":["ecr:PutImage","ecr:Batch*"],"Condition":{"StringEqualsIfExists":{"aws:PrincipalOrgID":"o-a"}}}]}';
  const over = (word: string) => hoverPolicy(text, text.indexOf(word) + 1);

  it("is explained", () => {
    expect(over('"ecr:PutImage"')).toEqual({
      from: 64,
      to: 78,
      title: "ecr:PutImage",
      body: "Write a manifest and its tag. The last action of a push. Access: Write. On: repository.",
    });
    expect(over('"ecr:Batch*"')?.body).toContain("actions of ecr");
    expect(over('"Effect"')?.body).toBe("Allow or Deny. A Deny always wins.");
    expect(over('"Deny"')?.body).toBe("Denies, whatever else allows.");
    expect(over('"StringEqualsIfExists"')?.body).toBe("A text equal to one of the values. Also holds when the key is missing.");
    expect(over('"aws:PrincipalOrgID"')?.body).toBe("Organization of whoever asks. Type String.");
    expect(over('"o-a"')).toBeUndefined();
  });

  it("never makes it throw", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.constantFrom(...CASES.map(([, [, one]]) => one))), fc.nat(300), (one, offset) => {
        const found = hoverPolicy(one, offset);
        if (found) expect(found.body).not.toBe("");
      }),
      { numRuns: 500 },
    );
  });
});

describe("what a world knows", () => {
  it("is its accounts, people, repositories and tags", () => {
    const tx = new Transaction(emptyWorld());
    const registry = { account: "111122223333", region: "us-east-1" };
    tx.set("accounts", "111122223333", { id: "111122223333", settings: {}, organization: { id: "o-a1b2c3d4e5", scps: [], rcps: [] } });
    tx.set("principals", principalKey("111122223333", "user", "anna"), {
      account: "111122223333",
      kind: "user",
      name: "anna",
      id: "AIDA",
      arn: "arn:aws:iam::111122223333:user/anna",
      managed: [],
      policies: {},
      tags: { team: "web" },
      createdAt: 0,
    });
    for (const [region, name] of [
      ["us-east-1", "web"],
      ["eu-west-1", "api"],
    ] as const) {
      tx.set("repositories", repositoryKey({ account: "111122223333", region }, name), {
        account: "111122223333",
        region,
        name,
        createdAt: 0,
        imageTagMutability: "MUTABLE",
        scanOnPush: false,
        encryption: { encryptionType: "AES256" },
        tags: { stage: "prod" },
      });
    }
    expect(siteOf(tx.world, registry, "web")).toEqual({
      account: "111122223333",
      region: "us-east-1",
      principals: ["arn:aws:iam::111122223333:root", "arn:aws:iam::111122223333:user/anna"],
      repositories: ["arn:aws:ecr:us-east-1:111122223333:repository/web"],
      identityProviders: [],
      keys: [],
      tagKeys: ["stage", "team"],
      organization: "o-a1b2c3d4e5",
      subject: "arn:aws:ecr:us-east-1:111122223333:repository/web",
    });
  });
});

describe("patterns", () => {
  const word = (letters: string) => fc.string({ unit: fc.constantFrom(...letters), maxLength: 6 });
  const expression = (pattern: string) => new RegExp(`^${pattern.replaceAll("*", "[ab]*").replaceAll("?", "[ab]")}$`);

  it("that take another in match whatever it matches", () => {
    fc.assert(
      fc.property(word("ab*?"), word("ab*?"), word("ab"), (wide, narrow, text) => {
        if (covers(wide, narrow) && expression(narrow).test(text)) expect(expression(wide).test(text)).toBe(true);
        if (expression(wide).test(text) && expression(narrow).test(text)) expect(meet(wide, narrow)).toBe(true);
        expect(meet(wide, narrow)).toBe(meet(narrow, wide));
      }),
      { numRuns: 2000 },
    );
    expect(meet("arn:aws:ecr:*:repository/a*", "arn:*b")).toBe(true);
    expect(meet("ab*", "b*a")).toBe(false);
  });
});

describe("the nearest word", () => {
  it("is the one that is meant, or none", () => {
    expect(distance("PutImgae", "PutImage", 3)).toBe(1);
    expect(nearest("ecr:GetAuthorisationToken", ["ecr:GetAuthorizationToken", "ecr:GetAccountSetting"])).toBe("ecr:GetAuthorizationToken");
    expect(nearest("effect", ["Effect", "Action"])).toBe("Effect");
    expect(nearest("Berth", ["Effect", "Action"])).toBeUndefined();
  });
});
