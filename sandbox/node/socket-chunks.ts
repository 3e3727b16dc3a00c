/**
 * The memory of what sockets gave. Each chunk of a body is a buffer of its own, and left to the garbage collector 100 MB of them cost half
 * of the CPU that an upload takes (measured): fresh pages for every chunk, and full collections between. Whoever has used one up says so.
 */
const chunks = new WeakSet<Uint8Array>();

/** Notes that nobody but the reader of the body will hold this chunk. */
export function fromSocket(chunk: Uint8Array): Uint8Array {
  if (chunk.byteLength === chunk.buffer.byteLength) chunks.add(chunk);
  return chunk;
}

/** Gives the memory back at once. Chunks from elsewhere may be somebody's, and stay as they are. */
export function usedUp(chunk: Uint8Array): void {
  if (chunks.delete(chunk)) (chunk.buffer as ArrayBuffer).transfer(0);
}
