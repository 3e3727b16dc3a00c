/** A client of our own beside `aws` and `docker`: signed API calls and bare registry requests through the door. */
import { createHash, createHmac } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import { collect, text, utf8 } from "../../sandbox/kernel/bytes.ts";
import type { HttpResponse } from "../../sandbox/kernel/exchange.ts";
import type { Machine } from "../../sandbox/session/machine.ts";

/** SHA-256 as the signer wants it. */
class Sha256 {
  readonly #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash("sha256") : createHmac("sha256", Buffer.from(secret as Uint8Array));
  }
  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(typeof data === "string" ? data : Buffer.from(data as Uint8Array));
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
  reset(): void {}
}

export interface Answer {
  readonly status: number;
  readonly headers: HttpResponse["headers"];
  readonly body: string;
}

export class PlainClient {
  readonly #machine: Machine;

  constructor(machine: Machine) {
    this.#machine = machine;
  }

  /** One ECR operation, signed with the learner's keys. */
  async ecr(operation: string, input: unknown, region: string): Promise<Record<string, unknown>> {
    const answer = await this.#signed(`api.ecr.${region}.amazonaws.com`, "ecr", region, JSON.stringify(input), {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `AmazonEC2ContainerRegistry_V20150921.${operation}`,
    });
    if (answer.status !== 200) throw new Error(`${operation}: ${answer.body}`);
    return JSON.parse(answer.body) as Record<string, unknown>;
  }

  callerIdentity(region: string): Promise<Answer> {
    return this.#signed(`sts.${region}.amazonaws.com`, "sts", region, "Action=GetCallerIdentity&Version=2011-06-15", {
      "content-type": "application/x-www-form-urlencoded; charset=utf-8",
    });
  }

  /** A registry request with a Basic credential. */
  async registry(
    method: string,
    url: string,
    token: string,
    content: Uint8Array | AsyncIterable<Uint8Array> = utf8(""),
    type = "application/octet-stream",
  ): Promise<Answer> {
    return this.#ask(
      method,
      url,
      { host: new URL(url).host, authorization: `Basic ${token}`, "content-type": type, "user-agent": "plain/1" },
      content,
    );
  }

  async #signed(host: string, service: string, region: string, body: string, headers: Record<string, string>): Promise<Answer> {
    const key = [...this.#machine.store.world.accessKeys.values()].find(({ principal }) => principal.endsWith("user/learner"));
    if (!key) throw new Error("the learner has no key");
    const signer = new SignatureV4({ service, region, credentials: { accessKeyId: key.id, secretAccessKey: key.secret }, sha256: Sha256 });
    const signed = await signer.sign(
      { method: "POST", protocol: "https:", hostname: host, path: "/", query: {}, headers: { host, ...headers }, body },
      { signingDate: new Date(this.#machine.store.now()) },
    );
    return this.#ask("POST", `https://${host}/`, { ...signed.headers, "user-agent": "plain/1" }, utf8(body));
  }

  async #ask(method: string, url: string, headers: Record<string, string>, body: Uint8Array | AsyncIterable<Uint8Array>): Promise<Answer> {
    const answer = await this.#machine.handle({ method, url, headers, body });
    return { status: answer.status, headers: answer.headers, body: text(await collect(answer.body)) };
  }
}
