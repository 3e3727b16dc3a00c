/** ECR Public's API and registry as real clients meet them: by the real names, and at the server's own address. */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeCertificate, type TestCertificate } from "./support/certificate.ts";
import { blobsOf, busyboxImage, type OciLayout } from "./support/image.ts";
import { must, need, run, versionOf } from "./support/process.ts";
import { startServer, type TestServer, temporaryFolder } from "./support/server.ts";
import { openTunnel, type Tunnel } from "./support/tunnel.ts";

const curl = need("curl", "curl");
const skopeo = need("skopeo", "skopeo");
const API = "api.ecr-public.us-east-1.amazonaws.com";
const REGISTRY = "public.ecr.aws";

const folder = temporaryFolder("ecr-public");
let made: TestCertificate;
let server: TestServer;
let tunnel: Tunnel;
let image: OciLayout;

beforeAll(async () => {
  made = await makeCertificate(folder.path, ["127.0.0.1", API, REGISTRY]);
  server = await startServer("--tls-cert", made.cert, "--tls-key", made.key);
  tunnel = await openTunnel(Number(server.host.split(":")[1]));
  image = await busyboxImage(folder.path);
});
afterAll(async () => {
  await tunnel?.close();
  await server?.stop();
  folder.remove();
});

/** Calls an operation by `curl --aws-sigv4`; with `host` by its real name, else at the server's address. */
async function call<T>(operation: string, input: unknown, host?: string): Promise<T> {
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret } = server.env;
  const port = server.host.split(":")[1];
  const { stdout } = await must(curl, [
    ...["-sS", "--cacert", made.authority, ...(host ? ["--connect-to", `${host}:443:127.0.0.1:${port}`] : [])],
    ...["--user", `${id}:${secret}`, "--aws-sigv4", "aws:amz:us-east-1:ecr-public", "-H", "content-type: application/x-amz-json-1.1"],
    ...["-H", `x-amz-target: SpencerFrontendService.${operation}`, "-d", JSON.stringify(input), `https://${host ?? server.host}/`],
  ]);
  return JSON.parse(stdout) as T;
}

async function repository(repositoryName: string, host?: string): Promise<string> {
  const { repository: fresh } = await call<{ repository: { repositoryUri: string } }>("CreateRepository", { repositoryName }, host);
  return fresh.repositoryUri;
}

async function login(): Promise<string> {
  const { authorizationData } = await call<{ authorizationData: { authorizationToken: string } }>("GetAuthorizationToken", {});
  return Buffer.from(authorizationData.authorizationToken, "base64").toString();
}

describe(versionOf(skopeo), () => {
  it.each([
    ["by the real names", API, /^public\.ecr\.aws\/[a-z0-9]{8}\/named\/app$/, "named/app"],
    ["at an address of the server's own", undefined, /^127\.0\.0\.1:[0-9]+\/[a-z0-9]{8}\/local\/app$/, "local/app"],
  ])("pushes with a login and pulls without, %s", { timeout: 120_000 }, async (_, host, form, repositoryName) => {
    const uri = await repository(repositoryName, host);
    expect(uri).toMatch(form);
    const env = { SSL_CERT_FILE: made.authority, ...(host ? { HTTPS_PROXY: tunnel.url } : {}) };
    const target = `docker://${uri}:1.0`;
    const copy = (...args: string[]) => run(skopeo, ["--insecure-policy", "copy", ...args], { env });
    const refused = await copy("--dest-no-creds", image.source, target);
    expect([refused.status, refused.stderr]).toEqual([1, expect.stringContaining("unauthorized: authentication required")]);
    const pushed = await copy("--dest-creds", await login(), image.source, target);
    expect(pushed).toMatchObject({ status: 0 });
    const back = join(folder.path, repositoryName.replace("/", "-"));
    expect(await copy("--src-no-creds", target, `oci:${back}:x`)).toMatchObject({ status: 0 });
    expect(blobsOf(back)).toEqual(blobsOf(image.folder));
    expect(await call("DescribeImages", { repositoryName })).toMatchObject({ imageDetails: [{ imageDigest: image.digest, imageTags: ["1.0"] }] });
  });

  it("pulls from the registries of others, and asks no name but the registry's", { timeout: 120_000 }, async () => {
    const env = { SSL_CERT_FILE: made.authority, HTTPS_PROXY: tunnel.url };
    await must(skopeo, ["--insecure-policy", "copy", `docker://${REGISTRY}/docker/library/alpine:3.22`, `oci:${join(folder.path, "alpine")}:x`], {
      env,
    });
    expect([...tunnel.asked]).toEqual([`${REGISTRY}:443`]);
  });
});
