/**
 * `skopeo copy` of fresh images to both registries in turn: a real client's whole time, its own share included. From a layout skopeo
 * pushes one layer after another, with five requests each, so what counts is how long each answer takes; and it notes, on disk, where it
 * saw each layer: those notes begin empty with every copy, or the later copies would pay for the earlier.
 */
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { createRepository } from "../tests/clients/support/api.ts";
import { temporaryFolder } from "../tests/clients/support/server.ts";
import { MANIFEST, manifestOf, sha256 } from "./client.ts";
import { alternate, paired, timeOf } from "./measure.ts";
import { type Row, shown } from "./row.ts";
import { besideRegistry, type Sides } from "./sides.ts";

const run = promisify(execFile);

/** An OCI layout with one image of so many layers of random bytes, gzipped without compression: nobody would compress them again. */
function layout(folder: string, layers: number, bytes: number): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "blobs/sha256"), { recursive: true });
  const keep = (content: Uint8Array) => {
    const digest = sha256(content);
    writeFileSync(join(folder, "blobs", digest.replace(":", "/")), content);
    return { digest, size: content.length };
  };
  const contents = Array.from({ length: layers }, () => randomBytes(bytes));
  const diffIds = contents.map(sha256);
  const kept = contents.map((content) => keep(gzipSync(content, { level: 0 })));
  const config = keep(Buffer.from(JSON.stringify({ architecture: "amd64", os: "linux", config: {}, rootfs: { type: "layers", diff_ids: diffIds } })));
  const manifest = keep(manifestOf(config, kept, 0));
  writeFileSync(join(folder, "oci-layout"), JSON.stringify({ imageLayoutVersion: "1.0.0" }));
  const named = { mediaType: MANIFEST, ...manifest, annotations: { "org.opencontainers.image.ref.name": "latest" } };
  writeFileSync(join(folder, "index.json"), JSON.stringify({ schemaVersion: 2, manifests: [named] }));
}

interface Image {
  readonly layers: number;
  /** Of each layer. */
  readonly bytes: number;
  /** Two copies of a turn differ by a fifth with the moods of disk and machine, more so the more often they flush. */
  readonly turns: number;
}

async function copyRow(name: string, { layers, bytes, turns }: Image, { server, password, peer }: Sides): Promise<Row> {
  const folder = temporaryFolder("skopeo");
  let made = -1;
  try {
    const times = await alternate<readonly string[], number>(
      [
        ["--dest-creds", `AWS:${password}`, server.host],
        ["--dest-no-creds", peer.host],
      ],
      turns,
      async (side, turn) => {
        const repository = `bench/${layers}-layers-${turn}`;
        // One image for both sides of a turn; another each turn, or its layers would be there already.
        if (made !== turn) {
          layout(folder.path, layers, bytes);
          await createRepository(server, repository);
          // Or the disk would be busy with the image, and the rows before, while it is asked to flush.
          await run("sync");
          made = turn;
        }
        const args = [
          "copy",
          "--dest-tls-verify=false",
          ...side.slice(0, -1),
          `oci:${folder.path}:latest`,
          `docker://${side.at(-1)}/${repository}:1`,
        ];
        const notes = join(folder.path, "notes");
        rmSync(notes, { recursive: true, force: true });
        // Root's notes lie in /var whatever XDG_DATA_HOME says, unless this variable names another user.
        const env = { ...process.env, XDG_DATA_HOME: notes, _CONTAINERS_ROOTLESS_UID: "1" };
        return timeOf(() => run("skopeo", args, { env }));
      },
    );
    const seconds = paired(times.map(([ours, theirs]) => [ours / 1000, theirs / 1000]));
    const inverse = paired(times.map(([ours, theirs]) => [theirs, ours]));
    return { name, value: inverse.ratio, beside: shown(seconds, "s") };
  } finally {
    folder.remove();
  }
}

/** No rows without skopeo and the peer. */
export async function skopeoRows(): Promise<Row[]> {
  const version = await run("skopeo", ["--version"]).catch(() => undefined);
  if (!version) return [];
  return besideRegistry(async (sides) => [
    await copyRow("skopeo copy of 100 MB: time, ours / docker-registry", { layers: 5, bytes: 20_000_000, turns: 9 }, sides),
    await copyRow("skopeo copy of 100 layers: time, ours / docker-registry", { layers: 100, bytes: 20_000, turns: 25 }, sides),
  ]);
}
