/** Archives that ADD unpacks: whatever begins with a member of a tar, packed by gzip or not, by whatever name (https://docs.docker.com/reference/dockerfile/#adding-local-tar-archives). */
import { gunzipSync } from "fflate";
import { BadArchive, untar } from "../../../images/untar.ts";
import type { FileSystem } from "../../../shell/files/file-system.ts";
import { dirname, join } from "../../../shell/files/paths.ts";
import type { Landed } from "./copy.ts";

/** Programs whose archives BuildKit unpacks as well, and what those begin with. */
const OTHERS: Readonly<Record<string, readonly number[]>> = {
  bzip2: [0x42, 0x5a, 0x68],
  xz: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0],
  zstd: [0x28, 0xb5, 0x2f, 0xfd],
};

export function otherPacking(bytes: Uint8Array): string | undefined {
  return Object.keys(OTHERS).find((name) => OTHERS[name]?.every((byte, at) => bytes[at] === byte));
}

/** The tar in these bytes; undefined when they are something else, which is copied as it is. */
export async function archiveIn(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  try {
    const tar = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
    const { done } = await untar(once(tar)).next();
    return done ? undefined : tar;
  } catch (error) {
    // fflate's errors have a number, and nothing else throws here.
    if (error instanceof BadArchive || (error instanceof Error && "code" in error)) return undefined;
    throw error;
  }
}

/** Lays out the members; tells of each, by its path without a leading slash, whose it was and from when. */
export async function unpack(tar: Uint8Array, root: string, target: FileSystem): Promise<ReadonlyMap<string, Landed>> {
  const landed = new Map<string, Landed>();
  for await (const { path: name, kind, mode, mtime, uid = 0, gid = 0, target: link = "", content } of untar(once(tar))) {
    const path = join(root, name);
    const there = target.lstat(path);
    if (there && (kind !== "directory" || there.kind !== "directory")) target.remove(path, { recursive: true });
    target.makeDirectory(dirname(path), { parents: true });
    if (kind === "directory") {
      target.makeDirectory(path, { parents: true });
      target.chmod(path, mode);
    } else if (kind === "symlink") target.symlink(link, path);
    else await target.write(path, kind === "hardlink" ? await target.read(join(root, link)) : await content(), mode);
    landed.set(path.slice(1), { mtime, uid, gid });
  }
  return landed;
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}
