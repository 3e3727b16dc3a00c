/** The JavaScript SDK's clients of IAM and STS, through the door instead of a socket: what they understand is well formed. */
import { IAMClient } from "@aws-sdk/client-iam";
import { STSClient } from "@aws-sdk/client-sts";
import { collect } from "../kernel/bytes.ts";
import type { Handle } from "../kernel/exchange.ts";
import type { Hasher } from "../kernel/hash.ts";
import { createCloud } from "./index.ts";
import { LEARNER, type TestCloud, type TestKey, testCloud } from "./testing.ts";

interface SdkRequest {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array;
}

/** The SDK's transport. */
function transport(handle: Handle) {
  return {
    metadata: { handlerProtocol: "http/1.1" },
    async handle(request: SdkRequest) {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]));
      const body = typeof request.body === "string" ? new TextEncoder().encode(request.body) : (request.body ?? new Uint8Array());
      const response = await handle({ method: request.method, url: `${request.protocol}//${request.hostname}${request.path}`, headers, body });
      return { response: { statusCode: response.status, headers: { ...response.headers }, body: await collect(response.body) } };
    },
  };
}

export interface SdkCredentials extends TestKey {
  readonly sessionToken?: string;
}

export interface SdkKit {
  readonly test: TestCloud;
  iam(key?: SdkCredentials): IAMClient;
  sts(key?: SdkCredentials): STSClient;
}

/** `wallNow` is the real clock, in which the SDK signs; the world's own time stays virtual. */
export function sdkKit(hasher: Hasher, wallNow: () => number): SdkKit {
  const test = testCloud(hasher);
  const requestHandler = transport(createCloud({ ...test.options, transportNow: wallNow })) as never;
  const config = (credentials: SdkCredentials) => ({ region: "us-east-1", credentials, requestHandler, maxAttempts: 1 });
  return { test, iam: (key = LEARNER) => new IAMClient(config(key)), sts: (key = LEARNER) => new STSClient(config(key)) };
}

/** Credentials of an answer of STS, as clients are given them. */
export function credentialsOf(
  given: {
    readonly AccessKeyId?: string | undefined;
    readonly SecretAccessKey?: string | undefined;
    readonly SessionToken?: string | undefined;
  } = {},
): SdkCredentials {
  const { AccessKeyId = "", SecretAccessKey = "", SessionToken = "" } = given;
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken };
}
