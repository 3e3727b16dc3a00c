/** Calls Secrets Manager through a door, as the AWS CLI would. */
import { sign } from "../http/sigv4/index.ts";
import { text, utf8 } from "../kernel/bytes.ts";
import { type Answer, LEARNER, REGION, type TestCloud, type TestKey } from "./testing.ts";

export async function secretsManager(
  { handle, store }: TestCloud,
  operation: string,
  input: unknown = {},
  key: TestKey = LEARNER,
  region = REGION,
): Promise<Answer> {
  const body = utf8(JSON.stringify(input));
  const url = `https://secretsmanager.${region}.amazonaws.com/`;
  const request = {
    method: "POST",
    url,
    headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": `secretsmanager.${operation}` },
    body,
  };
  const headers = sign(request, { hasher: store.hasher, credentials: key, region, service: "secretsmanager", now: store.now() });
  const response = await handle({ ...request, headers });
  return { status: response.status, headers: response.headers, json: JSON.parse(text(response.body as Uint8Array)) as Answer["json"] };
}
