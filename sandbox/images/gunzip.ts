/** Decompressing layers as they stream by. */
import { Gunzip } from "fflate";

/** Decompressed as far as it is read; plain tars pass through. */
export async function* gunzipped(compressed: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const ready: Uint8Array[] = [];
  let gunzip: Gunzip | undefined;
  for await (const chunk of compressed) {
    if (!gunzip && !(chunk[0] === 0x1f && chunk[1] === 0x8b)) {
      yield chunk;
      continue;
    }
    gunzip ??= new Gunzip((part) => void ready.push(part));
    gunzip.push(chunk, false);
    yield* ready.splice(0);
  }
  gunzip?.push(new Uint8Array(0), true);
  yield* ready.splice(0);
}
