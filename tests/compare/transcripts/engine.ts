/** Debian's Docker engine with the images of the page's own: made once in a run; each play works on a copy that costs nothing. */
import { createWriteStream, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { DOCKER_ROOT } from "../../../sandbox/clients/docker/store/store.ts";
import { createSession } from "../../../sandbox/index.ts";
import { nodeHasher } from "../../../sandbox/node/hasher.ts";
import { memoryBlobs } from "../../../sandbox/world/memory-blobs.ts";
import { startDockerd } from "../../clients/support/dockerd.ts";
import { must, need } from "../../clients/support/process.ts";

interface Layout {
  readonly manifests: readonly { readonly digest: string; readonly annotations?: Readonly<Record<string, string>> }[];
}

interface Manifest {
  readonly config: { readonly digest: string };
  readonly layers: readonly { readonly digest: string }[];
}

/** Writes the page's images, each as a folder that skopeo calls `dir:`; resolves with their names, in the order of the folders. */
async function exportImages(folder: string): Promise<readonly string[]> {
  const session = createSession({ hasher: nodeHasher, storage: () => ({ blobs: memoryBlobs(nodeHasher) }) });
  await session.open({ world: "blank" });
  const { files } = session.machine();
  const text = async (path: string) => new TextDecoder().decode(await files.read(`${DOCKER_ROOT}/${path}`));
  const blobOf = (digest: string) => `blobs/${digest.replace(":", "/")}`;
  const { manifests } = JSON.parse(await text("index.json")) as Layout;
  for (const [at, { digest }] of manifests.entries()) {
    const place = join(folder, String(at));
    mkdirSync(place, { recursive: true });
    const manifest = await text(blobOf(digest));
    writeFileSync(join(place, "version"), "Directory Transport Version: 1.1\n");
    writeFileSync(join(place, "manifest.json"), manifest);
    const { config, layers } = JSON.parse(manifest) as Manifest;
    for (const blob of [config, ...layers]) {
      const bytes = Readable.from(files.stream(`${DOCKER_ROOT}/${blobOf(blob.digest)}`));
      await pipeline(bytes, createWriteStream(join(place, blob.digest.replace("sha256:", ""))));
    }
  }
  return manifests.map(({ annotations }) => annotations?.["io.containerd.image.name"]?.replace("docker.io/library/", "") ?? "");
}

/** Fills an engine's data folder. */
export async function prepareEngine(folder: string): Promise<void> {
  const images = join(folder, "images");
  const names = await exportImages(images);
  const engine = await startDockerd({ data: join(folder, "data") });
  const skopeo = need("skopeo", "skopeo");
  try {
    for (const [at, name] of names.entries()) {
      await must(skopeo, [
        "--insecure-policy",
        "copy",
        "--dest-daemon-host",
        engine.socket,
        `dir:${join(images, String(at))}`,
        `docker-daemon:${name}`,
      ]);
    }
  } finally {
    await engine.stop();
  }
}
