/** SHA-256 and HMAC in the page: hash-wasm, one instance shared by all running hashes, ready before the door opens (decision 13). */
import { createSHA256 } from "hash-wasm";
import { concat } from "../kernel/bytes.ts";
import type { Hasher, HashStream } from "../kernel/hash.ts";

const BLOCK = 64;

/** Compiles the WebAssembly and gives the page's hasher. */
export async function wasmHasher(): Promise<Hasher> {
  const engine = await createSHA256();
  let owner: Stream | undefined;

  /** A running hash: the shared engine when it is this one's turn, its saved state otherwise. */
  class Stream implements HashStream {
    #state: Uint8Array | undefined;

    #take(): void {
      if (owner === this) return;
      owner?.leave();
      if (this.#state) engine.load(this.#state);
      else engine.init();
      owner = this;
    }
    leave(): void {
      this.#state = engine.save();
    }
    update(bytes: Uint8Array): void {
      this.#take();
      engine.update(bytes);
    }
    end(): Uint8Array {
      this.#take();
      owner = undefined;
      return engine.digest("binary");
    }
  }

  const sha256 = (content: Uint8Array | string): Uint8Array => {
    owner?.leave();
    owner = undefined;
    return engine.init().update(content).digest("binary");
  };
  return {
    sha256,
    hmacSha256(key, bytes) {
      const padded = new Uint8Array(BLOCK);
      padded.set(key.length > BLOCK ? sha256(key) : key);
      const inner = sha256(concat([padded.map((byte) => byte ^ 0x36), bytes]));
      return sha256(concat([padded.map((byte) => byte ^ 0x5c), inner]));
    },
    stream: () => new Stream(),
  };
}
