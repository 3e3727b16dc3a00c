import { describe, expect, it } from "vitest";
import type { AppliedPolicy, Caller, Decision, Question } from "../../../sandbox/policy.ts";
import type { RequestEvent } from "../../session/contract.ts";
import { textOf } from "../editor/template.ts";
import { editTargetOf, flipTargetOf } from "./edit-target.ts";
import { explainLine, whoOf } from "./explain-line.ts";
import { statementPlace } from "./statement-place.ts";
import { aside } from "./words.ts";

const HOME = "111122223333";
const caller: Caller = {
  arn: `arn:aws:iam::${HOME}:user/ci`,
  principalArn: `arn:aws:iam::${HOME}:user/ci`,
  account: HOME,
  kind: "user",
  userId: "AIDA",
  principal: `${HOME}/user/ci`,
};
const question: Question = {
  caller,
  action: "ecr:PutImage",
  resource: `arn:aws:ecr:us-east-1:${HOME}:repository/web/app`,
  resourceAccount: HOME,
  context: {},
};
const registry = { account: HOME, region: "us-east-1" };

function policy(source: AppliedPolicy["source"], more: Partial<AppliedPolicy> = {}): AppliedPolicy {
  return { source, name: "push", document: {}, ...more };
}

describe("the policy that the editor opens", () => {
  it("is the one that took part in the decision", () => {
    const target = (source: AppliedPolicy["source"], more?: Partial<AppliedPolicy>) => editTargetOf(policy(source, more), question);
    expect(target("resource")).toEqual({ kind: "repository", registry, name: "web/app" });
    expect(target("registry")).toEqual({ kind: "registry", registry });
    expect(target("identity", { via: { kind: "inline" } })).toEqual({ kind: "inline", principal: `${HOME}/user/ci`, policy: "push" });
    expect(target("identity", { via: { kind: "group", group: "devs" } })).toEqual({ kind: "group", group: `${HOME}/devs`, policy: "push" });
    const arn = `arn:aws:iam::${HOME}:policy/push`;
    expect(target("identity", { arn, via: { kind: "group", group: "devs" } })).toEqual({ kind: "managed", arn });
    expect(target("boundary", { arn })).toEqual({ kind: "managed", arn });
    const role = { ...question, resource: `arn:aws:iam::${HOME}:role/teams/run` };
    expect(editTargetOf(policy("trust"), role)).toEqual({ kind: "trust", principal: `${HOME}/role/run` });
  });

  it("is none for AWS's own policies and for limits from above", () => {
    expect(editTargetOf(policy("identity", { arn: "arn:aws:iam::aws:policy/ReadOnlyAccess" }), question)).toBeUndefined();
    expect(editTargetOf(policy("scp"), question)).toBeUndefined();
    expect(editTargetOf(policy("session"), question)).toBeUndefined();
  });

  it("may be one that is not there yet", () => {
    const decision = { question, policies: [], statements: [] } as unknown as Decision;
    const add = (source: AppliedPolicy["source"], name: string) =>
      flipTargetOf({ kind: "add", source, policy: name, statement: {}, sentence: "" }, decision);
    expect(add("identity", "new policy")).toEqual({ kind: "inline", principal: `${HOME}/user/ci`, policy: "allow-PutImage" });
    expect(add("resource", "policy of repository web/app")).toEqual({ kind: "repository", registry, name: "web/app" });
  });
});

describe("the place of a statement", () => {
  const same = { Effect: "Allow", Action: "ecr:PutImage" };

  it("is where the editor's text has it, also for twins", () => {
    const document = { Version: "2012-10-17", Statement: [same, { Effect: "Deny", Action: ["a", "b"] }, same] };
    const text = textOf(document);
    expect([0, 1, 2].map((index) => statementPlace(document, index)?.line)).toEqual([4, 8, 15]);
    expect(text.slice(statementPlace(document, 2)?.offset)).toMatch(/^\{\n {6}"Effect": "Allow"/);
    expect(statementPlace(document, 3)).toBeUndefined();
  });

  it("is found without a list around it", () => {
    expect(statementPlace({ Version: "2012-10-17", Statement: same }, 0)?.line).toBe(3);
    expect(statementPlace({ Version: "2012-10-17" }, 0)).toBeUndefined();
  });
});

describe("words", () => {
  it("name a session by its role, and a stranger with the account", () => {
    const session = { ...caller, kind: "role", arn: `arn:aws:sts::${HOME}:assumed-role/run/build-7` } as const;
    expect(whoOf({ ...question, caller: session })).toBe("role/run in session build-7");
    expect(whoOf({ ...question, resourceAccount: "444455556666" })).toBe(`${HOME}:user/ci`);
  });

  it("put the question as the terminal takes it", () => {
    expect(explainLine(question, caller.arn)).toBe(`explain me ecr:PutImage ${question.resource}`);
    expect(explainLine({ ...question, resource: "*" }, "")).toBe(`explain ${caller.arn} ecr:PutImage '*'`);
  });

  it("say that only the manifest of a push was refused", () => {
    const request = (seq: number, action: string, outcome: RequestEvent["outcome"]) => ({ seq, command: 4, action, outcome }) as RequestEvent;
    const denied = request(9, "ecr:PutImage", "denied");
    expect(aside(denied, [request(8, "ecr:CompleteLayerUpload", "works"), denied])).toContain("only the manifest was refused");
    expect(aside(denied, [denied])).toBe("");
  });
});
