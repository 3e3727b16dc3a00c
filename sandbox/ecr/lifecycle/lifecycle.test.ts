import { describe, expect, it } from "vitest";
import type { Digest } from "../../kernel/hash.ts";
import { type Candidate, evaluate } from "./evaluate.ts";
import { readLifecyclePolicy } from "./policy.ts";

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 10, 23);

interface Made {
  readonly tags: readonly string[];
  /** Days ago. */
  readonly pushed: number;
  readonly more?: Partial<Candidate>;
}

function images(made: Readonly<Record<string, Made>>): Candidate[] {
  return Object.entries(made).map(([name, { tags, pushed, more }]) => ({ digest: name as Digest, tags, pushedAt: NOW - pushed * DAY, ...more }));
}

function rule(rulePriority: number, selection: object, action: object = { type: "expire" }) {
  return { rulePriority, selection, action };
}

function acted(made: Readonly<Record<string, Made>>, rules: readonly object[], kept: readonly string[] = []): string[] {
  const reading = readLifecyclePolicy(JSON.stringify({ rules }));
  if (reading.kind === "refused") throw new Error(reading.why);
  const { acts } = evaluate(reading.rules, images(made), new Set(kept as Digest[]), NOW);
  return acts.map(({ image, rule: { priority } }) => `${image.digest}${priority}`);
}

const count = (countNumber: number, more: object) => ({ countType: "imageCountMoreThan", countNumber, ...more });
const days = (countNumber: number, more: object, countType = "sinceImagePushed") => ({ countType, countUnit: "days", countNumber, ...more });
const tagged = (...tagPrefixList: string[]) => ({ tagStatus: "tagged", tagPrefixList });

const ABC = {
  A: { tags: ["beta-1", "prod-1"], pushed: 10 },
  B: { tags: ["beta-2", "prod-2"], pushed: 9 },
  C: { tags: ["beta-3"], pushed: 8 },
};

interface Example {
  /** The heading in the user guide, and what it shows. */
  readonly title: string;
  readonly images: Readonly<Record<string, Made>>;
  readonly rules: readonly object[];
  /** Images that rules act on, each with the priority of its rule. */
  readonly acts: readonly string[];
}

const archived = (daysAgo: number) => ({ status: "ARCHIVED" as const, lastArchivedAt: NOW - daysAgo * DAY });
const archive = { type: "transition", targetStorageClass: "archive" };

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_examples.html, in its order. */
const EXAMPLES: readonly Example[] = [
  {
    title: "filtering on image age: tagged prod*, older than 14 days",
    images: {
      old: { tags: ["prod-1"], pushed: 15 },
      exact: { tags: ["production"], pushed: 14 },
      other: { tags: ["beta-1"], pushed: 20 },
      bare: { tags: [], pushed: 20 },
    },
    rules: [rule(1, days(14, { tagStatus: "tagged", tagPatternList: ["prod*"] }))],
    acts: ["old1"],
  },
  {
    title: "filtering on image age: untagged, older than 14 days",
    images: { old: { tags: [], pushed: 15 }, exact: { tags: [], pushed: 14 }, tagged: { tags: ["a"], pushed: 20 } },
    rules: [rule(1, days(14, { tagStatus: "untagged" }))],
    acts: ["old1"],
  },
  {
    title: "filtering on image count: one untagged image is kept",
    images: { a: { tags: [], pushed: 3 }, b: { tags: [], pushed: 2 }, c: { tags: [], pushed: 1 } },
    rules: [rule(1, count(1, { tagStatus: "untagged" }))],
    acts: ["a1", "b1"],
  },
  {
    title: "filtering on multiple rules: A",
    images: ABC,
    rules: [rule(1, count(1, tagged("prod"))), rule(2, count(1, tagged("beta")))],
    acts: ["A1"],
  },
  {
    title: "filtering on multiple rules: B",
    images: ABC,
    rules: [rule(1, count(1, tagged("beta"))), rule(2, count(1, tagged("prod")))],
    acts: ["A1", "B1"],
  },
  {
    title: "filtering on multiple tags in a single rule: A",
    images: {
      A: { tags: ["alpha-1"], pushed: 12 },
      B: { tags: ["beta-1"], pushed: 11 },
      C: { tags: ["alpha-2", "beta-2"], pushed: 10 },
      D: { tags: ["alpha-3"], pushed: 4 },
      E: { tags: ["beta-3"], pushed: 3 },
      F: { tags: ["alpha-4", "beta-4"], pushed: 2 },
    },
    rules: [rule(1, days(5, tagged("alpha", "beta")))],
    acts: ["C1"],
  },
  {
    title: "filtering on multiple tags in a single rule: B",
    images: {
      A: { tags: ["alpha-1", "beta-1", "gamma-1"], pushed: 10 },
      B: { tags: ["alpha-2", "beta-2"], pushed: 9 },
      C: { tags: ["alpha-3", "beta-3", "gamma-2"], pushed: 8 },
    },
    rules: [rule(1, count(1, tagged("alpha", "beta")))],
    acts: ["A1", "B1"],
  },
  {
    title: "filtering on all images: A",
    images: {
      A: { tags: ["alpha-1"], pushed: 4 },
      B: { tags: ["beta-1"], pushed: 3 },
      C: { tags: [], pushed: 2 },
      D: { tags: ["alpha-2"], pushed: 1 },
    },
    rules: [rule(1, count(1, { tagStatus: "any" }))],
    acts: ["A1", "B1", "C1"],
  },
  {
    title: "filtering on all images: B, after other rules",
    images: {
      A: { tags: ["alpha-1", "beta-1"], pushed: 4 },
      B: { tags: [], pushed: 3 },
      C: { tags: ["alpha-2"], pushed: 2 },
      D: { tags: ["git-hash"], pushed: 1 },
      E: { tags: [], pushed: 1 },
    },
    rules: [rule(1, count(1, tagged("alpha"))), rule(2, days(1, { tagStatus: "untagged" })), rule(3, count(1, { tagStatus: "any" }))],
    acts: ["A1", "B2", "D3"],
  },
  {
    title: "archiving what has not been pulled for 90 days, deleting what has been archived for 365",
    images: {
      fresh: { tags: ["a"], pushed: 200, more: { lastPulledAt: NOW - 10 * DAY } },
      unused: { tags: ["b"], pushed: 200, more: { lastPulledAt: NOW - 91 * DAY } },
      never: { tags: ["c"], pushed: 91 },
      restored: { tags: ["d"], pushed: 400, more: { lastActivatedAt: NOW - 5 * DAY } },
      archived: { tags: ["e"], pushed: 800, more: archived(366) },
      resting: { tags: ["f"], pushed: 800, more: archived(100) },
    },
    rules: [
      rule(1, days(90, { tagStatus: "any" }, "sinceImagePulled"), archive),
      rule(2, days(365, { tagStatus: "any", storageClass: "archive" }, "sinceImageTransitioned")),
    ],
    acts: ["unused1", "never1", "archived2"],
  },
];

describe("the documented examples", () => {
  it.each(EXAMPLES)("$title", ({ images: made, rules, acts }) => {
    expect(acted(made, rules)).toEqual(acts);
  });
});

describe("a pattern", () => {
  it("matches as written, and a kept image is never taken", () => {
    const made = { A: { tags: ["production-team1"], pushed: 3 }, B: { tags: ["repo-production"], pushed: 2 }, C: { tags: ["prod"], pushed: 1 } };
    expect(acted(made, [rule(1, days(0.5 + 0.5, { tagStatus: "tagged", tagPatternList: ["prod*"] }))])).toEqual(["A1"]);
    expect(acted(made, [rule(1, count(1, { tagStatus: "tagged", tagPatternList: ["*prod*"] }))], ["B"])).toEqual(["A1"]);
  });
});

describe("a question mark in a pattern", () => {
  it("is no wildcard", () => {
    expect(acted({ A: { tags: ["v1"], pushed: 3 } }, [rule(1, days(1, { tagStatus: "tagged", tagPatternList: ["v?"] }))])).toEqual([]);
  });
});

describe("an image that was restored", () => {
  it("counts as new from then on, by number as by age", () => {
    const made = {
      restored: { tags: [], pushed: 90, more: { lastActivatedAt: NOW - DAY } },
      old: { tags: [], pushed: 30 },
      young: { tags: [], pushed: 2 },
    };
    expect(acted(made, [rule(1, count(1, { tagStatus: "any" }), archive)])).toEqual(["old1", "young1"]);
    expect(acted(made, [rule(1, days(14, { tagStatus: "any" }), archive)])).toEqual(["old1"]);
  });

  it("leaves the archive in the order in which images came there", () => {
    const made = { first: { tags: [], pushed: 300, more: archived(200) }, second: { tags: [], pushed: 400, more: archived(100) } };
    expect(acted(made, [rule(1, days(90, { tagStatus: "any", storageClass: "archive" }, "sinceImageTransitioned"))])).toEqual(["first1", "second1"]);
  });
});

describe("the text of a policy", () => {
  const one = (selection: object, action: object = { type: "expire" }) => ({ rules: [rule(1, selection, action)] });
  it.each([
    ["not JSON", "{", "Could not map policyString into LifecyclePolicy."],
    ["no rules", "{}", 'object has missing required properties (["rules"])'],
    ["an empty rule", { rules: [{}] }, 'object has missing required properties (["action","rulePriority","selection"])'],
    ["an unknown key", { rules: [], foo: 1 }, 'object instance has properties which are not allowed by the schema: (["foo"])'],
    [
      "a description that is no text",
      { rules: [{ ...rule(1, count(1, { tagStatus: "any" })), description: 7 }] },
      'instance type (integer) does not match any allowed primitive type (allowed: ["string"])',
    ],
    ["count 0", one(count(0, { tagStatus: "any" })), "numeric instance is lower than the required minimum (minimum: 1, found: 0)"],
    ["tagged without tags", one(count(1, { tagStatus: "tagged" })), "instance failed to match exactly one schema (matched 0 out of 2)"],
    ["both lists", one(count(1, { ...tagged("a"), tagPatternList: ["a"] })), "instance failed to match exactly one schema (matched 0 out of 2)"],
    [
      "a count with a unit",
      one(count(1, { tagStatus: "any", countUnit: "days" })),
      "instance failed to match exactly one schema (matched 0 out of 2)",
    ],
    ["expiry by pull", one(days(9, { tagStatus: "any" }, "sinceImagePulled")), "instance failed to match exactly one schema (matched 0 out of 2)"],
    [
      "two rules for untagged images",
      { rules: [rule(1, count(1, { tagStatus: "untagged" })), rule(2, count(2, { tagStatus: "untagged" }))] },
      "Only one rule can select Untagged images per storage class.",
    ],
  ])("is refused with %s", (_, policy, why) => {
    expect(readLifecyclePolicy(typeof policy === "string" ? policy : JSON.stringify(policy))).toEqual({ kind: "refused", why });
  });
  it("may have four wildcards in a pattern and not five", () => {
    const with_ = (...tagPatternList: string[]) => readLifecyclePolicy(JSON.stringify(one(count(1, { tagStatus: "tagged", tagPatternList })))).kind;
    expect(with_("*test*1*2*3", "test*1*2*3*")).toBe("policy");
    expect(with_("test*1*2*3*4*5*6")).toBe("refused");
  });
});
