/** Every code that a learner can be refused with has a meaning, or stands here with the reason why it has none. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { PHRASES } from "../../stores/phrases.ts";
import { MEANINGS } from "./meanings.ts";

/** The services whose refusals are read out of their sources, and what they share. */
const PARTS = ["ecr", "iam-api", "iam", "sts", "kms", "oci", "http", "cloud", "world"];

/** A code as a refusal is made with: `refuse("X"`, `iamError("X"`, `new ServiceError("X"`, `code: "X"`. */
const MADE = /(?:\w*[rR]efus\w*|\w*Error)\(\s*"([A-Z]\w+)"|\bcode: "([A-Z]\w+)"/g;
/** A sentence of ECR's catalogue: `RepositoryNotFoundException: (`. */
const CATALOGUED = /^ {2}([A-Z]\w+Exception): \(/gm;

/** Not met by anybody who uses the clients as people do. */
const LEFT_OUT: Readonly<Record<string, string>> = {
  BadRequest: "a request that is no HTTP of AWS: no client sends one",
  DryRunOperationException: "the answer to a dry run that would have worked, not a fault",
  IncompleteSignature: "half a signature: clients sign whole",
  IncompleteSignatureException: "half a signature: clients sign whole",
  InternalFailure: "a fault of the sandbox, told as one",
  InvalidGrantTokenException: "grant tokens are made and used by programs",
  InvalidMarkerException: "page markers are passed on by the client",
  MalformedInput: "a body that is no form: clients write forms",
  RequestEntityTooLarge: "no command makes a body of that size",
  RequestEntityTooLargeException: "no command makes a body of that size",
  SimulatorFault: "a fault of the sandbox, told as one",
  UNAVAILABLE: "told by its status, 503",
  UNKNOWN: "stands for any code that the registry's protocol has no word for; its message is read instead",
  UpstreamAccessDenied: "turned into another code before it is printed",
  UpstreamUnavailable: "turned into another code before it is printed",
};

/** Problems of the policy editor are in capitals as well, and are no refusals. */
const isCode = (part: string, code: string) => part !== "iam" || !/^[A-Z_]+$/.test(code);

/** What Docker prints of a registry's code: NAME_UNKNOWN is `name unknown`. */
const printed = (code: string) => (/^[A-Z_]+$/.test(code) ? code.toLowerCase().replaceAll("_", " ") : code);

function codesOf(part: string): string[] {
  const folder = join(import.meta.dirname, "../../../sandbox", part);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((path) =>
    /^(?!.*(?:\.test|\.gen)\.ts$)(?!.*testing).*\.ts$/.test(path),
  );
  const texts = files.map((path) => readFileSync(join(folder, path), "utf8"));
  const made = texts.flatMap((text) => [...text.matchAll(MADE)].map(([, call, member]) => call ?? member ?? ""));
  const listed = part === "ecr" ? texts.flatMap((text) => [...text.matchAll(CATALOGUED)].map(([, name]) => name ?? "")) : [];
  return [...made, ...listed].filter((code) => isCode(part, code));
}

const CODES = new Set(PARTS.flatMap(codesOf));

describe("meanings", () => {
  test("are there for every code the services refuse with, but those that are left out with a reason", () => {
    const without = [...CODES].filter((code) => !(printed(code) in MEANINGS)).sort();
    expect(without).toEqual(Object.keys(LEFT_OUT).sort());
  });

  test("are there for every phrase by which an output is known", () => {
    expect(PHRASES.map(([, code]) => code).filter((code) => !(code in MEANINGS))).toEqual([]);
  });

  test("the sources are really read", () => {
    for (const code of [
      "RepositoryNotFoundException",
      "LayerPartTooSmallException",
      "DeleteConflict",
      "PackedPolicyTooLarge",
      "DisabledException",
      "TAG_INVALID",
    ])
      expect([...CODES]).toContain(code);
    expect(CODES.size).toBeGreaterThan(80);
  });

  test.each(Object.entries(MEANINGS))("%s: short whole sentences, code in pairs of backticks", (_code, { meant, helps }) => {
    for (const text of [meant, helps]) {
      expect(text).toMatch(/[.]$/);
      expect(text.split("`").length % 2).toBe(1);
      expect(text.length).toBeLessThan(190);
    }
  });
});
