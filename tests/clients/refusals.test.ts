import { join } from "node:path";
import { GetAuthorizationTokenCommand, InitiateLayerUploadCommand } from "@aws-sdk/client-ecr";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createRepository, describeImages, ecrOf, ownKeys, passwordOf } from "./support/api.ts";
import { DOCKER, type Dockerd, startDockerd } from "./support/dockerd.ts";
import { busyboxImage, type OciLayout } from "./support/image.ts";
import { must, need, run, versionOf } from "./support/process.ts";
import { startServer, type TestServer, temporaryFolder } from "./support/server.ts";

const skopeo = need("skopeo", "skopeo");
const folder = temporaryFolder("refusals");
const data = join(folder.path, "data");
let server: TestServer;
let image: OciLayout;

beforeAll(async () => {
  image = await busyboxImage(folder.path);
  server = await startServer("--data", data, "--preset", "repo");
  await createRepository(server, "team/app");
});
afterAll(async () => {
  await server?.stop();
  folder.remove();
});

function push(password: string, target = "team/app:1.0") {
  return run(skopeo, [
    "--insecure-policy",
    "copy",
    "--dest-tls-verify=false",
    "--dest-creds",
    `AWS:${password}`,
    image.source,
    `docker://${server.host}/${target}`,
  ]);
}

describe("the AWS SDK for JavaScript against the server", () => {
  const token = (id: string, secret: string) => ecrOf(server, { id, secret }).send(new GetAuthorizationTokenCommand({}));

  it("is refused with a wrong secret key, an unknown key, and as a user who may not log in", async () => {
    const own = ownKeys(server);
    await expect(token(own.id, `${own.secret.slice(0, -1)}x`)).rejects.toMatchObject({ name: "InvalidSignatureException" });
    await expect(token("AKIAIOSFODNN7EXAMPLE", own.secret)).rejects.toMatchObject({
      name: "UnrecognizedClientException",
      message: "The security token included in the request is invalid.",
    });
    const bare = server.keys("intern-bare");
    await expect(token(bare.id, bare.secret)).rejects.toMatchObject({
      name: "AccessDeniedException",
      message:
        "User: arn:aws:iam::111122223333:user/intern-bare is not authorized to perform: ecr:GetAuthorizationToken on resource: * because no identity-based policy allows the ecr:GetAuthorizationToken action",
    });
  });

  it("is told how far its clock is off", async () => {
    const client = ecrOf(server);
    client.config.systemClockOffset = -20 * 60_000;
    await expect(client.send(new InitiateLayerUploadCommand({ repositoryName: "team/app" }))).rejects.toMatchObject({
      name: "InvalidSignatureException",
      message: expect.stringMatching(/^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min\.\)$/),
    });
  });
});

describe(`${versionOf(skopeo)} against the server`, () => {
  it("may not push as a user who may only pull", async () => {
    const { status, stderr } = await push(await passwordOf(server, server.keys("puller")));
    expect(status).toBe(1);
    // PullOnly lacks the very first permission of a push; HEAD has no body to say so.
    expect(stderr).toMatch(/403|denied/i);
  });

  it("may not push as a user who may only log in", async () => {
    const { status, stderr } = await push(await passwordOf(server, server.keys("intern")));
    expect(status).toBe(1);
    expect(stderr).toMatch(/403|denied/i);
  });

  it("is refused with a password that is no token", async () => {
    const { status, stderr } = await push("not-a-token");
    expect(status).toBe(1);
    expect(stderr).toMatch(/400|401|403|unauthorized|denied/i);
  });
});

describe(`${versionOf(skopeo)} against a server that has no room`, () => {
  it("is told so; nothing is half-written, and with room the same push succeeds", async () => {
    const small = join(folder.path, "small");
    let full = await startServer("--data", small, "--preset", "blank", "--limit", "500000");
    await createRepository(full, "team/app");
    const pushTo = async ({ host }: TestServer) =>
      run(skopeo, [
        "--insecure-policy",
        "copy",
        "--dest-tls-verify=false",
        "--dest-creds",
        `AWS:${await passwordOf(full)}`,
        image.source,
        `docker://${host}/team/app:1.0`,
      ]);
    const { status, stderr } = await pushTo(full);
    expect(status).toBe(1);
    expect(stderr).toContain("no space left for more bytes");
    expect(await describeImages(full, "team/app")).toEqual([]);
    await full.stop();
    full = await startServer("--data", small);
    expect(await pushTo(full)).toMatchObject({ status: 0 });
    expect((await describeImages(full, "team/app")).map(({ imageDigest }) => imageDigest)).toEqual([image.digest]);
    await full.stop();
  });
});

describe(`${versionOf(DOCKER())} with Debian's engine against the server`, () => {
  let engine: Dockerd;
  beforeAll(async () => {
    engine = await startDockerd();
    await must("tar", ["-cf", join(folder.path, "context.tar"), "-C", join(folder.path, "root"), "bin"]);
  });
  afterAll(() => engine?.stop());

  it("cannot log in with a wrong password", async () => {
    const login = await engine.docker(["login", "-u", "AWS", "--password-stdin", server.host], { input: "wrong" });
    expect(login.status).toBe(1);
    expect(login.stderr).toMatch(/login attempt to http:\/\/127\.0\.0\.1:\d+\/v2\/ failed with status: 40[013] /);
  });

  it("is told by the expired token thirteen hours later, and pushes after a new login", async () => {
    const login = async () => engine.docker(["login", "-u", "AWS", "--password-stdin", server.host], { input: await passwordOf(server) });
    expect(await login()).toMatchObject({ status: 0 });
    const port = server.host.split(":")[1] as string;
    await server.stop();
    server = await startServer("--data", data, "--clock", "+13h", "--port", port);
    expect(server.said).toContain("Its clock is 13h ahead");
    const name = `${server.host}/team/app:1.0`;
    expect(await engine.docker(["import", join(folder.path, "context.tar"), name])).toMatchObject({ status: 0 });
    const refused = await engine.docker(["push", name]);
    expect(refused.status).toBe(1);
    expect(refused.stderr.trim()).toBe("denied: Your authorization token has expired. Reauthenticate and try again.");
    const pull = await engine.docker(["pull", `${server.host}/team/app:2.0`]);
    expect(pull.stderr.trim()).toBe(
      `Error response from daemon: pull access denied for ${server.host}/team/app, repository does not exist or may require 'docker login': denied: Your authorization token has expired. Reauthenticate and try again.`,
    );
    expect(await login()).toMatchObject({ status: 0 });
    expect(await engine.docker(["push", name])).toMatchObject({ status: 0 });
  });

  it("says what a user who may only log in may not do", async () => {
    const password = await passwordOf(server, server.keys("intern"));
    await engine.docker(["login", "-u", "AWS", "--password-stdin", server.host], { input: password });
    const pull = await engine.docker(["pull", `${server.host}/team/app:1.0`]);
    expect(pull.stderr).toContain(
      "is not authorized to perform: ecr:BatchGetImage on resource: arn:aws:ecr:us-east-1:111122223333:repository/team/app",
    );
  });
});
