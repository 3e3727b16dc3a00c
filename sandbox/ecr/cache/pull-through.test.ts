/** Pulling through the cache, as a registry client does. */
import { beforeEach, describe, expect, it } from "vitest";
import { hostedRegistries } from "../../cloud/hosted.ts";
import { createCloud } from "../../cloud/index.ts";
import { LEARNER, PULLER, type TestCloud, type TestKey, testCloud } from "../../cloud/testing.ts";
import { secretsManager } from "../../cloud/testing-json.ts";
import { registryClient } from "../../cloud/testing-registry.ts";
import { utf8 } from "../../kernel/bytes.ts";
import { digestOf } from "../../kernel/hash.ts";
import { nodeHasher } from "../../node/hasher.ts";
import { memberKey, principalKey, registryKey, repositoryKey } from "../../world/keys.ts";

const registry = { account: "111122223333", region: "us-east-1" };
const INDEX = "application/vnd.oci.image.index.v1+json";
const HOUR = 3_600_000;
const PULLS_THROUGH = ["AmazonEC2ContainerRegistryPullOnly"];

let cloud: TestCloud;
beforeEach(() => {
  cloud = testCloud(nodeHasher);
});

const rule = (ecrRepositoryPrefix: string, upstreamRegistryUrl: string, more: object = {}) =>
  cloud.ecr("CreatePullThroughCacheRule", { ecrRepositoryPrefix, upstreamRegistryUrl, ...more });
const row = (name: string) => cloud.store.world.repositories.get(repositoryKey(registry, name));
const facts = () => cloud.store.events.flatMap((event) => (event.kind === "cache-refresh" ? [event.has] : []));

async function pull(path: string, key: TestKey = LEARNER, through: TestCloud = cloud) {
  return (await registryClient(through, key)).send("GET", `/v2/${path.replace(/:([^:]+)$/, "/manifests/$1")}`);
}

function permit(...managed: string[]): void {
  cloud.store.change(({ tx }) => tx.update("principals", principalKey(registry.account, "user", "puller"), { managed }));
}

/** The same world behind a door whose public registries answer as given. */
function withUpstream(answer: (url: string) => { status: number; body?: string } | undefined): TestCloud {
  const hosted = hostedRegistries.map((service) => ({
    ...service,
    handle: async (...[request, context, report]: Parameters<typeof service.handle>) => {
      const { status, body = "" } = answer(request.url) ?? { status: 0 };
      if (status === 0) return service.handle(request, context, report);
      return { status, headers: { "content-type": "application/vnd.oci.image.manifest.v1+json" }, body: utf8(body) };
    },
  }));
  return { ...cloud, handle: createCloud({ ...cloud.options, hosted }) };
}

describe("the first pull below a prefix", () => {
  it("brings the image with its blobs into a repository of the defaults", async () => {
    await rule("ecr-public", "public.ecr.aws");
    const answer = await pull("ecr-public/docker/library/alpine:3.22");
    expect([answer.status, answer.headers["content-type"]]).toEqual([200, INDEX]);
    expect(row("ecr-public/docker/library/alpine")).toMatchObject({
      imageTagMutability: "MUTABLE",
      encryption: { encryptionType: "AES256" },
      tags: {},
    });
    const client = await registryClient(cloud);
    const { manifests } = JSON.parse(answer.text) as { manifests: { digest: string }[] };
    const image = await client.send("GET", `/v2/ecr-public/docker/library/alpine/manifests/${manifests[0]?.digest}`);
    const { layers, config } = JSON.parse(image.text) as { layers: { digest: string }[]; config: { digest: string } };
    for (const { digest } of [...layers, config]) {
      const blob = await client.send("GET", `/v2/ecr-public/docker/library/alpine/blobs/${digest}`);
      expect(blob.status).toBe(307);
      expect((await cloud.handle({ method: "GET", url: blob.headers.location ?? "", headers: {}, body: new Uint8Array() })).status).toBe(200);
    }
    const { json } = await cloud.ecr("DescribeImages", { repositoryName: "ecr-public/docker/library/alpine" });
    const tagged = (json.imageDetails as { imageTags?: string[] }[]).filter(({ imageTags }) => imageTags);
    expect(tagged).toMatchObject([{ imageTags: ["3.22"], imageSizeInBytes: expect.any(Number), imagePushedAt: 1795420800 }]);
    expect(facts()).toEqual([
      { upstream: "public.ecr.aws", prefix: "ecr-public", tag: "3.22", result: "SUCCESS", digest: digestOf(nodeHasher, answer.text) },
    ]);
  });

  it("brings an index with all its children", async () => {
    await rule("kubernetes", "registry.k8s.io");
    const index = await pull("kubernetes/pause:3.10");
    expect(index.headers["content-type"]).toBe(INDEX);
    const { manifests } = JSON.parse(index.text) as { manifests: { digest: string }[] };
    const broken = withUpstream(() => ({ status: 503 }));
    for (const { digest } of manifests)
      expect((await (await registryClient(broken)).send("GET", `/v2/kubernetes/pause/manifests/${digest}`)).status).toBe(200);
    expect((await cloud.ecr("ListImages", { repositoryName: "kubernetes/pause" })).json.imageIds).toHaveLength(3);
  });

  it("takes a digest, and asks the registry once for many pulls at a time", async () => {
    await rule("quay", "quay.io");
    let manifests = 0;
    const counting = withUpstream((url) => {
      if (url.includes("/manifests/")) manifests++;
      return undefined;
    });
    const answers = await Promise.all([1, 2, 3].map(() => pull("quay/libpod/alpine:latest", LEARNER, counting)));
    // One request without a token, one with it, and one for each platform.
    expect([answers.map(({ status }) => status), manifests]).toEqual([[200, 200, 200], 4]);
    const digest = digestOf(nodeHasher, answers[0]?.text ?? "");
    await cloud.ecr("DeleteRepository", { repositoryName: "quay/libpod/alpine", force: true });
    expect((await (await registryClient(cloud)).send("GET", `/v2/quay/libpod/alpine/manifests/${digest}`)).status).toBe(200);
  });

  it("takes the settings of the template for pulls, and the rule's prefix upstream", async () => {
    await cloud.ecr("CreateRepositoryCreationTemplate", { prefix: "base", appliedFor: ["PULL_THROUGH_CACHE"], imageTagMutability: "IMMUTABLE" });
    await rule("base", "public.ecr.aws", { upstreamRepositoryPrefix: "docker/library" });
    expect((await pull("base/busybox:1.37")).status).toBe(200);
    expect(row("base/busybox")?.imageTagMutability).toBe("IMMUTABLE");
  });

  it("brings layers that cannot be mounted elsewhere", async () => {
    await rule("quay", "quay.io");
    await cloud.ecr("PutAccountSetting", { name: "BLOB_MOUNTING", value: "ENABLED" });
    await cloud.ecr("CreateRepository", { repositoryName: "app" });
    await pull("quay/libpod/alpine:latest");
    const layer = [...cloud.store.world.layers.values()][0]?.digest;
    const mounting = `/v2/app/blobs/uploads/?mount=${layer}&from=quay/libpod/alpine`;
    expect((await (await registryClient(cloud)).send("POST", mounting)).status).toBe(202);
  });

  it("works through the API, too, and says of each image what became of it", async () => {
    await rule("ROOT", "quay.io");
    const imageIds = [{ imageTag: "latest" }, { imageTag: "absent" }];
    const { json } = await cloud.ecr("BatchGetImage", { repositoryName: "libpod/alpine", imageIds });
    expect(json).toMatchObject({
      images: [{ imageId: { imageTag: "latest" } }],
      failures: [{ imageId: { imageTag: "absent" }, failureCode: "ImageNotFound", failureReason: "Requested image not found" }],
    });
  });
});

describe("what a puller needs", () => {
  const NAME_UNKNOWN = {
    code: "NAME_UNKNOWN",
    message: "The repository with name 'quay/libpod/alpine' does not exist in the registry with id '111122223333'",
  };
  const MANIFEST_UNKNOWN = { code: "MANIFEST_UNKNOWN", message: "Requested image not found" };

  it("is ecr:CreateRepository, or the name is unknown", async () => {
    await rule("quay", "quay.io");
    permit(...PULLS_THROUGH);
    expect((await pull("quay/libpod/alpine:latest", PULLER)).error).toEqual(NAME_UNKNOWN);
  });

  it("is ecr:BatchImportUpstreamImage, or the image is not found", async () => {
    await rule("quay", "quay.io");
    permit("AmazonEC2ContainerRegistryReadOnly");
    await cloud.ecr("CreateRepository", { repositoryName: "quay/libpod/alpine" });
    expect((await pull("quay/libpod/alpine:latest", PULLER)).error).toEqual(MANIFEST_UNKNOWN);
    const asked = cloud.store.events.findLast((event) => event.kind === "request");
    expect(asked).toMatchObject({ action: "ecr:BatchImportUpstreamImage", decision: { verdict: "deny" } });
    permit(...PULLS_THROUGH);
    expect((await pull("quay/libpod/alpine:latest", PULLER)).status).toBe(200);
  });

  it("may come from the registry's policy", async () => {
    await rule("quay", "quay.io");
    permit("AmazonEC2ContainerRegistryReadOnly");
    const statement = {
      Effect: "Allow",
      Principal: { AWS: "arn:aws:iam::111122223333:user/puller" },
      Action: ["ecr:CreateRepository", "ecr:BatchImportUpstreamImage"],
      Resource: "arn:aws:ecr:us-east-1:111122223333:repository/quay/*",
    };
    cloud.store.change(({ tx }) =>
      tx.set("registries", registryKey(registry), { ...registry, policy: { Version: "2012-10-17", Statement: [statement] } }),
    );
    expect((await pull("quay/libpod/alpine:latest", PULLER)).status).toBe(200);
  });

  it("is an image that there is, or no repository comes to be", async () => {
    await rule("quay", "quay.io");
    expect((await pull("quay/libpod/absent:latest")).error).toEqual(MANIFEST_UNKNOWN);
    expect(row("quay/libpod/absent")).toBeUndefined();
    expect((await pull("other/libpod/alpine:latest")).error?.code).toBe("NAME_UNKNOWN");
  });
});

describe("a cached image", () => {
  const old = () => cloud.store.world.tags.get(memberKey(repositoryKey(registry, "quay/libpod/alpine"), "latest"));

  it("is asked about again after 24 hours, and then follows its tag", async () => {
    await rule("quay", "quay.io");
    const first = await pull("quay/libpod/alpine:latest");
    const { manifests } = JSON.parse((await pull("quay/prometheus/busybox:latest")).text) as { manifests: { digest: string }[] };
    const other = await (await registryClient(cloud)).send("GET", `/v2/quay/prometheus/busybox/manifests/${manifests[0]?.digest}`);
    const moved = withUpstream((url) => (url.endsWith("/libpod/alpine/manifests/latest") ? { status: 200, body: other.text } : undefined));
    cloud.pass(24 * HOUR - 1);
    expect((await pull("quay/libpod/alpine:latest", LEARNER, moved)).text).toBe(first.text);
    cloud.pass(1);
    expect(
      (
        await pull(
          "quay/libpod/alpine:latest",
          LEARNER,
          withUpstream(() => undefined),
        )
      ).text,
    ).toBe(first.text);
    expect(old()?.upstreamAt).toBe(cloud.store.now());
    cloud.pass(24 * HOUR);
    expect((await pull("quay/libpod/alpine:latest", LEARNER, moved)).text).toBe(other.text);
    const { json } = await cloud.ecr("DescribeImages", { repositoryName: "quay/libpod/alpine" });
    expect((json.imageDetails as { imageTags?: string[] }[]).map(({ imageTags }) => imageTags)).toEqual(
      expect.arrayContaining([["latest"], undefined]),
    );
  });

  it("is served when the registry is down, and an image that is not cached is not", async () => {
    await rule("quay", "quay.io");
    const first = await pull("quay/libpod/alpine:latest");
    const down = withUpstream(() => ({ status: 503 }));
    cloud.pass(48 * HOUR);
    const again = await (await registryClient(down)).send("GET", "/v2/quay/libpod/alpine/manifests/latest");
    expect([again.status, again.text]).toEqual([200, first.text]);
    expect(facts().at(-1)).toMatchObject({ result: "FAILED", reason: "UpstreamUnavailable" });
    const { json } = await down.ecr("BatchGetImage", { repositoryName: "quay/prometheus/busybox", imageIds: [{ imageTag: "latest" }] });
    expect(json).toMatchObject({ images: {} });
  });

  it("stays when its tag is immutable, and when its rule is gone", async () => {
    await cloud.ecr("CreateRepositoryCreationTemplate", { prefix: "quay", appliedFor: ["PULL_THROUGH_CACHE"], imageTagMutability: "IMMUTABLE" });
    await rule("quay", "quay.io");
    const first = await pull("quay/libpod/alpine:latest");
    const other = (await pull("quay/prometheus/busybox:latest")).text;
    const moved = withUpstream((url) => (url.endsWith("/libpod/alpine/manifests/latest") ? { status: 200, body: other } : undefined));
    cloud.pass(24 * HOUR);
    expect((await pull("quay/libpod/alpine:latest", LEARNER, moved)).text).toBe(first.text);
    await cloud.ecr("DeletePullThroughCacheRule", { ecrRepositoryPrefix: "quay" });
    cloud.pass(24 * HOUR);
    expect((await pull("quay/libpod/alpine:latest", LEARNER, moved)).text).toBe(first.text);
  });

  it("is nobody's who pushed a tag of their own below the prefix", async () => {
    await rule("quay", "quay.io");
    await cloud.ecr("CreateRepository", { repositoryName: "quay/libpod/alpine" });
    const { digest } = await (await registryClient(cloud)).image("quay/libpod/alpine", "latest");
    cloud.pass(10 * HOUR);
    expect(digestOf(nodeHasher, (await pull("quay/libpod/alpine:latest")).text)).toBe(digest);
    expect(facts()).toEqual([]);
  });
});

describe("a registry that wants an account", () => {
  const secret = async (value: object, name = "ecr-pullthroughcache/hub") => {
    const { json } = await secretsManager(cloud, "CreateSecret", { Name: name, SecretString: JSON.stringify(value) });
    return String(json.ARN);
  };
  const accessToken = `dckr_pat_${"a".repeat(27)}`;

  it("is pulled from with the secret's user name and access token", async () => {
    await rule("docker-hub", "registry-1.docker.io", { credentialArn: await secret({ username: "learner", accessToken }) });
    expect((await pull("docker-hub/library/alpine:3.22")).status).toBe(200);
  });

  it("refuses an official image by the short name that only Docker knows", async () => {
    await rule("docker-hub", "registry-1.docker.io", { credentialArn: await secret({ username: "learner", accessToken }) });
    const { status, error } = await pull("docker-hub/alpine:3.22");
    expect([status, error?.code]).toEqual([403, "DENIED"]);
    expect((await pull("docker-hub/library/alpine:1.0")).status).toBe(404);
  });

  it.each([
    ["a wrong token", { username: "learner", accessToken: "hunter2" }],
    ["no user name", { accessToken }],
  ])("gives nothing for %s", async (_, value) => {
    await rule("docker-hub", "registry-1.docker.io", { credentialArn: await secret(value) });
    const { json } = await cloud.ecr("BatchGetImage", { repositoryName: "docker-hub/library/alpine", imageIds: [{ imageTag: "3.22" }] });
    expect(json).toEqual({
      __type: "UnableToGetUpstreamImageException",
      message: expect.stringContaining("an issue with the Secrets Manager secret"),
    });
    expect((await pull("docker-hub/library/alpine:3.22")).error).toMatchObject({
      code: "DENIED",
      message: expect.stringContaining("secret"),
    });
  });
});

describe("another ECR registry", () => {
  it("is pulled from as the rule's role, which trusts the cache, and never in a circle", async () => {
    const there = { account: "111122223333", region: "eu-west-1" };
    await cloud.ecr("CreateRepository", { repositoryName: "team/app" }, LEARNER, "eu-west-1");
    const arn = "arn:aws:iam::111122223333:role/puller";
    const host = "111122223333.dkr.ecr.eu-west-1.amazonaws.com";
    const key = principalKey(registry.account, "role", "puller");
    const trust = (Service: string) => ({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service }, Action: "sts:AssumeRole" }],
    });
    cloud.store.change(({ tx, now }) => {
      const role = {
        account: registry.account,
        kind: "role",
        name: "puller",
        id: "AROAPULLER",
        arn,
        policies: {},
        tags: {},
        createdAt: now,
      } as const;
      tx.set("principals", key, { ...role, managed: PULLS_THROUGH, trust: trust("ecr.amazonaws.com") });
      const manifest = '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[]}';
      const digest = digestOf(nodeHasher, manifest);
      const repository = repositoryKey(there, "team/app");
      tx.set("images", memberKey(repository, digest), { digest, manifest, mediaType: INDEX, size: 0, pushedAt: now, tags: ["1"] });
      tx.set("tags", memberKey(repository, "1"), { digest, setAt: now });
    });
    expect((await rule("eu", host, { customRoleArn: arn })).status).toBe(200);
    expect((await pull("eu/team/app:1")).status).toBe(403);
    cloud.store.change(({ tx }) => tx.update("principals", key, { trust: trust("pullthroughcache.ecr.amazonaws.com") }));
    expect((await pull("eu/team/app:1")).status).toBe(200);
    const back = {
      ecrRepositoryPrefix: "team",
      upstreamRegistryUrl: "111122223333.dkr.ecr.us-east-1.amazonaws.com",
      upstreamRepositoryPrefix: "eu/team",
    };
    expect((await cloud.ecr("CreatePullThroughCacheRule", { ...back, customRoleArn: arn }, LEARNER, "eu-west-1")).status).toBe(200);
    expect((await pull("eu/team/app:2")).error?.code).toBe("MANIFEST_UNKNOWN");
  });
});
