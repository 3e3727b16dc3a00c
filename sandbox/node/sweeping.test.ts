import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { utf8 } from "../kernel/bytes.ts";
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

const onDisk = () => readdirSync(join(folder, "blobs")).map((file): Digest => `sha256:${file}`);

describe("a sweep", () => {
  it("frees what no repository names, and keeps what one does", async () => {
    const [kept, free] = [await blobs.put(utf8("kept")), await blobs.put(utf8("free"))];
    name(kept);
    await sweepBlobs(store, blobs);
    expect(onDisk().sort()).toEqual([kept, free].sort());
    await sweepBlobs(store, blobs);
    expect(onDisk()).toEqual([kept]);
  });

  it("keeps what is named while it runs", async () => {
    const digests: Digest[] = [];
    for (let i = 0; i < 100; i++) digests.push(await blobs.put(utf8(`blob ${i}`)));
    await sweepBlobs(store, blobs);
    const sweep = sweepBlobs(store, blobs);
    const late = digests.at(-1) as Digest;
    name(late);
    await sweep;
    expect(onDisk()).toEqual([late]);
  });

  it("lets an upload of the same content, in its midst, have its blob", async () => {
    for (let i = 0; i < 200; i++) await blobs.put(utf8(`blob ${i}`));
    await sweepBlobs(store, blobs);
    const sweep = sweepBlobs(store, blobs);
    const again: Digest[] = [];
    for (let i = 0; i < 200; i += 20) {
      const staging = blobs.stage(`u${i}`);
      await staging.append(utf8(`blob ${i}`));
      const digest = digestOf(nodeHasher, `blob ${i}`);
      await staging.complete(digest);
      name(digest);
      again.push(digest);
    }
    await sweep;
    expect(onDisk().sort()).toEqual(again.sort());
    for (const digest of again) expect(await blobs.size(digest)).toBeGreaterThan(0);
  });

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
    await new Promise((resolve) => setTimeout(resolve, 100));
    await sweeper.close();
    const at = times;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect([most, running, times]).toEqual([1, 0, at]);
    expect(times).toBeGreaterThan(2);
  });
});
