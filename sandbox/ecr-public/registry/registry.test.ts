/** public.ecr.aws as registry clients meet it. */
import { describe, expect, it } from "vitest";
import { ACCOUNT, LEARNER, NOBODY, OTHER_ACCOUNT, START, STRANGER, testCloud } from "../../cloud/testing.ts";
import { bearer, ecrPublic, MANIFEST, made, push, send } from "../../cloud/testing-public.ts";
import { base64, utf8 } from "../../kernel/bytes.ts";
import { nodeHasher } from "../../node/hasher.ts";

const error = (code: string, message: string) => ({ errors: [{ code, message }] });
const CHALLENGE = 'Bearer realm="https://public.ecr.aws/token/",service="public.ecr.aws",scope="aws"';

describe("who asks", () => {
  const cloud = testCloud(nodeHasher);

  it("is challenged without a token, in as many bytes as AWS", async () => {
    const answer = await send(cloud, "GET", "/v2/");
    expect([answer.status, answer.headers["www-authenticate"], answer.headers["content-length"]]).toEqual([401, CHALLENGE, "58"]);
    expect(answer.text).toBe('{"errors":[{"code":"DENIED","message":"Not Authorized"}]}\n');
  });

  it.each([
    ["a Bearer token that is none", () => ({ authorization: "Bearer abc" })],
    ["a Basic credential, even a good one", async () => ({ authorization: (await bearer(cloud, LEARNER)).authorization.replace("Bearer", "Basic") })],
    [
      "a token of private ECR",
      async () => {
        const { json } = await cloud.ecr("GetAuthorizationToken");
        const login = `Basic ${(json.authorizationData as { authorizationToken: string }[])[0]?.authorizationToken}`;
        const issued = await send(cloud, "GET", "/token/", { authorization: login });
        return { authorization: `Bearer ${(JSON.parse(issued.text) as { token: string }).token}` };
      },
    ],
  ] as const)("is refused with %s", async (_, headers) => {
    const answer = await send(cloud, "GET", "/v2/", await headers());
    expect([answer.status, answer.headers["content-length"], JSON.parse(answer.text)]).toEqual([
      400,
      "80",
      error("DENIED", "Your Authorization Token is invalid."),
    ]);
  });

  it.each([
    ["somebody else's user name", `Basic ${base64(utf8("me:secret"))}`],
    ["a password that is no token", `Basic ${base64(utf8("AWS:secret"))}`],
    ["no credential", "Basic"],
  ])("gets no token with %s", async (_, authorization) => {
    const answer = await send(cloud, "GET", "/token/", { authorization });
    expect([answer.status, JSON.parse(answer.text)]).toEqual([401, error("DENIED", "Not Authorized")]);
  });

  it("may use what GetAuthorizationToken gave as the Bearer token", async () => {
    const { json } = await ecrPublic(cloud, "GetAuthorizationToken");
    const { authorizationToken, expiresAt } = json.authorizationData as { authorizationToken: string; expiresAt: number };
    expect(expiresAt).toBe(START / 1000 + 12 * 3600);
    expect((await send(cloud, "GET", "/v2/", { authorization: `Bearer ${authorizationToken}` })).status).toBe(200);
  });

  it.each([
    ["a login after twelve hours", LEARNER, 12 * 3600, 403, "Your authorization token has expired. Reauthenticate and try again."],
    ["an anonymous token after an hour", undefined, 3600, 400, "Your Authorization Token is invalid."],
  ] as const)("loses %s", async (_, key, seconds, status, message) => {
    const test = testCloud(nodeHasher);
    const headers = await bearer(test, key);
    test.pass(seconds * 1000 - 1);
    expect((await send(test, "GET", "/v2/", headers)).status).toBe(200);
    test.pass(1);
    const answer = await send(test, "GET", "/v2/", headers);
    expect([answer.status, JSON.parse(answer.text)]).toEqual([status, error("DENIED", message)]);
  });
});

describe("a public repository", () => {
  it("takes a push from its account, and gives everybody the same bytes without leaving a trace of the pull", async () => {
    const cloud = testCloud(nodeHasher);
    const path = await made(cloud);
    const digest = await push(cloud, path, "v1", await bearer(cloud, LEARNER));
    const described = async () => (await ecrPublic(cloud, "DescribeImages", { repositoryName: "web" })).json;
    const before = await described();
    expect(before).toEqual({
      imageDetails: [
        {
          registryId: ACCOUNT,
          repositoryName: "web",
          imageDigest: digest,
          imageTags: ["v1"],
          imageSizeInBytes: 9,
          imagePushedAt: START / 1000,
          imageManifestMediaType: MANIFEST,
          artifactMediaType: "application/vnd.oci.image.config.v1+json",
        },
      ],
    });
    const anybody = await bearer(cloud);
    for (const reference of ["v1", digest]) {
      const answer = await send(cloud, "GET", `/v2/${path}/manifests/${reference}`, anybody);
      expect([answer.status, answer.headers["docker-content-digest"]]).toEqual([200, undefined]);
      expect((await send(cloud, "HEAD", `/v2/${path}/manifests/${reference}`, anybody)).headers["docker-content-digest"]).toBe(digest);
      const { layers } = JSON.parse(answer.text) as { layers: { digest: string }[] };
      expect((await send(cloud, "GET", `/v2/${path}/blobs/${layers[0]?.digest}`, anybody)).text).toBe("a layer");
    }
    expect((await send(cloud, "GET", `/v2/${path}/tags/list`, anybody)).text).toBe(`{"name":"${path}","tags":["v1"]}`);
    expect((await send(cloud, "GET", `/v2/${path}/referrers/${digest}`, anybody)).status).toBe(200);
    expect(await described()).toEqual(before);
  });

  it("is a stranger to the private registry, whose lists do not have it", async () => {
    const cloud = testCloud(nodeHasher);
    await made(cloud);
    for (const region of ["us-east-1", "us-west-2"]) {
      expect((await cloud.ecr("DescribeRepositories", {}, LEARNER, region)).json).toEqual({ repositories: [] });
    }
    expect((await cloud.ecr("DescribeRepositories", { repositoryNames: ["web"] })).json).toMatchObject({ __type: "RepositoryNotFoundException" });
  });

  it.each([
    ["a manifest", "PUT", "/manifests/v1"],
    ["an upload", "POST", "/blobs/uploads/"],
    ["a look whether a layer is there", "HEAD", `/blobs/sha256:${"0".repeat(64)}`],
    ["a deletion", "DELETE", "/manifests/v1"],
  ])("asks %s of nobody for a login", async (_, method, rest) => {
    const cloud = testCloud(nodeHasher);
    const path = await made(cloud);
    const answer = await send(cloud, method, `/v2/${path}${rest}`, await bearer(cloud), "{}");
    expect([answer.status, answer.headers["www-authenticate"]]).toEqual([401, CHALLENGE]);
    if (method !== "HEAD") expect(JSON.parse(answer.text)).toEqual(error("DENIED", "Not Authorized"));
  });

  it("refuses another account's push in IAM's words, until its policy lets it in", async () => {
    const cloud = testCloud(nodeHasher);
    const path = await made(cloud);
    const stranger = await bearer(cloud, STRANGER);
    const answer = await send(cloud, "POST", `/v2/${path}/blobs/uploads/`, stranger);
    const user = `arn:aws:iam::${OTHER_ACCOUNT}:user/stranger`;
    const message = `User: ${user} is not authorized to perform: ecr-public:InitiateLayerUpload on resource: arn:aws:ecr-public::${ACCOUNT}:repository/web because no resource-based policy allows the ecr-public:InitiateLayerUpload action`;
    expect([answer.status, JSON.parse(answer.text)]).toEqual([403, error("DENIED", message)]);
    const statement = { Effect: "Allow", Principal: { AWS: user }, Action: ["ecr-public:*"] };
    const policyText = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    expect((await ecrPublic(cloud, "SetRepositoryPolicy", { repositoryName: "web", policyText })).status).toBe(200);
    expect(await push(cloud, path, "v1", stranger)).toMatch(/^sha256:/);
  });

  it("names the registry by its alias when there is no such repository", async () => {
    const cloud = testCloud(nodeHasher);
    const [alias] = (await made(cloud)).split("/");
    const message = `The repository with name 'nope' does not exist in the registry with id '${alias}'`;
    for (const [method, path, key] of [
      ["GET", "manifests/v1", undefined],
      ["POST", "blobs/uploads/", LEARNER],
    ] as const) {
      const answer = await send(cloud, method, `/v2/${alias}/nope/${path}`, await bearer(cloud, key));
      expect([answer.status, JSON.parse(answer.text)]).toEqual([404, error("NAME_UNKNOWN", message)]);
    }
    const image = await send(cloud, "GET", `/v2/${alias}/web/manifests/v1`, await bearer(cloud));
    expect([image.status, JSON.parse(image.text)]).toEqual([404, error("MANIFEST_UNKNOWN", "Requested image not found")]);
  });

  it("asks for each permission of a push", async () => {
    for (const [operation, ask] of [
      ["BatchCheckLayerAvailability", ["HEAD", `blobs/sha256:${"0".repeat(64)}`]],
      ["InitiateLayerUpload", ["POST", "blobs/uploads/"]],
      ["PutImage", ["PUT", "manifests/v1"]],
    ] as const) {
      const cloud = testCloud(nodeHasher);
      const path = await made(cloud);
      const document = { Version: "2012-10-17", Statement: [{ Effect: "Deny", Action: `ecr-public:${operation}`, Resource: "*" }] };
      const key = `${ACCOUNT}/user/learner`;
      cloud.store.change(({ tx }) => tx.update("principals", key, { policies: { no: document } }));
      const answer = await send(cloud, ask[0], `/v2/${path}/${ask[1]}`, { ...(await bearer(cloud, LEARNER)), "content-type": MANIFEST }, "{}");
      expect([operation, answer.status]).toEqual([operation, 403]);
    }
  });
});

describe("the gallery's other registries", () => {
  it("give their images to anybody with a token, and to whoever is logged in", async () => {
    const cloud = testCloud(nodeHasher);
    for (const key of [undefined, LEARNER]) {
      const answer = await send(cloud, "GET", "/v2/docker/library/alpine/manifests/3.22", await bearer(cloud, key));
      expect([answer.status, answer.headers["content-type"]]).toEqual([200, expect.stringContaining("application/vnd.oci.image.")]);
    }
  });

  it.each([
    [
      "docker/library/nothing/manifests/v1",
      "NAME_UNKNOWN",
      "The repository with name 'library/nothing' does not exist in the registry with id 'docker'",
    ],
    ["p8v8e7e5/myartifacts/tags/list", "NAME_UNKNOWN", "The repository with name 'myartifacts' does not exist in the registry with id 'p8v8e7e5'"],
    ["docker/library/alpine/manifests/0", "MANIFEST_UNKNOWN", "Requested image not found"],
  ])("do not have %s", async (path, code, message) => {
    const cloud = testCloud(nodeHasher);
    const answer = await send(cloud, "GET", `/v2/${path}`, await bearer(cloud));
    expect([answer.status, JSON.parse(answer.text)]).toMatchObject([404, error(code, message)]);
  });
});

it("gives no token to who may not have one", async () => {
  const cloud = testCloud(nodeHasher);
  expect((await ecrPublic(cloud, "GetAuthorizationToken", {}, NOBODY)).json).toMatchObject({ __type: "AccessDeniedException" });
});
