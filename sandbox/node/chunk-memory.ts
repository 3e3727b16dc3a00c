/**
 * The memory of chunks on their way between sockets and files. Each is a buffer of its own, and left to the garbage collector 100 MB of
 * them cost half of the CPU that an upload takes and a third of a download's (measured): fresh pages for every chunk, and full collections
 * between. Whoever has used one up says so.
 */
const freeable = new WeakSet<Uint8Array>();

/** Notes that nobody but the reader of the body will hold this chunk. */
export function forReaderOnly(chunk: Uint8Array): Uint8Array {
  if (chunk.byteLength === chunk.buffer.byteLength) freeable.add(chunk);
  return chunk;
}

/** Gives the memory back at once. Chunks from elsewhere may be somebody's, and stay as they are. */
export function usedUp(chunk: Uint8Array): void {
  if (freeable.delete(chunk)) (chunk.buffer as ArrayBuffer).transfer(0);
}
