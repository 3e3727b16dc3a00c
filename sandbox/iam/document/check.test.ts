import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkPolicy } from "./check.ts";
import { CASES, SITE } from "./check-cases.ts";
import type { Fix, PolicyKind } from "./problem.ts";

const KINDS: readonly PolicyKind[] = ["identity", "repository", "registry", "trust", "key", "session", "boundary", "scp", "rcp"];

function apply(text: string, { edits }: Fix): string {
  return [...edits].sort((a, b) => b.from - a.from).reduce((now, { from, to, text: put }) => now.slice(0, from) + put + now.slice(to), text);
}

describe("problems in a policy's text", () => {
  it.each(CASES)("are as they should be: %s", (_, [kind, text], problems) => {
    const found = checkPolicy(text, kind, SITE);
    expect(found.map(({ code, from, to }) => [code, text.slice(from, to)])).toEqual(problems);
  });

  it("are mended by their first mending, and by no mending made worse", () => {
    const stubborn: string[] = [];
    for (const [title, [kind, text]] of CASES) {
      for (const problem of checkPolicy(text, kind, SITE)) {
        problem.fixes.forEach((fix, index) => {
          const after = checkPolicy(apply(text, fix), kind, SITE);
          const still = after.filter(({ code }) => code === problem.code).length;
          const before = checkPolicy(text, kind, SITE).filter(({ code }) => code === problem.code).length;
          if (still >= before) stubborn.push(`${title}: ${fix.label}`);
          if (index === 0 && problem.code !== "INVALID_JSON" && after.some(({ code }) => code === "INVALID_JSON"))
            stubborn.push(`${title}: ${fix.label} breaks the JSON`);
        });
      }
    }
    expect(stubborn).toEqual([]);
  });

  it("are not mended by another operator where other keys would change with it", () => {
    const Condition = { StringEquals: { "aws:SourceIp": "203.0.113.10", "aws:username": "anna" } };
    const text = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "ecr:ListImages", Resource: "*", Condition }] });
    expect(checkPolicy(text, "identity")).toMatchObject([{ code: "OPERATOR_TYPE_MISMATCH", fixes: [] }]);
  });

  it("are said in whole sentences, without blame or exclamation marks", () => {
    for (const [title, [kind, text]] of CASES) {
      for (const { message, why, fixes } of checkPolicy(text, kind, SITE)) {
        for (const sentence of [message, why]) {
          expect(sentence, title).toMatch(/^\S.*[.?]$/s);
          expect(sentence, title).not.toMatch(/!|\bsimply\b|\binvalid\b|\bwrong\b/i);
          expect(sentence.split(" ").length, sentence).toBeLessThan(24);
        }
        for (const { label } of fixes) expect(label, title).toMatch(/^(?:Change to|Add|Remove|Put) ?/);
      }
    }
  });

  it("never make the check throw, and lie within the text", () => {
    const sound = ([, text]: readonly [PolicyKind, string]) => text;
    const cut = fc
      .tuple(fc.constantFrom(...CASES.map(([, document]) => sound(document))), fc.nat(400), fc.string({ maxLength: 4 }))
      .map(([text, at, put]) => text.slice(0, at) + put + text.slice(at + put.length));
    const elements = fc.constantFrom(
      "Version",
      "Statement",
      "Effect",
      "Action",
      "Resource",
      "Principal",
      "Condition",
      "Sid",
      "NotAction",
      "AWS",
      "StringEquals",
    );
    const policy = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        fc.string(),
        fc.integer(),
        fc.constant(null),
        fc.boolean(),
        fc.constantFrom("Allow", "ecr:*", "*", "${aws:username}", "arn:aws:ecr:*:*:*"),
        fc.array(tie("value"), { maxLength: 3 }),
        fc.dictionary(elements, tie("value"), { maxKeys: 6 }),
      ),
    })).value;
    const texts = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.json(),
      cut,
      policy.map((one) => JSON.stringify({ Version: "2012-10-17", Statement: one })),
      policy.map((one) => JSON.stringify(one)),
    );
    fc.assert(
      fc.property(texts, fc.constantFrom(...KINDS), (text, kind) => {
        for (const { from, to } of checkPolicy(text, kind, SITE)) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeGreaterThanOrEqual(from);
          expect(to).toBeLessThanOrEqual(text.length);
        }
        const json = checkPolicy(text, kind).some(({ code }) => code === "INVALID_JSON");
        if (!json) expect(() => JSON.parse(text)).not.toThrow();
      }),
      { numRuns: 1500 },
    );
    expect(checkPolicy("[".repeat(100_000), "identity")[0]?.code).toBe("INVALID_JSON");
  });

  it("are found in ten kilobytes within a frame", () => {
    const names = ["ecr:BatchGetImage", "ecr:PutImage", "ecr:ListImages", "ecr:Describe*", "ecr:GetDownloadUrlForLayer"];
    const Statement = Array.from({ length: 28 }, (_, i) => ({
      Sid: `s${i}`,
      Effect: "Allow",
      Action: names,
      Resource: [`arn:aws:ecr:us-east-1:111122223333:repository/team-${i}/*`],
      Condition: { StringLike: { "aws:PrincipalTag/team": [`team-${i}-*`] } },
    }));
    const text = JSON.stringify({ Version: "2012-10-17", Statement }, undefined, 1);
    expect(text.length).toBeGreaterThan(10_000);
    const took = (work: () => void) => {
      const from = performance.now();
      work();
      return performance.now() - from;
    };
    let [best, anchor] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (let i = 0; i < 60; i++) {
      best = Math.min(
        best,
        took(() => checkPolicy(text, "identity", SITE)),
      );
      anchor = Math.min(
        anchor,
        took(() => {
          for (let parses = 0; parses < 20; parses++) JSON.parse(text);
        }),
      );
    }
    // A slow machine is slow at anything: this took 6 ms, and eight times the anchor, where that was measured.
    expect(best).toBeLessThan(Math.max(16.7, 20 * anchor));
  });
});
