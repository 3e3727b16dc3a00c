/** Signs a call, sends it through the network, tries again as the CLI does, and gives the members of the answer. */

import { sign } from "../../../http/sigv4/index.ts";
import { collect, hex } from "../../../kernel/bytes.ts";
import { ConnectionFailed, type HttpHeaders, type HttpRequest, type HttpResponse } from "../../../kernel/exchange.ts";
import { uuidShaped } from "../../../kernel/ids.ts";
import { Failure } from "../errors/failure.ts";
import type { Operation } from "../model.ts";
import type { Dict } from "../python/values.ts";
import type { Client, Run } from "../session.ts";
import { decode, decodeError, encode, type WireError } from "./protocol.ts";

/** What is tried again: error codes, and statuses whatever the code. */
interface Retried {
  readonly codes: ReadonlySet<string>;
  readonly statuses: readonly number[];
}

/** botocore's `_retry.json`, generation 1 by default. */
const LEGACY: Retried = {
  codes: new Set(["Throttling", "ThrottlingException", "ThrottledException", "RequestThrottledException", "ProvisionedThroughputExceededException"]),
  statuses: [429, 500, 502, 503, 504, 509],
};

/** botocore's `retries/standard.py`, generation 2 by default. */
const STANDARD: Retried = {
  codes: new Set([
    ...LEGACY.codes,
    "TooManyRequestsException",
    "TransactionInProgressException",
    "RequestLimitExceeded",
    "BandwidthLimitExceeded",
    "LimitExceededException",
    "RequestThrottled",
    "SlowDown",
    "EC2ThrottledException",
    "RequestTimeout",
    "RequestTimeoutException",
    "PriorRequestNotComplete",
  ]),
  statuses: [500, 502, 503, 504],
};

function retryMode({ context, generation }: Run): string {
  return context.env.AWS_RETRY_MODE || (generation === 1 ? "legacy" : "standard");
}

function userAgent(run: Run): string {
  const { generation, command } = run;
  const system = "os/linux#6.1.0 md/arch#x86_64";
  const retries = retryMode(run);
  if (generation === 1)
    return `aws-cli/1.46.2 md/Botocore#1.43.62 ua/2.1 ${system} lang/python#3.11.7 md/pyimpl#CPython m/N,b,D,Z cfg/retry-mode#${retries} botocore/1.43.62`;
  return `aws-cli/2.36.12 md/awscrt#0.36.0 ua/2.1 ${system} lang/python#3.14.6 md/pyimpl#CPython m/Z,E,N,b cfg/retry-mode#${retries} md/installer#exe md/prompt#off md/command#${command}`;
}

/** An id in the shape of a UUID that follows from what is sent and when, so that a replay sends the same. */
function invocationId(client: Client, body: Uint8Array): string {
  const { hasher, clock } = client.run.context;
  const digits = hex(hasher.sha256(`${clock.now()}/${client.url}/${client.run.command}/${hex(hasher.sha256(body))}`));
  return uuidShaped(`${digits.slice(0, 12)}4${digits.slice(13, 16)}a${digits.slice(17)}`);
}

const isAbort = (error: unknown): boolean => error instanceof Error && (error.name === "AbortError" || error.name === "Interrupted");

/** botocore's words for a network that gives no answer. */
const NO_ANSWER = {
  unknown: "Could not connect to the endpoint URL",
  timeout: "Connect timeout on endpoint URL",
  reset: "Connection was closed before we received a valid response from endpoint URL",
} as const;

async function once(client: Client, headers: HttpHeaders, body: Uint8Array): Promise<HttpResponse | keyof typeof NO_ANSWER> {
  const { context } = client.run;
  const request: HttpRequest = { method: "POST", url: client.url, headers, body, ...(context.signal ? { signal: context.signal } : {}) };
  try {
    return await context.network(request);
  } catch (error) {
    if (isAbort(error) || context.signal?.aborted) throw error;
    if (error instanceof Error && ["UnknownHost", "ConnectionRefused", "ConnectionError"].includes(error.name)) return "unknown";
    if (error instanceof ConnectionFailed) return error.how;
    throw error;
  }
}

function serviceFailure(operation: string, error: WireError, retries: number | undefined): Failure {
  const service = { code: error.code, message: error.message, operation, body: error.body, ...(retries === undefined ? {} : { retries }) };
  return new Failure({ kind: "service", service }, "service-error", error.message, error.code);
}

/** One call, retried on throttling, on 5xx and on a connection that fails. Throws `Failure`. */
export async function send(client: Client, operation: Operation, input: Dict): Promise<Dict> {
  const { run, service } = client;
  const { context, globals } = run;
  const signs = globals.sign && !operation.unsigned;
  if (!client.credentials && signs) {
    const command = run.generation === 1 ? "aws configure" : "aws login";
    throw new Failure("no-credentials", "no-credentials", `Unable to locate credentials. You can configure credentials by running "${command}".`);
  }
  const keys = signs ? await client.credentials?.keys() : undefined;
  const { headers, body } = encode(service, operation, input);
  const id = invocationId(client, body);
  for (let attempt = 1; ; attempt++) {
    const last = attempt >= client.maxAttempts;
    const now = context.clock.now();
    const ttl = `ttl=${new Date(now + 60_000).toISOString().replace(/[-:]|\.\d+/g, "")}; `;
    const unsigned: HttpHeaders = {
      host: new URL(client.url).host,
      "accept-encoding": "identity",
      ...headers,
      "user-agent": run.agent ?? userAgent(run),
    };
    const tracing: HttpHeaders = {
      "amz-sdk-invocation-id": id,
      "amz-sdk-request": attempt === 1 ? "attempt=1" : `${ttl}attempt=${attempt}; max=${client.maxAttempts}`,
      "content-length": String(body.length),
    };
    const signing = keys && {
      hasher: context.hasher,
      credentials: keys,
      region: client.region,
      service: service.signingName,
      now,
    };
    const authorised = signing ? sign({ method: "POST", url: client.url, headers: unsigned, body }, signing) : unsigned;
    const response = await once(client, { ...authorised, ...tracing }, body);
    if (typeof response === "string") {
      if (!last) {
        await context.clock.sleep(500 * 2 ** (attempt - 1));
        continue;
      }
      throw new Failure("general", "cannot-connect", `${NO_ANSWER[response]}: "${client.url}"`, client.url);
    }
    const answer = await collect(response.body);
    if (response.status < 300) {
      const members = decode(service, operation, answer);
      if (members) return members;
      throw new Failure("general", "service-error", `Unable to parse response, invalid XML received. Further retries may succeed`);
    }
    const error = decodeError(service, response.status, response.headers, answer);
    const { codes, statuses } = retryMode(run) === "legacy" ? LEGACY : STANDARD;
    if (!codes.has(error.code) && !statuses.includes(response.status)) throw serviceFailure(operation.name, error, undefined);
    if (last) throw serviceFailure(operation.name, error, client.maxAttempts - 1);
    await context.clock.sleep(Math.min(500 * 2 ** (attempt - 1), 20_000));
  }
}
