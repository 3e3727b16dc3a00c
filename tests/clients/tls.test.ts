import { join } from "node:path";
import { CreateRepositoryCommand, ECRClient, GetAuthorizationTokenCommand } from "@aws-sdk/client-ecr";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeCertificate, type TestCertificate } from "./support/certificate.ts";
import { blobsOf, busyboxImage } from "./support/image.ts";
import { Led } from "./support/led.ts";
import { must, need, run, versionOf } from "./support/process.ts";
import { startServer, type TestServer, temporaryFolder } from "./support/server.ts";
import { openTunnel, type Tunnel } from "./support/tunnel.ts";

const curl = need("curl", "curl");
const skopeo = need("skopeo", "skopeo");
const REGISTRY = "111122223333.dkr.ecr.us-east-1.amazonaws.com";
const STORAGE = "prod-us-east-1-starport-layer-bucket.s3.us-east-1.amazonaws.com";
const API = "api.ecr.us-east-1.amazonaws.com";

const folder = temporaryFolder("tls");
let made: TestCertificate;
let server: TestServer;
let tunnel: Tunnel;
let port = 0;

beforeAll(async () => {
  made = await makeCertificate(folder.path, ["127.0.0.1", "localhost", REGISTRY, STORAGE, API]);
  server = await startServer("--tls-cert", made.cert, "--tls-key", made.key);
  port = Number(server.host.split(":")[1]);
  tunnel = await openTunnel(port);
});
afterAll(async () => {
  await tunnel?.close();
  await server?.stop();
  folder.remove();
});

const get = (host: string, path: string, ...more: string[]) =>
  run(curl, ["-sS", "-i", "--cacert", made.authority, "--resolve", `${host}:${port}:127.0.0.1`, ...more, `https://${host}:${port}${path}`]);

describe(`${versionOf(curl).split(" ").slice(0, 2).join(" ")} against the server with a certificate`, () => {
  it("is told an address of its own: the one it asked at", async () => {
    expect(server.env.AWS_ENDPOINT_URL).toBe(`https://${server.host}`);
    for (const host of ["127.0.0.1", "localhost", REGISTRY]) {
      const { status, stdout } = await get(host, "/v2/");
      expect(status).toBe(0);
      expect(stdout).toContain(`Www-Authenticate: Basic realm="https://${host}:${port}/",service="ecr.amazonaws.com"`);
    }
  });

  it("signs for the API's real name, and gets the registry's real name at the same port", async () => {
    const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret } = server.env;
    const call = ["--user", `${id}:${secret}`, "--aws-sigv4", "aws:amz:us-east-1:ecr", "-H", "content-type: application/x-amz-json-1.1"];
    const target = ["-H", "x-amz-target: AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken", "-d", "{}"];
    const { stdout } = await get(API, "/", ...call, ...target);
    expect(stdout).toContain(`"proxyEndpoint":"https://${REGISTRY}:${port}"`);
  });

  it("does not trust a name that the certificate does not have", async () => {
    const { status, stderr } = await get("999900001111.dkr.ecr.us-east-1.amazonaws.com", "/v2/");
    expect(status).toBe(60);
    expect(stderr).toMatch(/no alternative certificate subject name matches|SSL/);
  });

  it("is refused without TLS", async () => {
    const { status, stdout } = await run(curl, ["-sS", `http://${server.host}/v2/`]);
    expect([status === 0, stdout]).toEqual([false, ""]);
  });
});

describe("the AWS SDK and skopeo against the server, by ECR's real names", () => {
  it("create, log in, push, and pull back byte for byte", async () => {
    const { AWS_ACCESS_KEY_ID: id = "", AWS_SECRET_ACCESS_KEY: secret = "" } = server.env;
    const ecr = new ECRClient({
      region: "us-east-1",
      credentials: { accessKeyId: id, secretAccessKey: secret },
      requestHandler: { httpsAgent: new Led(port, made.authority) },
      maxAttempts: 1,
    });
    const { repository } = await ecr.send(new CreateRepositoryCommand({ repositoryName: "real/app" }));
    expect(repository?.repositoryUri).toBe(`${REGISTRY}/real/app`);
    const { authorizationData } = await ecr.send(new GetAuthorizationTokenCommand({}));
    expect(authorizationData?.[0]?.proxyEndpoint).toBe(`https://${REGISTRY}`);
    const login = Buffer.from(authorizationData?.[0]?.authorizationToken ?? "", "base64").toString();
    const image = await busyboxImage(folder.path);
    const env = { HTTPS_PROXY: tunnel.url, SSL_CERT_FILE: made.authority };
    const name = `docker://${repository?.repositoryUri}:1.0`;
    await must(skopeo, ["--insecure-policy", "copy", "--dest-creds", login, image.source, name], { env });
    const back = join(folder.path, "back");
    await must(skopeo, ["--insecure-policy", "copy", "--src-creds", login, name, `oci:${back}:x`], { env });
    expect(blobsOf(back)).toEqual(blobsOf(image.folder));
    expect([...tunnel.asked].sort()).toEqual([`${REGISTRY}:443`, `${STORAGE}:443`]);
  });
});
