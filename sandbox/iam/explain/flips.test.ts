import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PolicyDocument } from "../../world/tables.ts";
import { decide } from "../decide.ts";
import type { AppliedPolicy, Caller, Decision, PolicySource, Question } from "../decision.ts";
import { statementsOf } from "../matching/statement.ts";
import { explain } from "./explain.ts";
import { applyFlip, flipsOf } from "./flips.ts";

const HOME = "111122223333";
const AWAY = "444455556666";

function user(account: string, name: string): Caller {
  const arn = `arn:aws:iam::${account}:user/${name}`;
  return { arn, principalArn: arn, account, kind: "user", userId: `AIDA${name.toUpperCase()}`, principal: `${account}/user/${name}` };
}

function role(account: string, name: string): Caller {
  const principal = `${account}/role/${name}`;
  const principalArn = `arn:aws:iam::${account}:role/${name}`;
  const arn = `arn:aws:sts::${account}:assumed-role/${name}/session`;
  return { arn, principalArn, account, kind: "role", userId: `AROA${name.toUpperCase()}:session`, principal, session: { name: "session" } };
}

const root: Caller = {
  arn: `arn:aws:iam::${AWAY}:root`,
  principalArn: `arn:aws:iam::${AWAY}:root`,
  account: AWAY,
  kind: "root",
  userId: AWAY,
  principal: `${AWAY}/root`,
};
const lambda: Caller = { arn: "lambda.amazonaws.com", principalArn: "lambda.amazonaws.com", account: "", kind: "service", userId: "", principal: "" };
const CALLERS = [user(HOME, "ci"), role(HOME, "release"), user(AWAY, "eve"), role(AWAY, "run"), root, lambda];

const WEB = `arn:aws:ecr:us-east-1:${HOME}:repository/web`;
const ACTIONS = ["ecr:PutImage", "ecr:BatchGetImage"];
const OWN: readonly PolicySource[] = ["resource", "registry", "rcp"];

const question: fc.Arbitrary<Question> = fc
  .record({ caller: fc.constantFrom(...CALLERS), action: fc.constantFrom(...ACTIONS) })
  .map(({ caller, action }) => ({
    caller,
    action,
    resource: WEB,
    resourceAccount: HOME,
    context: { "aws:PrincipalArn": caller.principalArn, "aws:SourceIp": "203.0.113.10" },
  }));

const principals = fc.constantFrom<unknown>(
  "*",
  { AWS: `arn:aws:iam::${HOME}:root` },
  { AWS: AWAY },
  ...CALLERS.map(({ arn, kind }) => (kind === "service" ? { Service: arn } : { AWS: arn })),
  ...CALLERS.filter(({ kind }) => kind === "role").map(({ principalArn }) => ({ AWS: [principalArn] })),
);

const conditions = fc.constantFrom<unknown>(
  undefined,
  undefined,
  { ArnNotEquals: { "aws:PrincipalArn": `arn:aws:iam::${HOME}:role/release` } },
  { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
  { StringEquals: { "aws:SourceVpce": "vpce-0a1b" } },
);

function statement(source: PolicySource): fc.Arbitrary<PolicyDocument> {
  return fc
    .record({
      Effect: fc.constantFrom("Allow", "Allow", "Allow", "Deny"),
      Principal: principals,
      Action: fc.constantFrom<unknown>("*", "ecr:*", "ecr:Put*", ...ACTIONS, ACTIONS, "ecr:DeleteRepository"),
      Resource: fc.constantFrom<unknown>("*", WEB, [`${WEB}/*`, WEB], `${WEB}/dev`),
      Condition: conditions,
    })
    .map(({ Principal, Resource, Condition, ...rest }) => ({
      ...rest,
      ...(OWN.includes(source) ? { Principal } : {}),
      ...(source === "resource" ? {} : { Resource }),
      ...(Condition === undefined ? {} : { Condition }),
    }));
}

function policy(source: PolicySource): fc.Arbitrary<AppliedPolicy> {
  return fc
    .array(statement(source), { minLength: 1, maxLength: 3 })
    .map((Statement) => ({ source, name: `a ${source}`, document: { Version: "2012-10-17", Statement } }));
}

const policies: fc.Arbitrary<readonly AppliedPolicy[]> = fc
  .tuple(
    ...(["identity", "resource", "boundary", "session", "scp", "rcp", "registry"] as const).map((source) =>
      fc.option(policy(source), { nil: undefined, freq: 2 }),
    ),
  )
  .map((some) => some.filter((one) => one !== undefined));

const decision: fc.Arbitrary<Decision> = fc.tuple(question, policies).map(([asked, applied]) => decide(asked, applied));

/** Every removal, tried without any knowledge of which could matter. */
function removalsThatTurn({ question: asked, policies: applied, verdict, statements }: Decision): number[] {
  return statements.flatMap(({ of, index }, place) => {
    const rest = applied.map((one, at) =>
      at === of ? { ...one, document: { ...one.document, Statement: statementsOf(one.document).filter((_, other) => other !== index) } } : one,
    );
    return decide(asked, rest).verdict === verdict ? [] : [place];
  });
}

describe("what would turn a verdict", () => {
  test("every flip, applied, flips", () => {
    const seen = { remove: 0, add: 0 };
    fc.assert(
      fc.property(decision, (one) => {
        for (const flip of flipsOf(one)) {
          seen[flip.kind]++;
          expect(applyFlip(one, flip).verdict).not.toBe(one.verdict);
        }
      }),
      { numRuns: 1500, seed: 1 },
    );
    expect(seen.remove).toBeGreaterThan(80);
    expect(seen.add).toBeGreaterThan(80);
  });

  test("no removal that flips is missing", () => {
    fc.assert(
      fc.property(decision, (one) => {
        expect(flipsOf(one).flatMap((flip) => (flip.kind === "remove" ? [flip.statement] : []))).toEqual(removalsThatTurn(one));
      }),
      { numRuns: 800, seed: 2 },
    );
  });

  test("an explicit Deny is never turned by an Allow, an Allow is turned by no addition", () => {
    fc.assert(
      fc.property(decision, (one) => {
        if (one.verdict === "allow" || one.reason === "explicit-deny") expect(flipsOf(one).every(({ kind }) => kind === "remove")).toBe(true);
      }),
      { numRuns: 400, seed: 3 },
    );
  });

  test("a denial with no Deny and no limits, in one account, can always be turned", () => {
    fc.assert(
      fc.property(question, policies, (asked, applied) => {
        const free = applied.filter(({ source }) => source === "identity" || source === "resource");
        const one = decide(asked, free);
        fc.pre(one.verdict === "deny" && one.reason !== "explicit-deny" && asked.caller.account === HOME);
        expect(flipsOf(one).some(({ kind }) => kind === "add")).toBe(true);
      }),
      { numRuns: 400, seed: 4 },
    );
  });

  test("the policies of the decision are left as they were", () => {
    fc.assert(
      fc.property(decision, (one) => {
        const before = JSON.stringify(one.policies);
        for (const flip of flipsOf(one)) applyFlip(one, flip);
        expect(JSON.stringify(one.policies)).toBe(before);
      }),
      { numRuns: 300, seed: 5 },
    );
  });
});

test("an explanation of any decision has words for every step, and the deciding statement as its policy has it", () => {
  fc.assert(
    fc.property(decision, (one) => {
      const { headline, why, steps, deciding } = explain(one);
      for (const words of [headline, why, ...steps.map(({ found }) => found), ...steps.map(({ title }) => title)]) {
        expect(words).not.toBe("");
        expect(words).not.toMatch(/undefined|\[object|!/);
      }
      expect(steps.filter(({ decides }) => decides)).toHaveLength(1);
      const trace = one.decidedBy === undefined ? undefined : one.statements[one.decidedBy];
      expect(deciding === undefined).toBe(trace === undefined);
      if (!trace) return;
      const raw = statementsOf(one.policies[trace.of]?.document ?? {})[trace.index];
      expect(deciding?.lines.map(({ text }) => text).join("\n")).toBe(JSON.stringify(raw, null, 2));
    }),
    { numRuns: 800, seed: 6 },
  );
});
