/** A real image without a network: Debian's static busybox in one layer, as an OCI layout on disk. */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { must, need } from "./process.ts";

export interface OciLayout {
  /** `oci:FOLDER:TAG`, as skopeo names it. */
  readonly source: string;
  readonly folder: string;
  readonly digest: string;
}

export async function busyboxImage(folder: string, tag = "1.0"): Promise<OciLayout> {
  const busybox = need("busybox", "busybox-static", ["/usr/bin/busybox", "/bin/busybox"]);
  const root = join(folder, "root");
  mkdirSync(join(root, "bin"), { recursive: true });
  await must("cp", ["-L", busybox, join(root, "bin", "busybox")]);
  await must("ln", ["-sf", "busybox", join(root, "bin", "sh")]);
  await must("tar", [
    "--sort=name",
    "--mtime=@1700000000",
    "--owner=0",
    "--group=0",
    "--numeric-owner",
    "-cf",
    join(folder, "layer.tar"),
    "-C",
    root,
    ".",
  ]);
  const tar = readFileSync(join(folder, "layer.tar"));
  return writeLayout(join(folder, "layout"), tag, tar);
}

/** An image of one layer with these bytes as its tar. */
export function writeLayout(folder: string, tag: string, tar: Buffer): OciLayout {
  mkdirSync(join(folder, "blobs", "sha256"), { recursive: true });
  const put = (bytes: Buffer) => {
    const digest = sha256(bytes);
    writeFileSync(join(folder, "blobs", "sha256", digest.slice(7)), bytes);
    return { digest, size: bytes.length };
  };
  const layer = { mediaType: "application/vnd.oci.image.layer.v1.tar+gzip", ...put(gzipSync(tar, { level: 1 })) };
  const settings = { architecture: "amd64", os: "linux", config: { Cmd: ["/bin/sh"] }, rootfs: { type: "layers", diff_ids: [sha256(tar)] } };
  const config = { mediaType: "application/vnd.oci.image.config.v1+json", ...put(Buffer.from(JSON.stringify(settings))) };
  const mediaType = "application/vnd.oci.image.manifest.v1+json";
  const manifest = put(Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, config, layers: [layer] })));
  const index = { schemaVersion: 2, manifests: [{ mediaType, ...manifest, annotations: { "org.opencontainers.image.ref.name": tag } }] };
  writeFileSync(join(folder, "index.json"), JSON.stringify(index));
  writeFileSync(join(folder, "oci-layout"), '{"imageLayoutVersion":"1.0.0"}');
  return { source: `oci:${folder}:${tag}`, folder, digest: manifest.digest };
}

/** Names and digests of a layout's blobs; each name must be the digest of its bytes. */
export function blobsOf(folder: string): string[] {
  const blobs = join(folder, "blobs", "sha256");
  return readdirSync(blobs)
    .sort()
    .map((name) => {
      const digest = sha256(readFileSync(join(blobs, name)));
      if (digest !== `sha256:${name}`) throw new Error(`${name} holds the bytes of ${digest}`);
      return name;
    });
}

export function sha256(bytes: Uint8Array): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}
