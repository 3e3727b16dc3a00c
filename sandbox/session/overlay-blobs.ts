/** Blobs of a fork: what the parent has can be read, what the fork writes stays in memory and goes with it (decision 10). */
import type { Hasher } from "../kernel/hash.ts";
import type { Blobs } from "../world/blobs.ts";
import { memoryBlobs } from "../world/memory-blobs.ts";

export function overlayBlobs(parent: Blobs, hasher: Hasher): Blobs {
  const own = memoryBlobs(hasher);
  return {
    size: async (digest) => (await own.size(digest)) ?? (await parent.size(digest)),
    async *read(digest, start, end) {
      yield* ((await own.size(digest)) === undefined ? parent : own).read(digest, start, end);
    },
    put: (bytes) => own.put(bytes),
    stage: (upload) => own.stage(upload),
    sweep: async () => {},
  };
}
