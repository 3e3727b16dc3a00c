/**
 * A gzip stream of stored blocks around bytes that are made on demand (RFC 1951 §3.2.4, RFC 1952): valid for every reader, and its
 * exact size is known beforehand. What is missing to an asked size stands in the header's extra field.
 */
import { CHUNK } from "./filler.ts";

const FIXED = 10 + 8;
const BLOCK_HEADER = 5;
/** XLEN, a subfield id and the subfield's length. */
const SMALLEST_EXTRA = 6;

export interface StoredGzip {
  /** Bytes inside. */
  readonly inner: number;
  /** Bytes of the extra field with its length; 0 or at least 6. */
  readonly extra: number;
}

/** Bytes of the whole stream. */
export function gzipSize({ inner, extra }: StoredGzip): number {
  return FIXED + extra + inner + BLOCK_HEADER * Math.max(1, Math.ceil(inner / CHUNK));
}

/** The longest content, in whole tar blocks of 512, whose stream has exactly `size` bytes; undefined when nothing fits. */
export function fitGzip(size: number, granule = 512): StoredGzip | undefined {
  let inner = Math.floor(size / granule) * granule;
  while (inner > 0) {
    const extra = size - gzipSize({ inner, extra: 0 });
    if (extra === 0 || extra >= SMALLEST_EXTRA) return { inner, extra };
    inner -= granule;
  }
  return undefined;
}

/** The stream, a chunk per block. `fill` writes the inner bytes of a block; `crc` is asked for after the last block was made. */
export function* storedGzip(form: StoredGzip, fill: (target: Uint8Array, block: number) => void, crc: () => number, from = 0): Generator<Uint8Array> {
  const blocks = Math.max(1, Math.ceil(form.inner / CHUNK));
  if (from === 0) yield header(form.extra);
  for (let block = from; block < blocks; block++) {
    const length = Math.min(CHUNK, form.inner - block * CHUNK);
    const bytes = new Uint8Array(BLOCK_HEADER + length);
    bytes[0] = block === blocks - 1 ? 1 : 0;
    bytes[1] = length & 255;
    bytes[2] = length >> 8;
    bytes[3] = ~length & 255;
    bytes[4] = (~length >> 8) & 255;
    fill(bytes.subarray(BLOCK_HEADER), block);
    yield bytes;
  }
  yield trailer(crc(), form.inner);
}

/** Where block number `block` begins in the stream. */
export function blockOffset(form: StoredGzip, block: number): number {
  return 10 + form.extra + block * (CHUNK + BLOCK_HEADER);
}

function header(extra: number): Uint8Array {
  const bytes = new Uint8Array(10 + extra);
  bytes.set([0x1f, 0x8b, 8, extra > 0 ? 4 : 0, 0, 0, 0, 0, 0, 255]);
  if (extra > 0) {
    const [field, content] = [extra - 2, extra - SMALLEST_EXTRA];
    bytes.set([field & 255, field >> 8, 0x47, 0x41, content & 255, content >> 8], 10);
  }
  return bytes;
}

function trailer(crc: number, inner: number): Uint8Array {
  const bytes = new Uint8Array(8);
  for (let i = 0; i < 4; i++) {
    bytes[i] = (crc >>> (8 * i)) & 255;
    bytes[4 + i] = (inner >>> (8 * i)) & 255;
  }
  return bytes;
}
