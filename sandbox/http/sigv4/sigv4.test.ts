import { createHash, createHmac } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { utf8 } from "../../kernel/bytes.ts";
import { nodeHasher } from "../../node/hasher.ts";
import { readClaim, sign, skew, verify } from "./index.ts";

const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const KEY = "AKIAIOSFODNN7EXAMPLE";
const NOW = Date.UTC(2026, 10, 23, 8, 18, 19);

/** The hash that the SDK's signer asks for. */
class Sha256 {
  #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash("sha256") : createHmac("sha256", secret as Uint8Array);
  }
  update(data: string | ArrayBuffer | ArrayBufferView) {
    this.#hash.update(data as Uint8Array);
  }
  async digest() {
    return new Uint8Array(this.#hash.digest());
  }
  reset() {}
}

interface Sent {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

/** A request as the JavaScript SDK signs it: with whatever headers it has. */
async function signedBySdk(path: string, query: Record<string, string>, headers: Record<string, string>, body: Uint8Array): Promise<Sent> {
  const signer = new SignatureV4({
    credentials: { accessKeyId: KEY, secretAccessKey: SECRET },
    region: "us-east-1",
    service: "ecr",
    sha256: Sha256 as never,
  });
  const hostname = "api.ecr.us-east-1.amazonaws.com";
  const request = { method: "POST", protocol: "https:", hostname, path, query, headers: { host: hostname, ...headers }, body };
  const signed = (await signer.sign(request as never, { signingDate: new Date(NOW) })) as unknown as { headers: Record<string, string> };
  const text = Object.entries(query).map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  return {
    method: "POST",
    url: `https://${hostname}${path}${text.length ? `?${text.join("&")}` : ""}`,
    headers: Object.fromEntries(Object.entries(signed.headers).map(([name, value]) => [name.toLowerCase(), value])),
    body,
  };
}

function verdict({ body, ...request }: Sent): string {
  const reading = readClaim(request.headers);
  if (reading.kind !== "claim") return reading.kind;
  if (skew(reading.claim, NOW)) return "skew";
  return verify(nodeHasher, request, body, reading.claim, SECRET).kind;
}

const headerName = fc.stringMatching(/^x-[a-z]{1,10}$/);
const headerValue = fc.stringMatching(/^[!-~]([ -~]{0,20}[!-~])?$/);
const queryText = fc.stringMatching(/^[A-Za-z0-9 /+=&%~*'()!.-]{1,12}$/);
const request = fc.record({
  path: fc.constantFrom("/", "/v2/x", "/a/b/", "/a%20b/c"),
  query: fc.dictionary(queryText, queryText, { maxKeys: 4 }),
  headers: fc.dictionary(headerName, headerValue, { maxKeys: 4 }),
  body: fc.uint8Array({ maxLength: 200 }),
});

function flipBit(text: string, at: number): string {
  const index = at % text.length;
  return text.slice(0, index) + String.fromCharCode(text.charCodeAt(index) ^ (1 << (at % 7))) + text.slice(index + 1);
}

describe("signature version 4", () => {
  it("accepts what the JavaScript SDK signs", async () => {
    await fc.assert(
      fc.asyncProperty(request, async ({ path, query, headers, body }) => {
        expect(verdict(await signedBySdk(path, query, { "content-type": "application/x-amz-json-1.1", ...headers }, body))).toBe("genuine");
      }),
      { numRuns: 60 },
    );
  });

  it("refuses one flipped bit in any signed header, in the date, in the body", async () => {
    await fc.assert(
      fc.asyncProperty(request, fc.nat(), fc.nat(), async ({ path, query, headers, body }, which, at) => {
        const sent = await signedBySdk(path, query, { "content-type": "application/x-amz-json-1.1", ...headers }, body);
        const reading = readClaim(sent.headers);
        if (reading.kind !== "claim") throw new Error("unreadable");
        const { signedHeaders } = reading.claim;
        const name = signedHeaders[which % signedHeaders.length] as string;
        const changed = { ...sent.headers, [name]: flipBit(sent.headers[name] as string, at) };
        expect(verdict({ ...sent, headers: changed }), name).not.toBe("genuine");
        if (body.length > 0) {
          const other = body.slice();
          other[at % body.length] = (other[at % body.length] as number) ^ (1 << (at % 8));
          expect(verdict({ ...sent, body: other })).not.toBe("genuine");
        }
      }),
      { numRuns: 100 },
    );
  });

  it("refuses a changed query, path, method, signature or scope", async () => {
    const sent = await signedBySdk("/", { a: "b", c: "d e" }, { "content-type": "application/json" }, utf8("{}"));
    expect(verdict(sent)).toBe("genuine");
    const authorization = sent.headers.authorization as string;
    const changes: Partial<Sent>[] = [
      { url: sent.url.replace("a=b", "a=c") },
      { url: sent.url.replace("c=d%20e", "c=d%20f") },
      { url: `${sent.url}&x=` },
      { url: sent.url.replace("/?", "/x?") },
      { method: "GET" },
      {
        headers: { ...sent.headers, authorization: authorization.replace(/Signature=./, (start) => `Signature=${start.endsWith("0") ? "1" : "0"}`) },
      },
      { headers: { ...sent.headers, authorization: authorization.replace("us-east-1", "us-east-2") } },
      { headers: { ...sent.headers, authorization: authorization.replace("/ecr/", "/sts/") } },
      { headers: { ...sent.headers, "x-amz-target": "Other.Operation" } },
    ];
    for (const change of changes) expect(verdict({ ...sent, ...change }), JSON.stringify(change)).not.toBe("genuine");
  });

  it("signs as the AWS CLI does, and verifies its own signatures", () => {
    const base = {
      method: "POST",
      url: "https://api.ecr.us-east-1.amazonaws.com/",
      headers: {
        "content-type": "application/x-amz-json-1.1",
        "x-amz-target": "AmazonEC2ContainerRegistry_V20150921.CreateRepository",
        "user-agent": "x",
      },
      body: utf8('{"repositoryName": "hello/world"}'),
    };
    const credentials = { accessKeyId: KEY, secretAccessKey: SECRET, sessionToken: "token" };
    const headers = sign(base, { hasher: nodeHasher, credentials, region: "us-east-1", service: "ecr", now: NOW });
    expect(headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE\/20261123\/us-east-1\/ecr\/aws4_request, SignedHeaders=content-type;host;x-amz-date;x-amz-security-token;x-amz-target, Signature=[0-9a-f]{64}$/,
    );
    expect(headers["x-amz-date"]).toBe("20261123T081819Z");
    expect(verdict({ ...base, headers: { ...headers } })).toBe("genuine");
  });

  it("names what an Authorization header lacks", () => {
    expect(readClaim({})).toEqual({ kind: "missing" });
    expect(readClaim({ authorization: "Basic abc" })).toEqual({ kind: "missing" });
    expect(readClaim({ authorization: "AWS4-HMAC-SHA256 Credential=a/20261123/r/s/aws4_request" })).toEqual({
      kind: "incomplete",
      message:
        "Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=AWS4-HMAC-SHA256",
    });
  });

  it("allows five minutes on either side, and words the rest as AWS does", () => {
    const claim = (at: number) => {
      const headers = sign(
        { method: "GET", url: "https://h/", headers: {}, body: utf8("") },
        { hasher: nodeHasher, credentials: { accessKeyId: KEY, secretAccessKey: SECRET }, region: "r", service: "ecr", now: at },
      );
      const reading = readClaim(headers);
      if (reading.kind !== "claim") throw new Error("unreadable");
      return reading.claim;
    };
    const minutes = 60_000;
    expect(skew(claim(NOW - 5 * minutes), NOW)).toBeUndefined();
    expect(skew(claim(NOW + 5 * minutes), NOW)).toBeUndefined();
    expect(skew(claim(NOW - 5 * minutes - 1000), NOW)).toBe(
      "Signature expired: 20261123T081318Z is now earlier than 20261123T081319Z (20261123T081819Z - 5 min.)",
    );
    expect(skew(claim(NOW + 5 * minutes + 1000), NOW)).toBe(
      "Signature not yet current: 20261123T082320Z is still later than 20261123T082319Z (20261123T081819Z + 5 min.)",
    );
  });
});
