import { describe, expect, test } from "vitest";
import type { PolicyDocument } from "../../world/tables.ts";
import { decide } from "../decide.ts";
import type { AppliedPolicy, Caller, PolicySource, Question } from "../decision.ts";
import { explain } from "./explain.ts";
import { explainStatement } from "./statement.ts";

const HOME = "111122223333";
const WEB = `arn:aws:ecr:us-east-1:${HOME}:repository/web`;

const ci: Caller = {
  arn: `arn:aws:iam::${HOME}:user/ci`,
  principalArn: `arn:aws:iam::${HOME}:user/ci`,
  account: HOME,
  kind: "user",
  userId: "AIDACI",
  principal: `${HOME}/user/ci`,
};
const run: Caller = {
  arn: "arn:aws:sts::444455556666:assumed-role/run/build",
  principalArn: "arn:aws:iam::444455556666:role/run",
  account: "444455556666",
  kind: "role",
  userId: "AROARUN:build",
  principal: "444455556666/role/run",
  session: { name: "build" },
};

function policy(source: PolicySource, name: string, ...Statement: PolicyDocument[]): AppliedPolicy {
  return { source, name, document: { Version: "2012-10-17", Statement } };
}

function explained(caller: Caller, action: string, policies: readonly AppliedPolicy[], resource = WEB) {
  const context = { "aws:PrincipalArn": caller.principalArn, "aws:SourceIp": "203.0.113.10" };
  const question: Question = { caller, action, resource, resourceAccount: HOME, context };
  return explain(decide(question, policies));
}

const CI_PUSH = policy(
  "identity",
  "CiPush",
  { Effect: "Allow", Action: "ecr:GetAuthorizationToken", Resource: "*" },
  { Effect: "Allow", Action: ["ecr:InitiateLayerUpload", "ecr:PutImage"], Resource: WEB },
);
const TEAM_PULL = {
  Sid: "TeamPull",
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::444455556666:root" },
  Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"],
};
const ONLY_RELEASE = {
  Sid: "OnlyReleasePushes",
  Effect: "Deny",
  Principal: "*",
  Action: "ecr:PutImage",
  Condition: { ArnNotEquals: { "aws:PrincipalArn": `arn:aws:iam::${HOME}:role/release` } },
};
const WEB_POLICY = policy("resource", "policy of repository web", TEAM_PULL, ONLY_RELEASE);

describe("a push that a repository's policy denies", () => {
  const { headline, why, steps, deciding, flips } = explained(ci, "ecr:PutImage", [CI_PUSH, WEB_POLICY]);

  test("is told in one line and a reason", () => {
    expect(headline).toBe("A Deny in the policy of repository web stopped PutImage");
    expect(why).toBe("Statement OnlyReleasePushes matches this request. Policy CiPush allows it, but an Allow elsewhere cannot override a Deny.");
  });

  test("shows the statement with remarks on the lines that speak about this request", () => {
    expect(deciding?.lines.filter(({ remark }) => remark)).toEqual([
      { text: '  "Principal": "*",', remark: "everyone, so also user/ci" },
      { text: '  "Action": "ecr:PutImage",', remark: "the action that was asked for" },
      { text: `      "aws:PrincipalArn": "arn:aws:iam::${HOME}:role/release"`, remark: "user/ci is not role/release" },
    ]);
  });

  test("says what every other step would have said", () => {
    expect(steps.map(({ title, found, verdict }) => [title, found, verdict])).toEqual([
      ["Any explicit Deny?", "repository policy, statement OnlyReleasePushes", "deny"],
      ["Organization limits on the resource", "the resource's account has none", "skip"],
      ["Organization limits on the caller", "the caller's account has none", "skip"],
      ["Repository policy", "TeamPull does not name user/ci", "silent"],
      ["Identity policies", "CiPush, statement 2", "allow"],
      ["Permissions boundary", "none attached to user/ci", "skip"],
      ["Session policy", "not a session", "skip"],
    ]);
  });

  test("would be turned by the removal of that statement, and by nothing else", () => {
    expect(flips.map(({ sentence }) => sentence)).toEqual([
      "Without statement OnlyReleasePushes of the policy of repository web, user/ci could do PutImage.",
    ]);
  });
});

describe("a request that nobody allows", () => {
  test("names the smallest statements that would let it through, one for each policy that could hold it", () => {
    const { headline, why, flips } = explained(ci, "ecr:BatchDeleteImage", [CI_PUSH, WEB_POLICY]);
    expect(headline).toBe("Nothing lets user/ci do BatchDeleteImage");
    expect(why).toBe("Policy CiPush does not allow it. What nobody allows is denied.");
    expect(flips).toEqual([
      {
        kind: "add",
        source: "identity",
        policy: "CiPush",
        statement: { Effect: "Allow", Action: "ecr:BatchDeleteImage", Resource: WEB },
        sentence: "An Allow for ecr:BatchDeleteImage in policy CiPush would let it through.",
      },
      {
        kind: "add",
        source: "resource",
        policy: "policy of repository web",
        statement: { Effect: "Allow", Principal: { AWS: ci.arn }, Action: "ecr:BatchDeleteImage" },
        sentence: "An Allow for user/ci to do ecr:BatchDeleteImage in the policy of repository web would let it through.",
      },
    ]);
  });

  test("a token has no repository whose policy could allow it", () => {
    const { flips } = explained(ci, "ecr:GetAuthorizationToken", [], "*");
    expect(flips.map((flip) => flip.kind === "add" && flip.source)).toEqual(["identity"]);
  });

  test("making a repository is not for the policy of that repository", () => {
    const { flips } = explained(ci, "ecr:CreateRepository", []);
    expect(flips.map((flip) => flip.kind === "add" && flip.source)).toEqual(["identity"]);
  });

  test("an AWS managed policy is not what one would add to", () => {
    const owned = { ...policy("identity", "AmazonEC2ContainerRegistryPullOnly"), arn: "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPullOnly" };
    expect(explained(ci, "ecr:PutImage", [owned]).flips[0]).toMatchObject({ source: "identity", policy: "new policy" });
  });
});

describe("from another account", () => {
  const pull = policy("identity", "Pull", { Effect: "Allow", Action: "ecr:BatchGetImage", Resource: "*" });

  test("both sides are told when both allow", () => {
    const { headline, why } = explained(run, "ecr:BatchGetImage", [pull, WEB_POLICY]);
    expect(headline).toBe("Both accounts let 444455556666:role/run do BatchGetImage");
    expect(why).toBe("Policy Pull allows it, and so does the policy of repository web. From another account both are needed.");
  });

  test("the silent side is told when one is missing", () => {
    expect(explained(run, "ecr:BatchGetImage", [WEB_POLICY])).toMatchObject({
      headline: "Nothing in its own account lets 444455556666:role/run do BatchGetImage",
      why: "The policy of repository web allows it, and no identity policy is attached to 444455556666:role/run. From another account both sides must allow.",
    });
    expect(explained(run, "ecr:BatchGetImage", [pull])).toMatchObject({
      headline: "No policy of repository web lets 444455556666:role/run do BatchGetImage",
      why: "Policy Pull allows it on the caller's side. From another account both sides must allow, and this side is silent.",
    });
  });

  test("nothing is suggested when both are missing, since no single statement would do", () => {
    expect(explained(run, "ecr:PutImage", [WEB_POLICY]).flips).toEqual([]);
  });
});

describe("limits", () => {
  test("a boundary that is silent is named, with the Allow that it lacks first", () => {
    const boundary = policy("boundary", "DeveloperLimits", { Sid: "Look", Effect: "Allow", Action: "ecr:Describe*", Resource: "*" });
    const { headline, steps, flips } = explained(ci, "ecr:PutImage", [CI_PUSH, boundary]);
    expect(headline).toBe("The permissions boundary DeveloperLimits does not let PutImage through");
    expect(steps.find(({ step }) => step === "boundary")?.found).toBe("Look does not list PutImage");
    expect(flips[0]?.sentence).toBe("An Allow for ecr:PutImage in the permissions boundary DeveloperLimits would let it through.");
  });

  test("a statement whose condition does not hold says what the request has", () => {
    const condition = { StringEquals: { "aws:SourceVpce": "vpce-0a1b" } };
    const pull = policy("identity", "FromInside", { Effect: "Allow", Action: "ecr:*", Resource: "*", Condition: condition });
    const { steps, decision } = explained(ci, "ecr:PutImage", [pull]);
    expect(steps.find(({ step }) => step === "identity")?.found).toBe(
      "FromInside, statement 1 has a condition that does not hold: the request has no aws:SourceVpce",
    );
    const lines = explainStatement(decision, 0)?.lines ?? [];
    expect(lines.find(({ text }) => text.includes("aws:SourceVpce"))?.remark).toBe("the request has no such key");
  });
});
