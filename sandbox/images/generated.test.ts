/** Generated layers and images: valid bytes, exact sizes, digests that equal what the table says (decision 20). */
import { gunzipSync } from "node:zlib";
import { gunzipSync as fflateGunzip } from "fflate";
import { describe, expect, test } from "vitest";
import { collect, text } from "../kernel/bytes.ts";
import { digestOf } from "../kernel/hash.ts";
import { KnownBytes } from "../kernel/known-bytes.ts";
import { nodeHasher as hasher } from "../node/hasher.ts";
import { memoryBlobs } from "../world/memory-blobs.ts";
import { BASE_IMAGES, type BaseImage, forArm64 } from "./bases/index.ts";
import { generatedBlobs } from "./blobs.ts";
import { baseImage, generatedImage, parseSize } from "./image.ts";
import { describeLayer, type GeneratedLayer, isFiller } from "./layer.ts";
import { untar } from "./untar.ts";

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

describe("a generated layer", () => {
  test.each([1_700, 9_999, 310_000, 65_024, 1_234_567, 65_047, 130_581])(
    "of %d bytes is exactly that long and a valid gzip of a valid tar",
    async (size) => {
      const layer = await describeLayer(hasher, `some-${size}`, size);
      const bytes = await collect(layer.open());
      expect(bytes.length).toBe(size);
      expect(layer.size).toBe(size);
      expect(digestOf(hasher, bytes)).toBe(layer.digest);
      const inner = gunzipSync(bytes);
      expect(digestOf(hasher, inner)).toBe(layer.diffId);
      expect(inner.length).toBe(layer.tarSize);
      expect(Buffer.compare(inner, fflateGunzip(bytes))).toBe(0);
      const names: string[] = [];
      for await (const member of untar(once(inner))) names.push(member.path);
      expect(names.at(-1)).toBe(`usr/share/gantry/filler-of-some-${size}.bin`);
    },
  );

  test("may be read from and to any byte", async () => {
    const layer = await describeLayer(hasher, "some-200000", 200_000);
    const whole = await collect(layer.open());
    for (const [start, end] of [
      [0, 5],
      [3, 70_000],
      [65_040, 65_050],
      [130_000, 200_000],
      [199_995, 200_000],
      [150_000, undefined],
    ] as const) {
      expect(Buffer.compare(await collect(layer.open(start, end)), whole.subarray(start, end))).toBe(0);
    }
  });
});

test.each(BASE_IMAGES.map((base) => [`${base.repository}:${base.tags[0]}`, base] as const))(
  "%s has layers whose bytes, sizes and digests agree with its manifest and configuration",
  async (_name, base) => {
    const image = await baseImage(hasher, base);
    const manifest = JSON.parse(image.manifest) as { config: { digest: string; size: number }; layers: { digest: string; size: number }[] };
    const config = JSON.parse(text(image.config)) as { rootfs: { diff_ids: string[] }; history: { empty_layer?: boolean }[] };
    expect(manifest.config).toEqual({
      mediaType: "application/vnd.oci.image.config.v1+json",
      digest: digestOf(hasher, image.config),
      size: image.config.length,
    });
    expect(config.history.filter((step) => !step.empty_layer)).toHaveLength(base.layers.length);
    for (const [at, layer] of image.layers.entries()) {
      const bytes = await collect(layer.open());
      const inner = gunzipSync(bytes);
      expect(manifest.layers[at]).toMatchObject({ digest: digestOf(hasher, bytes), size: bytes.length });
      expect(config.rootfs.diff_ids[at]).toBe(digestOf(hasher, inner));
      for await (const member of untar(once(inner))) if (!isFiller(member.path)) expect(member.size).toBeLessThan(5_000);
    }
  },
);

test("a base image for arm64 has its own layers, says so in its configuration, and its packages are for that machine", async () => {
  const base = forArm64(BASE_IMAGES[0] as BaseImage);
  const image = await generatedImage(hasher, { layers: base.layers, platform: "linux/arm64/v8", format: "oci" });
  expect(JSON.parse(text(image.config))).toMatchObject({
    architecture: "arm64",
    variant: "v8",
    config: { Cmd: ["/bin/sh"] },
    history: [{ created_by: "ADD alpine-minirootfs-3.22.2-aarch64.tar.gz / # buildkit" }, { created_by: 'CMD ["/bin/sh"]' }],
  });
  const files = new Map<string, string>();
  const layer = await collect((image.layers[0] as GeneratedLayer).open());
  for await (const member of untar(once(gunzipSync(layer))))
    if (member.kind === "file" && !isFiller(member.path)) files.set(member.path, text(await member.content()));
  expect(files.get("etc/apk/arch")).toBe("aarch64\n");
  expect(files.get("lib/apk/db/installed")).toMatch(/^P:alpine-baselayout\nV:.*\nA:aarch64\no:alpine-baselayout$/m);
});

test("an image whose layers begin with a base image's has its environment and its first layers", async () => {
  const image = await generatedImage(hasher, { layers: { "alpine-3.22": 3_800_000, "node-22": 41_000_000, "storefront-1.0": 310_000 } });
  const config = JSON.parse(text(image.config)) as { config: { Cmd: string[] }; history: { created_by: string }[] };
  expect(config.config.Cmd).toEqual(["node"]);
  expect(config.history.at(-1)?.created_by).toBe("COPY storefront-1.0 / # buildkit");
  expect(image.layers.map(({ size }) => size)).toEqual([3_800_000, 41_000_000, 310_000]);
});

test("a store over generated layers finds and reads them without keeping them", async () => {
  const blobs = generatedBlobs(memoryBlobs(hasher, { limit: 1000 }));
  const layer = await describeLayer(hasher, "node-22", 41_000_000);
  expect(await blobs.size(layer.digest)).toBe(41_000_000);
  const body = blobs.read(layer.digest);
  expect(body).toBeInstanceOf(KnownBytes);
  expect(blobs.read(layer.digest, 0)).toBeInstanceOf(KnownBytes);
  const staging = blobs.stage("u1");
  await staging.append(body);
  expect(await staging.digest()).toBe(layer.digest);
  await staging.complete(layer.digest);
  expect(await collect(blobs.read(layer.digest, 0, 2))).toEqual(new Uint8Array([0x1f, 0x8b]));
});

test("sizes of recipes are decimal", () => {
  expect(["3.8 MB", "310 kB", "12B", "1 GB", 7, "3 MiB"].map(parseSize)).toEqual([3_800_000, 310_000, 12, 1e9, 7, undefined]);
});
