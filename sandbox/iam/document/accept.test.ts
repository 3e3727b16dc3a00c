import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { principalKey } from "../../world/keys.ts";
import type { Principal } from "../../world/tables.ts";
import { emptyWorld, Transaction } from "../../world/world.ts";
import { acceptIdentityPolicy, acceptRegistryPolicy, acceptRepositoryPolicy, acceptSessionPolicy, acceptTrustPolicy } from "./accept.ts";

type Json = Readonly<Record<string, unknown>>;

function smallWorld() {
  const tx = new Transaction(emptyWorld());
  tx.set("accounts", "111122223333", { id: "111122223333", settings: {} });
  for (const [kind, name] of [
    ["role", "release"],
    ["user", "anna"],
  ] as const) {
    const row: Principal = {
      account: "111122223333",
      kind,
      name,
      id: `A${name}`,
      arn: `arn:aws:iam::111122223333:${kind}/${name}`,
      managed: [],
      policies: {},
      tags: {},
      createdAt: 0,
    };
    tx.set("principals", principalKey("111122223333", kind, name), row);
  }
  return tx.world;
}

const world = smallWorld();
const WEB = "arn:aws:ecr:us-east-1:111122223333:repository/web";
const write = (change: Json, base: Json, more: Json = {}) => JSON.stringify({ Version: "2012-10-17", ...more, Statement: [{ ...base, ...change }] });
const identity = (change: Json, more?: Json) => write(change, { Effect: "Allow", Action: "ecr:ListImages", Resource: WEB }, more);
const trust = (change: Json, more?: Json) =>
  write(change, { Effect: "Allow", Principal: { AWS: "arn:aws:iam::111122223333:user/anna" }, Action: "sts:AssumeRole" }, more);
const repository = (change: Json, more?: Json) =>
  write(change, { Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "ecr:BatchGetImage" }, more);

describe("identity policies", () => {
  const SYNTAX = "Syntax errors in policy.";
  const LEGACY = "The policy failed legacy parsing";
  it.each([
    ["text that is no JSON", "{", SYNTAX],
    ["a list", "[]", SYNTAX],
    ["an element that does not exist", identity({}, { Statements: [] }), SYNTAX],
    ["an element of a statement that does not exist", identity({ Actions: "ecr:*" }), SYNTAX],
    ["a version of no year", identity({}, { Version: "2026-01-01" }), SYNTAX],
    ["an Id that is no text", identity({}, { Id: 1 }), SYNTAX],
    ["no statement", JSON.stringify({ Version: "2012-10-17" }), SYNTAX],
    ["an empty list of statements", JSON.stringify({ Version: "2012-10-17", Statement: [] }), SYNTAX],
    ["no effect", identity({ Effect: undefined }), SYNTAX],
    ["an effect that does not exist", identity({ Effect: "Permit" }), SYNTAX],
    ["a number as its action", identity({ Action: 1 }), SYNTAX],
    ["a list in a list", identity({ Resource: [[WEB]] }), SYNTAX],
    ["both Action and NotAction", identity({ NotAction: "ecr:*" }), SYNTAX],
    ["both Resource and NotResource", identity({ NotResource: "*" }), SYNTAX],
    ["a Sid that is no text", identity({ Sid: {} }), SYNTAX],
    ["an operator that does not exist", identity({ Condition: { Matches: { "aws:username": "a" } } }), SYNTAX],
    ["a condition that is no object", identity({ Condition: { StringEquals: "a" } }), SYNTAX],
    ["a principal", identity({ Principal: "*" }), "Policy document should not specify a principal."],
    ["the older version", identity({}, { Version: "2008-10-17" }), "Policy document must be version 2012-10-17 or greater."],
    ["no version", identity({}, { Version: undefined }), "Policy document must be version 2012-10-17 or greater."],
    ["an effect in small letters", identity({ Effect: "allow" }), LEGACY],
    ["a date that is none", identity({ Condition: { DateLessThan: { "aws:CurrentTime": "soon" } } }), LEGACY],
    ["an hour of the day that does not exist", identity({ Condition: { DateLessThan: { "aws:CurrentTime": "2026-11-23T25:00:00Z" } } }), LEGACY],
    ["an ARN with too few parts", identity({ Resource: "arn:aws:ecr::repository" }), LEGACY],
    ["no action", identity({ Action: undefined }), "Policy statement must contain actions."],
    ["an empty list of actions", identity({ Action: [] }), "Policy statement must contain actions."],
    ["no resource", identity({ Resource: undefined }), "Policy statement must contain resources."],
    [
      "a Sid with a hyphen",
      identity({ Sid: "push-web" }),
      "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*",
    ],
    ["a name as its resource", identity({ Resource: "web" }), 'Resource web must be in ARN format or "*".'],
    [
      "another partition",
      identity({ Resource: "arn:gantry:ecr:us-east-1:111122223333:repository/web" }),
      'Partition "gantry" is not valid for resource "arn:gantry:ecr:us-east-1:111122223333:repository/web".',
    ],
    ["an ARN that ends at the partition", identity({ Resource: "arn:aws" }), "Resource vendor must be fully qualified and cannot contain regexes."],
    [
      "a Region for IAM",
      identity({ Resource: "arn:aws:iam:us-east-1:111122223333:user/a" }),
      "IAM resource arn:aws:iam:us-east-1:111122223333:user/a cannot contain region information.",
    ],
    ["an action without a service", identity({ Action: "PutImage" }), "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc."],
    ["an action with two colons", identity({ Action: "ecr:web:Put" }), "Actions/Condition can contain only one colon."],
    ["a service with a letter that no service has", identity({ Action: "e_c_r:PutImage" }), "Vendor e_c_r is not valid"],
  ])("are refused for %s", (_, text, message) => {
    expect(acceptIdentityPolicy(text)).toEqual({ kind: "refused", code: "MalformedPolicyDocument", message });
  });

  it("are refused for the same Sid twice", () => {
    const statement = { Sid: "a", Effect: "Allow", Action: "ecr:ListImages", Resource: "*" };
    const text = JSON.stringify({ Version: "2012-10-17", Statement: [statement, statement] });
    expect(acceptIdentityPolicy(text)).toMatchObject({ message: "Statement IDs (SID) in a single policy must be unique." });
  });

  it.each([
    ["one statement without its list", JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Deny", NotAction: "*", NotResource: "*" } })],
    ["an action that does not exist", identity({ Action: "ecr:PushImage" })],
    ["a service that does not exist", identity({ Action: "harbour:Berth" })],
    ["a condition with a boolean", identity({ Condition: { Bool: { "aws:SecureTransport": true } } })],
    [
      "dates of all forms",
      identity({
        Condition: { DateGreaterThan: { "aws:CurrentTime": ["2026", "2026-11", "2026-11-23T08:00:00Z", "2026-11-23T08:00:00+01:00", "1790000000"] } },
      }),
    ],
    ["an unknown condition key", identity({ Condition: { StringEqualsIfExists: { "harbour:Berth": "7" } } })],
  ])("are accepted with %s", (_, text) => {
    expect(acceptIdentityPolicy(text)).toEqual({ kind: "accepted", document: JSON.parse(text) });
  });

  it("have a greatest length, by place, without white space", () => {
    const long = identity({ Sid: "x".repeat(2100) });
    expect(acceptIdentityPolicy(long, { kind: "managed" }).kind).toBe("accepted");
    expect(acceptIdentityPolicy(identity({}) + " ".repeat(7000), { kind: "managed" }).kind).toBe("accepted");
    expect(acceptIdentityPolicy(long, { kind: "inline", on: "user", name: "anna", others: 0 })).toEqual({
      kind: "refused",
      code: "LimitExceeded",
      message: "Maximum policy size of 2048 bytes exceeded for user anna",
    });
    expect(acceptIdentityPolicy(identity({}), { kind: "inline", on: "group", name: "team", others: 5100 })).toMatchObject({
      message: "Maximum policy size of 5120 bytes exceeded for group team",
    });
    expect(acceptIdentityPolicy(identity({ Sid: "x".repeat(6100) }), { kind: "managed" })).toMatchObject({
      message: "Cannot exceed quota for PolicySize: 6144",
    });
  });
});

describe("trust policies", () => {
  it.each([
    ["text that is no JSON", "policy.json", "This policy contains invalid Json"],
    ["a resource", trust({ Resource: "*" }), "Has prohibited field Resource"],
    ["no principal", trust({ Principal: undefined }), "Missing required field Principal"],
    ["a principal that names nobody", trust({ Principal: {} }), "Missing required field Principal cannot be empty!"],
    [
      "a user who does not exist",
      trust({ Principal: { AWS: "arn:aws:iam::111122223333:user/ghost" } }),
      'Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:user/ghost"',
    ],
    ["a service that is none", trust({ Principal: { Service: "lambda" } }), 'Invalid principal in policy: "SERVICE":"lambda"'],
    ["what the role may do", trust({ Action: "ecr:PutImage" }), "AssumeRole policy may only specify STS AssumeRole actions."],
    ["a star", trust({ Action: "*" }), "AssumeRole policy may only specify STS AssumeRole actions."],
    ["no action", trust({ Action: undefined }), "Missing required field Action"],
  ])("are refused for %s", (_, text, message) => {
    expect(acceptTrustPolicy(world, text)).toEqual({ kind: "refused", code: "MalformedPolicyDocument", message });
  });

  it("are accepted for users, services, other accounts and providers", () => {
    for (const Principal of [
      { AWS: "arn:aws:iam::111122223333:role/release" },
      { AWS: "arn:aws:iam::999999999999:role/any" },
      { AWS: "*" },
      { Service: ["ecs-tasks.amazonaws.com", "ec2.amazonaws.com"] },
    ]) {
      expect(acceptTrustPolicy(world, trust({ Principal })).kind, JSON.stringify(Principal)).toBe("accepted");
    }
    const provider = { Federated: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" };
    expect(acceptTrustPolicy(world, trust({ Principal: provider, Action: "sts:AssumeRoleWithWebIdentity" })).kind).toBe("accepted");
    expect(acceptTrustPolicy(world, trust({}, { Version: "2008-10-17" })).kind).toBe("accepted");
  });

  it("have a greatest length", () => {
    expect(acceptTrustPolicy(world, trust({ Sid: "x".repeat(2048) }))).toMatchObject({
      code: "LimitExceeded",
      message: "Cannot exceed quota for ACLSizePerRole: 2048",
    });
  });
});

describe("policies of ECR", () => {
  it("are refused without saying why, but for a principal who does not exist", () => {
    for (const text of [
      "",
      "[]",
      repository({ Action: "ecr:Pull" }),
      repository({ Principal: undefined }),
      repository({ Principal: { AWS: "anna" } }),
      repository({ Effect: "allow" }),
      repository({ Condition: { Matches: {} } }),
    ]) {
      expect(acceptRepositoryPolicy(world, text), text).toEqual({ kind: "refused", constraint: "Invalid repository policy provided" });
    }
    expect(acceptRegistryPolicy(world, repository({}))).toEqual({ kind: "refused", constraint: "Invalid registry policy provided" });
    expect(acceptRepositoryPolicy(world, repository({ Principal: { AWS: ["111122223333", "arn:aws:iam::111122223333:role/ghost"] } }))).toEqual({
      kind: "refused",
      constraint: "Principal not found",
    });
  });

  it("are accepted with a Resource, wildcards of actions, services and the older version", () => {
    for (const text of [
      repository({ Resource: "*" }),
      repository({ Action: "ecr:*Image" }),
      repository({ Principal: { Service: "codebuild.amazonaws.com" } }),
      repository({}, { Version: "2008-10-17" }),
      repository({ Sid: "allow pull" }),
    ]) {
      expect(acceptRepositoryPolicy(world, text).kind, text).toBe("accepted");
    }
    expect(acceptRegistryPolicy(world, repository({ Resource: "*" })).kind).toBe("accepted");
  });
});

describe("what is accepted", () => {
  it("never throws, whatever the text", () => {
    const elements = fc.constantFrom("Version", "Statement", "Effect", "Action", "Resource", "Principal", "Condition", "Sid", "AWS", "DateEquals");
    const policy = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        fc.string(),
        fc.integer(),
        fc.constant(null),
        fc.constantFrom("Allow", "2012-10-17", "*"),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(elements, tie("value"), { maxKeys: 6 }),
      ),
    })).value;
    const texts = fc.oneof(
      fc.string(),
      fc.json(),
      policy.map((one) => JSON.stringify({ Version: "2012-10-17", Statement: one })),
    );
    fc.assert(
      fc.property(texts, (text) => {
        for (const answer of [
          acceptIdentityPolicy(text),
          acceptSessionPolicy(text),
          acceptTrustPolicy(world, text),
          acceptRepositoryPolicy(world, text),
          acceptRegistryPolicy(world, text),
        ]) {
          expect(["accepted", "refused"]).toContain(answer.kind);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
