/** `docker build` for several platforms: an image of each and an OCI index over them, from one Dockerfile. */
import { beforeEach, expect, test } from "vitest";
import { ACCOUNT, REGION, type TestCloud, testCloud } from "../../cloud/testing.ts";
import { fromBase64, text } from "../../kernel/bytes.ts";
import { digestOf } from "../../kernel/hash.ts";
import { nodeHasher } from "../../node/hasher.ts";
import type { ImageIndex } from "./store/manifests.ts";
import { Computer } from "./testing/computer.ts";

const WEB = `${ACCOUNT}.dkr.ecr.${REGION}.amazonaws.com/web`;
const BOTH = "--platform linux/amd64,linux/arm64";
const CROSS = [
  "FROM --platform=$BUILDPLATFORM alpine:3.22 AS builder",
  "ARG TARGETPLATFORM",
  "ARG TARGETARCH",
  "RUN echo on $TARGETPLATFORM > /app-$TARGETARCH",
  "FROM scratch",
  "ARG TARGETARCH",
  "COPY --from=builder /app-$TARGETARCH /app",
  'ENTRYPOINT ["/app"]',
].join("\n");

let cloud: TestCloud;
let computer: Computer;

async function dockerfile(content: string): Promise<void> {
  await computer.files.write("/home/learner/Dockerfile", content);
}

beforeEach(async () => {
  cloud = testCloud(nodeHasher);
  computer = new Computer(cloud.handle, nodeHasher, () => cloud.store.now());
  await cloud.ecr("CreateRepository", { repositoryName: "web" });
  const [data] = (await cloud.ecr("GetAuthorizationToken")).json.authorizationData as [{ authorizationToken: string }];
  const password = text(fromBase64(data.authorizationToken) ?? new Uint8Array(0)).slice("AWS:".length);
  await computer.run(`login -u AWS --password-stdin ${WEB}`, { stdin: password });
  await dockerfile(CROSS);
});

const raw = async (name: string) => (await computer.run(`buildx imagetools inspect --raw ${name}`)).stdout;

test("--push puts an OCI index over an image of each platform into the registry, cross-compiled by the build's own platform", async () => {
  const built = await computer.run(`buildx build ${BOTH} --push -t ${WEB}:1.0 .`);
  expect(built.stderr).toContain("[linux/amd64->arm64 builder 2/2] RUN echo on linux/arm64 > /app-arm64");
  expect(built.status).toBe(0);
  const index = JSON.parse(await raw(`${WEB}:1.0`)) as ImageIndex;
  const digest = digestOf(nodeHasher, await raw(`${WEB}:1.0`));
  expect(index.mediaType).toBe("application/vnd.oci.image.index.v1+json");
  expect(index.manifests.map(({ mediaType, platform }) => [mediaType, platform])).toEqual([
    ["application/vnd.oci.image.manifest.v1+json", { architecture: "amd64", os: "linux" }],
    ["application/vnd.oci.image.manifest.v1+json", { architecture: "arm64", os: "linux" }],
  ]);
  expect(built.stderr).toContain(`exporting manifest list ${digest} done\n`);
  expect(built.stderr).toContain(`pushing manifest for ${WEB}:1.0@${digest} done\n`);
  const details = (await cloud.ecr("DescribeImages", { repositoryName: "web", imageIds: [{ imageTag: "1.0" }] })).json.imageDetails;
  expect(details).toMatchObject([{ imageDigest: digest, imageManifestMediaType: index.mediaType }]);
});

test("another computer gets the image of its platform, or the one it asks for", async () => {
  await computer.run(`build ${BOTH} --push -t ${WEB}:1.0 .`);
  await computer.run("system prune -af");
  for (const architecture of ["amd64", "arm64"]) {
    expect((await computer.run(`pull --platform ${architecture} ${WEB}:1.0`)).status).toBe(0);
    const shown = await computer.run(["image", "inspect", "--platform", `linux/${architecture}`, "--format", "{{.Architecture}}", `${WEB}:1.0`]);
    expect(shown.stdout).toBe(`${architecture}\n`);
  }
});

test("built without --push the index stays here, and docker push sends all of it", async () => {
  const built = await computer.run(`build -q ${BOTH} -t ${WEB}:1.0 .`);
  const pushed = await computer.run(`push ${WEB}:1.0`);
  expect(pushed.stderr).toBe("");
  expect(pushed.stdout).toContain(`1.0: digest: ${built.stdout.trim()} size: `);
  expect(digestOf(nodeHasher, await raw(`${WEB}:1.0`))).toBe(built.stdout.trim());
});

test("the same build again is the same index", async () => {
  const first = await computer.run(`build -q ${BOTH} -t ${WEB}:1.0 .`);
  const again = await computer.run(`build -q ${BOTH} -t ${WEB}:1.1 .`);
  expect(again.stdout).toBe(first.stdout);
});

test("a base of one platform is not taken for another; without --platform it is built on as it is", async () => {
  await dockerfile("FROM alpine:3.22\nRUN echo hi > /hi\n");
  expect((await computer.run(`build --platform linux/amd64 --push -t ${WEB}:one .`)).status).toBe(0);
  await dockerfile(`FROM ${WEB}:one\nRUN echo hi > /hi\n`);
  const refused = await computer.run(`build ${BOTH} -t x .`);
  expect(refused.status).toBe(1);
  expect(refused.stderr).toContain(
    `ERROR: failed to build: failed to solve: ${WEB}:one: failed to resolve source metadata for ${WEB}:one: no match for platform in manifest: not found\ngantry: ${WEB}:one is an image for linux/amd64 only\n`,
  );
  expect((await computer.run("build --platform linux/amd64 -t x .")).status).toBe(0);
  await dockerfile(CROSS);
  await computer.run("build --platform linux/arm64 -t arm .");
  await dockerfile("FROM arm\nLABEL a=b\n");
  expect((await computer.run("build -t on-arm .")).status).toBe(0);
  expect((await computer.run(["image", "inspect", "--format", "{{.Architecture}}", "on-arm"])).stdout).toBe("arm64\n");
});

test("an index is a base for each of its platforms, and for no other", async () => {
  await dockerfile("FROM registry.k8s.io/pause:3.10\nLABEL a=b\n");
  expect((await computer.run(`build ${BOTH} --push -t ${WEB}:pause .`)).status).toBe(0);
  expect((JSON.parse(await raw(`${WEB}:pause`)) as ImageIndex).manifests.map(({ platform }) => platform?.architecture)).toEqual(["amd64", "arm64"]);
  const refused = await computer.run("build --platform linux/s390x -t x .");
  expect(refused.stderr).toMatch(/: no match for platform in manifest: not found\n$/);
});

test("what cannot be built or pushed is said first", async () => {
  expect((await computer.run(`build ${BOTH} --push .`)).stderr).toBe("ERROR: failed to build: tag is needed when pushing to registry\n");
  expect((await computer.run("build --platform z80 .")).stderr).toBe(
    'ERROR: failed to build: "z80": unknown operating system or architecture: invalid argument\n',
  );
  await dockerfile("FROM --platform=z80 registry.k8s.io/pause:3.10\n");
  expect((await computer.run("build .")).stderr).toMatch(
    /: failed to parse platform z80: "z80": unknown operating system or architecture: invalid argument\n$/,
  );
  await dockerfile("FROM registry.k8s.io/pause:3.10\n");
  expect((await computer.run("build --platform linux/z80 .")).stderr).toMatch(/: no match for platform in manifest: not found\n$/);
  expect((await computer.run("pull --platform z80 registry.k8s.io/pause:3.10")).stderr).toBe(
    'Error response from daemon: "z80": unknown operating system or architecture: invalid argument\n',
  );
  const nowhere = await computer.run(`build ${BOTH} --push -t ${WEB}-none:1.0 .`);
  expect(nowhere.status).toBe(1);
  expect(nowhere.stderr).toContain(`ERROR: failed to build: failed to solve: failed to push ${WEB}-none:1.0: `);
  expect(nowhere.stderr).not.toContain("pushing layers done");
});
