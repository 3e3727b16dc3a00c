/** Garbage collection: bytes that no row names any more are freed at the start and from time to time, beside the requests. */
import type { Digest } from "../kernel/hash.ts";
import type { Blobs } from "../world/blobs.ts";
import type { Store } from "../world/store.ts";
import type { FileNode, Layer } from "../world/tables.ts";
import type { World } from "../world/world.ts";

/** Frees the bytes of uploads that are gone and of layers that nobody names. What is named while it runs stays. */
export async function sweepBlobs(store: Store, blobs: Blobs): Promise<void> {
  const named = new Set<Digest>();
  addWorld(named, store.world);
  const stop = store.onCommit(({ writes, after }) => {
    if (writes.length === 0) addWorld(named, after);
    for (const write of writes) {
      if (write.table === "layers" && write.row) addLayer(named, write.row);
      if (write.table === "files" && write.row) addFile(named, write.row);
    }
  });
  try {
    await blobs.sweep(new Set(store.world.uploads.keys()), (digest) => named.has(digest));
  } finally {
    stop();
  }
}

function addWorld(named: Set<Digest>, world: World): void {
  for (const layer of world.layers.values()) addLayer(named, layer);
  for (const node of world.files.values()) addFile(named, node);
}

function addLayer(named: Set<Digest>, { digest }: Layer): void {
  named.add(digest);
}

function addFile(named: Set<Digest>, node: FileNode): void {
  if (node.kind === "file" && "blob" in node.content) named.add(node.content.blob);
}

export interface Sweeper {
  close(): Promise<void>;
}

/** Sweeps every so many milliseconds, never two at once, until it is closed. It keeps no process alive. */
export function sweepEvery(milliseconds: number, sweep: () => Promise<void>, onFault: (error: unknown) => void): Sweeper {
  let running: Promise<void> | undefined;
  const timer = setInterval(() => {
    running ??= sweep()
      .catch(onFault)
      .finally(() => {
        running = undefined;
      });
  }, milliseconds);
  timer.unref();
  return {
    async close() {
      clearInterval(timer);
      await running;
    },
  };
}
