import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PolicyDocument } from "../world/tables.ts";
import { decide } from "./decide.ts";
import type { AppliedPolicy, Caller, PolicySource, Question } from "./decision.ts";
import { MANAGED_POLICIES } from "./managed/managed-policies.ts";

const HOME = "111122223333";
const OTHER = "444455556666";
const REPOSITORY = `arn:aws:ecr:us-east-1:${HOME}:repository/web`;

function user(name: string, account = HOME): Caller {
  const arn = `arn:aws:iam::${account}:user/${name}`;
  return { arn, account, kind: "user", principalArn: arn, userId: `AIDA${name}`, principal: `${account}/user/${name}` };
}
function root(account = HOME): Caller {
  const arn = `arn:aws:iam::${account}:root`;
  return { arn, account, kind: "root", principalArn: arn, userId: account, principal: `${account}/root` };
}
function role(name: string): Caller {
  const principalArn = `arn:aws:iam::${HOME}:role/${name}`;
  return {
    arn: `arn:aws:sts::${HOME}:assumed-role/${name}/s1`,
    account: HOME,
    kind: "role",
    principalArn,
    userId: `AROA:${name}`,
    principal: `${HOME}/role/${name}`,
  };
}

const statement = (...statements: object[]): PolicyDocument => ({ Version: "2012-10-17", Statement: statements });
const policy = (source: PolicySource, ...statements: object[]): AppliedPolicy => ({ source, name: source, document: statement(...statements) });
const allow = (Action: unknown, more: object = { Resource: "*" }) => ({ Effect: "Allow", Action, ...more });
const deny = (Action: unknown, more: object = { Resource: "*" }) => ({ Effect: "Deny", Action, ...more });

function ask(caller: Caller, policies: AppliedPolicy[], more: Partial<Question> = {}) {
  const { verdict, reason, message } = decide(
    { caller, action: "ecr:PutImage", resource: REPOSITORY, resourceAccount: HOME, context: {}, ...more },
    policies,
  );
  return { verdict, reason, message };
}

const NAMED = `User: arn:aws:iam::${HOME}:user/anna is not authorized to perform: ecr:PutImage on resource: ${REPOSITORY}`;

interface Case {
  readonly says: string;
  readonly caller?: Caller;
  readonly policies: AppliedPolicy[];
  readonly question?: Partial<Question>;
  readonly gives: object;
}

const anna = user("anna");
const CASES: readonly Case[] = [
  {
    says: "nothing matches: implicit deny",
    policies: [],
    gives: { verdict: "deny", reason: "implicit-deny-identity", message: `${NAMED} because no identity-based policy allows the ecr:PutImage action` },
  },
  {
    says: "an identity policy is enough in one account",
    policies: [policy("identity", allow("ecr:PutImage"))],
    gives: { verdict: "allow", reason: "identity-allow" },
  },
  { says: "action wildcards ignore case", policies: [policy("identity", allow("ECR:put*"))], gives: { verdict: "allow" } },
  { says: "a question mark is one letter", policies: [policy("identity", allow("ecr:PutImag?"))], gives: { verdict: "allow" } },
  {
    says: "resources keep their case",
    policies: [policy("identity", allow("ecr:*", { Resource: REPOSITORY.replace("web", "Web") }))],
    gives: { verdict: "deny" },
  },
  {
    says: "a resource prefix matches",
    policies: [policy("identity", allow("ecr:*", { Resource: `arn:aws:ecr:*:${HOME}:repository/w*` }))],
    gives: { verdict: "allow" },
  },
  {
    says: "NotAction allows the rest",
    policies: [policy("identity", allow(undefined, { NotAction: "ecr:Delete*", Resource: "*" }))],
    gives: { verdict: "allow" },
  },
  {
    says: "NotAction does not allow what it names",
    policies: [policy("identity", allow(undefined, { NotAction: "ecr:Put*", Resource: "*" }))],
    gives: { verdict: "deny" },
  },
  { says: "NotResource", policies: [policy("identity", allow("ecr:*", { NotResource: REPOSITORY }))], gives: { verdict: "deny" } },
  {
    says: "an explicit deny wins",
    policies: [policy("identity", allow("*"), deny("ecr:Put*"))],
    gives: { verdict: "deny", reason: "explicit-deny", message: `${NAMED} with an explicit deny in an identity-based policy` },
  },
  {
    says: "a deny in the repository policy wins",
    policies: [policy("identity", allow("*")), policy("resource", deny("ecr:*", { Principal: "*" }))],
    gives: { reason: "explicit-deny", message: `${NAMED} with an explicit deny in a resource-based policy` },
  },
  {
    says: "a repository policy naming the user is enough",
    policies: [policy("resource", allow("ecr:PutImage", { Principal: { AWS: anna.arn } }))],
    gives: { verdict: "allow", reason: "resource-allow" },
  },
  {
    says: "a repository policy naming everybody is enough at home",
    policies: [policy("resource", allow("ecr:PutImage", { Principal: "*" }))],
    gives: { verdict: "allow", reason: "resource-allow" },
  },
  {
    says: "naming the account only delegates",
    policies: [policy("resource", allow("ecr:PutImage", { Principal: { AWS: HOME } }))],
    gives: { verdict: "deny", reason: "implicit-deny-identity" },
  },
  {
    says: "naming another user is silent",
    policies: [policy("resource", allow("ecr:PutImage", { Principal: { AWS: user("ben").arn } }))],
    gives: { verdict: "deny" },
  },
  { says: "root of the account may everything", caller: root(), policies: [], gives: { verdict: "allow", reason: "root" } },
  { says: "but not against a deny", caller: root(), policies: [policy("resource", deny("*", { Principal: "*" }))], gives: { verdict: "deny" } },
  {
    says: "cross-account needs the resource's policy",
    caller: user("eve", OTHER),
    policies: [policy("identity", allow("*"))],
    gives: {
      verdict: "deny",
      reason: "implicit-deny-resource",
      message: `User: arn:aws:iam::${OTHER}:user/eve is not authorized to perform: ecr:PutImage on resource: ${REPOSITORY} because no resource-based policy allows the ecr:PutImage action`,
    },
  },
  {
    says: "and the caller's own",
    caller: user("eve", OTHER),
    policies: [policy("resource", allow("*", { Principal: "*" }))],
    gives: { verdict: "deny", reason: "implicit-deny-identity" },
  },
  {
    says: "both allow across accounts, by account root",
    caller: user("eve", OTHER),
    policies: [policy("identity", allow("*")), policy("resource", allow("ecr:*", { Principal: { AWS: `arn:aws:iam::${OTHER}:root` } }))],
    gives: { verdict: "allow", reason: "both-allow" },
  },
  {
    says: "a boundary limits identity policies",
    policies: [policy("identity", allow("*")), policy("boundary", allow("ecr:Get*"))],
    gives: { verdict: "deny", reason: "implicit-deny-boundary", message: `${NAMED} because no permissions boundary allows the ecr:PutImage action` },
  },
  {
    says: "a grant to a user by name passes the boundary",
    policies: [policy("boundary", allow("ecr:Get*")), policy("resource", allow("*", { Principal: { AWS: anna.arn } }))],
    gives: { verdict: "allow" },
  },
  {
    says: "a grant to a role does not",
    caller: role("ci"),
    policies: [policy("boundary", allow("ecr:Get*")), policy("resource", allow("*", { Principal: { AWS: role("ci").principalArn } }))],
    gives: { verdict: "deny" },
  },
  {
    says: "a role session is named by its role",
    caller: role("ci"),
    policies: [policy("resource", allow("*", { Principal: { AWS: role("ci").principalArn } }))],
    gives: { verdict: "allow" },
  },
  {
    says: "NotPrincipal with Deny spares the named",
    policies: [policy("identity", allow("*")), policy("resource", deny("*", { NotPrincipal: { AWS: [anna.arn, root().arn] } }))],
    gives: { verdict: "allow" },
  },
  {
    says: "a service principal is nobody here",
    policies: [policy("resource", allow("*", { Principal: { Service: "lambda.amazonaws.com" } }))],
    gives: { verdict: "deny" },
  },
  {
    says: "conditions on tags",
    policies: [policy("identity", allow("*", { Resource: "*", Condition: { StringEquals: { "ecr:resourcetag/env": ["dev", "test"] } } }))],
    question: { context: { "ecr:ResourceTag/env": "dev" } },
    gives: { verdict: "allow" },
  },
  {
    says: "a missing key is no match",
    policies: [policy("identity", allow("*", { Resource: "*", Condition: { StringEquals: { "ecr:ResourceTag/env": "dev" } } }))],
    gives: { verdict: "deny" },
  },
  {
    says: "a missing key satisfies a negated operator",
    policies: [policy("identity", allow("*", { Resource: "*", Condition: { StringNotEquals: { "ecr:ResourceTag/env": "prod" } } }))],
    gives: { verdict: "allow" },
  },
  {
    says: "IfExists",
    policies: [policy("identity", allow("*", { Resource: "*", Condition: { StringEqualsIfExists: { "aws:x": "y" } } }))],
    gives: { verdict: "allow" },
  },
  {
    says: "ArnLike",
    policies: [policy("identity", allow("*", { Resource: "*", Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:user/a*" } } }))],
    question: { context: { "aws:PrincipalArn": anna.arn } },
    gives: { verdict: "allow" },
  },
  {
    says: "NotIpAddress outside its network",
    policies: [policy("identity", allow("*"), deny("*", { Resource: "*", Condition: { NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" } } }))],
    question: { context: { "aws:SourceIp": "198.51.100.7" } },
    gives: { reason: "explicit-deny" },
  },
  {
    says: "a policy variable",
    policies: [policy("identity", allow("*", { Resource: `arn:aws:ecr:*:*:repository/\${aws:username}` }))],
    question: { context: { "aws:username": "web" } },
    gives: { verdict: "allow" },
  },
  {
    says: "no variables in the old version",
    policies: [
      {
        source: "identity",
        name: "old",
        document: { Version: "2008-10-17", Statement: [allow("*", { Resource: `arn:aws:ecr:*:*:repository/\${aws:username}` })] },
      },
    ],
    question: { context: { "aws:username": "web" } },
    gives: { verdict: "deny" },
  },
];

describe("decide", () => {
  it.each(CASES)("$says", ({ caller = anna, policies, question, gives }) => {
    expect(ask(caller, policies, question)).toMatchObject(gives);
  });

  it("says for each statement what it did, and what a silent one missed", () => {
    const { statements, decidedBy } = decide({ caller: anna, action: "ecr:PutImage", resource: REPOSITORY, resourceAccount: HOME, context: {} }, [
      policy("identity", allow("ecr:Get*"), allow("ecr:*", { Resource: "x" }), { ...allow("*"), Sid: "All" }),
      policy("resource", allow("*", { Principal: { AWS: "x" } })),
    ]);
    expect(statements.map(({ outcome, missed }) => missed ?? outcome)).toEqual(["Action", "Resource", "allow", "Principal"]);
    expect(decidedBy).toBe(2);
    expect(statements[2]).toEqual({
      policy: "identity",
      of: 0,
      source: "identity",
      index: 2,
      sid: "All",
      outcome: "allow",
      matched: { Action: "*", Resource: "*" },
    });
  });

  it("never allows more because of a further Deny", () => {
    const patterns = fc.constantFrom("*", "ecr:*", "ecr:Put*", "ecr:Get*", "s3:*");
    const statements = fc.array(
      fc.record({
        Effect: fc.constantFrom("Allow", "Deny"),
        Action: patterns,
        Resource: fc.constantFrom("*", REPOSITORY, "x"),
        Principal: fc.constantFrom("*", { AWS: anna.arn }, { AWS: OTHER }),
      }),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(statements, statements, patterns, fc.constantFrom<PolicySource>("identity", "resource"), (mine, its, action, source) => {
        const policies = [policy("identity", ...mine), policy("resource", ...its)];
        const before = ask(anna, policies).verdict;
        const after = ask(anna, [...policies, policy(source, deny(action, { Resource: "*", Principal: "*" }))]).verdict;
        if (before === "deny") expect(after).toBe("deny");
      }),
    );
  });

  it("knows the published ECR policies: who may pull, who may push", () => {
    const may = (name: string, action: string) =>
      ask(anna, [{ source: "identity", name, document: MANAGED_POLICIES[name] as PolicyDocument }], { action }).verdict === "allow";
    const table = Object.keys(MANAGED_POLICIES)
      .filter((name) => name.startsWith("AmazonEC2"))
      .map((name) => [
        name,
        ...["GetAuthorizationToken", "BatchCheckLayerAvailability", "PutImage", "DeleteRepository"].map((action) => may(name, `ecr:${action}`)),
      ]);
    expect(table).toEqual([
      ["AmazonEC2ContainerRegistryFullAccess", true, true, true, true],
      ["AmazonEC2ContainerRegistryPowerUser", true, true, true, false],
      ["AmazonEC2ContainerRegistryReadOnly", true, true, false, false],
      ["AmazonEC2ContainerRegistryPullOnly", true, false, false, false],
    ]);
  });
});
