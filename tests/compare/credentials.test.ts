/** Podman and Amazon's own credential helper against the server, by ECR's real names. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CreateRepositoryCommand, DescribeImagesCommand, ECRClient } from "@aws-sdk/client-ecr";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeCertificate } from "../clients/support/certificate.ts";
import { blobsOf, busyboxImage, type OciLayout } from "../clients/support/image.ts";
import { Led } from "../clients/support/led.ts";
import { must, need, run, versionOf } from "../clients/support/process.ts";
import { type Keys, startServer, type TestServer, temporaryFolder } from "../clients/support/server.ts";
import { openTunnel, type Tunnel } from "../clients/support/tunnel.ts";

const podman = need("podman", "podman");
const skopeo = need("skopeo", "skopeo");
const helper = need("docker-credential-ecr-login", "amazon-ecr-credential-helper");
const curl = need("curl", "curl");
const REGISTRY = "111122223333.dkr.ecr.us-east-1.amazonaws.com";
const NAMES = [REGISTRY, "prod-us-east-1-starport-layer-bucket.s3.us-east-1.amazonaws.com", "api.ecr.us-east-1.amazonaws.com"];

const folder = temporaryFolder("credentials");
let server: TestServer;
let tunnel: Tunnel;
let image: OciLayout;
let env: Record<string, string> = {};

beforeAll(async () => {
  const made = await makeCertificate(folder.path, [...NAMES, "127.0.0.1"]);
  server = await startServer("--tls-cert", made.cert, "--tls-key", made.key);
  const port = Number(server.host.split(":")[1]);
  tunnel = await openTunnel(port);
  image = await busyboxImage(folder.path);
  const { AWS_ACCESS_KEY_ID = "", AWS_SECRET_ACCESS_KEY = "" } = server.env;
  env = {
    HOME: folder.path,
    HTTPS_PROXY: tunnel.url,
    SSL_CERT_FILE: made.authority,
    AWS_REGION: "us-east-1",
    AWS_ACCESS_KEY_ID,
    AWS_SECRET_ACCESS_KEY,
  };
  const credentials = { accessKeyId: AWS_ACCESS_KEY_ID, secretAccessKey: AWS_SECRET_ACCESS_KEY };
  ecr = new ECRClient({ region: "us-east-1", credentials, requestHandler: { httpsAgent: new Led(port, made.authority) }, maxAttempts: 1 });
  await ecr.send(new CreateRepositoryCommand({ repositoryName: "podman/app" }));
});
let ecr: ECRClient;
afterAll(async () => {
  await tunnel?.close();
  await server?.stop();
  folder.remove();
});

const asKeys = ({ id, secret }: Keys) => ({ ...env, HOME: join(folder.path, "other"), AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret });

describe("docker-credential-ecr-login of Debian", () => {
  const get = (host: string, settings = env) => run(helper, ["get"], { input: host, env: settings });

  it("gives Docker the name AWS and a token that opens the registry", async () => {
    const { status, stdout } = await get(REGISTRY);
    expect(status).toBe(0);
    const { Username, Secret } = JSON.parse(stdout) as { Username: string; Secret: string };
    expect(Username).toBe("AWS");
    expect(Secret).toMatch(/^eyJ[A-Za-z0-9+/=]{1500,4000}$/);
    const answered = await must(curl, ["-s", "-o", "/dev/null", "-w", "%{http_code}", "--user", `AWS:${Secret}`, `https://${REGISTRY}/v2/`], { env });
    expect(answered.stdout).toBe("200");
  });

  it("says nothing of other registries, and of nobody's keys", async () => {
    expect((await get("quay.io")).status).toBe(1);
    const refused = await get(REGISTRY, asKeys(server.keys("intern-bare")));
    expect([refused.status, refused.stdout.trim()]).toEqual([1, "credentials not found in native keychain"]);
  });

  it("serves skopeo, which pushes and pulls without a login", async () => {
    const auth = join(folder.path, "helped.json");
    writeFileSync(auth, JSON.stringify({ credHelpers: { [REGISTRY]: "ecr-login" } }));
    const settings = { env: { ...env, REGISTRY_AUTH_FILE: auth } };
    const target = `docker://${REGISTRY}/podman/app:helped`;
    await must(skopeo, ["--insecure-policy", "copy", image.source, target], settings);
    const back = join(folder.path, "helped");
    await must(skopeo, ["--insecure-policy", "copy", target, `oci:${back}:x`], settings);
    expect(blobsOf(back)).toEqual(blobsOf(image.folder));
  });
});

describe(`${versionOf(podman)} against the server`, () => {
  const call = (args: readonly string[], input?: string) => {
    const store = ["--root", join(folder.path, "root-of-podman"), "--runroot", join(folder.path, "run"), "--storage-driver", "vfs"];
    return run(podman, [...store, "--cgroup-manager", "cgroupfs", "--events-backend", "none", ...args], {
      env: { ...env, REGISTRY_AUTH_FILE: join(folder.path, "podman.json"), TMPDIR: folder.path },
      ...(input === undefined ? {} : { input }),
    });
  };
  const done = async (args: readonly string[], input?: string) => {
    const ran = await call(args, input);
    expect(ran.status, `podman ${args.join(" ")}\n${ran.stdout}${ran.stderr}`).toBe(0);
    return ran;
  };
  const name = `${REGISTRY}/podman/app`;

  beforeAll(() => {
    mkdirSync(join(folder.path, ".config", "containers"), { recursive: true });
    writeFileSync(join(folder.path, ".config", "containers", "policy.json"), '{"default":[{"type":"insecureAcceptAnything"}]}');
    writeFileSync(join(folder.path, "podman.json"), "{}");
  });

  it("is refused before it has logged in", async () => {
    const { status, stderr } = await call(["pull", "-q", `${name}:helped`]);
    expect(status).toBe(125);
    expect(stderr).toMatch(/unauthorized|authentication required|no basic auth|401|400/i);
  });

  it("logs in, pushes, removes and pulls by the digest that ECR describes", async () => {
    const password = (JSON.parse((await must(helper, ["get"], { input: REGISTRY, env })).stdout) as { Secret: string }).Secret;
    expect((await done(["login", "--username", "AWS", "--password-stdin", REGISTRY], password)).stdout).toBe("Login Succeeded!\n");
    const id = (await done(["pull", "-q", `${name}:helped`])).stdout.trim();
    await done(["tag", id, `${name}:1.0`]);
    await done(["push", "--digestfile", join(folder.path, "digest"), `${name}:1.0`]);
    const { imageDetails } = await ecr.send(new DescribeImagesCommand({ repositoryName: "podman/app", imageIds: [{ imageTag: "1.0" }] }));
    const digest = (await must("cat", [join(folder.path, "digest")])).stdout;
    expect(imageDetails?.[0]?.imageDigest).toBe(digest);
    await done(["rmi", "-f", id]);
    expect((await done(["pull", "-q", `${name}@${digest}`])).stdout.trim()).toBe(id);
    await done(["pull", "-q", `${name}:1.0`]);
    expect(JSON.parse((await done(["image", "inspect", `${name}:1.0`])).stdout)[0].Digest).toBe(digest);
  });

  it("makes a list of several images, and pushes it as an index", async () => {
    await done(["manifest", "create", "both"]);
    for (const tag of ["1.0", "helped"])
      await done(["manifest", "add", "--authfile", join(folder.path, "podman.json"), "both", `docker://${name}:${tag}`]);
    await done(["manifest", "push", "--all", "both", `docker://${name}:both`]);
    const { imageDetails } = await ecr.send(new DescribeImagesCommand({ repositoryName: "podman/app", imageIds: [{ imageTag: "both" }] }));
    expect(imageDetails?.[0]?.imageManifestMediaType).toMatch(/index\.v1\+json|manifest\.list\.v2\+json/);
  });

  it("prints the registry's words for what is not there, and may not be", async () => {
    expect((await call(["pull", "-q", `${name}:nope`])).stderr).toContain("manifest unknown: Requested image not found");
    await done(["tag", `${name}:1.0`, `${REGISTRY}/nowhere:1.0`]);
    const nowhere = await call(["push", `${REGISTRY}/nowhere:1.0`]);
    expect(nowhere.status).toBe(125);
    expect(nowhere.stderr).toContain("The repository with name 'nowhere' does not exist in the registry with id '111122223333'");
    await done(["logout", REGISTRY]);
  });
});
