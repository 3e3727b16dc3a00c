/** `--oci`: a plain registry by the OCI distribution specification, without AWS. Anybody may push; repositories come to be by it. */
import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { PlainBackend } from "../oci/plain-backend.ts";
import type { PlainRecord } from "../oci/plain-shelf.ts";
import { answerRegistry } from "../oci/registry.ts";
import { diskBlobs, removeFolder } from "./disk-blobs.ts";
import { nodeHasher, sha512OnNode } from "./hasher.ts";
import { type Certificate, listen } from "./http-server.ts";
import { beginJournal, readJournal } from "./journal.ts";
import { lockFolder } from "./lock.ts";
import { sweepEvery } from "./sweeping.ts";

export interface OciOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Everything is kept in `oci/` there; in a temporary folder, gone at the end, when left out. */
  readonly data?: string | undefined;
  /** Bytes that blobs may hold. */
  readonly limit?: number | undefined;
  readonly tls?: Certificate | undefined;
  /** Milliseconds between two sweeps. */
  readonly sweepEvery: number;
  readonly onFault: (error: unknown) => void;
}

export interface OciServer {
  readonly port: number;
  /** Bytes at the journal's end that were no whole changes. */
  readonly torn: number;
  close(): Promise<void>;
}

export async function startOci(options: OciOptions): Promise<OciServer> {
  const { data, onFault } = options;
  const kept = data !== undefined;
  const home = kept ? resolve(data) : mkdtempSync(join(tmpdir(), "gantry-"));
  const unlock = kept ? lockFolder(home) : () => removeFolder(home);
  process.once("exit", unlock);
  const release = () => {
    process.off("exit", unlock);
    unlock();
  };
  try {
    const { backend, torn, closeJournal } = await openBackend(join(home, "oci"), options);
    await backend.sweep();
    const sweeper = sweepEvery(options.sweepEvery, () => backend.sweep(), onFault);
    const server = await listen({ ...options, handle: (request) => answerRegistry(request, backend) }).catch(async (error: unknown) => {
      await sweeper.close();
      await closeJournal();
      throw error;
    });
    return {
      port: server.port,
      torn,
      async close() {
        await server.close();
        await sweeper.close();
        await closeJournal();
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

/** The registry of a folder, as its journal tells it. A registry that is not kept has none. */
async function openBackend(folder: string, { data, limit }: OciOptions) {
  mkdirSync(folder, { recursive: true });
  const durable = data !== undefined;
  const blobs = diskBlobs({ folder, durable, ...(limit === undefined ? {} : { limit }) });
  const path = join(folder, "journal.jsonl");
  let keep: (record: PlainRecord) => Promise<void> = async () => undefined;
  const seed = crypto.randomUUID();
  const { records, torn } = durable ? readJournal<PlainRecord>(path) : { records: [], torn: 0 };
  const backend = new PlainBackend({
    hasher: nodeHasher,
    blobs,
    seed,
    now: () => Date.now(),
    sha512: sha512OnNode,
    records,
    keep: (record) => keep(record),
  });
  if (!durable) return { backend, torn, closeJournal: async () => undefined };
  const journal = await beginJournal(path, backend.records());
  keep = journal.keep;
  return { backend, torn, closeJournal: () => journal.close() };
}
