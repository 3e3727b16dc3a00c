/** What tests of KMS share: keys, policies, refusals, and calls as the learner. */
import { ACCOUNT, LEARNER, REGION, type TestCloud, type TestKey } from "./testing.ts";
import { kms } from "./testing-json.ts";

export const arnOf = (id: string, account = ACCOUNT) => `arn:aws:kms:${REGION}:${account}:key/${id}`;
export const root = (account = ACCOUNT) => `arn:aws:iam::${account}:root`;
export const refused = (code: string, message?: unknown) => ({ __type: code, ...(message === undefined ? {} : { message }) });
export const policy = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
export const toRoot = { Effect: "Allow", Principal: { AWS: root() }, Action: "kms:*", Resource: "*" };

/** Calls to the KMS of whatever cloud the test has begun. */
export function kmsKit(cloud: () => TestCloud) {
  const ask = async (operation: string, input: unknown = {}, key: TestKey = LEARNER) => (await kms(cloud(), operation, input, key)).json;
  const make = async (input: object = {}) => (await ask("CreateKey", input)).KeyMetadata as { KeyId: string; Arn: string };
  return { ask, make };
}
