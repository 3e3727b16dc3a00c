import { createRequire } from "node:module";
import type * as Iam from "@aws-sdk/client-iam";
import type * as Sts from "@aws-sdk/client-sts";
import { describe, expect, it } from "vitest";
import { NOBODY, PULLER, STRANGER, type TestCloud } from "../cloud/testing.ts";
import { credentialsOf, type SdkCredentials, type SdkKit, sdkKit } from "../cloud/testing-sdk.ts";
import { sign } from "../http/sigv4/index.ts";
import { issueWebIdentityToken } from "../iam/web-identity/web-identity.ts";
import { collect, text, utf8 } from "../kernel/bytes.ts";
import { nodeHasher } from "../node/hasher.ts";

const load = createRequire(import.meta.url);
const iam = load("@aws-sdk/client-iam") as typeof Iam;
const sts = load("@aws-sdk/client-sts") as typeof Sts;
const kit = () => sdkKit(nodeHasher, () => Date.now());

const policy = (...Statement: object[]) => JSON.stringify({ Version: "2012-10-17", Statement });
const trusting = (Principal: object, more: object = {}) => policy({ Effect: "Allow", Principal, Action: "sts:AssumeRole", ...more });
const HOME = { AWS: "arn:aws:iam::111122223333:root" };
const RoleArn = "arn:aws:iam::111122223333:role/deployer";
const POWER = "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryPowerUser";
const READ_ONLY = "arn:aws:iam::aws:policy/AmazonEC2ContainerRegistryReadOnly";

async function withRole({ iam: client }: SdkKit, AssumeRolePolicyDocument = trusting(HOME), more: object = {}): Promise<void> {
  await client().send(new iam.CreateRoleCommand({ RoleName: "deployer", AssumeRolePolicyDocument, ...more }));
  await client().send(new iam.AttachRolePolicyCommand({ RoleName: "deployer", PolicyArn: POWER }));
}

async function assumed({ sts: client }: SdkKit, more: object = {}, key?: SdkCredentials): Promise<SdkCredentials> {
  const { Credentials } = await client(key).send(new sts.AssumeRoleCommand({ RoleArn, RoleSessionName: "build", ...more }));
  return credentialsOf(Credentials);
}

const assume = ({ sts: client }: SdkKit, more: object = {}, key?: SdkCredentials) =>
  client(key).send(new sts.AssumeRoleCommand({ RoleArn, RoleSessionName: "build", ...more }));

const refused = (name: string, message: string) => ({ name, message });

/** An ECR request with temporary credentials, signed in the world's time. */
async function ecr({ handle, store }: TestCloud, operation: string, input: object, key: SdkCredentials) {
  const headers = { "content-type": "application/x-amz-json-1.1", "x-amz-target": `AmazonEC2ContainerRegistry_V20150921.${operation}` };
  const request = { method: "POST", url: "https://api.ecr.us-east-1.amazonaws.com/", headers, body: utf8(JSON.stringify(input)) };
  const signed = sign(request, { hasher: nodeHasher, credentials: key, region: "us-east-1", service: "ecr", now: store.now() });
  const response = await handle({ ...request, headers: signed });
  return { status: response.status, json: JSON.parse(text(await collect(response.body))) as Record<string, unknown> };
}

async function tokenOf(test: TestCloud, key: SdkCredentials): Promise<string> {
  const { json } = await ecr(test, "GetAuthorizationToken", {}, key);
  return (json.authorizationData as { authorizationToken: string }[])[0]?.authorizationToken ?? "";
}

async function registry({ handle }: TestCloud, method: string, path: string, token: string) {
  const url = `https://111122223333.dkr.ecr.us-east-1.amazonaws.com${path}`;
  const response = await handle({ method, url, headers: { authorization: `Basic ${token}` }, body: new Uint8Array() });
  return { status: response.status, body: text(await collect(response.body)) };
}

describe("AssumeRole", () => {
  it("gives credentials that act as the role's session, until they end", async () => {
    const one = kit();
    await withRole(one);
    const answer = await assume(one, { DurationSeconds: 900 });
    expect(answer).toMatchObject({
      Credentials: {
        AccessKeyId: expect.stringMatching(/^ASIA[A-Z2-7]{16}$/),
        SessionToken: expect.stringMatching(/^IQoJb3JpZ2luX2Vj.{300,}$/),
        Expiration: new Date("2026-11-23T08:15:00Z"),
      },
      AssumedRoleUser: {
        Arn: "arn:aws:sts::111122223333:assumed-role/deployer/build",
        AssumedRoleId: expect.stringMatching(/^AROA[A-Z2-7]{17}:build$/),
      },
    });
    expect(answer.PackedPolicySize).toBeUndefined();
    const key = credentialsOf(answer.Credentials);
    expect(await one.sts(key).send(new sts.GetCallerIdentityCommand({}))).toMatchObject({
      Arn: "arn:aws:sts::111122223333:assumed-role/deployer/build",
      UserId: answer.AssumedRoleUser?.AssumedRoleId,
    });
    await expect(one.sts({ ...key, sessionToken: "other" }).send(new sts.GetCallerIdentityCommand({}))).rejects.toMatchObject({
      name: "InvalidClientTokenId",
    });
    one.test.pass(900_000);
    await expect(one.sts(key).send(new sts.GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: "ExpiredToken" });
  });

  it.each<[string, string, object, SdkCredentials | undefined]>([
    ["a role that is not there", trusting(HOME), { RoleArn: "arn:aws:iam::111122223333:role/ghost" }, undefined],
    ["a caller without permission of its own", trusting(HOME), {}, NOBODY],
    ["a caller whom the trust policy does not name", trusting({ AWS: "arn:aws:iam::444455556666:root" }), {}, undefined],
    ["a wrong external id", trusting(HOME, { Condition: { StringEquals: { "sts:ExternalId": "ours" } } }), { ExternalId: "theirs" }, undefined],
  ])("refuses %s without saying why", async (_, trust, more, key) => {
    const one = kit();
    await withRole(one, trust);
    const caller = key === NOBODY ? "nobody" : "learner";
    const resource = "RoleArn" in more ? more.RoleArn : RoleArn;
    await expect(assume(one, more, key)).rejects.toMatchObject({
      ...refused(
        "AccessDenied",
        `User: arn:aws:iam::111122223333:user/${caller} is not authorized to perform: sts:AssumeRole on resource: ${resource}`,
      ),
      $metadata: { httpStatusCode: 403 },
    });
  });

  it("lets in whom the trust policy names, of this account or another", async () => {
    const one = kit();
    await withRole(one, trusting({ AWS: ["arn:aws:iam::111122223333:user/nobody", "arn:aws:iam::444455556666:root"] }));
    await assumed(one, {}, NOBODY);
    await assumed(one, {}, STRANGER);
    await expect(assume(one, {}, PULLER)).rejects.toMatchObject({ name: "AccessDenied" });
  });

  it.each([
    [
      "too short",
      { DurationSeconds: 899 },
      "1 validation error detected: Value '899' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
    ],
    ["longer than the role allows", { DurationSeconds: 3601 }, "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."],
    [
      "with a name that has a blank",
      { RoleSessionName: "a b" },
      "1 validation error detected: Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
    ],
  ])("refuses a session %s", async (_, more, message) => {
    const one = kit();
    await withRole(one);
    await expect(assume(one, more)).rejects.toMatchObject(refused("ValidationError", message));
  });

  it("limits chained sessions to an hour", async () => {
    const one = kit();
    await withRole(one, trusting(HOME), { MaxSessionDuration: 43_200 });
    await one.iam().send(
      new iam.PutRolePolicyCommand({
        RoleName: "deployer",
        PolicyName: "chain",
        PolicyDocument: policy({ Effect: "Allow", Action: "sts:AssumeRole", Resource: "*" }),
      }),
    );
    const key = await assumed(one, { DurationSeconds: 43_200 });
    await expect(assume(one, { DurationSeconds: 3601 }, key)).rejects.toMatchObject(
      refused("ValidationError", "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining"),
    );
    await assumed(one, { DurationSeconds: 3600 }, key);
  });

  it("tags the session for conditions to see", async () => {
    const one = kit();
    const both = policy({ Effect: "Allow", Principal: HOME, Action: ["sts:AssumeRole", "sts:TagSession"] });
    await withRole(one, both);
    const condition = { StringEquals: { "aws:PrincipalTag/team": "red" } };
    const create = policy({ Effect: "Allow", Action: "ecr:CreateRepository", Resource: "*", Condition: condition });
    await one.iam().send(new iam.PutRolePolicyCommand({ RoleName: "deployer", PolicyName: "red", PolicyDocument: create }));
    const [red, blue] = [
      await assumed(one, { Tags: [{ Key: "team", Value: "red" }] }),
      await assumed(one, { Tags: [{ Key: "team", Value: "blue" }] }),
    ];
    expect((await ecr(one.test, "CreateRepository", { repositoryName: "a1" }, red)).status).toBe(200);
    expect((await ecr(one.test, "CreateRepository", { repositoryName: "a2" }, blue)).status).toBe(400);
  });

  it("refuses tags where the trust policy does not let them be set", async () => {
    const one = kit();
    await withRole(one);
    await expect(assume(one, { Tags: [{ Key: "team", Value: "red" }] })).rejects.toMatchObject({
      name: "AccessDenied",
      message: `User: arn:aws:iam::111122223333:user/learner is not authorized to perform: sts:TagSession on resource: ${RoleArn}`,
    });
  });
});

describe("session policies", () => {
  it("limit the API and the registry alike, also by a token that was got with them", async () => {
    const one = kit();
    await withRole(one);
    await one.test.ecr("CreateRepository", { repositoryName: "web" });
    const full = await assumed(one);
    const limited = await assumed(one, {
      Policy: policy({ Effect: "Allow", Action: ["ecr:GetAuthorizationToken", "ecr:BatchGetImage", "ecr:DescribeImages"], Resource: "*" }),
    });
    const initiate = (key: SdkCredentials) => ecr(one.test, "InitiateLayerUpload", { repositoryName: "web" }, key);
    expect((await initiate(full)).status).toBe(200);
    expect((await initiate(limited)).json.message).toContain("because no session policy allows the ecr:InitiateLayerUpload action");
    const [fullToken, token] = [await tokenOf(one.test, full), await tokenOf(one.test, limited)];
    expect(token.length).toBe(fullToken.length);
    expect((await registry(one.test, "POST", "/v2/web/blobs/uploads/", fullToken)).status).toBe(202);
    const denied = await registry(one.test, "POST", "/v2/web/blobs/uploads/", token);
    expect([denied.status, denied.body]).toEqual([403, expect.stringContaining("no session policy allows the ecr:InitiateLayerUpload action")]);
    // The token lives its twelve hours, also beyond its session, with what the session might do.
    one.test.pass(2 * 3_600_000);
    expect((await registry(one.test, "GET", "/v2/", token)).status).toBe(200);
    expect((await registry(one.test, "POST", "/v2/web/blobs/uploads/", token)).status).toBe(403);
    expect((await registry(one.test, "POST", "/v2/web/blobs/uploads/", fullToken)).status).toBe(202);
  });

  it("may be managed ones, and both kinds together tell how much they fill", async () => {
    const one = kit();
    await withRole(one);
    const answer = await assume(one, { PolicyArns: [{ arn: READ_ONLY }] });
    expect(answer.PackedPolicySize).toBeGreaterThan(0);
    const key = credentialsOf(answer.Credentials);
    expect((await ecr(one.test, "DescribeRepositories", {}, key)).status).toBe(200);
    await expect(assume(one, { Policy: "{" })).rejects.toMatchObject({ name: "MalformedPolicyDocumentException" });
    const Tags = Array.from({ length: 50 }, (_, n) => ({ Key: `key${n}`, Value: "v".repeat(256) }));
    await one.iam().send(
      new iam.UpdateAssumeRolePolicyCommand({
        RoleName: "deployer",
        PolicyDocument: policy({ Effect: "Allow", Principal: HOME, Action: ["sts:AssumeRole", "sts:TagSession"] }),
      }),
    );
    await expect(assume(one, { Tags })).rejects.toMatchObject({ name: "PackedPolicyTooLargeException" });
  });

  it("end with the role: its sessions and their tokens are nobody from then on, also under a new role of the name", async () => {
    const one = kit();
    await withRole(one);
    const key = await assumed(one);
    const token = await tokenOf(one.test, key);
    await one.iam().send(new iam.DetachRolePolicyCommand({ RoleName: "deployer", PolicyArn: POWER }));
    await one.iam().send(new iam.DeleteRoleCommand({ RoleName: "deployer" }));
    await expect(one.sts(key).send(new sts.GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: "InvalidClientTokenId" });
    await withRole(one);
    await expect(one.sts(key).send(new sts.GetCallerIdentityCommand({}))).rejects.toMatchObject({ name: "InvalidClientTokenId" });
    expect((await registry(one.test, "GET", "/v2/", token)).status).toBe(401);
  });
});

describe("sessions of users", () => {
  it("GetSessionToken gives the user's own rights, but for IAM and further sessions", async () => {
    const one = kit();
    const { Credentials } = await one.sts(PULLER).send(new sts.GetSessionTokenCommand({}));
    expect(Credentials?.Expiration).toEqual(new Date("2026-11-23T20:00:00Z"));
    const key = credentialsOf(Credentials);
    expect(await one.sts(key).send(new sts.GetCallerIdentityCommand({}))).toMatchObject({ Arn: "arn:aws:iam::111122223333:user/puller" });
    expect((await ecr(one.test, "DescribeRepositories", {}, key)).status).toBe(200);
    await expect(one.iam(key).send(new iam.GetUserCommand({}))).rejects.toMatchObject({ name: "InvalidClientTokenId" });
    await expect(one.sts(key).send(new sts.GetSessionTokenCommand({}))).rejects.toMatchObject(
      refused("AccessDenied", "Cannot call GetSessionToken with session credentials"),
    );
  });

  it("GetFederationToken gives what both the user and the policy allow", async () => {
    const one = kit();
    const Policy = policy({ Effect: "Allow", Action: "ecr:DescribeRepositories", Resource: "*" });
    const { Credentials, FederatedUser } = await one.sts().send(new sts.GetFederationTokenCommand({ Name: "ann", Policy }));
    expect(FederatedUser).toEqual({ FederatedUserId: "111122223333:ann", Arn: "arn:aws:sts::111122223333:federated-user/ann" });
    const key = credentialsOf(Credentials);
    expect((await ecr(one.test, "DescribeRepositories", {}, key)).status).toBe(200);
    expect((await ecr(one.test, "CreateRepository", { repositoryName: "web" }, key)).status).toBe(400);
    const none = credentialsOf((await one.sts().send(new sts.GetFederationTokenCommand({ Name: "bob" }))).Credentials);
    expect((await ecr(one.test, "DescribeRepositories", {}, none)).status).toBe(400);
  });
});

describe("AssumeRoleWithWebIdentity", () => {
  const issuer = "https://token.actions.githubusercontent.com";
  const host = "token.actions.githubusercontent.com";
  const provider = `arn:aws:iam::111122223333:oidc-provider/${host}`;
  const trust = policy({
    Effect: "Allow",
    Principal: { Federated: provider },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition: { StringEquals: { [`${host}:aud`]: "sts.amazonaws.com" }, StringLike: { [`${host}:sub`]: "repo:acme/web:*" } },
  });

  async function ready(providers = true): Promise<SdkKit> {
    const one = kit();
    if (providers) await one.iam().send(new iam.CreateOpenIDConnectProviderCommand({ Url: issuer, ClientIDList: ["sts.amazonaws.com"] }));
    await withRole(one, trust);
    return one;
  }

  const claims = {
    issuer,
    subject: "repo:acme/web:ref:refs/heads/main",
    audience: "sts.amazonaws.com",
    issuedAt: Date.UTC(2026, 10, 23, 8),
    expiresAt: Date.UTC(2026, 10, 23, 9),
  };

  function ask({ test, sts: client }: SdkKit, changes: object = {}, token?: string) {
    const WebIdentityToken = token ?? issueWebIdentityToken(nodeHasher, test.store.meta.sealingKey, { ...claims, ...changes });
    return client().send(new sts.AssumeRoleWithWebIdentityCommand({ RoleArn, RoleSessionName: "ci", WebIdentityToken }));
  }

  it("needs no signature, and gives credentials of the role", async () => {
    const one = await ready();
    const answer = await ask(one);
    expect(answer).toMatchObject({ Provider: provider, Audience: "sts.amazonaws.com", SubjectFromWebIdentityToken: claims.subject });
    const event = one.test.store.events.at(-1);
    expect(event?.kind === "request" && event.request.headers.authorization).toBeFalsy();
    expect(await one.sts(credentialsOf(answer.Credentials)).send(new sts.GetCallerIdentityCommand({}))).toMatchObject({
      Arn: "arn:aws:sts::111122223333:assumed-role/deployer/ci",
    });
  });

  it.each<[string, object, string | undefined, string, string]>([
    [
      "a subject that the trust policy does not take",
      { subject: "repo:evil/web:x" },
      undefined,
      "AccessDenied",
      "Not authorized to perform sts:AssumeRoleWithWebIdentity",
    ],
    ["an audience that the provider does not know", { audience: "other" }, undefined, "InvalidIdentityTokenException", "Incorrect token audience"],
    [
      "an issuer that nobody trusts",
      { issuer: "https://evil.example" },
      undefined,
      "InvalidIdentityTokenException",
      "No OpenIDConnect provider found in your account for https://evil.example",
    ],
    [
      "a token that has expired",
      { expiresAt: Date.UTC(2026, 10, 23, 7) },
      undefined,
      "ExpiredTokenException",
      "Token expired: current date/time 1795420800 must be before the expiration date/time 1795417200",
    ],
    [
      "what is no token",
      {},
      "nonsense",
      "InvalidIdentityTokenException",
      "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)",
    ],
  ])("refuses %s", async (_, changes, token, name, message) => {
    await expect(ask(await ready(), changes, token)).rejects.toMatchObject(refused(name, message));
  });

  it("refuses every other operation without a signature", async () => {
    const { handle } = (await ready()).test;
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    for (const [url, body] of [
      ["https://sts.amazonaws.com/", "Action=GetCallerIdentity&Version=2011-06-15"],
      ["https://iam.amazonaws.com/", "Action=ListUsers&Version=2010-05-08"],
    ]) {
      const response = await handle({ method: "POST", url: url ?? "", headers, body: utf8(body ?? "") });
      expect([response.status, text(await collect(response.body))]).toEqual([
        403,
        expect.stringContaining("<Code>MissingAuthenticationToken</Code>"),
      ]);
    }
  });
});
