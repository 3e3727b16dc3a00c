/**
 * How the cost of one request grows with what the registry holds: 100,000 images beside 1,000, through the door, signature and all. CPU
 * time of this process, for the machine is shared.
 */
import { testCloud } from "../sandbox/cloud/testing.ts";
import { nodeHasher } from "../sandbox/node/hasher.ts";
import { memberKey, registryKey, repositoryKey } from "../sandbox/world/keys.ts";
import { alternate, median, ownCpuOf } from "./measure.ts";
import type { Row } from "./row.ts";

const TURNS = 40;
const REPEATS = 25;
const layer = `sha256:${"1".repeat(64)}` as const;

function manifest(index: number): string {
  return JSON.stringify({
    schemaVersion: 2,
    mediaType: "application/vnd.oci.image.manifest.v1+json",
    config: { mediaType: "application/vnd.oci.image.config.v1+json", digest: layer, size: 10 },
    layers: [],
    annotations: { index: String(index) },
  });
}

/** A cloud with one repository of so many images. */
function cloudOf(images: number) {
  const cloud = testCloud(nodeHasher);
  const registry = { account: "111122223333", region: "us-east-1" };
  const repository = repositoryKey(registry, "big");
  cloud.store.change(({ tx, now }) => {
    tx.set("repositories", repository, {
      ...registry,
      name: "big",
      createdAt: now,
      imageTagMutability: "MUTABLE",
      scanOnPush: false,
      encryption: { encryptionType: "AES256" },
      tags: {},
    });
    tx.set("registries", registryKey(registry), { ...registry, quotas: { imagesPerRepository: 1_000_000 } });
    tx.set("layers", memberKey(repository, layer), { digest: layer, size: 10, addedAt: now });
    for (let index = 0; index < images; index++) {
      const digest = `sha256:${index.toString(16).padStart(64, "0")}` as const;
      const tag = `v${index}`;
      tx.set("images", memberKey(repository, digest), {
        digest,
        manifest: manifest(index),
        mediaType: "application/vnd.oci.image.manifest.v1+json",
        size: 10,
        pushedAt: now,
        tags: [tag],
      });
      tx.set("tags", memberKey(repository, tag), { digest, setAt: now });
    }
  });
  return cloud;
}

/** Ratios of medians: a collection of garbage falls into one turn or another, whichever cloud made it. */
export async function growthRows(): Promise<Row[]> {
  const [small, large] = [cloudOf(1_000), cloudOf(100_000)];
  let pushed = 1_000_000;
  const ask = async (cloud: typeof small, operation: string, input: unknown) => {
    const { status, json } = await cloud.ecr(operation, input);
    if (status !== 200) throw new Error(`${operation}: ${JSON.stringify(json)}`);
  };
  const jobs = {
    "DescribeImages page of 100": (cloud: typeof small) => ask(cloud, "DescribeImages", { repositoryName: "big", maxResults: 100 }),
    PutImage: (cloud: typeof small) => ask(cloud, "PutImage", { repositoryName: "big", imageManifest: manifest(pushed++), imageTag: `p${pushed}` }),
  };
  const rows: Row[] = [];
  for (const [name, job] of Object.entries(jobs)) {
    for (let turn = 0; turn < 500; turn++) for (const cloud of [small, large]) await job(cloud);
    const costs = await alternate([small, large], TURNS, (cloud) =>
      ownCpuOf(async () => {
        for (let repeat = 0; repeat < REPEATS; repeat++) await job(cloud);
      }),
    );
    const [atSmall, atLarge] = [median(costs.map(([cost]) => cost)), median(costs.map(([, cost]) => cost))];
    const each = (cost: number) => `${(cost / REPEATS).toFixed(0)} µs`;
    rows.push({ name: `${name}: at 100,000 images / at 1,000`, value: atLarge / atSmall, beside: `${each(atLarge)}, ${each(atSmall)}` });
  }
  return rows;
}
