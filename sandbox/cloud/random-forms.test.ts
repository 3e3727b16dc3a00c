import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ServiceModel, TypeRef } from "../http/model/model.ts";
import { typeOf } from "../http/model/model.ts";
import { sign } from "../http/sigv4/index.ts";
import { IAM_MODEL } from "../iam-api/model/index.ts";
import { collect, text, utf8 } from "../kernel/bytes.ts";
import { nodeHasher } from "../node/hasher.ts";
import { STS_MODEL } from "../sts/model/index.ts";
import { LEARNER, START, type TestCloud, testCloud } from "./testing.ts";

const DOCUMENTS = [
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"ecr:*","Resource":"*"}]}',
  '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"}}',
  '{"Statement":[null]}',
  '{"Statement":[{"Effect":"Deny","Action":[1],"Resource":{},"Condition":{"StringEquals":null}}]}',
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"${aws:username}","Condition":{"Bool":{"aws:x":[]}}}]}',
  '{"Version":"2012-10-17"}',
  "[]",
  "null",
  "7",
  "{",
];
const NAMES = ["learner", "puller", "ghost", "", "a b", "ä", "x".repeat(700), "%s<&>\"'\r\n"];
const ARNS = [
  "arn:aws:iam::111122223333:user/learner",
  "arn:aws:iam::111122223333:policy/own",
  "arn:aws:iam::aws:policy/AdministratorAccess",
  "arn:aws:iam::111122223333:role/r",
  "arn:aws:ecr:us-east-1:111122223333:repository/web",
  "arn:::::::::::::::::::",
];
const word = fc.oneof(fc.constantFrom(...DOCUMENTS, ...NAMES, ...ARNS, "true", "0", "100", "-1", "1e9", "Active", "/p/", "ecr:*"), fc.string());

/** Parameters for a member, mostly of its type. */
function parametersOf(model: ServiceModel, ref: TypeRef, path: string, depth = 0): fc.Arbitrary<[string, string][]> {
  const type = typeOf(model, ref);
  const plain = word.map((value): [string, string][] => [[path, value]]);
  if (depth > 3) return plain;
  if (type.kind === "structure") {
    return fc
      .tuple(...type.members.map(({ name, type: of }) => fc.option(parametersOf(model, of, `${path}.${name}`, depth + 1), { nil: [] })))
      .map((lists) => lists.flat());
  }
  if (type.kind === "list") {
    const entry = (n: number) => parametersOf(model, type.of, `${path}.member.${n}`, depth + 1);
    return fc.oneof(
      plain,
      entry(1),
      fc.tuple(entry(1), entry(2)).map(([a, b]) => [...a, ...b]),
    );
  }
  return plain;
}

async function ask({ handle }: TestCloud, model: ServiceModel, parameters: readonly (readonly [string, string])[]) {
  const url = `https://${model.service}.amazonaws.com/`;
  const body = utf8(new URLSearchParams(parameters.map(([name, value]): [string, string] => [name, value])).toString());
  const request = { method: "POST", url, headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" }, body };
  const headers = sign(request, { hasher: nodeHasher, credentials: LEARNER, region: "us-east-1", service: model.service, now: START });
  const response = await handle({ ...request, headers });
  return { status: response.status, body: text(await collect(response.body)) };
}

describe.each([
  ["IAM", IAM_MODEL],
  ["STS", STS_MODEL],
] as const)("%s", (_, model) => {
  const cases = fc
    .constantFrom(...Object.values(model.operations))
    .chain(({ name, input }) =>
      fc
        .tuple(...(model.shapes[input] ?? []).map((member) => fc.option(parametersOf(model, member.type, member.name), { nil: [], freq: 6 })))
        .map((lists): [string, string][] => [["Action", name], ["Version", model.apiVersion], ...lists.flat()]),
    );

  it("answers any parameters with well-formed XML, and never with a mistake of its own", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(cases, { minLength: 1, maxLength: 4 }), async (requests) => {
        const test = testCloud(nodeHasher);
        for (const parameters of requests) {
          const { status, body } = await ask(test, model, parameters);
          expect([200, 400, 403, 404, 409]).toContain(status);
          expect(body).toMatch(/^<\w+Response xmlns="[^"]+">\n[\s\S]+<\/\w+Response>\n$/);
        }
      }),
      { numRuns: 300 },
    );
  });
});
