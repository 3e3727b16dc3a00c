/** Event patterns: the examples of the EventBridge User Guide, "Comparison operators" and "Event patterns". */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchesPattern } from "./match.ts";
import { type Json, type JsonObject, readPattern } from "./pattern.ts";

function matches(pattern: Json, event: JsonObject): boolean {
  const reading = readPattern(JSON.stringify(pattern));
  if (reading.kind === "refused") throw new Error(reading.reason);
  return matchesPattern(reading.pattern, event);
}

function refusal(text: string): string | undefined {
  const reading = readPattern(text);
  return reading.kind === "refused" ? reading.reason : undefined;
}

const PUSH: JsonObject = {
  source: "aws.ecr",
  "detail-type": "ECR Image Action",
  resources: [],
  detail: { result: "SUCCESS", "repository-name": "team/web", "action-type": "PUSH", "image-tag": "1.0" },
};
const SCAN: JsonObject = {
  source: "aws.ecr",
  "detail-type": "ECR Image Scan",
  resources: ["arn:aws:ecr:us-east-1:111122223333:repository/team/web"],
  detail: {
    "scan-status": "COMPLETE",
    "finding-severity-counts": { CRITICAL: 10, MEDIUM: 9 },
    "image-tags": ["1.0", "latest"],
    note: null,
    flag: true,
  },
};

describe("a pattern", () => {
  it.each<readonly [name: string, pattern: Json, push: boolean, scan: boolean]>([
    ["an exact value", { source: ["aws.ecr"] }, true, true],
    ["one value of several", { "detail-type": ["ECR Image Scan", "ECR Image Action"] }, true, true],
    ["every name", { source: ["aws.ecr"], "detail-type": ["ECR Image Scan"] }, false, true],
    ["a nested value", { detail: { "action-type": ["PUSH"], result: ["SUCCESS"] } }, true, false],
    ["an element of a list", { detail: { "image-tags": ["latest"] } }, false, true],
    ["null", { detail: { note: [null] } }, false, true],
    ["true", { detail: { flag: [true] } }, false, true],
    ["no text for true", { detail: { flag: ["true"] } }, false, false],
    ["prefix", { detail: { "repository-name": [{ prefix: "team/" }] } }, true, false],
    ["prefix whatever the case", { detail: { "repository-name": [{ prefix: { "equals-ignore-case": "TEAM/" } }] } }, true, false],
    ["suffix", { resources: [{ suffix: "/web" }] }, false, true],
    ["equals-ignore-case", { detail: { result: [{ "equals-ignore-case": "success" }] } }, true, false],
    ["wildcard", { resources: [{ wildcard: "arn:aws:ecr:*:*:repository/team/*" }] }, false, true],
    ["wildcard, whole value", { detail: { "repository-name": [{ wildcard: "*eam" }] } }, false, false],
    ["anything-but", { detail: { "image-tag": [{ "anything-but": "latest" }] } }, true, false],
    ["anything-but several", { "detail-type": [{ "anything-but": ["ECR Image Scan", "x"] }] }, true, false],
    ["anything-but prefix", { detail: { "repository-name": [{ "anything-but": { prefix: "team" } }] } }, false, false],
    ["anything-but wildcards", { detail: { "image-tag": [{ "anything-but": { wildcard: ["*-rc", "2.*"] } }] } }, true, false],
    ["numeric", { detail: { "finding-severity-counts": { CRITICAL: [{ numeric: [">", 0] }] } } }, false, true],
    ["a numeric range", { detail: { "finding-severity-counts": { MEDIUM: [{ numeric: [">", 9, "<=", 20] }] } } }, false, false],
    ["exists", { detail: { "finding-severity-counts": { CRITICAL: [{ exists: true }] } } }, false, true],
    ["does not exist", { detail: { "finding-severity-counts": { CRITICAL: [{ exists: false }] } } }, true, false],
    ["no element at all", { resources: [{ exists: false }] }, true, false],
    ["exists is about values, not structures", { detail: { "finding-severity-counts": [{ exists: true }] } }, false, false],
    ["$or", { $or: [{ detail: { "action-type": ["PUSH"] } }, { resources: [{ suffix: "/web" }] }] }, true, true],
    [
      "$or beside other names",
      { source: ["aws.ecr"], detail: { $or: [{ "action-type": ["DELETE"] }, { "scan-status": ["COMPLETE"] }] } },
      false,
      true,
    ],
  ])("matches by %s", (_, pattern, push, scan) => {
    expect([matches(pattern, PUSH), matches(pattern, SCAN)]).toEqual([push, scan]);
  });

  it.each([
    ["10.0.0.0/24", "10.0.0.255", true],
    ["10.0.0.0/24", "10.0.1.0", false],
    ["10.0.0.0/0", "203.0.113.10", true],
    ["2001:db8::/32", "2001:db8:1::1", true],
    ["2001:db8::/32", "2001:db9::1", false],
    ["10.0.0.0/24", "no address", false],
  ])("finds in the network %s the address %s: %s", (cidr, ip, expected) => {
    expect(matches({ detail: { ip: [{ cidr }] } }, { detail: { ip } })).toBe(expected);
  });

  it("takes names of a list of objects from one of them", () => {
    const event = {
      detail: {
        repositories: [
          { name: "a", frequency: "MANUAL" },
          { name: "b", frequency: "SCAN_ON_PUSH" },
        ],
      },
    };
    expect(matches({ detail: { repositories: { name: ["b"], frequency: ["SCAN_ON_PUSH"] } } }, event)).toBe(true);
    expect(matches({ detail: { repositories: { name: ["a"], frequency: ["SCAN_ON_PUSH"] } } }, event)).toBe(false);
  });

  it.each([
    ["{", "Invalid JSON"],
    ["[]", "Filter is not an object"],
    ["{}", "Empty objects are not allowed"],
    ['{"source":"aws.ecr"}', '"source" must be an object or an array'],
    ['{"source":[]}', "Empty arrays are not allowed"],
    ['{"detail":{}}', "Empty objects are not allowed"],
    ['{"source":[["aws.ecr"]]}', "Match value must be String, number, true, false, or null"],
    ['{"source":[{"begins":"aws"}]}', "Unrecognized match type begins"],
    ['{"source":[{"prefix":"aws","suffix":"ecr"}]}', "Only one key allowed in match expression"],
    ['{"source":[{"prefix":1}]}', "prefix match pattern must be a string"],
    ['{"source":[{"exists":"yes"}]}', "exists match pattern must be either true or false."],
    ['{"source":[{"wildcard":"a**b"}]}', "Consecutive wildcard characters at pos 1"],
    ['{"source":[{"numeric":">"}]}', "Value of numeric must be an array."],
    ['{"source":[{"numeric":[">","a"]}]}', "Value of > must be numeric"],
    ['{"source":[{"numeric":[">",5,"<",5]}]}', "Bottom must be less than top"],
    ['{"source":[{"anything-but":[]}]}', "Value of anything-but must be an array or single string/number value."],
    ['{"source":[{"cidr":"10.0.0.0"}]}', "Malformed CIDR, one '/' required"],
  ])("refuses %s", (text, reason) => {
    expect(refusal(text)).toBe(reason);
  });
});

const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
const name = fc.string({ minLength: 1 }).filter((key) => key !== "$or" && key !== "__proto__");
const { event } = fc.letrec<{ event: JsonObject; value: Json }>((tie) => ({
  event: fc.dictionary(name, tie("value"), { minKeys: 1, maxKeys: 4 }),
  value: fc.oneof({ depthSize: "small" }, leaf, fc.array(leaf, { minLength: 1, maxLength: 3 }), tie("event")),
}));

/** The pattern that asks for exactly what an event has. */
function patternOf(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (typeof inner === "object" && inner !== null) return [key, Array.isArray(inner) ? (inner as Json[]) : patternOf(inner as JsonObject)];
      return [key, [inner as Json]];
    }),
  );
}

describe("a pattern made from an event", () => {
  it("matches that event, and not one that lacks a name", () => {
    fc.assert(
      fc.property(event, (whole) => {
        const pattern = patternOf(whole);
        expect(matches(pattern, whole)).toBe(true);
        expect(matches(pattern, { "a name of more than it asks for": 1, ...whole })).toBe(true);
        const [first = ""] = Object.keys(whole);
        const { [first]: _, ...rest } = whole;
        expect(matches(pattern, rest)).toBe(false);
      }),
    );
  });
});
