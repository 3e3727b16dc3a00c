/** Sessions for properties: commands with their output, and everything that is stored, read byte by byte. */
import { createHash } from "node:crypto";
import { gunzipSync } from "node:zlib";
import { createSession, type Session } from "../../sandbox/index.ts";
import { collect } from "../../sandbox/kernel/bytes.ts";
import { nodeHasher } from "../../sandbox/node/hasher.ts";
import { collector, inputOf } from "../../sandbox/shell/index.ts";
import { memoryBlobs } from "../../sandbox/world/memory-blobs.ts";

export async function sessionIn(world: string): Promise<Session> {
  const session = createSession({ hasher: nodeHasher, storage: () => ({ blobs: memoryBlobs(nodeHasher) }) });
  await session.open({ world });
  return session;
}

export interface Printed {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a line on streams that are no terminal. */
export async function run(session: Session, line: string): Promise<Printed> {
  const [stdout, stderr] = [collector(), collector()];
  const terminal = { columns: 120, rows: 40 };
  const status = await session.run(line, { stdin: inputOf(""), stdout: stdout.output, stderr: stderr.output, terminal });
  return { status, stdout: stdout.text(), stderr: stderr.text() };
}

/** Runs a line that must succeed; gives what it prints. */
export async function must(session: Session, line: string): Promise<string> {
  const { status, stdout, stderr } = await run(session, line);
  if (status !== 0) throw new Error(`${line}: ${status}\n${stdout}${stderr}`);
  return stdout;
}

export function sha256(bytes: Uint8Array): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}

/** Bytes by their digest: what the registry keeps, what Docker's engine keeps, and what is in them unpacked. Read and hashed here, not asked for. */
export async function everythingStored(session: Session): Promise<Map<string, Uint8Array>> {
  const { store, blobs, files } = session.machine();
  const found: Uint8Array[] = [];
  for (const digest of new Set([...store.world.layers.values()].map((layer) => layer.digest))) found.push(await collect(blobs.read(digest)));
  for (const { manifest } of store.world.images.values()) found.push(new TextEncoder().encode(manifest));
  const below = async (folder: string): Promise<void> => {
    for (const name of files.list(folder)) {
      const path = `${folder}/${name}`;
      if (files.stat(path)?.kind === "directory") await below(path);
      else found.push(await files.read(path));
    }
  };
  await below("/var/lib/docker");
  const bytes = new Map<string, Uint8Array>();
  for (const one of found) {
    bytes.set(sha256(one), one);
    if (one[0] === 0x1f && one[1] === 0x8b) {
      const unpacked = gunzipSync(one);
      bytes.set(sha256(unpacked), unpacked);
    }
  }
  return bytes;
}
