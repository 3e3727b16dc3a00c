import { mkdirSync, mkdtempSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { collect, text, utf8 } from "../kernel/bytes.ts";
import { digestOf } from "../kernel/hash.ts";
import { KnownBytes } from "../kernel/known-bytes.ts";
import { NoSuchBlob, StorageFull } from "../world/blobs.ts";
import { diskBlobs, removeFolder } from "./disk-blobs.ts";
import { nodeHasher } from "./hasher.ts";

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gantry-blobs-"));
});
afterEach(() => removeFolder(folder));

async function* breaking(...parts: string[]): AsyncIterable<Uint8Array> {
  for (const part of parts) yield utf8(part);
  throw new Error("connection reset");
}

describe("diskBlobs", () => {
  it("gives back what was put, also after a restart", async () => {
    const digest = await diskBlobs({ folder, durable: true }).put(utf8("hello registry"));
    const again = diskBlobs({ folder, durable: true });
    expect(await again.size(digest)).toBe(14);
    expect(text(await collect(again.read(digest)))).toBe("hello registry");
    expect(text(await collect(again.read(digest, 6, 9)))).toBe("reg");
    expect(() => again.read(digestOf(nodeHasher, "absent"))).toThrow(NoSuchBlob);
  });

  it("goes on with a staging after a restart and knows its digest", async () => {
    await diskBlobs({ folder, durable: false }).stage("u1").append(utf8("abc"));
    const blobs = diskBlobs({ folder, durable: false });
    const staging = blobs.stage("u1");
    expect(await staging.append(utf8("def"))).toBe(6);
    const digest = digestOf(nodeHasher, "abcdef");
    expect(await staging.digest()).toBe(digest);
    await staging.complete(digest);
    expect(text(await collect(blobs.read(digest)))).toBe("abcdef");
    expect(readdirSync(join(folder, "staging"))).toEqual([]);
  });

  it("keeps what had arrived of a body that breaks off", async () => {
    const staging = diskBlobs({ folder, durable: false }).stage("u1");
    await expect(staging.append(breaking("abc", "d"))).rejects.toThrow("connection reset");
    expect(await staging.size()).toBe(4);
    await staging.append(utf8("e"));
    expect(await staging.digest()).toBe(digestOf(nodeHasher, "abcde"));
  });

  it("writes known bytes only when they become a blob, and not at all when it has them", async () => {
    let opened = 0;
    const known = new KnownBytes(digestOf(nodeHasher, "generated"), 9, async function* () {
      opened++;
      yield utf8("generated");
    });
    const blobs = diskBlobs({ folder, durable: false });
    for (const upload of ["u1", "u2"]) {
      const staging = blobs.stage(upload);
      await staging.append(known);
      await staging.complete(await staging.digest());
    }
    expect(opened).toBe(1);
    expect(text(await collect(blobs.read(known.digest)))).toBe("generated");
  });

  it("opens a folder that somebody put other things into", async () => {
    const digest = await diskBlobs({ folder, durable: true }).put(utf8("ours"));
    for (const name of ["staging/sub", "blobs/sub", "packs/77"]) mkdirSync(join(folder, name));
    for (const name of ["staging/%zz", "packs/1e3", "packs/README"]) writeFileSync(join(folder, name), "theirs");
    symlinkSync("/nowhere", join(folder, "staging", "nowhere"));
    const blobs = diskBlobs({ folder, durable: true });
    await blobs.sweep(new Set(), (named) => named === digest);
    expect(text(await collect(blobs.read(digest)))).toBe("ours");
  });

  it("keeps chunks of every size in order", async () => {
    const sizes = [1, 70_000, 0, 1_100_000, 3, 2_500_000, 65_536];
    const parts = sizes.map((size, index) => new Uint8Array(size).fill(index + 1));
    const blobs = diskBlobs({ folder, durable: false });
    const staging = blobs.stage("u1");
    await staging.append(
      (async function* () {
        yield* parts;
      })(),
    );
    const digest = digestOf(
      nodeHasher,
      await collect(
        (async function* () {
          yield* parts;
        })(),
      ),
    );
    expect(await staging.digest()).toBe(digest);
    await staging.complete(digest);
    expect(digestOf(nodeHasher, await collect(blobs.read(digest)))).toBe(digest);
  });

  it("flushes parts while the next is on its way, and the last before the blob has its name", async () => {
    const blobs = diskBlobs({ folder, durable: true });
    const staging = blobs.stage("u1");
    for (const part of ["a", "bc", "def", "g"]) await staging.append(utf8(part));
    const digest = digestOf(nodeHasher, "abcdefg");
    await staging.complete(digest);
    expect(text(await collect(blobs.read(digest)))).toBe("abcdefg");
    expect(readdirSync(join(folder, "staging"))).toEqual([]);
    expect(readdirSync(join(folder, "blobs"))).toEqual([digest.slice(7)]);
  });

  it("makes no file of its own for a content that comes at once and is small", async () => {
    const blobs = diskBlobs({ folder, durable: true });
    for (let index = 0; index < 300; index++) {
      const staging = blobs.stage(`u${index}`);
      await staging.append(utf8(`${index}`));
      if (index % 2) await staging.discard();
      else await staging.complete(digestOf(nodeHasher, `${index}`));
    }
    expect(readdirSync(join(folder, "staging"))).toEqual([]);
    expect(readdirSync(join(folder, "blobs"))).toEqual([]);
    expect(readdirSync(join(folder, "packs"))).toEqual(["1"]);
    for (let index = 0; index < 300; index += 2) expect(text(await collect(blobs.read(digestOf(nodeHasher, `${index}`))))).toBe(`${index}`);
    expect(await blobs.size(digestOf(nodeHasher, "1"))).toBeUndefined();
  });

  it("takes one content from two at once", async () => {
    const blobs = diskBlobs({ folder, durable: true });
    const [one, other] = await Promise.all([blobs.put(utf8("same")), blobs.put(utf8("same"))]);
    expect(one).toBe(other);
    expect(text(await collect(blobs.read(one)))).toBe("same");
    expect(text(await collect(diskBlobs({ folder, durable: true }).read(one)))).toBe("same");
  });

  it("keeps the empty content", async () => {
    const blobs = diskBlobs({ folder, durable: true });
    const staging = blobs.stage("u1");
    const digest = digestOf(nodeHasher, "");
    expect(await staging.digest()).toBe(digest);
    await staging.complete(digest);
    const again = diskBlobs({ folder, durable: true });
    expect(await again.size(digest)).toBe(0);
    expect(await collect(again.read(digest))).toEqual(new Uint8Array());
  });

  it("knows a small upload after a restart, as it was and with more bytes", async () => {
    const before = diskBlobs({ folder, durable: false });
    for (const upload of ["whole", "more", "gone"]) await before.stage(upload).append(utf8(upload));
    const blobs = diskBlobs({ folder, durable: false });
    // Still under way, so a sweep leaves it alone.
    await blobs.sweep(new Set(["whole", "more"]), () => false);
    await blobs.sweep(new Set(["whole", "more"]), () => false);
    expect(await blobs.stage("gone").size()).toBe(0);
    const [whole, more] = [blobs.stage("whole"), blobs.stage("more")];
    expect(await whole.size()).toBe(5);
    await whole.complete(await whole.digest());
    expect(text(await collect(blobs.read(digestOf(nodeHasher, "whole"))))).toBe("whole");
    await more.append(utf8(" and more"));
    expect(await diskBlobs({ folder, durable: false }).stage("more").size()).toBe(13);
    await more.complete(digestOf(nodeHasher, "more and more"));
    expect(text(await collect(diskBlobs({ folder, durable: false }).read(digestOf(nodeHasher, "more and more"))))).toBe("more and more");
  });

  it("counts an upload for what it had when a crash came between its pack and its file", async () => {
    await diskBlobs({ folder, durable: false }).stage("u1").append(utf8("abc"));
    writeFileSync(join(folder, "staging", "u1"), "a");
    const staging = diskBlobs({ folder, durable: false }).stage("u1");
    expect(await staging.size()).toBe(3);
    expect(await staging.append(utf8("def"))).toBe(6);
    expect(await staging.digest()).toBe(digestOf(nodeHasher, "abcdef"));
  });

  it("has one blob of a content that came small and large at once, now and after a restart", async () => {
    const blobs = diskBlobs({ folder, durable: true });
    const [small, large] = [blobs.stage("u1"), blobs.stage("u2")];
    await small.append(utf8("abc"));
    await large.append(utf8("a"));
    await large.append(utf8("bc"));
    const digest = digestOf(nodeHasher, "abc");
    await Promise.all([small.complete(digest), large.complete(digest)]);
    for (const store of [blobs, diskBlobs({ folder, durable: true })]) expect(text(await collect(store.read(digest)))).toBe("abc");
  });

  it("never completes an upload of which a flush has failed", async () => {
    const blobs = diskBlobs({ folder, durable: true });
    // A device that takes bytes, and no flush.
    symlinkSync("/dev/null", join(folder, "staging", "large"));
    symlinkSync("/dev/null", join(folder, "packs", "1"));
    const staging = { small: blobs.stage("small"), large: blobs.stage("large") };
    await staging.small.append(utf8("abc"));
    await staging.large.append(new Uint8Array(300_000));
    for (let tries = 0; tries < 2; tries++) {
      await expect(staging.small.complete(digestOf(nodeHasher, "abc"))).rejects.toThrow("EINVAL");
      await expect(staging.large.complete(digestOf(nodeHasher, new Uint8Array(300_000)))).rejects.toThrow("EINVAL");
    }
    expect(await blobs.size(digestOf(nodeHasher, "abc"))).toBeUndefined();
    expect(await blobs.size(await blobs.put(utf8("abc")))).toBe(3);
  });

  it("refuses bytes over its limit", async () => {
    const blobs = diskBlobs({ folder, durable: false, limit: 5 });
    await expect(blobs.put(utf8("123456"))).rejects.toThrow(StorageFull);
    expect(await blobs.size(await blobs.put(utf8("12345")))).toBe(5);
  });

  it("sweeps what nobody names, but nothing that was completed since the last sweep", async () => {
    const blobs = diskBlobs({ folder, durable: false });
    const digest = await blobs.put(utf8("x"));
    await blobs.stage("gone").append(utf8("y"));
    await blobs.sweep(new Set(), () => false);
    expect(await blobs.size(digest)).toBe(1);
    expect(readdirSync(join(folder, "staging"))).toEqual([]);
    await blobs.sweep(new Set(), () => false);
    expect(await blobs.size(digest)).toBeUndefined();
    expect(readdirSync(join(folder, "blobs"))).toEqual([]);
  });
});
