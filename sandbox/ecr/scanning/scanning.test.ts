import { describe, expect, it } from "vitest";
import { PULLER, REGION } from "../../cloud/testing.ts";
import { ecrKit, invalid, refusal } from "../../cloud/testing-ecr.ts";
import { ALPINE_RELEASE, apkDatabase, baseLayer, pushImage, tarLayer } from "../../cloud/testing-scan.ts";
import { nodeHasher } from "../../node/hasher.ts";
import type { Output } from "../model/index.ts";
import { FEED } from "./feed.ts";
import { ONCE_PER, SCANNING } from "./scan.ts";

const { cloud, addImage } = ecrKit(nodeHasher);

/** A repository with the Alpine base image. */
async function withAlpine(tag = "v1") {
  const test = cloud();
  await test.ecr("CreateRepository", { repositoryName: "web" });
  const alpine = await baseLayer(test, "alpine-3.22", 3_800_000);
  const digest = await pushImage(test, "web", tag, [alpine]);
  return { ...test, test, alpine, digest };
}

const imageId = { imageTag: "v1" };
const asked = { repositoryName: "web", imageId };

type Answer = Output<"DescribeImageScanFindings">;

describe("a basic scan", () => {
  it("goes on for a while, and then shows what the image's packages have", async () => {
    const { ecr, pass, digest } = await withAlpine();
    const started = { registryId: "111122223333", repositoryName: "web", imageId: { imageDigest: digest, imageTag: "v1" } };
    expect((await ecr("StartImageScan", asked)).json).toEqual({ ...started, imageScanStatus: { status: "IN_PROGRESS" } });
    expect((await ecr("DescribeImageScanFindings", asked)).json).toEqual({ ...started, imageScanStatus: { status: "IN_PROGRESS" } });
    pass(SCANNING - 1);
    expect((await ecr("DescribeImageScanFindings", asked)).json).toEqual({ ...started, imageScanStatus: { status: "IN_PROGRESS" } });
    pass(1);
    const { imageScanFindings = {}, ...rest } = (await ecr("DescribeImageScanFindings", asked)).json as Answer;
    expect(rest).toEqual({ ...started, imageScanStatus: { status: "COMPLETE", description: "The scan was completed successfully." } });
    expect(imageScanFindings.findingSeverityCounts).toEqual({ CRITICAL: 4, LOW: 6 });
    expect(Object.keys(imageScanFindings)).toEqual(["imageScanCompletedAt", "vulnerabilitySourceUpdatedAt", "findingSeverityCounts", "findings"]);
    expect(imageScanFindings.findings?.[0]).toEqual({
      name: "CVE-2025-15467",
      description:
        "A CMS AuthEnvelopedData message with an oversized initialization vector overflows a buffer on the stack before it is authenticated.",
      uri: "https://cve.mitre.org/cgi-bin/cvename.cgi?name=CVE-2025-15467",
      severity: "CRITICAL",
      attributes: [
        { key: "package_version", value: "3.5.4-r0" },
        { key: "package_name", value: "libcrypto3" },
        { key: "CVSS3_VECTOR", value: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H" },
        { key: "CVSS3_SCORE", value: "9.8" },
      ],
    });
  });

  it("is one per image in 24 hours", async () => {
    const { ecr, pass } = await withAlpine();
    await ecr("StartImageScan", asked);
    pass(ONCE_PER - 1);
    expect((await ecr("StartImageScan", asked)).json).toEqual(
      refusal("LimitExceededException", "The scan quota per image has been exceeded. Wait and try again."),
    );
    pass(1);
    expect((await ecr("StartImageScan", asked)).status).toBe(200);
  });

  it("comes in pages, which joined are the whole", async () => {
    const { ecr, pass } = await withAlpine();
    await ecr("StartImageScan", asked);
    pass(SCANNING);
    const whole = ((await ecr("DescribeImageScanFindings", asked)).json as Answer).imageScanFindings?.findings;
    const joined: unknown[] = [];
    let nextToken: string | undefined;
    do {
      const { json } = await ecr("DescribeImageScanFindings", { ...asked, maxResults: 3, nextToken });
      joined.push(...((json as Answer).imageScanFindings?.findings ?? []));
      nextToken = json.nextToken as string | undefined;
    } while (nextToken);
    expect(joined).toEqual(whole);
    expect((await ecr("DescribeImageScanFindings", { ...asked, nextToken: "nonsense" })).json).toEqual(
      invalid("nextToken", "Invalid pagination token provided"),
    );
  });

  it("fails for an image without a package database", async () => {
    const { ecr, pass, test } = await withAlpine("base");
    await pushImage(test, "web", "v1", [tarLayer({ "app/server": "#!/bin/sh\n" })]);
    await ecr("StartImageScan", asked);
    pass(SCANNING);
    const { json } = await ecr("DescribeImageScanFindings", asked);
    expect(json.imageScanStatus).toEqual({
      status: "FAILED",
      description: "UnsupportedImageError: The operating system and/or package manager are not supported.",
    });
    expect(json).not.toHaveProperty("imageScanFindings");
  });

  it.each([
    ["an index", "application/vnd.oci.image.index.v1+json"],
    ["an artifact", "application/vnd.cncf.helm.config.v1+json"],
  ])("is refused for %s", async (what, type) => {
    const { ecr, test, digest } = await withAlpine("base");
    if (what === "an artifact") await pushImage(test, "web", "v1", [], type);
    else {
      const manifests = [{ mediaType: "application/vnd.oci.image.manifest.v1+json", digest, size: 1 }];
      await ecr("PutImage", {
        repositoryName: "web",
        imageTag: "v1",
        imageManifest: JSON.stringify({ schemaVersion: 2, mediaType: type, manifests }),
      });
    }
    expect((await ecr("StartImageScan", asked)).json.__type).toBe("UnsupportedImageTypeException");
  });

  it("is refused for an archived image", async () => {
    const { ecr } = await withAlpine();
    await ecr("UpdateImageStorageClass", { ...asked, targetStorageClass: "ARCHIVE" });
    expect((await ecr("StartImageScan", asked)).json.__type).toBe("ImageArchivedException");
  });

  it("is not there before it begins, nor for what is not there", async () => {
    const { ecr, digest } = await withAlpine();
    const none = `Image scan does not exist for the image with '{imageDigest:'${digest}', imageTag:'null'}' in the repository with name 'web' in the registry with id '111122223333'`;
    expect((await ecr("DescribeImageScanFindings", { repositoryName: "web", imageId: { imageDigest: digest } })).json).toEqual(
      refusal("ScanNotFoundException", none),
    );
    for (const operation of ["StartImageScan", "DescribeImageScanFindings"]) {
      expect((await ecr(operation, { repositoryName: "nope", imageId })).json.__type).toBe("RepositoryNotFoundException");
      expect((await ecr(operation, { repositoryName: "web", imageId: { imageTag: "nope" } })).json.__type).toBe("ImageNotFoundException");
    }
  });

  it("leaves DescribeImages without a status, as AWS's own engine does", async () => {
    const { ecr, pass } = await withAlpine();
    await ecr("StartImageScan", asked);
    pass(SCANNING);
    const [detail] = (await ecr("DescribeImages", { repositoryName: "web" })).json.imageDetails as object[];
    expect(detail).not.toHaveProperty("imageScanStatus");
    expect(detail).not.toHaveProperty("imageScanFindingsSummary");
  });

  it("goes with its image, and a new push is not held to the old scan", async () => {
    const { ecr, test, alpine } = await withAlpine();
    await ecr("StartImageScan", asked);
    await ecr("BatchDeleteImage", { repositoryName: "web", imageIds: [imageId] });
    await pushImage(test, "web", "v1", [alpine]);
    expect((await ecr("DescribeImageScanFindings", asked)).json.__type).toBe("ScanNotFoundException");
    expect((await ecr("StartImageScan", asked)).status).toBe(200);
  });

  it("is started only by those who may", async () => {
    const { ecr } = await withAlpine();
    expect((await ecr("StartImageScan", asked, PULLER)).json.message).toMatch(
      /puller is not authorized to perform: ecr:StartImageScan on resource: arn:aws:ecr:us-east-1:111122223333:repository\/web /,
    );
    expect((await ecr("DescribeImageScanFindings", asked, PULLER)).json.__type).toBe("ScanNotFoundException");
  });
});

describe("what is found", () => {
  /** Findings of an image made of these layers. */
  async function scanned(...layers: readonly Readonly<Record<string, string>>[]): Promise<string[] | undefined> {
    const test = cloud();
    await test.ecr("CreateRepository", { repositoryName: "web", imageScanningConfiguration: { scanOnPush: true } });
    await pushImage(test, "web", "v1", layers.map(tarLayer));
    test.pass(SCANNING);
    const { json } = await test.ecr("DescribeImageScanFindings", asked);
    return (json as Answer).imageScanFindings?.findings?.map(({ name, attributes }) => `${name} ${attributes?.[1]?.value} ${attributes?.[0]?.value}`);
  }

  const old = { "etc/os-release": ALPINE_RELEASE, "lib/apk/db/installed": apkDatabase("zlib 1.2.11-r3", "musl 1.2.5-r9") };

  it("is in the package database of the pushed layers, whoever built them", async () => {
    expect(await scanned(old)).toEqual(["CVE-2022-37434 zlib 1.2.11-r3", "CVE-2025-26519 musl 1.2.5-r9"]);
  });

  it("is gone when a later layer brings the mended version", async () => {
    expect(await scanned(old, { "lib/apk/db/installed": apkDatabase("zlib 1.3.1-r2", "musl 1.2.5-r10") })).toEqual([]);
  });

  it("is named after the binary package, by the advisories of its source", async () => {
    const database = apkDatabase("libcrypto3 3.5.3-r0 openssl");
    expect(await scanned({ ...old, "lib/apk/db/installed": database })).toContain("CVE-2025-9230 libcrypto3 3.5.3-r0");
  });

  it("is nothing when the database has been removed, with its file or with its folder", async () => {
    expect(await scanned(old, { "lib/apk/db/.wh.installed": "" })).toBeUndefined();
    expect(await scanned(old, { "lib/.wh.apk": "" })).toBeUndefined();
    expect(await scanned(old, { "lib/apk/.wh..wh..opq": "" })).toBeUndefined();
  });

  it("leaves out versions from before the mistake was made", async () => {
    const with_ = (version: string) => scanned({ ...old, "lib/apk/db/installed": apkDatabase(`xz-libs ${version} xz`) });
    expect(await with_("5.4.6-r0")).toEqual([]);
    expect(await with_("5.6.1-r0")).toEqual(["CVE-2024-3094 xz-libs 5.6.1-r0"]);
    expect(await with_("5.6.1-r2")).toEqual([]);
  });

  it("is what Debian's status file says is installed", async () => {
    const status = (state: string) => `Package: bash\nStatus: ${state}\nArchitecture: amd64\nVersion: 4.2+dfsg-0.1\nDescription: shell\n more\n\n`;
    const release = 'ID=debian\nVERSION_ID="7"\n';
    const shellshock = (state: string) => scanned({ "etc/os-release": release, "var/lib/dpkg/status": status(state) });
    expect(await shellshock("install ok installed")).toEqual(["CVE-2014-6271 bash 4.2+dfsg-0.1"]);
    expect(await shellshock("deinstall ok config-files")).toBeUndefined();
  });

  it("has an entry in the feed for every name, once, and scores that fit the severities of no vendor", () => {
    expect(new Set(FEED.map(({ id }) => id)).size).toBe(FEED.length);
    for (const { id, score, severity, fixed } of FEED) {
      expect(id).toMatch(/^CVE-\d{4}-\d{4,}$/);
      if (severity === "CRITICAL") expect(score).toBeGreaterThanOrEqual(9);
      expect(Object.keys(fixed).length).toBeGreaterThan(0);
    }
  });
});

describe("a scan on push", () => {
  it("begins with the push by the repository's switch, and is the day's scan", async () => {
    const { ecr, test, alpine } = await withAlpine("base");
    await ecr("PutImageScanningConfiguration", { repositoryName: "web", imageScanningConfiguration: { scanOnPush: true } });
    await pushImage(test, "web", "v1", [alpine]);
    expect((await ecr("DescribeImageScanFindings", asked)).json.imageScanStatus).toEqual({ status: "IN_PROGRESS" });
    expect((await ecr("StartImageScan", asked)).json.__type).toBe("LimitExceededException");
    expect((await ecr("DescribeImageScanFindings", { ...asked, imageId: { imageTag: "base" } })).json.__type).toBe("ScanNotFoundException");
  });

  it("begins by a rule of the registry, for names that its filters match", async () => {
    const { ecr, test, alpine } = await withAlpine("base");
    await ecr("PutRegistryScanningConfiguration", {
      scanType: "BASIC",
      rules: [{ scanFrequency: "SCAN_ON_PUSH", repositoryFilters: [{ filter: "prod*", filterType: "WILDCARD" }] }],
    });
    await ecr("CreateRepository", { repositoryName: "prod/web" });
    await pushImage(test, "prod/web", "v1", [alpine]);
    await pushImage(test, "web", "v1", [alpine]);
    expect((await ecr("DescribeImageScanFindings", { ...asked, repositoryName: "prod/web" })).status).toBe(200);
    expect((await ecr("DescribeImageScanFindings", asked)).json.__type).toBe("ScanNotFoundException");
  });

  it("begins again when an image comes back from the archive, without what was found before", async () => {
    const { ecr, pass, test, digest } = await withAlpine();
    await ecr("PutImageScanningConfiguration", { repositoryName: "web", imageScanningConfiguration: { scanOnPush: true } });
    const status = async () => (await ecr("DescribeImageScanFindings", asked)).json.imageScanStatus;
    await ecr("StartImageScan", asked);
    pass(ONCE_PER);
    await ecr("UpdateImageStorageClass", { ...asked, targetStorageClass: "ARCHIVE" });
    await ecr("UpdateImageStorageClass", { ...asked, targetStorageClass: "STANDARD" });
    pass(20 * 60_000);
    expect(await status()).toEqual({ status: "IN_PROGRESS" });
    pass(SCANNING);
    expect(await status()).toMatchObject({ status: "COMPLETE" });
    // Pushed again it is restored at once.
    await ecr("UpdateImageStorageClass", { ...asked, targetStorageClass: "ARCHIVE" });
    expect(await pushImage(test, "web", "v1", [await baseLayer(test, "alpine-3.22", 3_800_000)])).toBe(digest);
    expect(await status()).toEqual({ status: "IN_PROGRESS" });
    // Where pushes are not scanned, nothing is there any more.
    await ecr("PutImageScanningConfiguration", { repositoryName: "web", imageScanningConfiguration: { scanOnPush: false } });
    await ecr("UpdateImageStorageClass", { ...asked, targetStorageClass: "ARCHIVE" });
    await ecr("UpdateImageStorageClass", { ...asked, targetStorageClass: "STANDARD" });
    pass(20 * 60_000);
    expect((await ecr("DescribeImageScanFindings", asked)).json.__type).toBe("ScanNotFoundException");
  });

  it("begins with a pull through the cache, for each platform, by the registry's rules", async () => {
    const test = cloud();
    const { ecr, pass } = test;
    await ecr("PutRegistryScanningConfiguration", {
      scanType: "BASIC",
      rules: [{ scanFrequency: "SCAN_ON_PUSH", repositoryFilters: [{ filter: "quay/*", filterType: "WILDCARD" }] }],
    });
    await ecr("CreatePullThroughCacheRule", { ecrRepositoryPrefix: "quay", upstreamRegistryUrl: "quay.io" });
    const repositoryName = "quay/libpod/alpine";
    const pulled = (await ecr("BatchGetImage", { repositoryName, imageIds: [{ imageTag: "latest" }] })).json as Output<"BatchGetImage">;
    const { manifests } = JSON.parse(pulled.images?.[0]?.imageManifest ?? "") as { manifests: { digest: string }[] };
    pass(SCANNING);
    for (const { digest } of manifests) {
      const { json } = await ecr("DescribeImageScanFindings", { repositoryName, imageId: { imageDigest: digest } });
      expect((json as Answer).imageScanFindings?.findingSeverityCounts).toEqual({ CRITICAL: 4, LOW: 6 });
    }
  });

  it("is logged when it has ended", async () => {
    const { store, ecr, pass } = await withAlpine();
    await ecr("StartImageScan", asked);
    pass(SCANNING);
    await ecr("DescribeRegistry");
    const event = [...store.events].find(({ kind }) => kind === "scan");
    expect(event).toMatchObject({ kind: "scan", of: "web", has: { status: "COMPLETE", tag: "v1", CRITICAL: 4, LOW: 6 } });
  });

  it("ends once, however many requests come at its time", async () => {
    const { ecr, pass, store } = await withAlpine();
    await ecr("StartImageScan", asked);
    pass(SCANNING);
    await Promise.all(Array.from({ length: 5 }, () => ecr("DescribeRepositories")));
    expect(store.events.filter(({ kind }) => kind === "scan")).toHaveLength(1);
  });

  it("of an image that is no image begins nothing", async () => {
    const { ecr, test } = await withAlpine("base");
    await ecr("PutImageScanningConfiguration", { repositoryName: "web", imageScanningConfiguration: { scanOnPush: true } });
    await addImage(test, "web", "{}", "empty");
    await pushImage(test, "web", "v1", [], "application/vnd.cncf.helm.config.v1+json");
    expect((await ecr("DescribeImageScanFindings", asked)).json.__type).toBe("ScanNotFoundException");
  });
});

describe("enhanced scanning", () => {
  const put = (rules: readonly [string, string][]) => ({
    scanType: "ENHANCED",
    rules: rules.map(([scanFrequency, filter]) => ({ scanFrequency, repositoryFilters: [{ filter, filterType: "WILDCARD" }] })),
  });

  it("of continuous frequency scans what is there, stays active, and groups packages by vulnerability", async () => {
    const { ecr, pass, digest } = await withAlpine();
    await ecr("PutRegistryScanningConfiguration", put([["CONTINUOUS_SCAN", "*"]]));
    expect((await ecr("DescribeImageScanFindings", asked)).json.__type).toBe("ScanNotFoundException");
    pass(SCANNING);
    const { imageScanStatus, imageScanFindings = {} } = (await ecr("DescribeImageScanFindings", asked)).json as Answer;
    expect(imageScanStatus).toEqual({ status: "ACTIVE", description: "Continuous scan is selected for image." });
    expect(imageScanFindings.findingSeverityCounts).toEqual({ CRITICAL: 2, LOW: 2 });
    expect(imageScanFindings.enhancedFindings?.[0]).toMatchObject({
      awsAccountId: "111122223333",
      findingArn: expect.stringMatching(new RegExp(`^arn:aws:inspector2:${REGION}:111122223333:finding/[0-9a-f]{32}$`)),
      packageVulnerabilityDetails: {
        vulnerabilityId: "CVE-2025-15467",
        vulnerablePackages: [
          { arch: "X86_64", epoch: 0, name: "libcrypto3", packageManager: "OS", release: "r0", version: "3.5.4", fixedInVersion: "3.5.5-r0" },
          { name: "libssl3" },
        ],
      },
      resources: [
        {
          id: `arn:aws:ecr:${REGION}:111122223333:repository/web/${digest}`,
          type: "AWS_ECR_CONTAINER_IMAGE",
          details: { awsEcrContainerImage: { architecture: "amd64", imageHash: digest, imageTags: ["v1"], platform: "ALPINE_LINUX_3_22" } },
        },
      ],
      title: "CVE-2025-15467 - libcrypto3, libssl3",
      severity: "CRITICAL",
      fixAvailable: "YES",
    });
    expect(imageScanFindings).not.toHaveProperty("findings");
  });

  it("of continuous frequency ends 14 days after the push, and never begins for what is older", async () => {
    const { ecr, pass, test, alpine } = await withAlpine("old");
    pass(14 * ONCE_PER - 1);
    await pushImage(test, "web", "v1", [alpine]);
    pass(1);
    await ecr("PutRegistryScanningConfiguration", put([["CONTINUOUS_SCAN", "*"]]));
    pass(SCANNING);
    const scanOf = async (imageTag: string) => (await ecr("DescribeImageScanFindings", { repositoryName: "web", imageId: { imageTag } })).json;
    const expired = { status: "SCAN_ELIGIBILITY_EXPIRED", description: "The scan eligibility of the image has expired." };
    expect(await scanOf("old")).toMatchObject({ imageScanStatus: expired });
    expect(await scanOf("v1")).toMatchObject({
      imageScanStatus: { status: "ACTIVE" },
      imageScanFindings: { findingSeverityCounts: { CRITICAL: 2 } },
    });
    pass(14 * ONCE_PER);
    const ended = await scanOf("v1");
    expect(ended.imageScanStatus).toEqual(expired);
    expect(ended).not.toHaveProperty("imageScanFindings");
  });

  it("takes no scan by hand, and hides the basic ones", async () => {
    const { ecr, pass } = await withAlpine();
    await ecr("StartImageScan", asked);
    pass(SCANNING);
    await ecr("PutRegistryScanningConfiguration", put([["SCAN_ON_PUSH", "*"]]));
    expect((await ecr("StartImageScan", asked)).json).toEqual(refusal("ValidationException", "This feature is disabled"));
    expect((await ecr("DescribeImageScanFindings", asked)).json.__type).toBe("ScanNotFoundException");
    await ecr("PutRegistryScanningConfiguration", { scanType: "BASIC", rules: [] });
    expect((await ecr("DescribeImageScanFindings", asked)).status).toBe(200);
  });

  it("on push ignores the repository's own switch, and leaves alone what no filter names", async () => {
    const { ecr, test, alpine, pass } = await withAlpine("base");
    await ecr("PutImageScanningConfiguration", { repositoryName: "web", imageScanningConfiguration: { scanOnPush: true } });
    await ecr("PutRegistryScanningConfiguration", put([["SCAN_ON_PUSH", "prod"]]));
    await ecr("CreateRepository", { repositoryName: "my-prod-web" });
    for (const repositoryName of ["web", "my-prod-web"]) await pushImage(test, repositoryName, "v1", [alpine]);
    pass(SCANNING);
    expect((await ecr("DescribeImageScanFindings", asked)).json.__type).toBe("ScanNotFoundException");
    expect((await ecr("DescribeImageScanFindings", { ...asked, repositoryName: "my-prod-web" })).json.imageScanStatus).toEqual({
      status: "COMPLETE",
      description: "The scan was completed successfully.",
    });
  });
});

describe("a copy by replication", () => {
  const WEST = "us-west-2";
  const MINUTES = 5 * 60_000;

  async function replicated(scanOnPush: boolean) {
    const test = cloud();
    const destinations = [{ region: WEST, registryId: "111122223333" }];
    await test.ecr("PutReplicationConfiguration", { replicationConfiguration: { rules: [{ destinations }] } });
    await test.ecr("CreateRepository", { repositoryName: "web" });
    const imageScanningConfiguration = { scanOnPush };
    await test.ecr("CreateRepository", { repositoryName: "web", imageScanningConfiguration }, undefined, WEST);
    await pushImage(test, "web", "v1", [await baseLayer(test, "alpine-3.22", 3_800_000)]);
    test.pass(MINUTES);
    return { ...test, inWest: (await test.ecr("DescribeImageScanFindings", asked, undefined, WEST)).json as Answer & { __type?: string } };
  }

  it("is scanned where it arrives, when pushes are scanned there", async () => {
    const { ecr, inWest } = await replicated(true);
    expect(inWest.imageScanStatus?.status).toBe("COMPLETE");
    expect(inWest.imageScanFindings?.findingSeverityCounts).toEqual({ CRITICAL: 4, LOW: 6 });
    expect((await ecr("DescribeImageScanFindings", asked)).json.__type).toBe("ScanNotFoundException");
  });

  it("is not scanned otherwise", async () => {
    expect((await replicated(false)).inWest.__type).toBe("ScanNotFoundException");
  });
});
