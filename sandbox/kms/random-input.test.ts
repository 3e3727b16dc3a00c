/** Whatever is sent to KMS: an answer or a refusal, never a fault, and nothing changes by what was refused. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { testCloud } from "../cloud/testing.ts";
import { kms } from "../cloud/testing-json.ts";
import { typeOf } from "../http/model/model.ts";
import { nodeHasher } from "../node/hasher.ts";
import { KMS_MODEL } from "./model/index.ts";

const LIKELY = [
  "alias/a",
  "alias/aws/ecr",
  "arn:aws:iam::111122223333:root",
  "ecr.us-east-1.amazonaws.com",
  "default",
  "after-1",
  "",
  "{}",
  "arn:aws:kms:",
];

/** Values of a member, mostly of its type. */
function memberValue(ref: string, keys: readonly string[], depth = 0): fc.Arbitrary<unknown> {
  const type = typeOf(KMS_MODEL, ref);
  const odd = { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 1 }) };
  const good = (arbitrary: fc.Arbitrary<unknown>) => fc.oneof({ weight: 8, arbitrary }, odd);
  if (depth > 3) return odd.arbitrary;
  if (type.kind === "list") return good(fc.array(memberValue(type.of, keys, depth + 1), { maxLength: 2 }));
  if (type.kind === "map") return good(fc.dictionary(fc.string({ maxLength: 5 }), memberValue(type.of, keys, depth + 1), { maxKeys: 2 }));
  if (type.kind === "structure") return good(inputOf(type.name, keys, depth + 1));
  if (type.kind === "enum") return good(fc.constantFrom(...type.values));
  if (type.name === "boolean") return good(fc.boolean());
  if (type.name === "integer") return good(fc.integer({ min: -1, max: 40 }));
  return good(fc.oneof(fc.constantFrom(...LIKELY, ...keys), fc.string({ maxLength: 12 })));
}

function inputOf(shape: string, keys: readonly string[], depth = 0): fc.Arbitrary<unknown> {
  const members = KMS_MODEL.shapes[shape] ?? [];
  return fc.record(Object.fromEntries(members.map(({ name, type }) => [name, memberValue(type, keys, depth)])), { requiredKeys: [] });
}

it("answers any input to any operation", async () => {
  const cloud = testCloud(nodeHasher);
  const made = [await kms(cloud, "CreateKey"), await kms(cloud, "CreateKey")].map(({ json }) => json.KeyMetadata as { KeyId: string; Arn: string });
  const keys = made.flatMap(({ KeyId, Arn }) => [KeyId, Arn]);
  const requests = fc
    .constantFrom(...Object.keys(KMS_MODEL.operations))
    .chain((name) => fc.tuple(fc.constant(name), inputOf(`${name}Request`, keys)));
  await fc.assert(
    fc.asyncProperty(requests, async ([operation, input]) => {
      const before = cloud.store.world.kmsKeys.toArray();
      const { status, json } = await kms(cloud, operation, input);
      expect([200, 400]).toContain(status);
      if (status === 400) {
        expect(json.__type).toEqual(expect.stringMatching(/(?:Exception|SandboxLacksOperation)$/));
        expect(cloud.store.world.kmsKeys.toArray()).toEqual(before);
      }
    }),
    { numRuns: 1500 },
  );
});
