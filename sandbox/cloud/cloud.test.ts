import { describe, expect, it } from "vitest";
import { sign } from "../http/sigv4/index.ts";
import { base64, collect, text, utf8 } from "../kernel/bytes.ts";
import type { RequestEvent } from "../kernel/events.ts";
import { UnknownHost } from "../kernel/exchange.ts";
import { nodeHasher } from "../node/hasher.ts";
import { createCloud } from "./index.ts";
import { LEARNER, NOBODY, PULLER, START, type TestCloud, type TestKey, testCloud } from "./testing.ts";

const cloud = () => testCloud(nodeHasher);
const API = "https://api.ecr.us-east-1.amazonaws.com/";
const REGISTRY = "https://111122223333.dkr.ecr.us-east-1.amazonaws.com";

const refusal = (__type: string, message: string) => ({ __type, message });
const MISMATCH =
  "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

interface Changes {
  readonly key?: TestKey & { readonly sessionToken?: string };
  readonly now?: number;
  readonly region?: string;
  readonly drop?: string;
  readonly authorization?: string;
}

/** Asks DescribeRepositories with one thing changed. */
async function ask({ handle }: TestCloud, { key = LEARNER, now = START, region = "us-east-1", drop, authorization }: Changes) {
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": "AmazonEC2ContainerRegistry_V20150921.DescribeRepositories" };
  const request = { method: "POST", url: API, headers, body: utf8("{}") };
  const signed: Record<string, string> = { ...sign(request, { hasher: nodeHasher, credentials: key, region, service: "ecr", now }) };
  if (drop) delete signed[drop];
  if (authorization) signed.authorization = authorization;
  const response = await handle({ ...request, headers: signed });
  return { status: response.status, body: JSON.parse(text(await collect(response.body))) as unknown, headers: response.headers };
}

async function get({ handle }: TestCloud, url: string, authorization?: string, method = "GET") {
  const response = await handle({ method, url, headers: authorization ? { authorization } : {}, body: new Uint8Array() });
  return { status: response.status, headers: response.headers, body: text(await collect(response.body)) };
}

async function tokenOf({ ecr }: TestCloud, key?: TestKey, region?: string): Promise<string> {
  const { authorizationData } = (await ecr("GetAuthorizationToken", {}, key, region)).json;
  return (authorizationData as unknown as { authorizationToken: string }[])[0]?.authorizationToken as string;
}

describe("who may speak to the API", () => {
  it("answers a good signature with an id, a date and the type", async () => {
    const { status, headers, body } = await ask(cloud(), {});
    expect([status, body]).toEqual([200, { repositories: [] }]);
    expect(headers["x-amzn-requestid"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers.date).toBe("Mon, 23 Nov 2026 08:00:00 GMT");
    expect(headers["content-type"]).toBe("application/x-amz-json-1.1");
  });

  it.each<[string, Changes, unknown]>([
    ["no signature", { drop: "authorization" }, refusal("MissingAuthenticationTokenException", "Missing Authentication Token")],
    [
      "an unknown key",
      { key: { ...LEARNER, accessKeyId: "AKIAUNKNOWN" } },
      refusal("UnrecognizedClientException", "The security token included in the request is invalid."),
    ],
    [
      "a session token for a key that has none",
      { key: { ...LEARNER, sessionToken: "x" } },
      refusal("UnrecognizedClientException", "The security token included in the request is invalid."),
    ],
    ["a wrong secret", { key: { ...LEARNER, secretAccessKey: "wrong" } }, refusal("InvalidSignatureException", MISMATCH)],
    [
      "a clock that is slow",
      { now: START - 301_000 },
      refusal("InvalidSignatureException", "Signature expired: 20261123T075459Z is now earlier than 20261123T075500Z (20261123T080000Z - 5 min.)"),
    ],
    [
      "a clock that is fast",
      { now: START + 301_000 },
      refusal(
        "InvalidSignatureException",
        "Signature not yet current: 20261123T080501Z is still later than 20261123T080500Z (20261123T080000Z + 5 min.)",
      ),
    ],
    [
      "another Region than the host's",
      { region: "eu-west-1" },
      refusal("InvalidSignatureException", "Credential should be scoped to a valid region. "),
    ],
    [
      "half a header",
      { authorization: "AWS4-HMAC-SHA256 Credential=AKIA/20261123/us-east-1/ecr/aws4_request" },
      refusal(
        "IncompleteSignatureException",
        "Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter. Authorization=AWS4-HMAC-SHA256",
      ),
    ],
  ])("refuses %s", async (_, changes, gives) => {
    const test = cloud();
    const { status, body } = await ask(test, changes);
    expect([status, body]).toEqual([400, gives]);
    const error = { code: (body as { __type: string }).__type, message: (body as { message: string }).message };
    expect(test.store.events.at(-1)).toMatchObject({ kind: "request", outcome: "refused", status: 400, error });
  });

  it("knows expired sessions and keys that are switched off", async () => {
    const test = cloud();
    const key = { ...LEARNER, accessKeyId: "ASIASESSION", sessionToken: "the token" };
    test.store.change(({ tx }) => {
      tx.set("principals", "111122223333/role/ci", {
        account: "111122223333",
        kind: "role",
        name: "ci",
        id: "AROACI",
        arn: "arn:aws:iam::111122223333:role/ci",
        managed: ["AdministratorAccess"],
        policies: {},
        tags: {},
        createdAt: START,
      });
      const session = { token: "the token", expiresAt: START + 3_600_000, name: "build" };
      tx.set("accessKeys", key.accessKeyId, {
        id: key.accessKeyId,
        secret: key.secretAccessKey,
        status: "Active",
        principal: "111122223333/role/ci",
        session,
      });
      tx.update("accessKeys", PULLER.accessKeyId, { status: "Inactive" });
    });
    expect((await ask(test, { key })).status).toBe(200);
    expect(test.store.events.at(-1)).toMatchObject({ principal: "arn:aws:sts::111122223333:assumed-role/ci/build" });
    expect((await ask(test, { key: { ...key, sessionToken: "other" } })).body).toMatchObject({ __type: "UnrecognizedClientException" });
    expect((await ask(test, { key: PULLER })).body).toMatchObject({ __type: "UnrecognizedClientException" });
    test.pass(3_600_000);
    expect((await ask(test, { key, now: START + 3_600_000 })).body).toEqual(
      refusal("ExpiredTokenException", "The security token included in the request is expired"),
    );
  });
});

describe("who may speak to the registry", () => {
  it("challenges with Basic", async () => {
    const { status, headers, body } = await get(cloud(), `${REGISTRY}/v2/`);
    expect([status, body]).toEqual([401, "Not Authorized\n"]);
    expect(headers).toMatchObject({
      "www-authenticate": `Basic realm="${REGISTRY}/",service="ecr.amazonaws.com"`,
      "docker-distribution-api-version": "registry/2.0",
      "content-type": "text/plain; charset=utf-8",
      "content-length": "15",
    });
  });

  it("takes a token until 11:59:59 and refuses it at 12:00:00", async () => {
    const test = cloud();
    const token = await tokenOf(test);
    test.pass(12 * 3_600_000 - 1000);
    expect((await get(test, `${REGISTRY}/v2/`, `Basic ${token}`)).status).toBe(200);
    test.pass(1000);
    const { status, body } = await get(test, `${REGISTRY}/v2/`, `Basic ${token}`);
    expect([status, JSON.parse(body)]).toEqual([
      403,
      { errors: [{ code: "DENIED", message: "Your authorization token has expired. Reauthenticate and try again." }] },
    ]);
  });

  it("answers garbled credentials with 400 and tokens of another Region with 403", async () => {
    const test = cloud();
    for (const credential of ["!!!", base64(utf8("AWS:nonsense")), base64(utf8("anna:secret")), base64(utf8("no colon"))]) {
      expect((await get(test, `${REGISTRY}/v2/`, `Basic ${credential}`)).status, credential).toBe(400);
    }
    expect((await get(test, `${REGISTRY}/v2/`, `Basic ${await tokenOf(test, LEARNER, "eu-west-1")}`)).status).toBe(403);
  });

  it("asks for permissions as they are at each request", async () => {
    const test = cloud();
    await test.ecr("CreateRepository", { repositoryName: "web" });
    const authorization = `Basic ${await tokenOf(test, PULLER)}`;
    const upload = () => get(test, `${REGISTRY}/v2/web/blobs/uploads/`, authorization, "POST");
    const refused = await upload();
    expect([refused.status, JSON.parse(refused.body)]).toEqual([
      403,
      {
        errors: [
          {
            code: "DENIED",
            message:
              "User: arn:aws:iam::111122223333:user/puller is not authorized to perform: ecr:InitiateLayerUpload on resource: arn:aws:ecr:us-east-1:111122223333:repository/web because no identity-based policy allows the ecr:InitiateLayerUpload action",
          },
        ],
      },
    ]);
    expect(test.store.events.at(-1)).toMatchObject({ outcome: "denied", operation: "InitiateLayerUpload", decision: { verdict: "deny" } });
    test.store.change(({ tx }) => tx.update("principals", "111122223333/user/puller", { managed: ["AdministratorAccess"] }));
    expect((await upload()).status).toBe(202);
    test.store.change(({ tx }) => tx.delete("principals", "111122223333/user/puller"));
    expect((await upload()).status).toBe(401);
  });

  it("does not log in a user who may not ask for a token", async () => {
    expect((await cloud().ecr("GetAuthorizationToken", {}, NOBODY)).json).toEqual(
      refusal(
        "AccessDeniedException",
        "User: arn:aws:iam::111122223333:user/nobody is not authorized to perform: ecr:GetAuthorizationToken on resource: * because no identity-based policy allows the ecr:GetAuthorizationToken action",
      ),
    );
  });
});

describe("the door", () => {
  it("fails like a name lookup for a host that does not exist, and leaves no event", async () => {
    const test = cloud();
    const nowhere = ["example.org", "api.ecr.moon-1.amazonaws.com", "sts.moon-1.amazonaws.com", "111122223333.dkr.ecr.moon-1.amazonaws.com"];
    for (const host of nowhere) await expect(get(test, `https://${host}/v2/`), host).rejects.toThrow(UnknownHost);
    expect(test.store.events).toEqual([]);
  });

  it("has a registry host for any account number, as AWS has", async () => {
    expect((await get(cloud(), "https://999999999999.dkr.ecr.eu-west-3.amazonaws.com/v2/")).status).toBe(401);
  });

  it("logs one event for each request, without secrets", async () => {
    const test = cloud();
    const token = await tokenOf(test);
    await get(test, `${REGISTRY}/v2/`, `Basic ${token}`);
    const events = test.store.events as RequestEvent[];
    expect(events.map(({ service, operation, outcome, status }) => [service, operation, outcome, status])).toEqual([
      ["ecr", "GetAuthorizationToken", "works", 200],
      ["registry", undefined, "works", 200],
    ]);
    const log = JSON.stringify(events);
    expect(log).not.toContain(token.slice(0, 40));
    expect(log).not.toMatch(/Signature=[0-9a-f]{9}/);
    expect(events[0]).toMatchObject({
      action: "ecr:GetAuthorizationToken",
      resource: "*",
      principal: "arn:aws:iam::111122223333:user/learner",
      account: "111122223333",
      region: "us-east-1",
      request: { body: "{}", bytes: 2 },
    });
  });

  it("answers its own mistakes with 500 and a fault event", async () => {
    const test = cloud();
    const { onFault: _, ...options } = test.options;
    const handle = createCloud({
      ...options,
      hosted: [{ name: "broken", serves: (host) => host === "broken", handle: () => Promise.reject(new Error("oops")) }],
    });
    const response = await handle({ method: "GET", url: "https://broken/", headers: {}, body: new Uint8Array() });
    expect(response.status).toBe(500);
    expect(test.store.events).toMatchObject([
      { kind: "fault", has: { message: "Error: oops" } },
      { kind: "request", outcome: "fails", status: 500 },
    ]);
  });

  it("calls a body that breaks off a failure of the client", async () => {
    const test = cloud();
    const request = { method: "POST", url: API, headers: { "content-type": "application/x-amz-json-1.1" }, body: utf8("{}") };
    const headers = sign(request, { hasher: nodeHasher, credentials: LEARNER, region: "us-east-1", service: "ecr", now: START });
    const body = (async function* () {
      yield utf8("{");
      throw new Error("socket closed");
    })();
    await test.handle({ ...request, headers, body });
    expect(test.store.events).toMatchObject([{ kind: "request", outcome: "fails", request: { bytes: 1 } }]);
  });

  it("refuses API bodies over 30 MB without reading on", async () => {
    const test = cloud();
    const request = { method: "POST", url: API, headers: { "x-amz-target": "AmazonEC2ContainerRegistry_V20150921.PutImage" }, body: utf8("") };
    const headers = sign(request, { hasher: nodeHasher, credentials: LEARNER, region: "us-east-1", service: "ecr", now: START });
    let sent = 0;
    const body = (async function* () {
      for (; sent < 100; sent++) yield new Uint8Array(1_000_000);
    })();
    expect((await test.handle({ ...request, headers, body })).status).toBe(413);
    expect(sent).toBeLessThan(32);
  });

  it("finds the service by the signature's scope whatever the host, when every host exists", async () => {
    const test = cloud();
    const { exists: _, ...addresses } = test.options.addresses;
    const handle = createCloud({ ...test.options, addresses });
    const request = {
      method: "POST",
      url: "http://127.0.0.1:5000/",
      headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8" },
      body: utf8("Action=GetCallerIdentity&Version=2011-06-15"),
    };
    const headers = sign(request, { hasher: nodeHasher, credentials: NOBODY, region: "us-east-1", service: "sts", now: START });
    const response = await handle({ ...request, headers });
    expect(response.status).toBe(200);
    expect(response.headers["content-type"]).toBe("text/xml");
    expect(
      text(await collect(response.body)).replace(/<RequestId>.*<\/RequestId>/, "<RequestId/>"),
    ).toBe(`<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
  <GetCallerIdentityResult>
    <Arn>arn:aws:iam::111122223333:user/nobody</Arn>
    <UserId>AIDATESTUSER000000002</UserId>
    <Account>111122223333</Account>
  </GetCallerIdentityResult>
  <ResponseMetadata>
    <RequestId/>
  </ResponseMetadata>
</GetCallerIdentityResponse>
`);
    const s3 = sign(request, { hasher: nodeHasher, credentials: NOBODY, region: "us-east-1", service: "s3", now: START });
    const lacking = await handle({ ...request, headers: s3 });
    expect(lacking.status).toBe(400);
    expect(text(await collect(lacking.body))).toMatch(/<Message>The sandbox has no service s3; it has ecr, .* and \w+\.<\/Message>/);
  });
});
