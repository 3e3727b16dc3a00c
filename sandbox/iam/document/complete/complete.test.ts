import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SITE } from "../check-cases.ts";
import type { PolicyKind } from "../problem.ts";
import { completePolicy } from "./complete.ts";

const KINDS: readonly PolicyKind[] = ["identity", "repository", "registry", "trust", "key", "session", "boundary", "scp", "rcp"];
const WEB = '"arn:aws:ecr:us-east-1:111122223333:repository/web"';

/** Text with `|` for the cursor. */
function complete(marked: string, kind: PolicyKind) {
  const offset = marked.indexOf("|");
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  return { text, ...completePolicy(text, offset, kind, SITE) };
}

/** Position, kind, what is replaced, some texts that are offered, some that are not. */
type Case = readonly [marked: string, kind: PolicyKind, replaced: string, offered: readonly string[], not?: readonly string[]];

const CASES: readonly Case[] = [
  ["{|}", "identity", "", ['"Version": "2012-10-17"', '"Statement": []', '"Id": ""']],
  ['{"Version":"2012-10-17",|}', "identity", "", ['"Statement": []'], ['"Version": "2012-10-17"']],
  ['{"Version":"2012-10-17" |}', "identity", "", [', "Statement": []']],
  ['{"Ver|', "identity", '"Ver', ['"Version": "2012-10-17"']],
  ['{"Version": |}', "identity", "", ['"2012-10-17"', '"2008-10-17"']],
  ['{"Version": "|"}', "repository", '""', ['"2012-10-17"']],
  ['{"Statement":[{|}]}', "identity", "", ['"Effect": "Allow"', '"Action": []', '"Resource": ""'], ['"Principal": { "AWS": "" }']],
  ['{"Statement":[{|}]}', "repository", "", ['"Principal": { "AWS": "" }'], ['"Resource": ""']],
  ['{"Statement":[{"Effect":"Allow","Action":"*",|}]}', "identity", "", ['"Resource": ""'], ['"NotAction": []', '"Effect": "Allow"']],
  ['{"Statement":[{"Eff|ect": "Allow"}]}', "identity", '"Effect"', ['"Effect"'], ['"Effect": "Allow"']],
  ['{"Statement":[{"Effect": "|"}]}', "identity", '""', ['"Allow"', '"Deny"']],
  ['{"Statement":[{"Effect": "De|', "identity", '"De', ['"Deny"'], ['"Allow"']],
  ['{"Statement":[{"Effect": |, "Action": "*"}]}', "identity", "", ['"Allow"']],
  ['{"Statement":[{"Action": "ecr:Put|"}]}', "identity", '"ecr:Put"', ['"ecr:PutImage"', '"ecr:PutRegistryPolicy"'], ['"ecr:ListImages"']],
  ['{"Statement":[{"Action": "ecr:Put|', "repository", '"ecr:Put', ['"ecr:PutImage"'], ['"ecr:PutRegistryPolicy"']],
  ['{"Statement":[{"Action": ["ecr:PutImage", "ecr:|"]}]}', "identity", '"ecr:"', ['"ecr:ListImages"', '"ecr:*"'], ['"ecr:PutImage"']],
  ['{"Statement":[{"Action": ["ecr:PutImage" |]}]}', "identity", "", [', "ecr:ListImages"']],
  ['{"Statement":[{"Action": [| "ecr:PutImage"]}]}', "identity", "", ['"ecr:ListImages",']],
  ['{"Statement":[{"Action": "image|"}]}', "identity", '"image"', ['"ecr:PutImage"']],
  ['{"Statement":[{"Action": "lambd|"}]}', "identity", '"lambd"', ['"lambda:*"']],
  ['{"Statement":{"Action": "|"}}', "registry", '""', ['"ecr:ReplicateImage"', '"ecr:CreateRepository"'], ['"sts:AssumeRole"']],
  ['{"Statement":[{"Action": "|"}]}', "trust", '""', ['"sts:AssumeRole"', '"sts:AssumeRoleWithWebIdentity"'], ['"ecr:PutImage"']],
  ['{"Statement":[{"Action": "|"}]}', "key", '""', ['"kms:Decrypt"'], ['"ecr:PutImage"']],
  ['{"Statement":[{"NotAction": "iam:Get|"}]}', "identity", '"iam:Get"', ['"iam:GetRole"']],
  ['{"Statement":[{"Action":"ecr:PutImage","Resource": "|"}]}', "identity", '""', [WEB, '"arn:aws:ecr:us-east-1:111122223333:repository/*"', '"*"']],
  ['{"Statement":[{"Action":"ecr:PutImage","Resource": [|', "identity", "", [WEB]],
  ['{"Statement":[{"Action":"sts:AssumeRole","Resource": "|"}]}', "identity", '""', ['"arn:aws:iam::111122223333:role/release"'], [WEB]],
  [
    '{"Statement":[{"Resource": "arn:aws:ecr:us-east-1:111122223333:repository/${|"}]}',
    "identity",
    '"arn:aws:ecr:us-east-1:111122223333:repository/${"',
    ['"arn:aws:ecr:us-east-1:111122223333:repository/${aws:PrincipalTag/team}"'],
  ],
  ['{"Statement":[{"Principal": |}]}', "repository", "", ['{ "AWS": "" }', '"*"']],
  ['{"Statement":[{"Principal": {|}}]}', "repository", "", ['"AWS": ""', '"Service": ""'], ['"Federated": ""']],
  ['{"Statement":[{"Principal": {|}}]}', "trust", "", ['"Federated": ""']],
  [
    '{"Statement":[{"Principal": {"AWS": "|"}}]}',
    "repository",
    '""',
    ['"arn:aws:iam::111122223333:role/release"', '"arn:aws:iam::444455556666:root"', '"*"'],
  ],
  ['{"Statement":[{"Principal": {"AWS": ["rel|"]}}]}', "repository", '"rel"', ['"arn:aws:iam::111122223333:role/release"'], ['"*"']],
  ['{"Statement":[{"Principal": {"Service": "|"}}]}', "repository", '""', ['"lambda.amazonaws.com"']],
  [
    '{"Statement":[{"Principal": {"Federated": "|"}}]}',
    "trust",
    '""',
    ['"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com"'],
  ],
  ['{"Statement":[{"Condition": {|}}]}', "identity", "", ['"StringEquals": {}', '"ArnLike": {}', '"Null": {}']],
  ['{"Statement":[{"Condition": {"ForAny|"}}]}', "identity", '"ForAny"', ['"ForAnyValue:StringEquals": {}'], ['"StringEquals": {}']],
  [
    '{"Statement":[{"Action":"ecr:PutImage","Condition": {"StringEquals": {|}}}]}',
    "identity",
    "",
    ['"aws:ResourceTag/team": ""', '"aws:PrincipalOrgID": ""'],
    ['"aws:SourceIp": ""', '"aws:RequestTag/team": ""'],
  ],
  ['{"Statement":[{"Condition": {"IpAddress": {"|"}}}]}', "identity", '""', ['"aws:SourceIp": ""'], ['"aws:username": ""']],
  ['{"Statement":[{"Condition": {"StringLike": {"token|"}}}]}', "trust", '"token"', ['"token.actions.githubusercontent.com:repository": ""']],
  ['{"Statement":[{"Condition": {"Bool": {"aws:SecureTransport": |}}}]}', "identity", "", ['"true"', '"false"']],
  ['{"Statement":[{"Condition": {"Null": {"aws:username": "|"}}}]}', "identity", '""', ['"true"', '"false"']],
  ['{"Statement":[{"Condition": {"StringEquals": {"aws:PrincipalOrgID": "|"}}}]}', "repository", '""', ['"o-a1b2c3d4e5"']],
  ['{"Statement":[{"Condition": {"StringEquals": {"aws:PrincipalAccount": ["|"]}}}]}', "repository", '""', ['"111122223333"', '"444455556666"']],
  ['{"Statement":[{"Condition": {"ArnLike": {"aws:PrincipalArn": "|"}}}]}', "repository", '""', ['"arn:aws:iam::111122223333:role/release"']],
  ['{"Statement":[{"Condition": {"StringEquals": {"aws:ResourceTag/team": "|"}}}]}', "identity", '""', ['"${aws:PrincipalTag/team}"']],
];

describe("completion", () => {
  it.each(CASES.map((one) => [one[0], one[1], one] as const))(
    "at %s in a policy of kind %s",
    (_marked, _kind, [marked, kind, replaced, offered, not = []]) => {
      const { text, from, to, options } = complete(marked, kind);
      expect(text.slice(from, to)).toBe(replaced);
      const texts = options.map((option) => option.text);
      expect(texts).toEqual(expect.arrayContaining([...offered]));
      for (const absent of not) expect(texts).not.toContain(absent);
    },
  );

  it("begins an empty document, and a statement of an empty list", () => {
    expect(JSON.parse(complete("|", "identity").options[0]?.text ?? "")).toMatchObject({ Version: "2012-10-17", Statement: [{ Effect: "Allow" }] });
    expect(JSON.parse(complete('{"Statement":[|]}', "repository").options[0]?.text ?? "")).toMatchObject({
      Principal: { AWS: "arn:aws:iam::111122223333:root" },
    });
  });

  it("offers nothing in a name of one's own, and everything with a note", () => {
    expect(complete('{"Statement":[{"Sid": "pu|"}]}', "identity").options).toEqual([]);
    for (const kind of KINDS) {
      for (const { label, note } of complete('{"Statement":[{"Action": "|"}]}', kind).options) expect(note, label).toMatch(/^\S.*\.$/);
      for (const { label, note } of complete('{"Statement":[{"Condition": {"StringEquals": {|}}}]}', kind).options)
        expect(note, label).toMatch(/^\S.*\.$/);
    }
  });

  it("asks for * first when the action needs it", () => {
    expect(complete('{"Statement":[{"Action":"ecr:GetAuthorizationToken","Resource": "|"}]}', "identity").options[0]?.text).toBe('"*"');
  });

  it("keeps finished JSON whole", () => {
    for (const [marked, kind] of CASES) {
      const { text, from, to, options } = complete(marked, kind);
      try {
        JSON.parse(text);
      } catch {
        continue;
      }
      for (const option of options) expect(() => JSON.parse(text.slice(0, from) + option.text + text.slice(to)), option.text).not.toThrow();
    }
  });

  it("never throws, and replaces a part of the text", () => {
    const texts = fc.oneof(
      fc.string({ unit: "binary" }),
      fc.json(),
      fc.tuple(fc.constantFrom(...CASES.map(([marked]) => marked.replace("|", ""))), fc.nat(90)).map(([text, at]) => text.slice(0, at)),
    );
    fc.assert(
      fc.property(texts, fc.nat(120), fc.constantFrom(...KINDS), (text, offset, kind) => {
        const { from, to } = completePolicy(text, offset, kind, SITE);
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeGreaterThanOrEqual(from);
        expect(to).toBeLessThanOrEqual(text.length);
      }),
      { numRuns: 600 },
    );
  });
});
