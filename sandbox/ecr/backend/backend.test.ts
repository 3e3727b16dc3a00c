import { beforeEach, describe, expect, it } from "vitest";
import { NOBODY, PULLER, STRANGER, type TestCloud, testCloud } from "../../cloud/testing.ts";
import { MANIFEST, type RegistryClient, registryClient } from "../../cloud/testing-registry.ts";
import { utf8 } from "../../kernel/bytes.ts";
import type { RequestEvent } from "../../kernel/events.ts";
import { digestOf } from "../../kernel/hash.ts";
import { KnownBytes } from "../../kernel/known-bytes.ts";
import { nodeHasher } from "../../node/hasher.ts";

let cloud: TestCloud;
let client: RegistryClient;
beforeEach(async () => {
  cloud = testCloud(nodeHasher);
  for (const repositoryName of ["app", "other"]) await cloud.ecr("CreateRepository", { repositoryName });
  client = await registryClient(cloud);
});

function lastEvent(): RequestEvent {
  return cloud.store.events.findLast((event) => event.kind === "request") as RequestEvent;
}

const ABSENT = `sha256:${"0".repeat(64)}`;

describe("the registry's side of ECR", () => {
  it("asks for the documented permission of each request, and leaves one event of it", async () => {
    const { digest, layer } = await client.image("app", "1.0");
    const upload = (await client.send("POST", "/v2/app/blobs/uploads/")).headers.location ?? "";
    const requests: readonly [method: string, path: string, operation: string | undefined, action: string | undefined][] = [
      ["GET", "/v2/", undefined, undefined],
      ["HEAD", `/v2/app/blobs/${layer}`, "BatchCheckLayerAvailability", "ecr:BatchCheckLayerAvailability"],
      ["GET", `/v2/app/blobs/${layer}`, "GetDownloadUrlForLayer", "ecr:GetDownloadUrlForLayer"],
      ["HEAD", "/v2/app/manifests/1.0", "BatchGetImage", "ecr:BatchGetImage"],
      ["GET", `/v2/app/manifests/${digest}`, "BatchGetImage", "ecr:BatchGetImage"],
      ["POST", "/v2/app/blobs/uploads/", "InitiateLayerUpload", "ecr:InitiateLayerUpload"],
      ["PATCH", upload, "UploadLayerPart", "ecr:UploadLayerPart"],
      ["PUT", `${upload}?digest=${digestOf(nodeHasher, "x")}`, "CompleteLayerUpload", "ecr:CompleteLayerUpload"],
      ["PUT", "/v2/app/manifests/1.0", "PutImage", "ecr:PutImage"],
      ["GET", "/v2/app/tags/list", "ListImages", "ecr:ListImages"],
      ["GET", "/v2/_catalog", "DescribeRepositories", "ecr:DescribeRepositories"],
      ["GET", `/v2/app/referrers/${digest}`, "ListImageReferrers", "ecr:BatchGetImage"],
      ["DELETE", `/v2/app/manifests/${digest}`, "BatchDeleteImage", "ecr:BatchDeleteImage"],
    ];
    for (const [method, path, operation, action] of requests) {
      const before = cloud.store.events.length;
      const body = method === "PATCH" ? utf8("x") : path.endsWith("/manifests/1.0") && method === "PUT" ? utf8("{}") : utf8("");
      await client.send(method, path, { body });
      expect(cloud.store.events.length - before, `${method} ${path}`).toBe(1);
      const event = lastEvent();
      expect([event.service, event.operation, event.action, event.resource], `${method} ${path}`).toEqual([
        "registry",
        operation,
        action,
        action &&
          (path.includes("_catalog") ? "arn:aws:ecr:us-east-1:111122223333:repository/*" : "arn:aws:ecr:us-east-1:111122223333:repository/app"),
      ]);
    }
  });

  it("answers a refused upload before its body is read", async () => {
    const puller = await registryClient(cloud, PULLER);
    const upload = (await client.send("POST", "/v2/app/blobs/uploads/")).headers.location ?? "";
    let read = false;
    const body = () =>
      (async function* () {
        read = true;
        yield utf8("x");
      })();
    const message = (action: string) =>
      `User: arn:aws:iam::111122223333:user/puller is not authorized to perform: ecr:${action} on resource: arn:aws:ecr:us-east-1:111122223333:repository/app because no identity-based policy allows the ecr:${action} action`;
    for (const [method, path, action] of [
      ["POST", "/v2/app/blobs/uploads/", "InitiateLayerUpload"],
      ["PATCH", upload, "UploadLayerPart"],
      ["PUT", "/v2/app/manifests/1.0", "PutImage"],
    ] as const) {
      const { status, error } = await puller.send(method, path, { body: body(), headers: { "content-type": MANIFEST } });
      expect([status, error]).toEqual([403, { code: "DENIED", message: message(action) }]);
      expect(lastEvent().outcome).toBe("denied");
    }
    expect(read).toBe(false);
  });

  it("gives nothing to somebody whom no policy allows it, in this account or another", async () => {
    await client.image("app", "1.0");
    const stranger = await registryClient(cloud, STRANGER);
    const { status, error } = await stranger.send("GET", "/v2/app/manifests/1.0");
    expect([status, error?.code]).toEqual([403, "DENIED"]);
    expect(error?.message).toContain("because no resource-based policy allows the ecr:BatchGetImage action");
    expect((await cloud.ecr("GetAuthorizationToken", {}, NOBODY)).json.__type).toBe("AccessDeniedException");
  });

  it("keeps layers per repository: one pushed to another is neither found nor accepted", async () => {
    const { layer, config } = await client.image("other", "1.0");
    expect((await client.send("HEAD", `/v2/app/blobs/${layer}`)).status).toBe(404);
    expect((await client.send("GET", `/v2/app/blobs/${layer}`)).error?.code).toBe("BLOB_UNKNOWN");
    const { text } = await client.send("GET", "/v2/other/manifests/1.0");
    const put = await client.send("PUT", "/v2/app/manifests/1.0", { headers: { "content-type": MANIFEST }, body: utf8(text) });
    expect(put.status).toBe(404);
    for (const digest of [layer, config]) expect(put.error?.message).toContain(digest);
  });

  it("mounts a layer only with BLOB_MOUNTING, and then without an upload", async () => {
    const { layer } = await client.image("other", "1.0");
    const mount = () => client.send("POST", `/v2/app/blobs/uploads/?mount=${layer}&from=other`);
    expect((await mount()).status).toBe(202);
    expect((await cloud.ecr("PutAccountSetting", { name: "BLOB_MOUNTING", value: "ENABLED" })).status).toBe(200);
    expect(await mount()).toMatchObject({ status: 201, headers: { "docker-content-digest": layer } });
    expect((await client.send("HEAD", `/v2/app/blobs/${layer}`)).status).toBe(200);
    const missing = await client.send("POST", `/v2/app/blobs/uploads/?mount=${ABSENT}&from=other`);
    expect(missing.status).toBe(202);
    const unnamed = utf8("of no image");
    const upload = (await client.send("POST", "/v2/other/blobs/uploads/")).headers.location ?? "";
    expect((await client.send("PUT", `${upload}?digest=${digestOf(nodeHasher, unnamed)}`, { body: unnamed })).status).toBe(201);
    const left = await client.send("POST", `/v2/app/blobs/uploads/?mount=${digestOf(nodeHasher, unnamed)}&from=other`);
    expect(left.status).toBe(202);
  });

  it("takes chunks in order and refuses one out of order with 416", async () => {
    const upload = (await client.send("POST", "/v2/app/blobs/uploads/")).headers.location ?? "";
    const first = await client.send("PATCH", upload, { headers: { "content-range": "0-2" }, body: utf8("abc") });
    expect([first.status, first.headers.range]).toEqual([201, "0-2"]);
    const gap = await client.send("PATCH", upload, { headers: { "content-range": "5-6" }, body: utf8("fg") });
    expect([gap.status, gap.error?.code]).toEqual([416, "BLOB_UPLOAD_INVALID"]);
    const again = await client.send("PATCH", upload, { headers: { "content-range": "0-2" }, body: utf8("abc") });
    expect(again.status).toBe(416);
    const done = await client.send("PUT", `${upload}?digest=${digestOf(nodeHasher, "abcd")}`, {
      headers: { "content-range": "3-3" },
      body: utf8("d"),
    });
    expect(done.status).toBe(201);
  });

  it("refuses bytes that are not what their digest says, and keeps the upload", async () => {
    const upload = (await client.send("POST", "/v2/app/blobs/uploads/")).headers.location ?? "";
    await client.send("PATCH", upload, { body: utf8("abc") });
    const wrong = await client.send("PUT", `${upload}?digest=${ABSENT}`);
    expect([wrong.status, wrong.error?.code]).toEqual([400, "BLOB_UPLOAD_INVALID"]);
    expect((await client.send("HEAD", `/v2/app/blobs/${digestOf(nodeHasher, "abc")}`)).status).toBe(404);
  });

  it("refuses wrong bytes also for a layer that is there already", async () => {
    const digest = await client.blob("app", "right");
    const begun = await client.send("POST", "/v2/app/blobs/uploads/");
    const put = await client.send("PUT", `${begun.headers.location}?digest=${digest}`, { body: utf8("wrong") });
    expect([put.status, put.error?.code]).toEqual([400, "BLOB_UPLOAD_INVALID"]);
  });

  it("records what came of a body that broke off", async () => {
    const upload = (await client.send("POST", "/v2/app/blobs/uploads/")).headers.location ?? "";
    const body = (async function* () {
      yield utf8("half");
      throw new Error("connection reset");
    })();
    expect((await client.send("PATCH", upload, { body })).status).toBe(400);
    expect(lastEvent().outcome).toBe("fails");
    const status = await client.send("GET", upload);
    expect([status.status, status.headers.range]).toEqual([204, "0-3"]);
  });

  it("takes parts that come beside a slow one after it, and the upload's end after them all", async () => {
    const upload = (await client.send("POST", "/v2/app/blobs/uploads/")).headers.location ?? "";
    const { promise, resolve } = Promise.withResolvers<void>();
    const slow = (async function* () {
      yield utf8("abc");
      await promise;
    })();
    const chunk = () => client.send("PATCH", upload, { headers: { "content-range": "3-3" }, body: utf8("d") });
    const all = [
      client.send("PATCH", upload, { body: slow }),
      chunk(),
      chunk(),
      client.send("PUT", `${upload}?digest=${digestOf(nodeHasher, "abcd")}`),
    ];
    resolve();
    expect((await Promise.all(all)).map(({ status }) => status)).toEqual([201, 201, 416, 201]);
  });

  it("takes the same layer and the same image again", async () => {
    const first = await client.image("app", "1.0");
    expect(await client.image("app", "1.0")).toEqual(first);
    expect(cloud.store.world.uploads.size).toBe(0);
    expect(lastEvent().outcome).toBe("works");
  });

  it("stores a layer of known bytes without making them", async () => {
    let made = false;
    const known = new KnownBytes(digestOf(nodeHasher, "generated"), 9, async function* () {
      made = true;
      yield utf8("generated");
    });
    const upload = (await client.send("POST", "/v2/app/blobs/uploads/")).headers.location ?? "";
    await client.send("PATCH", upload, { body: known });
    expect((await client.send("PUT", `${upload}?digest=${known.digest}`)).status).toBe(201);
    expect(made).toBe(false);
  });

  it("refuses to move an immutable tag in ECR's words", async () => {
    await cloud.ecr("PutImageTagMutability", { repositoryName: "app", imageTagMutability: "IMMUTABLE" });
    await client.image("app", "1.0");
    await expect(client.image("app", "1.0", "another")).rejects.toThrow(
      "The image tag '1.0' already exists in the 'app' repository and cannot be overwritten because the tag is immutable.",
    );
  });

  it("knows no repository that does not exist, whatever is asked of it", async () => {
    const message = "The repository with name 'nope' does not exist in the registry with id '111122223333'";
    for (const [method, path] of [
      ["GET", "/v2/nope/manifests/1.0"],
      ["GET", "/v2/nope/tags/list"],
      ["POST", "/v2/nope/blobs/uploads/"],
      ["GET", `/v2/nope/blobs/${ABSENT}`],
      ["PATCH", "/v2/nope/blobs/uploads/00000000-0000-4000-8000-000000000000"],
    ] as const) {
      const { status, error } = await client.send(method, path, { body: method === "PATCH" ? utf8("x") : utf8("") });
      expect([status, error], `${method} ${path}`).toEqual([404, { code: "NAME_UNKNOWN", message }]);
    }
  });
});
