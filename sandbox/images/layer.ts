/**
 * Generated layers (decision 20): gzip of a tar that holds a few real files and one filler file, honestly named, so that the compressed
 * size is exactly the asked one. Their digests are known before a byte is made.
 */
import { concat, hex } from "../kernel/bytes.ts";
import type { Digest, Hasher } from "../kernel/hash.ts";
import { filesOf, MADE_AT } from "./bases/index.ts";
import { crc32 } from "./crc32.ts";
import { CHUNK, fillChunk, seedOf } from "./filler.ts";
import { LAYERS } from "./layers.gen.ts";
import { blockOffset, fitGzip, gzipSize, type StoredGzip, storedGzip } from "./stored-gzip.ts";
import { members, TAR_BLOCK, tarHeader } from "./tar.ts";

export interface GeneratedLayer {
  readonly name: string;
  /** Of the compressed bytes. */
  readonly digest: Digest;
  /** Of the tar inside. */
  readonly diffId: Digest;
  /** Compressed bytes: what was asked for, or what the real files need when that is more. */
  readonly size: number;
  readonly tarSize: number;
  /** Makes the compressed bytes, from `start` up to, not including, `end`. */
  open(start?: number, end?: number): AsyncIterable<Uint8Array>;
}

/** Path of the one file without meaning, as it stands in the tar. */
export function fillerPath(name: string): string {
  return `usr/share/gantry/filler-of-${name}.bin`;
}

/** True for the files that only give a layer its size; readers of an image need not read them. */
export function isFiller(path: string): boolean {
  return path.startsWith("usr/share/gantry/filler-of-");
}

const known = new Map<Digest, GeneratedLayer>();

/** Shipped layers need no work; of any other the bytes are made and hashed once (0.3 s for 41 MB). Without a size there is no filler. */
export async function describeLayer(hasher: Hasher, name: string, size?: number): Promise<GeneratedLayer> {
  return shippedLayer(name, size) ?? remember(name, size, measure(hasher, name, size));
}

/** A layer of the shipped worlds and base images. */
export function shippedLayer(name: string, size?: number): GeneratedLayer | undefined {
  const row = LAYERS[layerKey(name, size)];
  if (!row) return undefined;
  const [digest, diffId, crc] = row.split(" ") as [string, string, string];
  const cached = known.get(`sha256:${digest}`);
  return cached ?? remember(name, size, { digest: `sha256:${digest}`, diffId: `sha256:${diffId}`, crc: Number.parseInt(crc, 16) });
}

/** Keys of the shipped layers by digest. */
let shipped: Map<string, string> | undefined;

/** The layer of that digest, when it is a shipped one or has been described. Nothing is made of the others: a page's start asks for many. */
export function findLayer(digest: string): GeneratedLayer | undefined {
  const described = known.get(digest as Digest);
  if (described) return described;
  shipped ??= new Map(Object.entries(LAYERS).map(([key, row]) => [`sha256:${row.slice(0, row.indexOf(" "))}`, key]));
  const key = shipped.get(digest);
  return key === undefined ? undefined : shippedLayer(...splitKey(key));
}

export function layerKey(name: string, size?: number): string {
  return `${name} ${size ?? "-"}`;
}

export function splitKey(key: string): [string, number | undefined] {
  const [name, size] = key.split(" ") as [string, string];
  return [name, size === "-" ? undefined : Number(size)];
}

export interface Measured {
  readonly digest: Digest;
  readonly diffId: Digest;
  readonly crc: number;
}

/** Makes all bytes of a layer and hashes them: for unknown layers, and to make and to prove the table of the shipped ones. */
export function measure(hasher: Hasher, name: string, size?: number): Measured {
  const shape = shapeOf(name, size);
  const [inner, outer] = [hasher.stream(), hasher.stream()];
  let crc = 0;
  const fill = (target: Uint8Array, block: number) => {
    shape.fill(target, block);
    inner.update(target);
    crc = crc32(target, crc);
  };
  for (const part of storedGzip(shape.gzip, fill, () => crc)) outer.update(part);
  return { digest: `sha256:${hex(outer.end())}`, diffId: `sha256:${hex(inner.end())}`, crc };
}

function remember(name: string, size: number | undefined, { digest, diffId, crc }: Measured): GeneratedLayer {
  const form = shapeOf(name, size).gzip;
  const whole = gzipSize(form);
  async function* open(start = 0, end = whole): AsyncIterable<Uint8Array> {
    const shape = shapeOf(name, size);
    const first = start < blockOffset(form, 0) ? 0 : Math.floor((start - blockOffset(form, 0)) / (blockOffset(form, 1) - blockOffset(form, 0)));
    let at = first === 0 ? 0 : blockOffset(form, first);
    for (const part of storedGzip(form, shape.fill, () => crc, first)) {
      if (at >= end) return;
      const piece = part.subarray(Math.max(0, start - at), end - at);
      at += part.length;
      if (piece.length > 0) yield piece;
    }
  }
  const layer: GeneratedLayer = { name, digest, diffId, size: whole, tarSize: form.inner, open };
  known.set(digest, layer);
  return layer;
}

interface Shape {
  readonly gzip: StoredGzip;
  /** Writes the tar bytes of a block. */
  fill(target: Uint8Array, block: number): void;
}

/** Where everything lies: the real files, the filler's header, the filler, two empty blocks. */
function shapeOf(name: string, size: number | undefined): Shape {
  const files = concat(members(filesOf(name)));
  const asked = size === undefined ? undefined : fitGzip(size, TAR_BLOCK);
  const filler = (asked?.inner ?? 0) - files.length - 3 * TAR_BLOCK;
  if (!asked || filler < 0) {
    const whole = concat([files, new Uint8Array(2 * TAR_BLOCK)]);
    return {
      gzip: { inner: whole.length, extra: 0 },
      fill: (target, block) => target.set(whole.subarray(block * CHUNK, block * CHUNK + target.length)),
    };
  }
  const head = concat([files, tarHeader({ path: fillerPath(name), kind: "file", mode: 0o644, mtime: MADE_AT / 1000 }, filler)]);
  const tail = head.length + filler;
  const seed = seedOf(name);
  const words = new Uint32Array(CHUNK / 4);
  const fill = (target: Uint8Array, block: number) => {
    const from = block * CHUNK;
    fillChunk(words, seed, block);
    target.set(new Uint8Array(words.buffer, 0, target.length));
    if (from < head.length) target.set(head.subarray(from, from + target.length));
    if (from + target.length > tail) target.fill(0, Math.max(0, tail - from));
  };
  return { gzip: asked, fill };
}
