import { mkdtempSync, readdirSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
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
    staging.expect?.();
    for (const part of ["a", "bc", "def", "g"]) await staging.append(utf8(part));
    const digest = digestOf(nodeHasher, "abcdefg");
    await staging.complete(digest);
    expect(text(await collect(blobs.read(digest)))).toBe("abcdefg");
    expect(readdirSync(join(folder, "staging"))).toEqual([]);
  });

  it("leaves no file of an upload that ends as soon as it has begun", async () => {
    const blobs = diskBlobs({ folder, durable: false });
    for (let index = 0; index < 300; index++) {
      const staging = blobs.stage(`u${index}`);
      staging.expect?.();
      if (index % 2) {
        await staging.discard();
      } else {
        await staging.append(utf8(`${index}`));
        await staging.complete(digestOf(nodeHasher, `${index}`));
      }
    }
    await setTimeout(50);
    expect(readdirSync(join(folder, "staging"))).toEqual([]);
    expect(readdirSync(join(folder, "blobs")).length).toBe(150);
  });

  it("never completes an upload of which a flush has failed", async () => {
    const blobs = diskBlobs({ folder, durable: true });
    // A device that takes bytes, and no flush.
    symlinkSync("/dev/null", join(folder, "staging", "u1"));
    const staging = blobs.stage("u1");
    await staging.append(utf8("abc"));
    for (let tries = 0; tries < 2; tries++) await expect(staging.complete(digestOf(nodeHasher, "abc"))).rejects.toThrow("EINVAL");
    expect(await blobs.size(digestOf(nodeHasher, "abc"))).toBeUndefined();
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
