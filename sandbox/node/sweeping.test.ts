import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { collect, utf8 } from "../kernel/bytes.ts";
import { type Digest, digestOf } from "../kernel/hash.ts";
import type { Blobs } from "../world/blobs.ts";
import { META, memberKey, repositoryKey } from "../world/keys.ts";
import { Store } from "../world/store.ts";
import type { Meta } from "../world/tables.ts";
import { applyWrites, emptyWorld } from "../world/world.ts";
import { diskBlobs, removeFolder } from "./disk-blobs.ts";
import { nodeHasher } from "./hasher.ts";
import { sweepBlobs, sweepEvery } from "./sweeping.ts";

const REGISTRY = { account: "111122223333", region: "us-east-1" };
const meta: Meta = {
  schema: 1,
  now: 0,
  offset: 0,
  seed: "test",
  counter: 0,
  command: 0,
  sealingKey: "00".repeat(32),
  ...REGISTRY,
  cli: 2,
  preset: "blank",
};

let folder = "";
let blobs: Blobs;
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gantry-sweep-"));
  blobs = diskBlobs({ folder, durable: false });
  store = new Store(applyWrites(emptyWorld(), [{ table: "meta", key: META, row: meta }]), { hasher: nodeHasher });
});
afterEach(() => removeFolder(folder));

function name(digest: Digest, repository = "web"): void {
  store.change(({ tx }) => tx.set("layers", memberKey(repositoryKey(REGISTRY, repository), digest), { digest, size: 1, addedAt: 0 }));
}

/** Which of them the store still has. */
async function left(digests: readonly Digest[]): Promise<Digest[]> {
  const sizes = await Promise.all(digests.map((digest) => blobs.size(digest)));
  return digests.filter((_, index) => sizes[index] !== undefined);
}

describe.each([
  ["small", 0],
  ["large", 300_000],
])("a sweep of %s contents", (_, length) => {
  const content = (name: string | number) => utf8(`blob ${name}`.padEnd(length));
  const onDisk = () => readdirSync(join(folder, "blobs")).map((file): Digest => `sha256:${file}`);

  it("frees what no repository names, and keeps what one does", async () => {
    const both = [await blobs.put(content("kept")), await blobs.put(content("free"))];
    const kept = both[0] as Digest;
    name(kept);
    await sweepBlobs(store, blobs);
    expect(await left(both)).toEqual(both);
    await sweepBlobs(store, blobs);
    expect(await left(both)).toEqual([kept]);
    expect(onDisk()).toEqual(length ? [kept] : []);
  });

  it("keeps what is named while it runs", async () => {
    const digests: Digest[] = [];
    for (let i = 0; i < 100; i++) digests.push(await blobs.put(content(i)));
    await sweepBlobs(store, blobs);
    const sweep = sweepBlobs(store, blobs);
    const late = digests.at(-1) as Digest;
    name(late);
    await sweep;
    expect(await left(digests)).toEqual([late]);
    expect(onDisk()).toEqual(length ? [late] : []);
  });

  it("lets an upload of the same content, in its midst, have its blob", async () => {
    const digests: Digest[] = [];
    for (let i = 0; i < 200; i++) digests.push(await blobs.put(content(i)));
    await sweepBlobs(store, blobs);
    const sweep = sweepBlobs(store, blobs);
    const again: Digest[] = [];
    for (let i = 0; i < 200; i += 20) {
      const staging = blobs.stage(`u${i}`);
      await staging.append(content(i));
      const digest = await staging.digest();
      await staging.complete(digest);
      name(digest);
      again.push(digest);
    }
    await sweep;
    expect(await left(digests)).toEqual(again);
    for (const digest of again) expect(digestOf(nodeHasher, await collect(blobs.read(digest)))).toBe(digest);
  });
});

describe("a sweep", () => {
  it("is followed by what a killed process left behind in its staging", () => {
    mkdirSync(join(folder, "staging"), { recursive: true });
    writeFileSync(join(folder, "staging", "put-abc"), "half");
    diskBlobs({ folder, durable: false });
    expect(readdirSync(join(folder, "staging"))).toEqual([]);
  });

  it("comes again and again, never twice at once, until it is closed", async () => {
    let [running, most, times] = [0, 0, 0];
    const sweeper = sweepEvery(
      2,
      async () => {
        most = Math.max(most, ++running);
        times++;
        await new Promise((resolve) => setTimeout(resolve, 10));
        running--;
      },
      () => undefined,
    );
    await vi.waitFor(() => expect(times).toBeGreaterThan(2), 20_000);
    await sweeper.close();
    const at = times;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([most, running, times]).toEqual([1, 0, at]);
  });
});
