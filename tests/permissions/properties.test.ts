import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decide } from "../../sandbox/iam/decide.ts";
import type { AppliedPolicy, Caller, Decision, PolicySource } from "../../sandbox/iam/decision.ts";
import { anna, eve, federated, HOME, REPOSITORY, rootUser, service, session } from "./builders.ts";
import type { Statement } from "./case.ts";

const SOURCES: readonly PolicySource[] = ["identity", "resource", "boundary", "session", "scp", "rcp", "registry"];
const LIMITS: readonly PolicySource[] = ["boundary", "session", "scp", "rcp"];
const CALLERS: readonly Caller[] = [anna, eve, session("ci"), federated("carl"), rootUser(), rootUser(eve.account), service("lambda.amazonaws.com")];
const CONTEXT = { "aws:PrincipalTag/team": "web", "aws:SourceIp": "203.0.113.10", "aws:username": "anna", "aws:TagKeys": ["env", "team"] };

const action = fc.constantFrom("*", "ecr:*", "ecr:Put*", "ecr:PutImage", "ecr:Get*", "s3:*");
const resource = fc.constantFrom("*", REPOSITORY, "arn:aws:ecr:*", `${REPOSITORY}/\${aws:username}`, "arn:aws:s3:::*");
const principal = fc.constantFrom<unknown>(
  "*",
  { AWS: HOME },
  { AWS: [anna.arn, `arn:aws:iam::${HOME}:root`] },
  { AWS: session("ci").principalArn },
  { AWS: session("ci").arn },
  { AWS: eve.account },
  { Service: "lambda.amazonaws.com" },
);
const condition = fc.constantFrom<unknown>(
  undefined,
  { StringEquals: { "aws:PrincipalTag/team": "web" } },
  { StringNotEquals: { "aws:PrincipalTag/team": "web" } },
  { IpAddress: { "aws:SourceIp": "203.0.113.0/24" } },
  { "ForAllValues:StringEquals": { "aws:TagKeys": ["env"] } },
  { Null: { "aws:TokenIssueTime": "true" } },
);

const statement: fc.Arbitrary<Statement> = fc
  .tuple(fc.constantFrom("Allow", "Deny"), action, resource, principal, condition, fc.constantFrom("", "Action", "Resource", "Principal"))
  .map(([Effect, what, where, who, Condition, not]) => ({
    Effect,
    [not === "Action" ? "NotAction" : "Action"]: what,
    [not === "Resource" ? "NotResource" : "Resource"]: where,
    [not === "Principal" ? "NotPrincipal" : "Principal"]: who,
    ...(Condition === undefined ? {} : { Condition }),
  }));

const caller = fc.constantFrom(...CALLERS);
const policy = (source: PolicySource, statements: readonly Statement[]): AppliedPolicy => ({
  source,
  name: source,
  document: { Version: "2012-10-17", Statement: statements },
});
const policies = fc
  .array(fc.tuple(fc.constantFrom(...SOURCES), fc.array(statement, { maxLength: 3 })), { maxLength: 6 })
  .map((all) => all.map(([source, statements]) => policy(source, statements)));

function ask(who: Caller, all: readonly AppliedPolicy[]): Decision {
  return decide({ caller: who, action: "ecr:PutImage", resource: REPOSITORY, resourceAccount: HOME, context: CONTEXT }, all);
}

const RUNS = { numRuns: 300 };

describe("whatever the policies", () => {
  it("a further Deny never allows", () => {
    fc.assert(
      fc.property(caller, policies, fc.constantFrom(...SOURCES), statement, (who, all, source, one) => {
        // A first policy of a limiting kind would limit by being there: the Deny joins one that allows.
        const before = [...all, policy(source, [])];
        const after = [...all, policy(source, [{ ...one, Effect: "Deny" }])];
        if (ask(who, before).verdict === "deny") expect(ask(who, after).verdict).toBe("deny");
      }),
      RUNS,
    );
  });

  it("a further Allow never denies", () => {
    fc.assert(
      fc.property(caller, policies, fc.constantFrom(...SOURCES), statement, (who, all, source, one) => {
        const before = [...all, policy(source, [])];
        const after = [...all, policy(source, [{ ...one, Effect: "Allow" }])];
        if (ask(who, before).verdict === "allow") expect(ask(who, after).verdict).toBe("allow");
      }),
      RUNS,
    );
  });

  it("the order of policies and of statements never matters", () => {
    fc.assert(
      fc.property(caller, policies, fc.infiniteStream(fc.nat()), (who, all, numbers) => {
        const shuffled = <T>(list: readonly T[]): T[] =>
          list
            .map((one) => ({ one, at: numbers.next().value as number }))
            .sort((a, b) => a.at - b.at)
            .map(({ one }) => one);
        const other = shuffled(all).map(({ source, document }) => policy(source, shuffled(document.Statement as Statement[])));
        const [first, second] = [ask(who, all), ask(who, other)];
        expect([second.verdict, second.reason]).toEqual([first.verdict, first.reason]);
      }),
      RUNS,
    );
  });

  it("statements about something else change nothing", () => {
    fc.assert(
      fc.property(caller, policies, fc.constantFrom("Allow", "Deny"), (who, all, Effect) => {
        const irrelevant = all.map(({ source, document }) =>
          policy(source, [...(document.Statement as Statement[]), { Effect, Action: "sqs:*", Resource: "*", Principal: "*" }]),
        );
        const [first, second] = [ask(who, all), ask(who, irrelevant)];
        expect([second.verdict, second.reason, second.message]).toEqual([first.verdict, first.reason, first.message]);
      }),
      RUNS,
    );
  });

  it("who is not root has no access without an Allow that matched", () => {
    fc.assert(
      fc.property(caller, policies, (who, all) => {
        const decision = ask(who, all);
        if (decision.verdict === "allow" && decision.reason !== "root") {
          expect(decision.statements[decision.decidedBy ?? -1]?.outcome).toBe("allow");
        }
      }),
      RUNS,
    );
  });

  it("a boundary, a session policy and the organization's policies only take away", () => {
    fc.assert(
      fc.property(caller, policies, fc.constantFrom(...LIMITS), fc.array(statement, { maxLength: 3 }), (who, all, source, statements) => {
        const without = all.filter((one) => one.source !== source);
        if (ask(who, without).verdict === "deny") expect(ask(who, [...without, policy(source, statements)]).verdict).toBe("deny");
      }),
      RUNS,
    );
  });

  it("a list of actions is as good as a statement for each", () => {
    fc.assert(
      fc.property(
        caller,
        policies,
        fc.constantFrom(...SOURCES),
        statement,
        fc.array(action, { minLength: 1, maxLength: 4 }),
        (who, all, source, one, list) => {
          const { NotAction: _, ...rest } = one;
          const together = ask(who, [...all, policy(source, [{ ...rest, Action: list }])]);
          const apart = ask(who, [
            ...all,
            policy(
              source,
              list.map((Action) => ({ ...rest, Action })),
            ),
          ]);
          expect([apart.verdict, apart.reason]).toEqual([together.verdict, together.reason]);
        },
      ),
      RUNS,
    );
  });

  it("one policy of an identity is as good as a policy for each statement", () => {
    fc.assert(
      fc.property(caller, policies, fc.array(statement, { maxLength: 4 }), (who, all, statements) => {
        const together = ask(who, [...all, policy("identity", statements)]);
        const apart = ask(who, [...all, ...statements.map((one) => policy("identity", [one]))]);
        expect([apart.verdict, apart.reason]).toEqual([together.verdict, together.reason]);
      }),
      RUNS,
    );
  });

  it("exactly one step decides, with the decision's verdict, and a refusal has a sentence", () => {
    fc.assert(
      fc.property(caller, policies, (who, all) => {
        const { steps, verdict, message } = ask(who, all);
        expect(steps.filter(({ decides }) => decides).map((step) => step.verdict)).toEqual([verdict]);
        expect(message === undefined).toBe(verdict === "allow");
      }),
      RUNS,
    );
  });

  it("a document of any shape is decided upon and never throws", () => {
    const shapes = fc.oneof(
      fc.dictionary(fc.constantFrom("Version", "Statement", "Id"), fc.jsonValue()),
      fc
        .array(
          fc.dictionary(
            fc.constantFrom("Effect", "Action", "NotAction", "Resource", "NotResource", "Principal", "NotPrincipal", "Condition", "Sid"),
            fc.oneof(fc.jsonValue(), fc.constantFrom("Allow", "Deny", "*", "${aws:username}", "${", "ecr:*")),
          ),
          { maxLength: 3 },
        )
        .map((Statement) => ({ Version: "2012-10-17", Statement })),
    );
    fc.assert(
      fc.property(caller, fc.array(fc.tuple(fc.constantFrom(...SOURCES, "trust" as const, "key" as const), shapes), { maxLength: 4 }), (who, all) => {
        const decision = ask(
          who,
          all.map(([source, document]) => ({ source, name: "any", document: document as AppliedPolicy["document"] })),
        );
        expect(["allow", "deny"]).toContain(decision.verdict);
      }),
      RUNS,
    );
  });
});
