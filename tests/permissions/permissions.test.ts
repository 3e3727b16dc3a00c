import { describe, expect, it } from "vitest";
import { decide } from "../../sandbox/iam/decide.ts";
import type { AppliedPolicy, Decision, PolicySource } from "../../sandbox/iam/decision.ts";
import { anna, HOME, REPOSITORY } from "./builders.ts";
import type { Case } from "./case.ts";
import { TOPICS } from "./topics.ts";

function applied({ policies, version = "2012-10-17" }: Case): AppliedPolicy[] {
  return (Object.entries(policies) as [PolicySource, Case["policies"][PolicySource]][]).map(([source, statements]) => ({
    source,
    name: source,
    document: { ...(version === null ? {} : { Version: version }), Statement: statements },
  }));
}

function decided(one: Case): Decision {
  const { caller = anna, action = "ecr:PutImage", resource = REPOSITORY, owner = HOME, context = {} } = one;
  return decide({ caller, action, resource, resourceAccount: owner, context }, applied(one));
}

/** What a case speaks of, taken from the decision. */
function shown(one: Case, decision: Decision): object {
  const expected = typeof one.gives === "string" ? { verdict: one.gives } : one.gives;
  const deciding = decision.decidedBy === undefined ? undefined : decision.statements[decision.decidedBy];
  const { message = "" } = decision;
  const all = {
    verdict: decision.verdict,
    reason: decision.reason,
    by: deciding?.source,
    statement: deciding?.index,
    message,
    ends: expected.ends !== undefined && message.endsWith(expected.ends) ? expected.ends : message,
    missed: decision.statements[0]?.missed,
  };
  return Object.fromEntries(Object.keys(expected).map((key) => [key, all[key as keyof typeof all]]));
}

for (const { name, cases } of TOPICS) {
  describe(name, () => {
    it.each(cases)("$title", (one) => {
      const decision = decided(one);
      expect(shown(one, decision)).toEqual(typeof one.gives === "string" ? { verdict: one.gives } : one.gives);
    });
  });
}

describe("all cases", () => {
  const cases = TOPICS.flatMap((topic) => topic.cases);

  it("are at least three hundred, each with a title of its own and a page", () => {
    expect(cases.length).toBeGreaterThanOrEqual(300);
    expect(TOPICS.flatMap((topic) => topic.cases.map(({ title }) => `${topic.name}: ${title}`)).length).toBe(
      new Set(TOPICS.flatMap((topic) => topic.cases.map(({ title }) => `${topic.name}: ${title}`))).size,
    );
    expect(cases.filter(({ source }) => !/^[\w-]+(\/[\w.-]+)+\.html(#[\w-]+)?$/.test(source))).toEqual([]);
  });

  it("are decided by exactly one step, whose verdict is the decision's", () => {
    for (const one of cases) {
      const { steps, verdict } = decided(one);
      expect(
        steps.filter(({ decides }) => decides).map((step) => step.verdict),
        one.title,
      ).toEqual([verdict]);
      expect(steps.map(({ step }) => step)).toEqual(["explicit-deny", "rcp", "scp", "resource", "identity", "boundary", "session"]);
    }
  });

  it("have a sentence when, and only when, they are refused", () => {
    for (const one of cases) {
      const { message, verdict } = decided(one);
      expect(message === undefined, one.title).toBe(verdict === "allow");
    }
  });
});
