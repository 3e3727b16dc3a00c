/** Images for several platforms: an index in the registry, one of its children on this computer. */
import { beforeEach, expect, test } from "vitest";
import { ACCOUNT, REGION, type TestCloud, testCloud } from "../../cloud/testing.ts";
import { generatedImage } from "../../images/image.ts";
import { fromBase64, text } from "../../kernel/bytes.ts";
import { digestOf } from "../../kernel/hash.ts";
import { nodeHasher } from "../../node/hasher.ts";
import { installImage } from "./store/install.ts";
import { Computer } from "./testing/computer.ts";

const REPOSITORY = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/web`;

let cloud: TestCloud;
let computer: Computer;
let index: string;

beforeEach(async () => {
  cloud = testCloud(nodeHasher);
  computer = new Computer(cloud.handle, nodeHasher, () => cloud.store.now());
  await cloud.ecr("CreateRepository", { repositoryName: "web" });
  const [data] = (await cloud.ecr("GetAuthorizationToken")).json.authorizationData as [{ authorizationToken: string }];
  const password = text(fromBase64(data.authorizationToken) ?? new Uint8Array(0)).slice("AWS:".length);
  await computer.run(`login -u AWS --password-stdin ${REPOSITORY}`, { stdin: password });
  const manifests = [];
  for (const architecture of ["amd64", "arm64"]) {
    const image = await generatedImage(nodeHasher, { layers: { "alpine-3.22": 3_800_000 }, platform: `linux/${architecture}` });
    await installImage(computer.files, `${REPOSITORY}:${architecture}`, image);
    await computer.run(`push ${REPOSITORY}:${architecture}`);
    await computer.run(`rmi ${REPOSITORY}:${architecture}`);
    manifests.push({ mediaType: image.mediaType, size: image.manifest.length, digest: image.digest, platform: { architecture, os: "linux" } });
  }
  index = JSON.stringify({ schemaVersion: 2, mediaType: "application/vnd.docker.distribution.manifest.list.v2+json", manifests });
  const put = await cloud.ecr("PutImage", { repositoryName: "web", imageManifest: index, imageTag: "multi" });
  expect(put.status).toBe(200);
});

test("the index's digest is the image's, its child for this computer is what is fetched", async () => {
  const ran = await computer.run(`pull ${REPOSITORY}:multi`);
  expect(ran.stdout).toContain(`Digest: ${digestOf(nodeHasher, index)}\n`);
  expect((await computer.run(["image", "inspect", "--format", "{{.Architecture}} {{.Id}}", `${REPOSITORY}:multi`])).stdout).toBe(
    `amd64 ${digestOf(nodeHasher, index)}\n`,
  );
});

test("--platform asks for another child, and for one that is not there in vain", async () => {
  expect((await computer.run(`pull --platform linux/arm64 ${REPOSITORY}:multi`)).status).toBe(0);
  expect((await computer.run(["image", "inspect", "--format", "{{.Architecture}}", `${REPOSITORY}:multi`])).stdout).toBe("arm64\n");
  expect(await computer.run(`pull --platform linux/s390x ${REPOSITORY}:multi`)).toEqual({
    status: 1,
    stdout: "multi: Pulling from web\n",
    stderr: "no matching manifest for linux/s390x in the manifest list entries\n",
  });
});

test("docker manifest inspect shows what the registry has, without fetching it", async () => {
  const { stdout } = await computer.run(`manifest inspect ${REPOSITORY}:multi`);
  expect(stdout).toBe(`${JSON.stringify(JSON.parse(index), null, 3)}\n`);
  expect((await computer.run(`manifest inspect ${REPOSITORY}:amd64`)).stdout).toMatch(/^\{\n\t"schemaVersion": 2,\n/);
  const verbose = JSON.parse((await computer.run(`manifest inspect -v ${REPOSITORY}:arm64`)).stdout) as object;
  expect(verbose).toMatchObject({
    Ref: `${REPOSITORY}:arm64`,
    Descriptor: { platform: { architecture: "arm64", os: "linux" } },
    SchemaV2Manifest: { schemaVersion: 2 },
  });
  expect(await computer.run(`manifest inspect ${REPOSITORY}:nope`)).toEqual({
    status: 1,
    stdout: "",
    stderr: `no such manifest: ${REPOSITORY}:nope\n`,
  });
  expect((await computer.run("images -q")).stdout).toBe("");
});
