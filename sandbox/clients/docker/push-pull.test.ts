/** `docker push` and `pull`: the requests, the words, the lines of a terminal (clients-transcripts.md parts 5-8 and 10). */
import { beforeEach, describe, expect, test } from "vitest";
import { ACCOUNT, LEARNER, PULLER, REGION, type TestCloud, type TestKey, testCloud } from "../../cloud/testing.ts";
import { type GeneratedImage, generatedImage } from "../../images/image.ts";
import { fromBase64, text, utf8 } from "../../kernel/bytes.ts";
import { nodeHasher } from "../../node/hasher.ts";
import { FileError } from "../../shell/files/file-system.ts";
import { installImage } from "./store/install.ts";
import { Computer } from "./testing/computer.ts";
import { short } from "./words/units.ts";

const LAYERS = { "alpine-3.22": 3_800_000, "node-22": 41_000_000, "storefront-dependencies": 9_400_000, "storefront-1.0": 310_000 };
const REGISTRY = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`;
const NAME = `${REGISTRY}/web/storefront:1.0`;

let cloud: TestCloud;
let computer: Computer;
let image: GeneratedImage;

beforeEach(async () => {
  cloud = testCloud(nodeHasher);
  computer = new Computer(cloud.handle, nodeHasher, () => cloud.store.now());
  for (const repositoryName of ["web/storefront", "team/api"]) await cloud.ecr("CreateRepository", { repositoryName });
  await cloud.ecr("CreateRepository", { repositoryName: "fixed", imageTagMutability: "IMMUTABLE" });
  image = await generatedImage(nodeHasher, { layers: LAYERS });
  await installImage(computer.files, "storefront:1.0", image);
  await computer.run(`login -u AWS --password-stdin ${REGISTRY}`, { stdin: await password(LEARNER) });
  await computer.run(`tag storefront:1.0 ${NAME}`);
  computer.requests.length = 0;
});

/** Logs in as somebody else from now on. */
async function become(key: TestKey): Promise<void> {
  await computer.run(`login -u AWS --password-stdin ${REGISTRY}`, { stdin: await password(key) });
  computer.requests.length = 0;
}

async function password(key: TestKey): Promise<string> {
  const { json } = await cloud.ecr("GetAuthorizationToken", {}, key);
  const [data] = json.authorizationData as [{ authorizationToken: string }];
  return text(fromBase64(data.authorizationToken) ?? new Uint8Array(0)).slice("AWS:".length);
}

const ids = () => image.layers.map(({ digest }) => short(digest));
const preparing = () =>
  ids()
    .toReversed()
    .map((id) => `${id}: Preparing\n`)
    .join("");

describe("docker push", () => {
  test("asks, uploads and checks each layer from the base upwards, then the configuration, then the manifest", async () => {
    expect((await computer.run(`push ${NAME}`)).status).toBe(0);
    const blobs = [...image.layers.map(({ digest }) => digest), image.configDigest];
    const ask = (digest: string, status: number) => `HEAD /v2/web/storefront/blobs/${digest} Basic ${status}`;
    const open = "POST /v2/web/storefront/blobs/uploads/ Basic 202";
    const sent = (digest: string) => [
      `PATCH /v2/web/storefront/blobs/uploads/ID Basic 201`,
      `PUT /v2/web/storefront/blobs/uploads/ID?digest=DIGEST Basic 201`,
      ask(digest, 200),
    ];
    expect(computer.requests).toEqual([
      "GET /v2/ - 401",
      ...blobs.slice(0, 4).flatMap((digest) => [ask(digest, 404), open]),
      ...blobs.slice(0, 4).flatMap(sent),
      ask(blobs[4] as string, 404),
      open,
      ...sent(blobs[4] as string),
      "PUT /v2/web/storefront/manifests/1.0 Basic 201",
    ]);
  });

  test("hands generated layers on unread, and says sizes and digests that equal them", async () => {
    const { stdout } = await computer.run(`push ${NAME}`);
    expect(computer.bodies).toEqual(image.layers.map(({ size }) => ({ known: true, size })));
    expect(stdout).toBe(
      `The push refers to repository [${REGISTRY}/web/storefront]\n${preparing()}${ids()
        .map((id) => `${id}: Pushed\n`)
        .join("")}1.0: digest: ${image.digest} size: ${utf8(image.manifest).length}\n`,
    );
  });

  test("sends nothing twice", async () => {
    await computer.run(`push ${NAME}`);
    computer.requests.length = 0;
    expect((await computer.run(`push ${NAME}`)).stdout).toContain(`${ids()[0]}: Layer already exists\n`);
    expect(computer.requests.map((line) => line.split(" ")[0])).toEqual(["GET", "HEAD", "HEAD", "HEAD", "HEAD", "HEAD", "PUT"]);
  });

  test("mounts layers from another repository of the same registry", async () => {
    await computer.run(`push ${NAME}`);
    await computer.run(`tag storefront:1.0 ${REGISTRY}/team/api:v1`);
    cloud.store.change(({ tx }) => tx.update("accounts", ACCOUNT, { settings: { BLOB_MOUNTING: "ENABLED" } }));
    computer.requests.length = 0;
    expect((await computer.run(`push ${REGISTRY}/team/api:v1`)).stdout).toContain(`${ids()[3]}: Mounted from web/storefront\n`);
    expect(computer.requests).toContain("POST /v2/team/api/blobs/uploads/?from=web%2Fstorefront&mount=DIGEST Basic 201");
  });

  test("pushes all tags with -a, prints the name only with -q, takes latest when no tag is given", async () => {
    await computer.run(`tag storefront:1.0 ${REGISTRY}/web/storefront`);
    expect((await computer.run(`push -a ${REGISTRY}/web/storefront`)).stdout.match(/digest: /g)).toHaveLength(2);
    expect((await computer.run(`push -q ${NAME}`)).stdout).toBe(`${NAME}\n`);
    expect((await computer.run(`push ${REGISTRY}/web/storefront`)).stdout).toMatch(/^Using default tag: latest\n/);
  });

  const head = () => `The push refers to repository [${REGISTRY}/nope]\n`;

  test("says what the registry says: no repository, an expired token, no credentials", async () => {
    await computer.run(`tag storefront:1.0 ${REGISTRY}/nope:1.0`);
    expect(await computer.run(`push ${REGISTRY}/nope:1.0`)).toEqual({
      status: 1,
      stdout: head() + preparing(),
      stderr: `name unknown: The repository with name 'nope' does not exist in the registry with id '${ACCOUNT}'\n`,
    });
    cloud.pass(12 * 3_600_000);
    expect((await computer.run(`push ${NAME}`)).stderr).toBe("denied: Your authorization token has expired. Reauthenticate and try again.\n");
    await computer.run(`logout ${REGISTRY}`);
    expect(await computer.run(`push ${REGISTRY}/nope:1.0`)).toEqual({
      status: 1,
      stdout: head() + preparing(),
      stderr: "no basic auth credentials\n",
    });
  });

  test("whose token expires in the middle stops there, and after a new login sends only what is lacking", async () => {
    let sent = 0;
    computer.intercept = ({ method }) => {
      if (method === "PATCH" && ++sent === 3) cloud.pass(12 * 3_600_000);
      return undefined;
    };
    expect(await computer.run(`push ${NAME}`)).toMatchObject({
      status: 1,
      stderr: "denied: Your authorization token has expired. Reauthenticate and try again.\n",
    });
    expect([cloud.store.world.layers.size, cloud.store.world.images.size]).toEqual([2, 0]);
    await become(LEARNER);
    expect((await computer.run(`push ${NAME}`)).stdout).toContain(`${ids()[0]}: Layer already exists\n`);
    expect(computer.requests.filter((line) => line.startsWith("PATCH"))).toHaveLength(3);
    expect([...cloud.store.world.images.values()].map(({ digest }) => digest)).toEqual([image.digest]);
  });

  test("is denied to somebody who may only pull, in the words of the policy", async () => {
    await become(PULLER);
    const ran = await computer.run(`push ${NAME}`);
    expect(ran.stderr).toBe(
      `denied: User: arn:aws:iam::${ACCOUNT}:user/puller is not authorized to perform: ecr:InitiateLayerUpload on resource: arn:aws:ecr:${REGION}:${ACCOUNT}:repository/web/storefront because no identity-based policy allows the ecr:InitiateLayerUpload action\n`,
    );
  });

  test("cannot move an immutable tag", async () => {
    await computer.run(`tag storefront:1.0 ${REGISTRY}/fixed:1.0`);
    expect((await computer.run(`push ${REGISTRY}/fixed:1.0`)).status).toBe(0);
    const other = await generatedImage(nodeHasher, { layers: { "alpine-3.22": 3_800_000 } });
    await installImage(computer.files, `${REGISTRY}/fixed:1.0`, other);
    expect((await computer.run(`push ${REGISTRY}/fixed:1.0`)).stderr).toBe(
      "tag invalid: The image tag '1.0' already exists in the 'fixed' repository and cannot be overwritten because the tag is immutable.\n",
    );
  });

  test("does not push what is not here", async () => {
    expect(await computer.run(`push ${REGISTRY}/nope:2`)).toEqual({
      status: 1,
      stdout: head(),
      stderr: `An image does not exist locally with the tag: ${REGISTRY}/nope\n`,
    });
    expect(computer.requests).toEqual([]);
  });

  test("to Docker Hub is denied", async () => {
    expect((await computer.run("push storefront:1.0")).stderr).toBe("denied: requested access to the resource is denied\n");
  });

  test("keeps what had arrived when the token expires in the middle", async () => {
    let patches = 0;
    computer.intercept = ({ method }) =>
      method === "PATCH" && ++patches > 2
        ? {
            status: 403,
            headers: { "content-type": "application/json" },
            body: utf8('{"errors":[{"code":"DENIED","message":"Your authorization token has expired. Reauthenticate and try again."}]}'),
          }
        : undefined;
    const ran = await computer.run(`push ${NAME}`);
    expect(ran.stderr).toBe("denied: Your authorization token has expired. Reauthenticate and try again.\n");
    expect(ran.stdout.match(/Pushed/g)).toHaveLength(2);
    computer.intercept = () => undefined;
    expect((await computer.run(`push ${NAME}`)).stdout.match(/Layer already exists/g)).toHaveLength(2);
  });
});

describe("docker pull", () => {
  beforeEach(async () => {
    await computer.run(`push ${NAME}`);
    await computer.run(`rmi storefront:1.0 ${NAME}`);
    computer.requests.length = 0;
  });

  test("asks for the manifest by tag, gets it by digest, then the configuration and the layers", async () => {
    const { stdout } = await computer.run(`pull ${NAME}`);
    const blob = (digest: string) => [`GET /v2/web/storefront/blobs/${digest} Basic 307`, "GET storage - 200"];
    expect(computer.requests.map((line) => line.replace(/^GET \/[^v].* - /, "GET storage - "))).toEqual([
      "GET /v2/ - 401",
      "HEAD /v2/web/storefront/manifests/1.0 Basic 200",
      `GET /v2/web/storefront/manifests/${image.digest} Basic 200`,
      ...blob(image.configDigest),
      ...image.layers.flatMap(({ digest }) => blob(digest)),
    ]);
    expect(stdout).toMatch(/^1\.0: Pulling from web\/storefront\n/);
    expect(stdout).toContain(`${ids()[3]}: Waiting\n${ids()[0]}: Verifying Checksum\n${ids()[0]}: Download complete\n`);
    expect(stdout).toMatch(new RegExp(`Digest: ${image.digest}\nStatus: Downloaded newer image for ${NAME}\n${NAME}\n$`));
  });

  test("again changes nothing and says so", async () => {
    await computer.run(`pull ${NAME}`);
    expect((await computer.run(`pull ${NAME}`)).stdout).toBe(
      `1.0: Pulling from web/storefront\nDigest: ${image.digest}\nStatus: Image is up to date for ${NAME}\n${NAME}\n`,
    );
  });

  test("by digest gives the very same image, and no tag that is named beside it", async () => {
    const byDigest = `${REGISTRY}/web/storefront@${image.digest}`;
    expect((await computer.run(`pull ${byDigest}`)).stdout).toContain(`Status: Downloaded newer image for ${byDigest}\n`);
    expect((await computer.run(["inspect", "--format", "{{json .RepoDigests}} {{.Id}}", byDigest])).stdout).toBe(`["${byDigest}"] ${image.digest}\n`);
    expect((await computer.run(`pull -q ${NAME}@${image.digest}`)).stdout).toBe(`${NAME}@${image.digest}\n`);
    expect((await computer.run(["images", "--format", "{{.Tag}}"])).stdout).toBe("<none>\n");
  });

  test.each([
    [
      `${REGISTRY}/web/storefront:none`,
      `Error response from daemon: manifest for ${REGISTRY}/web/storefront:none not found: manifest unknown: Requested image not found\n`,
    ],
    [
      `${REGISTRY}/nope:1.0`,
      `Error response from daemon: repository ${REGISTRY}/nope not found: name unknown: The repository with name 'nope' does not exist in the registry with id '${ACCOUNT}'\n`,
    ],
    [`${REGISTRY}/HELLO:1.0`, "invalid reference format: repository name (HELLO) must be lowercase\n"],
    [`${REGISTRY}/hello@sha256:xyz`, "invalid reference format\n"],
    [
      "nosuch:1",
      "Error response from daemon: pull access denied for nosuch, repository does not exist or may require 'docker login': denied: requested access to the resource is denied\n",
    ],
    [
      "elsewhere.example/x:1",
      'Error response from daemon: Get "https://elsewhere.example/v2/": dial tcp: lookup elsewhere.example on 127.0.0.53:53: no such host\n',
    ],
  ])("of %s fails in Docker's words", async (name, stderr) => {
    expect(await computer.run(`pull ${name}`)).toMatchObject({ status: 1, stdout: "", stderr });
  });

  test("needs credentials", async () => {
    await computer.run(`logout ${REGISTRY}`);
    expect((await computer.run(`pull ${NAME}`)).stderr).toBe(
      `Error response from daemon: Head "https://${REGISTRY}/v2/web/storefront/manifests/1.0": no basic auth credentials\n`,
    );
  });

  test("says that the token has expired", async () => {
    cloud.pass(12 * 3_600_000);
    expect((await computer.run(`pull ${NAME}`)).stderr).toBe(
      `Error response from daemon: pull access denied for ${REGISTRY}/web/storefront, repository does not exist or may require 'docker login': denied: Your authorization token has expired. Reauthenticate and try again.\n`,
    );
  });

  test("refuses bytes that have another digest, and leaves nothing half-written", async () => {
    const [, , , top] = image.layers;
    computer.intercept = ({ url, method }) =>
      method === "GET" && url.endsWith(top?.digest ?? "?") ? { status: 200, headers: {}, body: utf8("garbage") } : undefined;
    expect(await computer.run(`pull ${NAME}`)).toMatchObject({
      status: 1,
      stderr: `filesystem layer verification failed for digest ${top?.digest}\n`,
    });
    expect((await computer.run("images -q")).stdout).toBe("");
    expect(computer.files.list("/var/lib/docker/blobs/sha256")).toEqual([]);
    expect(computer.files.list("/var/lib/docker/ingest")).toEqual([]);
  });

  test.each([
    ["garbage", "Error response from daemon: invalid character 'g' looking for beginning of value\n"],
    ["", "Error response from daemon: unexpected end of JSON input\n"],
    ["x".repeat(5_000_000), "Error response from daemon: http: response body too large (more than 4194304 bytes)\n"],
    ["{}", "unsupported manifest media type \n"],
  ])("of a manifest that is none (%#) fails plainly", async (body, stderr) => {
    computer.intercept = ({ url }) => (url.includes("/manifests/") ? { status: 200, headers: {}, body: utf8(body) } : undefined);
    expect(await computer.run(`pull ${NAME}`)).toMatchObject({ status: 1, stderr });
    expect((await computer.run("images -q")).stdout).toBe("");
  });

  test("onto a full disk says so and leaves nothing half-written", async () => {
    const write = computer.files.writeStream.bind(computer.files);
    let writes = 0;
    computer.files.writeStream = async (path, body) => {
      if (++writes === 3) throw new FileError("ENOSPC", path);
      return write(path, body);
    };
    const ran = await computer.run(`pull ${NAME}`);
    expect(ran).toMatchObject({ status: 1 });
    expect(ran.stderr).toMatch(/^Error response from daemon: write \/var\/lib\/docker\/ingest\/[0-9a-f]+: no space left on device\n$/);
    expect(computer.files.list("/var/lib/docker/blobs/sha256")).toEqual([]);
    computer.files.writeStream = write;
    expect((await computer.run(`pull ${NAME}`)).status).toBe(0);
  });

  test("from the hub gives names as people write them", async () => {
    expect((await computer.run("pull alpine:3.22")).stdout).toMatch(
      /^3\.22: Pulling from library\/alpine\n[\s\S]*Status: Downloaded newer image for alpine:3\.22\ndocker\.io\/library\/alpine:3\.22\n$/,
    );
  });
});

test("on a terminal lines change in place; bars are drawn above 110 columns only", async () => {
  const narrow = await computer.run(`push ${NAME}`, { tty: true, columns: 100 });
  expect(narrow.stdout).toContain(`\n\x1b[1A\x1b[2K\r${ids()[3]}: Preparing \r\x1b[1B`);
  expect(narrow.stdout).toMatch(/: Pushing {2}6\.833MB\/41MB\r/);
  expect(narrow.stdout).not.toContain("[=");
  const wide = await new Computer(cloud.handle, nodeHasher, () => cloud.store.now()).run("pull alpine", { tty: true, columns: 120 });
  expect(wide.stdout).toMatch(/Downloading \[==========>\s+\] {4}760kB\/3\.8MB\r/);
});
