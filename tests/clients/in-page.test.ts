/** The page's own `aws` and `docker` beside real clients, before the same server: each sees what the other has pushed. */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { programs } from "../../sandbox/clients/index.ts";
import { collect } from "../../sandbox/kernel/bytes.ts";
import type { Handle } from "../../sandbox/kernel/exchange.ts";
import { type TestComputer, testComputer } from "../../sandbox/shell/testing/computer.ts";
import { createRepository, describeImages, passwordOf } from "./support/api.ts";
import { blobsOf, busyboxImage, type OciLayout } from "./support/image.ts";
import { must, need, versionOf } from "./support/process.ts";
import { startServer, type TestServer, temporaryFolder } from "./support/server.ts";

const skopeo = need("skopeo", "skopeo");
const folder = temporaryFolder("in-page");
let server: TestServer;
let image: OciLayout;
let password = "";
let computer: TestComputer;

/** The network of this machine in place of the simulated one. */
const network: Handle = async ({ method, url, headers: { host: _, "content-length": __, ...headers }, body }) => {
  const sent = new Uint8Array(await collect(body));
  const answer = await fetch(url, { method, headers, redirect: "manual", ...(sent.length > 0 ? { body: sent } : {}) });
  return { status: answer.status, headers: Object.fromEntries(answer.headers), body: new Uint8Array(await answer.arrayBuffer()) };
};

beforeAll(async () => {
  server = await startServer();
  image = await busyboxImage(folder.path);
  password = await passwordOf(server);
  for (const name of ["real/busybox", "page/busybox"]) await createRepository(server, name);
  const { ECR = "", ...settings } = server.env;
  computer = await testComputer({ programs, network, env: { ...settings, ECR } });
  computer.clock.time = Date.now();
  computer.files.makeDirectory("/var/lib", { parents: true });
});
afterAll(async () => {
  await server?.stop();
  folder.remove();
});

async function typed(line: string): Promise<string> {
  const { status, stdout, stderr } = await computer.run(line);
  expect(status, `${line}\n${stdout}${stderr}`).toBe(0);
  return stdout;
}

function copy(from: string, to: string) {
  const tls = ["--src-tls-verify=false", "--dest-tls-verify=false"];
  const login = (side: string, place: string) => (place.startsWith("docker:") ? [`--${side}-creds`, `AWS:${password}`] : []);
  return must(skopeo, ["--insecure-policy", "copy", ...tls, ...login("src", from), ...login("dest", to), from, to]);
}

describe(`the page's own clients and ${versionOf(skopeo)}`, () => {
  it("describe and pull the very image that the other pushed, and give it back byte for byte", async () => {
    await copy(image.source, `docker://${server.host}/real/busybox:1.0`);
    const described = JSON.parse(await typed("aws ecr describe-images --repository-name real/busybox")) as {
      imageDetails: Record<string, unknown>[];
    };
    const [seen] = await describeImages(server, "real/busybox");
    expect(described.imageDetails).toMatchObject([
      {
        imageDigest: image.digest,
        imageTags: ["1.0"],
        imageSizeInBytes: seen?.imageSizeInBytes,
        imageManifestMediaType: seen?.imageManifestMediaType,
      },
    ]);
    expect(await typed("aws ecr get-login-password | docker login --username AWS --password-stdin $ECR 2> /dev/null")).toContain("Login Succeeded");
    expect(await typed("docker pull $ECR/real/busybox:1.0")).toContain(`Digest: ${image.digest}\n`);
    await typed("docker tag $ECR/real/busybox:1.0 $ECR/page/busybox:2.0");
    expect(await typed("docker push $ECR/page/busybox:2.0")).toContain(`2.0: digest: ${image.digest} size: `);
    const back = join(folder.path, "back");
    await copy(`docker://${server.host}/page/busybox@${image.digest}`, `oci:${back}:x`);
    expect(blobsOf(back)).toEqual(blobsOf(image.folder));
  });

  it("has what the page's docker builds, unpacked by real tools", async () => {
    await typed("mkdir app; echo hello > app/hello; printf 'FROM scratch\\nCOPY hello /hello\\n' > app/Dockerfile");
    await typed("docker build -q -t $ECR/page/busybox:built app; docker push -q $ECR/page/busybox:built");
    const back = join(folder.path, "built");
    await copy(`docker://${server.host}/page/busybox:built`, `dir:${back}`);
    const { stdout } = await must("sh", ["-euc", 'for f in "$1"/*; do gunzip -t < "$f" 2>/dev/null && tar xzOf "$f" hello; done; true', "sh", back]);
    expect(stdout).toBe("hello\n");
  });
});
