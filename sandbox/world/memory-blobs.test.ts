import { describe, expect, it } from "vitest";
import { collect, text, utf8 } from "../kernel/bytes.ts";
import { digestOf } from "../kernel/hash.ts";
import { KnownBytes } from "../kernel/known-bytes.ts";
import { nodeHasher } from "../node/hasher.ts";
import { NoSuchBlob, StorageFull } from "./blobs.ts";
import { memoryBlobs } from "./memory-blobs.ts";

async function* breaking(...parts: string[]): AsyncIterable<Uint8Array> {
  for (const part of parts) yield utf8(part);
  throw new Error("connection reset");
}

async function* streamed(...parts: string[]): AsyncIterable<Uint8Array> {
  for (const part of parts) yield utf8(part);
}

describe("memoryBlobs", () => {
  it("gives back what was put, whole as known bytes and in part", async () => {
    const blobs = memoryBlobs(nodeHasher);
    const digest = await blobs.put(utf8("hello registry"));
    expect(digest).toBe(digestOf(nodeHasher, "hello registry"));
    expect(await blobs.size(digest)).toBe(14);
    const whole = blobs.read(digest);
    expect(whole).toBeInstanceOf(KnownBytes);
    expect(text(await collect(whole))).toBe("hello registry");
    expect(text(await collect(blobs.read(digest, 6, 9)))).toBe("reg");
    expect(text(await collect(blobs.read(digest, 6)))).toBe("registry");
  });

  it("throws NoSuchBlob for a digest that it does not hold", async () => {
    const blobs = memoryBlobs(nodeHasher);
    const digest = digestOf(nodeHasher, "absent");
    expect(() => blobs.read(digest)).toThrow(NoSuchBlob);
    expect(await blobs.size(digest)).toBeUndefined();
  });

  it("stages in any chunking and names the digest of the whole, also when looked at in between", async () => {
    const blobs = memoryBlobs(nodeHasher);
    const staging = blobs.stage("u1");
    expect(await staging.append(streamed("ab", "", "c"))).toBe(3);
    expect(await staging.digest()).toBe(digestOf(nodeHasher, "abc"));
    expect(await staging.append(utf8("def"))).toBe(6);
    const digest = await staging.digest();
    expect(digest).toBe(digestOf(nodeHasher, "abcdef"));
    await staging.complete(digest);
    expect(text(await collect(blobs.read(digest)))).toBe("abcdef");
    expect(await blobs.stage("u1").size()).toBe(0);
  });

  it("keeps what had arrived of a body that breaks off", async () => {
    const staging = memoryBlobs(nodeHasher).stage("u1");
    await expect(staging.append(breaking("abc", "d"))).rejects.toThrow("connection reset");
    expect(await staging.size()).toBe(4);
    expect(await staging.append(utf8("e"))).toBe(5);
    expect(await staging.digest()).toBe(digestOf(nodeHasher, "abcde"));
  });

  it("lets one append wait for the other", async () => {
    const staging = memoryBlobs(nodeHasher).stage("u1");
    const sizes = await Promise.all([staging.append(streamed("aa", "aa")), staging.append(streamed("b", "b")), staging.size()]);
    expect(sizes).toEqual([4, 6, 6]);
    expect(await staging.digest()).toBe(digestOf(nodeHasher, "aaaabb"));
  });

  it("keeps known bytes as a reference that nobody reads until something is appended to it", async () => {
    const blobs = memoryBlobs(nodeHasher, { limit: 20 });
    let opened = 0;
    const known = new KnownBytes(digestOf(nodeHasher, "generated"), 9, () => {
      opened++;
      return streamed("gene", "rated");
    });
    const staging = blobs.stage("u1");
    expect(await staging.append(known)).toBe(9);
    const digest = await staging.digest();
    await staging.complete(digest);
    expect(opened).toBe(0);
    expect(text(await collect(blobs.read(digest, 4, 6)))).toBe("ra");

    const longer = blobs.stage("u2");
    await longer.append(known);
    await longer.append(utf8("!"));
    expect(await longer.digest()).toBe(digestOf(nodeHasher, "generated!"));
  });

  it("refuses bytes over its limit and takes them again when room was made", async () => {
    const blobs = memoryBlobs(nodeHasher, { limit: 8 });
    const digest = await blobs.put(utf8("12345"));
    const staging = blobs.stage("u1");
    await expect(staging.append(streamed("abc", "d"))).rejects.toThrow(StorageFull);
    expect(await staging.size()).toBe(3);
    await blobs.sweep(new Set(["u1"]), () => false);
    expect(await blobs.size(digest)).toBeUndefined();
    expect(await staging.append(utf8("de"))).toBe(5);
    await staging.discard();
    expect(await blobs.stage("u1").append(utf8("12345678"))).toBe(8);
  });

  it("drops the staging of an upload that is gone when it sweeps", async () => {
    const blobs = memoryBlobs(nodeHasher);
    await blobs.stage("gone").append(utf8("x"));
    await blobs.sweep(new Set(), () => true);
    expect(await blobs.stage("gone").size()).toBe(0);
  });

  it("stops at an aborted signal and keeps what it had", async () => {
    const staging = memoryBlobs(nodeHasher).stage("u1");
    await expect(staging.append(streamed("a"), AbortSignal.abort())).rejects.toThrow();
    expect(await staging.size()).toBe(0);
  });
});
