/**
 * Bytes of the filler files that give generated layers their size: incompressible, seeded by the layer's name, the same everywhere
 * (decision 20). Each chunk is seeded on its own, so that any part can be made without the parts before it.
 */

/** Bytes of one chunk: the stored block of the gzip stream that carries it. */
export const CHUNK = 65_024;

/** Four words from a name (cyrb128, public domain). */
export function seedOf(name: string): readonly [number, number, number, number] {
  let [h1, h2, h3, h4] = [1779033703, 3144134277, 1013904242, 2773480762];
  for (let i = 0; i < name.length; i++) {
    const k = name.charCodeAt(i);
    h1 = h2 ^ Math.imul(h1 ^ k, 597399067);
    h2 = h3 ^ Math.imul(h2 ^ k, 2869860233);
    h3 = h4 ^ Math.imul(h3 ^ k, 951274213);
    h4 = h1 ^ Math.imul(h4 ^ k, 2716044179);
  }
  h1 = Math.imul(h3 ^ (h1 >>> 18), 597399067);
  h2 = Math.imul(h4 ^ (h2 >>> 22), 2869860233);
  h3 = Math.imul(h1 ^ (h3 >>> 17), 951274213);
  h4 = Math.imul(h2 ^ (h4 >>> 19), 2716044179);
  return [h1 ^ h2 ^ h3 ^ h4, h2 ^ h1, h3 ^ h1, h4 ^ h1];
}

/** Fills `words` (little-endian on every platform that runs this) with chunk number `index` (sfc32, public domain). */
export function fillChunk(words: Uint32Array, seed: readonly [number, number, number, number], index: number): void {
  let a = seed[0] ^ index;
  let b = seed[1];
  let c = seed[2];
  let d = seed[3] | 1;
  for (let i = -12; i < words.length; i++) {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    if (i >= 0) words[i] = t;
  }
}
