/** What ECR tells EventBridge, field by field (user guide, "Amazon ECR events and EventBridge"). */
import { beforeEach, describe, expect, it } from "vitest";
import { OTHER_ACCOUNT, type TestCloud, testCloud } from "../../cloud/testing.ts";
import { listen, type ToldEvent } from "../../cloud/testing-events.ts";
import { MANIFEST, type RegistryClient, registryClient } from "../../cloud/testing-registry.ts";
import { ALPINE_RELEASE, apkDatabase, pushImage, tarLayer } from "../../cloud/testing-scan.ts";
import { utf8 } from "../../kernel/bytes.ts";
import { digestOf } from "../../kernel/hash.ts";
import { nodeHasher } from "../../node/hasher.ts";

const MINUTE = 60_000;
const ARN = "arn:aws:ecr:us-east-1:111122223333:repository/app";
const CONFIG = "application/vnd.oci.image.config.v1+json";
const EVERYTHING = { source: [{ prefix: "aws." }] };

let cloud: TestCloud;
let client: RegistryClient;

beforeEach(async () => {
  cloud = testCloud(nodeHasher);
  await cloud.ecr("CreateRepository", { repositoryName: "app" });
  client = await registryClient(cloud);
});

function action(type: "PUSH" | "DELETE", digest: string, tag?: string) {
  return {
    result: "SUCCESS",
    "repository-name": "app",
    "image-digest": digest,
    "action-type": type,
    ...(tag === undefined ? {} : { "image-tag": tag }),
  };
}

function details(events: readonly ToldEvent[]) {
  return events.map((event) => [event["detail-type"], event.detail]);
}

describe("an event of ECR", () => {
  it("tells of a push, in EventBridge's envelope", async () => {
    const listener = await listen(cloud, EVERYTHING);
    const { digest } = await client.image("app", "1.0");
    expect(await listener.events()).toEqual([
      {
        version: "0",
        id: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/),
        "detail-type": "ECR Image Action",
        source: "aws.ecr",
        account: "111122223333",
        time: "2026-11-23T08:00:00Z",
        region: "us-east-1",
        resources: [],
        detail: action("PUSH", digest, "1.0"),
      },
    ]);
  });

  it("tells of a further tag, of a tag that goes, and of an image that goes with its tags", async () => {
    const listener = await listen(cloud, EVERYTHING);
    const { digest } = await client.image("app", "1.0");
    const { json } = await cloud.ecr("BatchGetImage", { repositoryName: "app", imageIds: [{ imageTag: "1.0" }] });
    const [{ imageManifest }] = json.images as [{ imageManifest: string }];
    for (const imageTag of ["2.0", "3.0"]) await cloud.ecr("PutImage", { repositoryName: "app", imageManifest, imageTag });
    await cloud.ecr("BatchDeleteImage", { repositoryName: "app", imageIds: [{ imageTag: "2.0" }] });
    await cloud.ecr("BatchDeleteImage", { repositoryName: "app", imageIds: [{ imageDigest: digest }] });
    expect(details(await listener.events())).toEqual(
      [...["1.0", "2.0", "3.0"].map((tag) => action("PUSH", digest, tag)), ...["2.0", "1.0", "3.0"].map((tag) => action("DELETE", digest, tag))].map(
        (detail) => ["ECR Image Action", detail],
      ),
    );
  });

  it("tells of images that a lifecycle policy takes away, and of those that go with their repository", async () => {
    const listener = await listen(cloud, { detail: { "action-type": ["DELETE"] } });
    const old = await client.image("app", "old", "old");
    cloud.pass(MINUTE);
    const kept = await client.image("app", "new", "new");
    const selection = { tagStatus: "any", countType: "imageCountMoreThan", countNumber: 1 };
    const lifecyclePolicyText = JSON.stringify({ rules: [{ rulePriority: 1, selection, action: { type: "expire" } }] });
    await cloud.ecr("PutLifecyclePolicy", { repositoryName: "app", lifecyclePolicyText });
    cloud.pass(25 * 60 * MINUTE);
    await cloud.ecr("DeleteRepository", { repositoryName: "app", force: true });
    expect(details(await listener.events())).toEqual([
      ["ECR Image Action", action("DELETE", old.digest, "old")],
      ["ECR Image Action", action("DELETE", kept.digest, "new")],
    ]);
  });

  it("tells of referrers under another name", async () => {
    const { digest, config } = await client.image("app", "1.0");
    const listener = await listen(cloud, EVERYTHING);
    const manifest = JSON.stringify({
      schemaVersion: 2,
      mediaType: MANIFEST,
      artifactType: "text/sbom+json",
      config: { mediaType: CONFIG, digest: config, size: 16 },
      layers: [],
      subject: { mediaType: MANIFEST, digest, size: 1 },
    });
    const put = await client.send("PUT", "/v2/app/manifests/sbom", { headers: { "content-type": MANIFEST }, body: utf8(manifest) });
    const referrer = put.headers["docker-content-digest"] ?? "";
    const types = { "manifest-media-type": MANIFEST, "artifact-media-type": "text/sbom+json" };
    expect(details(await listener.events())).toEqual([["ECR Referrer Action", { ...action("PUSH", referrer, "sbom"), ...types }]]);
  });

  it("tells of an archive, and of the end of a restoration", async () => {
    const { digest } = await client.image("app", "1.0");
    const listener = await listen(cloud, EVERYTHING);
    const imageId = { imageTag: "1.0" };
    await cloud.ecr("UpdateImageStorageClass", { repositoryName: "app", imageId, targetStorageClass: "ARCHIVE" });
    await cloud.ecr("UpdateImageStorageClass", { repositoryName: "app", imageId, targetStorageClass: "STANDARD" });
    cloud.pass(20 * MINUTE);
    const detail = (target: string) => ({
      "action-type": "UPDATE_STORAGE_CLASS",
      "target-storage-class": target,
      "image-digest": digest,
      "repository-name": "app",
      result: "SUCCESS",
      "manifest-media-type": MANIFEST,
      "artifact-media-type": CONFIG,
    });
    expect(details(await listener.events())).toEqual([
      ["ECR Image Action", detail("ARCHIVE")],
      ["ECR Image Action", { ...detail("STANDARD"), "last-activated-at": "2026-11-23T08:20:00.000Z" }],
    ]);
  });

  it("tells of a basic scan and of what an enhanced one found first", async () => {
    await cloud.ecr("PutImageScanningConfiguration", { repositoryName: "app", imageScanningConfiguration: { scanOnPush: true } });
    const listener = await listen(cloud, { "detail-type": ["ECR Image Scan", "Inspector2 Scan", "ECR Scan Resource Change"] });
    const layer = tarLayer({ "etc/os-release": ALPINE_RELEASE, "lib/apk/db/installed": apkDatabase("busybox 1.37.0-r0") });
    const digest = await pushImage(cloud, "app", "1.0", [layer]);
    cloud.pass(MINUTE);
    const rules = [{ scanFrequency: "CONTINUOUS_SCAN", repositoryFilters: [{ filter: "*", filterType: "WILDCARD" }] }];
    await cloud.ecr("PutRegistryScanningConfiguration", { scanType: "ENHANCED", rules });
    cloud.pass(MINUTE);
    const [basic, change, enhanced] = await listener.events();
    const counts = (basic?.detail["finding-severity-counts"] ?? {}) as Readonly<Record<string, number>>;
    expect(basic).toMatchObject({
      "detail-type": "ECR Image Scan",
      resources: [ARN],
      time: "2026-11-23T08:00:20Z",
      detail: { "scan-status": "COMPLETE", "repository-name": "app", "image-digest": digest, "image-tags": ["1.0"] },
    });
    expect(change).toMatchObject({
      "detail-type": "ECR Scan Resource Change",
      resources: [],
      detail: {
        "action-type": "SCAN_FREQUENCY_CHANGE",
        repositories: [
          { "repository-name": "app", "repository-arn": ARN, "scan-frequency": "CONTINUOUS_SCAN", "previous-scan-frequency": "SCAN_ON_PUSH" },
        ],
        "resource-type": "REPOSITORY",
        "scan-type": "ENHANCED",
      },
    });
    const TOTAL = Object.values(counts).reduce((sum, count) => sum + count, 0);
    expect(enhanced).toMatchObject({
      "detail-type": "Inspector2 Scan",
      source: "aws.inspector2",
      resources: [ARN],
      detail: {
        "scan-status": "INITIAL_SCAN_COMPLETE",
        "repository-name": ARN,
        "finding-severity-counts": { ...counts, TOTAL },
        "image-digest": digest,
      },
    });
  });

  it("tells of a copy where it was to be", async () => {
    const europe = await listen(cloud, EVERYTHING, { region: "eu-west-1" });
    const stranger = await listen(cloud, EVERYTHING, { account: OTHER_ACCOUNT });
    const destinations = [
      { region: "eu-west-1", registryId: "111122223333" },
      { region: "us-east-1", registryId: OTHER_ACCOUNT },
    ];
    await cloud.ecr("PutReplicationConfiguration", { replicationConfiguration: { rules: [{ destinations }] } });
    const { digest } = await client.image("app", "1.0");
    cloud.pass(5 * MINUTE);
    const detail = (result: string) => ({
      result,
      "repository-name": "app",
      "image-digest": digest,
      "source-account": "111122223333",
      "action-type": "REPLICATE",
      "source-region": "us-east-1",
      "image-tag": "1.0",
    });
    expect(await europe.events()).toMatchObject([
      { "detail-type": "ECR Replication Action", account: "111122223333", region: "eu-west-1", detail: detail("SUCCESS") },
    ]);
    // No registry policy lets the copy in.
    expect(await stranger.events()).toMatchObject([
      {
        account: OTHER_ACCOUNT,
        resources: [`arn:aws:ecr:us-east-1:${OTHER_ACCOUNT}:repository/app`],
        detail: detail("FAILED"),
      },
    ]);
  });

  it("tells of images that came through the cache, and of those that did not", async () => {
    const listener = await listen(cloud, { "detail-type": ["ECR Pull Through Cache Action"] });
    await cloud.ecr("CreatePullThroughCacheRule", { ecrRepositoryPrefix: "ecr-public", upstreamRegistryUrl: "public.ecr.aws" });
    const name = "ecr-public/docker/library/alpine";
    const { text } = await client.send("GET", `/v2/${name}/manifests/3.22`);
    await client.send("GET", `/v2/${name}/manifests/absent`);
    const detail = (status: string, tag: string) => ({
      "rule-version": "1",
      "sync-status": status,
      "ecr-repository-prefix": "ecr-public",
      "repository-name": name,
      "upstream-registry-url": "public.ecr.aws",
      "image-tag": tag,
    });
    const told = await listener.events();
    expect(told.map((event) => event.resources)).toEqual(told.map(() => [`arn:aws:ecr:us-east-1:111122223333:repository/${name}`]));
    expect(told.map((event) => event.detail)).toEqual([
      { ...detail("SUCCESS", "3.22"), "image-digest": digestOf(nodeHasher, text) },
      detail("FAILED", "absent"),
    ]);
  });
});
