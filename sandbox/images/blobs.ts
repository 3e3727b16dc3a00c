/** A blob store in which generated layers exist without being stored: found and read like any other, made when read (decision 20). */
import type { Digest } from "../kernel/hash.ts";
import { KnownBytes } from "../kernel/known-bytes.ts";
import type { Blobs, Staging } from "../world/blobs.ts";
import { findLayer } from "./layer.ts";

export function generatedBlobs(inner: Blobs): Blobs {
  return {
    async size(digest) {
      return findLayer(digest)?.size ?? (await inner.size(digest));
    },
    read(digest, start, end) {
      const layer = findLayer(digest);
      if (!layer) return inner.read(digest, start, end);
      const whole = (start ?? 0) === 0 && (end === undefined || end >= layer.size);
      return whole ? new KnownBytes(layer.digest, layer.size, () => layer.open()) : layer.open(start, end);
    },
    put: (bytes) => inner.put(bytes),
    stage: (upload) => generatedStaging(inner.stage(upload)),
    sweep: (uploads, named) => inner.sweep(uploads, named),
  };
}

/** An upload that turns out to be a generated layer is dropped: its bytes can always be made again. */
function generatedStaging(inner: Staging): Staging {
  return {
    size: () => inner.size(),
    append: (body, signal) => inner.append(body, signal),
    digest: () => inner.digest(),
    complete: (digest: Digest) => (findLayer(digest) ? inner.discard() : inner.complete(digest)),
    discard: () => inner.discard(),
  };
}
