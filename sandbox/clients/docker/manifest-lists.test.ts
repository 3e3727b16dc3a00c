/** Lists of images for several platforms, made on this computer or in the registry itself. */
import { beforeEach, expect, test } from "vitest";
import { ACCOUNT, REGION, type TestCloud, testCloud } from "../../cloud/testing.ts";
import { generatedImage } from "../../images/image.ts";
import { fromBase64, text } from "../../kernel/bytes.ts";
import { digestOf } from "../../kernel/hash.ts";
import { nodeHasher } from "../../node/hasher.ts";
import { installImage } from "./store/install.ts";
import { Computer } from "./testing/computer.ts";

const HOST = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com`;
const WEB = `${HOST}/web`;
const LIST = "application/vnd.docker.distribution.manifest.list.v2+json";
const IMAGE = "application/vnd.docker.distribution.manifest.v2+json";

let cloud: TestCloud;
let computer: Computer;
let digests: Record<string, { digest: string; size: number }>;

beforeEach(async () => {
  cloud = testCloud(nodeHasher);
  computer = new Computer(cloud.handle, nodeHasher, () => cloud.store.now());
  for (const repositoryName of ["web", "other"]) await cloud.ecr("CreateRepository", { repositoryName });
  const [data] = (await cloud.ecr("GetAuthorizationToken")).json.authorizationData as [{ authorizationToken: string }];
  const password = text(fromBase64(data.authorizationToken) ?? new Uint8Array(0)).slice("AWS:".length);
  await computer.run(`login -u AWS --password-stdin ${WEB}`, { stdin: password });
  digests = {};
  for (const architecture of ["amd64", "arm64"]) {
    const image = await generatedImage(nodeHasher, { layers: { "alpine-3.22": 3_800_000 }, platform: `linux/${architecture}` });
    digests[architecture] = { digest: image.digest, size: image.manifest.length };
    await installImage(computer.files, `${WEB}:${architecture}`, image);
    await computer.run(`push ${WEB}:${architecture}`);
  }
});

const entry = (architecture: string, platform: object = { architecture, os: "linux" }) => ({
  mediaType: IMAGE,
  size: digests[architecture]?.size,
  digest: digests[architecture]?.digest,
  platform,
});
const rawOf = async (name: string) => (await computer.run(`buildx imagetools inspect --raw ${name}`)).stdout;

test("a list is made here, annotated here, and the registry has it once it is pushed", async () => {
  expect(await computer.run(`manifest create ${WEB}:multi ${WEB}:amd64 ${WEB}:arm64`)).toEqual({
    status: 0,
    stdout: `Created manifest list ${WEB}:multi\n`,
    stderr: "",
  });
  expect((await cloud.ecr("BatchGetImage", { repositoryName: "web", imageIds: [{ imageTag: "multi" }] })).json.images).toEqual([]);
  expect(await computer.run(`manifest annotate --arch arm64 --variant v8 ${WEB}:multi ${WEB}:arm64`)).toEqual({ status: 0, stdout: "", stderr: "" });
  const shown = (await computer.run(`manifest inspect ${WEB}:multi`)).stdout;
  const pushed = await computer.run(`manifest push --purge ${WEB}:multi`);
  const raw = await rawOf(`${WEB}:multi`);
  expect(pushed.stdout).toBe(`${digestOf(nodeHasher, raw)}\n`);
  expect(shown).toBe(`${raw}\n`);
  const arm = entry("arm64", { architecture: "arm64", os: "linux", variant: "v8" });
  expect(raw).toBe(JSON.stringify({ schemaVersion: 2, mediaType: LIST, manifests: [entry("amd64"), arm] }, null, 3));
  expect((await computer.run(`manifest push ${WEB}:multi`)).stderr).toBe(`No such manifest: ${WEB}:multi\n`);
});

test("manifest create asks the registry as the client does: the manifest, then the configuration for its platform", async () => {
  computer.requests.length = 0;
  await computer.run(`manifest create ${WEB}:multi ${WEB}:amd64`);
  expect(computer.requests.slice(0, 3).map((line) => line.replace(/sha256:[0-9a-f]+/, "DIGEST"))).toEqual([
    "GET /v2/ - 401",
    "GET /v2/web/manifests/amd64 Basic 200",
    "GET /v2/web/blobs/DIGEST Basic 307",
  ]);
});

test("what a list cannot be is refused", async () => {
  expect((await computer.run(`manifest create ${WEB}:multi ${WEB}:nope`)).stderr).toBe(`no such manifest: ${WEB}:nope\n`);
  await computer.run(`manifest create ${WEB}:multi ${WEB}:amd64`);
  expect(await computer.run(`manifest create ${WEB}:multi ${WEB}:arm64`)).toEqual({
    status: 1,
    stdout: "",
    stderr: "refusing to amend an existing manifest list with no --amend flag\n",
  });
  expect((await computer.run(`manifest annotate --arch arm64 ${WEB}:multi ${WEB}:arm64`)).stderr).toBe(
    `manifest for image ${WEB}:arm64 does not exist in ${WEB}:multi\n`,
  );
  expect((await computer.run(`manifest annotate --arch z80 ${WEB}:multi ${WEB}:amd64`)).stderr).toBe(
    "manifest entry for image has unsupported os/arch combination: /z80\n",
  );
  expect((await computer.run(`manifest create --amend ${WEB}:multi ${WEB}:arm64`)).status).toBe(0);
  await computer.run(`manifest push ${WEB}:multi`);
  expect((await computer.run(`manifest create ${WEB}:nested ${WEB}:multi`)).stderr).toBe(`${WEB}:multi is a manifest list\n`);
  await computer.run(`manifest create other.example/web:multi ${WEB}:amd64`);
  expect((await computer.run("manifest push other.example/web:multi")).stderr).toBe(
    `cannot use source images from a different registry than the target image: ${HOST} != other.example\n`,
  );
});

test("manifest rm forgets the list here and leaves the registry's", async () => {
  await computer.run(`manifest create ${WEB}:multi ${WEB}:amd64`);
  await computer.run(`manifest push ${WEB}:multi`);
  expect(await computer.run(`manifest rm ${WEB}:multi ${WEB}:none`)).toEqual({ status: 1, stdout: "", stderr: `No such manifest: ${WEB}:none\n` });
  expect((await computer.run(`manifest rm ${WEB}:multi`)).stderr).toBe(`No such manifest: ${WEB}:multi\n`);
  expect((await computer.run(`manifest inspect ${WEB}:multi`)).stdout).toContain(digests.amd64?.digest);
});

test("images of another repository are mounted into the list's before it, where the registry mounts at all", async () => {
  await computer.run(`manifest create ${HOST}/other:none ${WEB}:amd64`);
  const refused = await computer.run(`manifest push ${HOST}/other:none`);
  expect([refused.status, refused.stdout]).toEqual([1, ""]);
  expect(refused.stderr).toMatch(new RegExp(`^error mounting ${WEB}@sha256:[0-9a-f]{64} to ${HOST}/other:none\n$`));
  await cloud.ecr("PutAccountSetting", { name: "BLOB_MOUNTING", value: "ENABLED" });
  await computer.run(`manifest create ${HOST}/other:multi ${WEB}:amd64 ${WEB}:arm64`);
  const { status, stdout, stderr } = await computer.run(`manifest push ${HOST}/other:multi`);
  expect(stderr).toBe("");
  expect(status).toBe(0);
  expect(stdout.split("\n")[0]).toBe(`Pushed ref ${HOST}/other@${digests.amd64?.digest} with digest: ${digests.amd64?.digest}`);
  expect((await computer.run(`pull ${HOST}/other:multi`)).status).toBe(0);
});

test("imagetools makes an index in the registry, and shows it as buildx does", async () => {
  const made = await computer.run(`buildx imagetools create -t ${WEB}:multi ${WEB}:amd64 ${WEB}:arm64`);
  const raw = await rawOf(`${WEB}:multi`);
  const digest = digestOf(nodeHasher, raw);
  expect(made.stderr.replace(/\d\.\d+/g, "0")).toBe(`#1 [internal] pushing ${WEB}:multi\n#1 0 pushing ${digest} to ${WEB}:multi\n#1 DONE 0s\n\n`);
  expect(JSON.parse(raw)).toEqual({ schemaVersion: 2, mediaType: LIST, manifests: [entry("amd64"), entry("arm64")] });
  expect((await computer.run(`buildx imagetools inspect ${WEB}:multi`)).stdout).toBe(
    [
      `Name:      ${WEB}:multi\nMediaType: ${LIST}\nDigest:    ${digest}\n           \nManifests: \n`,
      `  Name:      ${WEB}:multi@${digests.amd64?.digest}\n  MediaType: ${IMAGE}\n  Platform:  linux/amd64\n             \n`,
      `  Name:      ${WEB}:multi@${digests.arm64?.digest}\n  MediaType: ${IMAGE}\n  Platform:  linux/arm64\n`,
    ].join(""),
  );
  const format = async (template: string) => (await computer.run(["buildx", "imagetools", "inspect", `${WEB}:multi`, "--format", template])).stdout;
  expect(JSON.parse(await format("{{json .Manifest}}"))).toMatchObject({ schemaVersion: 2, digest, size: raw.length });
  expect(await format("{{json .Manifest.Digest}}")).toBe(`"${digest}"`);
  expect(Object.keys(JSON.parse(await format("{{json .Image}}")) as object)).toEqual(["linux/amd64", "linux/arm64"]);
});

test("imagetools copies what is in another repository, an index with its images", async () => {
  await computer.run(`buildx imagetools create -t ${WEB}:multi ${WEB}:amd64 ${WEB}:arm64`);
  const made = await computer.run(`buildx imagetools create -t ${HOST}/other:copy ${WEB}:multi`);
  expect(made.stderr).toContain(` from ${WEB}:multi to ${HOST}/other:copy\n`);
  expect(made.status).toBe(0);
  expect(await rawOf(`${HOST}/other:copy`)).toBe(await rawOf(`${WEB}:multi`));
  expect((await computer.run(`pull --platform linux/arm64 ${HOST}/other:copy`)).status).toBe(0);
});

test("imagetools says what is missing", async () => {
  const said = async (line: string) => (await computer.run(line)).stderr;
  expect(await said(`buildx imagetools inspect ${WEB}:nope`)).toBe(`ERROR: ${WEB}:nope: not found\n`);
  expect(await said(`buildx imagetools create ${WEB}:amd64`)).toBe("ERROR: can't push with no tags specified, please set --tag or --dry-run\n");
  expect(await said(`buildx imagetools create -t ${WEB}:x`)).toBe("ERROR: no sources specified\n");
  const dry = await computer.run(`buildx imagetools create --dry-run ${WEB}:amd64`);
  expect(JSON.parse(dry.stdout)).toMatchObject({ manifests: [{ digest: digests.amd64?.digest }] });
  expect((await computer.run("buildx imagetools")).stdout).toContain("Commands:\n  create      Create a new image");
});
