import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRepository, describeImages, passwordOf } from "./support/api.ts";
import { DOCKER, type Dockerd, startDockerd } from "./support/dockerd.ts";
import { blobsOf, busyboxImage, type OciLayout } from "./support/image.ts";
import { must, need, run, versionOf } from "./support/process.ts";
import { startServer, type TestServer, temporaryFolder } from "./support/server.ts";

const skopeo = need("skopeo", "skopeo");
const folder = temporaryFolder("push-pull");
let server: TestServer;
let image: OciLayout;
let password = "";

beforeAll(async () => {
  server = await startServer();
  image = await busyboxImage(folder.path);
  password = await passwordOf(server);
});
afterAll(async () => {
  await server?.stop();
  folder.remove();
});

describe(`${versionOf(skopeo)} against the server`, () => {
  const push = (target: string, ...more: string[]) =>
    run(skopeo, [
      "--insecure-policy",
      "copy",
      "--dest-tls-verify=false",
      "--dest-creds",
      `AWS:${password}`,
      ...more,
      image.source,
      `docker://${server.host}/${target}`,
    ]);
  const pull = (source: string, to: string) =>
    must(skopeo, [
      "--insecure-policy",
      "copy",
      "--src-tls-verify=false",
      "--src-creds",
      `AWS:${password}`,
      `docker://${server.host}/${source}`,
      `oci:${join(folder.path, to)}:x`,
    ]);

  it("pushes a real image and pulls it back byte for byte, by tag and by digest", async () => {
    expect(await createRepository(server, "skopeo/busybox")).toBe(`${server.host}/skopeo/busybox`);
    expect(await push("skopeo/busybox:1.0")).toMatchObject({ status: 0 });
    await pull("skopeo/busybox:1.0", "by-tag");
    expect(blobsOf(join(folder.path, "by-tag"))).toEqual(blobsOf(image.folder));
    await pull(`skopeo/busybox@${image.digest}`, "by-digest");
    expect(blobsOf(join(folder.path, "by-digest"))).toEqual(blobsOf(image.folder));
    const [detail] = await describeImages(server, "skopeo/busybox");
    expect(detail).toMatchObject({ imageDigest: image.digest, imageTags: ["1.0"] });
  });

  it("pushes the same image again, and under another tag", async () => {
    expect(await push("skopeo/busybox:1.0")).toMatchObject({ status: 0 });
    expect(await push("skopeo/busybox:2.0")).toMatchObject({ status: 0 });
    const { stdout } = await must(skopeo, [
      "list-tags",
      "--tls-verify=false",
      "--creds",
      `AWS:${password}`,
      `docker://${server.host}/skopeo/busybox`,
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ Tags: ["1.0", "2.0"] });
  });

  it("converts to Docker's schema 2 while it pushes", async () => {
    expect(await push("skopeo/busybox:docker", "--format", "v2s2")).toMatchObject({ status: 0 });
    const { stdout } = await must(skopeo, [
      "inspect",
      "--raw",
      "--tls-verify=false",
      "--creds",
      `AWS:${password}`,
      `docker://${server.host}/skopeo/busybox:docker`,
    ]);
    expect(JSON.parse(stdout)).toMatchObject({ mediaType: "application/vnd.docker.distribution.manifest.v2+json" });
  });

  it("deletes an image", async () => {
    expect(await push("skopeo/busybox:gone", "--format", "v2s2")).toMatchObject({ status: 0 });
    await must(skopeo, ["delete", "--tls-verify=false", "--creds", `AWS:${password}`, `docker://${server.host}/skopeo/busybox:gone`]);
    const tags = (await describeImages(server, "skopeo/busybox")).flatMap(({ imageTags }) => imageTags ?? []);
    expect(tags).not.toContain("gone");
  });

  it("learns that a repository does not exist", async () => {
    const { status, stderr } = await push("nowhere:1.0");
    expect(status).toBe(1);
    expect(stderr).toContain("The repository with name 'nowhere' does not exist in the registry with id '111122223333'");
  });

  it("is asked for credentials when it has none", async () => {
    const { status, stderr } = await run(skopeo, ["inspect", "--tls-verify=false", "--no-creds", `docker://${server.host}/skopeo/busybox:1.0`]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/unauthorized|authentication required|denied|400|401/i);
  });
});

describe(`${versionOf(DOCKER())} with Debian's engine against the server`, () => {
  let engine: Dockerd;
  beforeAll(async () => {
    engine = await startDockerd();
    await createRepository(server, "docker/busybox");
    await must("tar", ["-cf", join(folder.path, "context.tar"), "-C", join(folder.path, "root"), "bin"]);
  });
  afterAll(() => engine?.stop());

  it("logs in, pushes, removes and pulls by digest; all name the same digest", async () => {
    const login = await engine.docker(["login", "--username", "AWS", "--password-stdin", server.host], { input: password });
    expect(login).toMatchObject({ status: 0 });
    expect(login.stdout).toContain("Login Succeeded");
    const name = `${server.host}/docker/busybox`;
    expect(await engine.docker(["import", join(folder.path, "context.tar"), `${name}:1.0`])).toMatchObject({ status: 0 });
    const push = await engine.docker(["push", `${name}:1.0`]);
    const digest = /digest: (sha256:[0-9a-f]{64})/.exec(push.stdout)?.[1];
    expect(push.status, push.stderr).toBe(0);
    expect((await describeImages(server, "docker/busybox"))[0]?.imageDigest).toBe(digest);
    expect(await engine.docker(["rmi", `${name}:1.0`])).toMatchObject({ status: 0 });
    const pull = await engine.docker(["pull", `${name}@${digest}`]);
    expect(pull.status, pull.stderr).toBe(0);
    expect(pull.stdout).toContain(`Digest: ${digest}`);
    const ran = await engine.docker(["run", "--rm", "--network", "none", `${name}@${digest}`, "/bin/busybox", "echo", "it runs"]);
    expect(ran.stdout).toBe("it runs\n");
  });

  it("says that layers exist when it pushes again", async () => {
    const name = `${server.host}/docker/busybox`;
    await engine.docker(["pull", `${name}:1.0`]);
    const push = await engine.docker(["push", `${name}:1.0`]);
    expect(push.stdout).toContain("Layer already exists");
  });

  it("prints the engine's words for what the registry refuses", async () => {
    const host = server.host;
    const missing = await engine.docker(["pull", `${host}/docker/busybox:nope`]);
    expect(missing.stderr.trim()).toBe(
      `Error response from daemon: manifest for ${host}/docker/busybox:nope not found: manifest unknown: Requested image not found`,
    );
    await engine.docker(["tag", `${host}/docker/busybox:1.0`, `${host}/nope:1.0`]);
    const nowhere = await engine.docker(["push", `${host}/nope:1.0`]);
    expect(nowhere.stderr.trim()).toBe("name unknown: The repository with name 'nope' does not exist in the registry with id '111122223333'");
    await engine.docker(["logout", host]);
    const anonymous = await engine.docker(["push", `${host}/docker/busybox:1.0`]);
    expect(anonymous.stderr.trim()).toBe("no basic auth credentials");
  });
});
