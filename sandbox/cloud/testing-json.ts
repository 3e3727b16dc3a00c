/** Calls a JSON service through a door, as the AWS CLI would. */
import { sign } from "../http/sigv4/index.ts";
import { text, utf8 } from "../kernel/bytes.ts";
import { type Answer, LEARNER, REGION, type TestCloud, type TestKey } from "./testing.ts";

/** A service as its model names it. */
interface Named {
  readonly service: string;
  readonly targetPrefix: string;
}

export type JsonCaller = ({ handle, store }: TestCloud, operation: string, input?: unknown, key?: TestKey, region?: string) => Promise<Answer>;

export function jsonCaller({ service, targetPrefix }: Named, host = (region: string) => `${service}.${region}.amazonaws.com`): JsonCaller {
  return async ({ handle, store }, operation, input = {}, key = LEARNER, region = REGION) => {
    const request = {
      method: "POST",
      url: `https://${host(region)}/`,
      headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": `${targetPrefix}.${operation}` },
      body: utf8(JSON.stringify(input)),
    };
    const headers = sign(request, { hasher: store.hasher, credentials: key, region, service, now: store.now() });
    const response = await handle({ ...request, headers });
    return { status: response.status, headers: response.headers, json: JSON.parse(text(response.body as Uint8Array)) as Answer["json"] };
  };
}

export const eventBridge = jsonCaller({ service: "events", targetPrefix: "AWSEvents" });
export const cloudTrail = jsonCaller({ service: "cloudtrail", targetPrefix: "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101" });
export const cloudWatchLogs = jsonCaller({ service: "logs", targetPrefix: "Logs_20140328" });
export const kms = jsonCaller({ service: "kms", targetPrefix: "TrentService" });

export const secretsManager = jsonCaller({ service: "secretsmanager", targetPrefix: "secretsmanager" });
