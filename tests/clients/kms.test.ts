/** What real clients say when the key of a repository is disabled: Debian's Docker and skopeo against the server. */
import { join } from "node:path";
import { BatchGetImageCommand, CreateRepositoryCommand, InitiateLayerUploadCommand } from "@aws-sdk/client-ecr";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sign } from "../../sandbox/http/sigv4/index.ts";
import { utf8 } from "../../sandbox/kernel/bytes.ts";
import { nodeHasher } from "../../sandbox/node/hasher.ts";
import { ecrOf, ownKeys, passwordOf } from "./support/api.ts";
import { type Dockerd, startDockerd } from "./support/dockerd.ts";
import { blobsOf, busyboxImage, type OciLayout } from "./support/image.ts";
import { must, need, run } from "./support/process.ts";
import { startServer, type TestServer, temporaryFolder } from "./support/server.ts";

const skopeo = need("skopeo", "skopeo");
const folder = temporaryFolder("kms");
let server: TestServer;
let engine: Dockerd;
let image: OciLayout;
let key: { readonly KeyId: string; readonly Arn: string };

/** An operation of KMS, signed as an SDK signs it. */
async function kms(operation: string, input: object): Promise<Record<string, unknown>> {
  const { id, secret } = ownKeys(server);
  const request = {
    method: "POST",
    url: `http://${server.host}/`,
    headers: { "content-type": "application/x-amz-json-1.1", "x-amz-target": `TrentService.${operation}` },
    body: utf8(JSON.stringify(input)),
  };
  const credentials = { accessKeyId: id, secretAccessKey: secret };
  const headers = sign(request, { hasher: nodeHasher, credentials, region: server.env.AWS_REGION ?? "", service: "kms", now: Date.now() });
  const answer = await fetch(request.url, { method: "POST", headers, body: JSON.stringify(input) });
  if (answer.status !== 200) throw new Error(await answer.text());
  return (await answer.json()) as Record<string, unknown>;
}

beforeAll(async () => {
  image = await busyboxImage(folder.path);
  server = await startServer("--preset", "repo");
  engine = await startDockerd();
  key = (await kms("CreateKey", {})).KeyMetadata as typeof key;
  const encryptionConfiguration = { encryptionType: "KMS", kmsKey: key.KeyId } as const;
  await ecrOf(server).send(new CreateRepositoryCommand({ repositoryName: "locked", encryptionConfiguration }));
  await must("tar", ["-cf", join(folder.path, "context.tar"), "-C", join(folder.path, "root"), "bin"]);
  await engine.docker(["login", "-u", "AWS", "--password-stdin", server.host], { input: await passwordOf(server) });
});
afterAll(async () => {
  await engine?.stop();
  await server?.stop();
  folder.remove();
});

it("tells Docker, skopeo and the SDK why, and serves the same bytes once the key is enabled again", async () => {
  const creds = `AWS:${await passwordOf(server)}`;
  const push = () =>
    run(skopeo, ["--insecure-policy", "copy", "--dest-tls-verify=false", "--dest-creds", creds, image.source, `docker://${server.host}/locked:1`]);
  const back = join(folder.path, "back");
  const pull = () =>
    run(skopeo, ["--insecure-policy", "copy", "--src-tls-verify=false", "--src-creds", creds, `docker://${server.host}/locked:1`, `oci:${back}:x`]);
  expect(await push()).toMatchObject({ status: 0 });
  const name = `${server.host}/locked:2`;
  await engine.docker(["import", join(folder.path, "context.tar"), name]);

  await kms("DisableKey", { KeyId: key.KeyId });
  const disabled = `${key.Arn} is disabled.`;
  expect(await engine.docker(["push", name])).toMatchObject({ status: 1, stderr: expect.stringMatching(new RegExp(`^unknown: ${disabled}\\s*$`)) });
  const pulled = await engine.docker(["pull", `${server.host}/locked:1`]);
  expect(pulled).toMatchObject({ status: 1, stderr: expect.stringMatching(new RegExp(`^Error response from daemon: unknown: ${disabled}\\s*$`)) });
  for (const { status, stderr } of [await push(), await pull()]) expect([status, stderr]).toEqual([1, expect.stringContaining(disabled)]);
  await expect(ecrOf(server).send(new InitiateLayerUploadCommand({ repositoryName: "locked" }))).rejects.toMatchObject({
    name: "KmsException",
    kmsError: "DisabledException",
    message: disabled,
  });
  const { failures } = await ecrOf(server).send(new BatchGetImageCommand({ repositoryName: "locked", imageIds: [{ imageTag: "1" }] }));
  expect(failures).toMatchObject([{ failureCode: "KmsError", failureReason: disabled }]);

  await kms("EnableKey", { KeyId: key.KeyId });
  expect(await engine.docker(["push", name])).toMatchObject({ status: 0 });
  expect(await pull()).toMatchObject({ status: 0 });
  expect(blobsOf(back)).toEqual(blobsOf(image.folder));
});
