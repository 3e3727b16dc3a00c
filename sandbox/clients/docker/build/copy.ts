/** COPY and ADD: which files, to where, and what they are on arrival (https://docs.docker.com/reference/dockerfile/#copy). */
import { gunzipSync } from "fflate";
import { untar } from "../../../images/untar.ts";
import { utf8 } from "../../../kernel/bytes.ts";
import type { FileSystem } from "../../../shell/files/file-system.ts";
import { basename, dirname, join } from "../../../shell/files/paths.ts";
import type { ContextEntry, Source } from "./context.ts";
import { globTest, hasGlob } from "./ignore.ts";

/** A file that is not there, or a destination that cannot be. The message is BuildKit's. */
export class CopyError extends Error {}

export interface CopyPlan {
  readonly sources: readonly string[];
  readonly destination: string;
  readonly workdir: string;
  /** Octal digits of `--chmod`. */
  readonly mode?: number;
  /** ADD unpacks local archives. */
  readonly unpack: boolean;
}

export interface Arrival {
  /** Absolute. */
  readonly path: string;
  readonly entry: ContextEntry;
}

/** Every entry with the path it gets. Throws `CopyError`. */
export function arrivals(source: Source, plan: CopyPlan, target: FileSystem): Arrival[] {
  const matched = plan.sources.map((pattern) => matching(source, pattern));
  const many = matched.length > 1 || plan.sources.some(hasGlob);
  const destination = join(plan.workdir, plan.destination);
  const intoFolder = plan.destination.endsWith("/") || plan.destination === "." || target.stat(destination)?.kind === "directory";
  if (matched.flat().length > 1 && many && !intoFolder) {
    throw new CopyError("When using COPY with more than one source file, the destination must be a directory and end with a /");
  }
  return matched.flat().flatMap((entry) => {
    if (entry.kind === "directory") {
      const below = source.entries.filter(({ path }) => entry.path === "" || path.startsWith(`${entry.path}/`));
      return [
        { path: destination, entry },
        ...below.map((each) => ({ path: join(destination, entry.path === "" ? each.path : each.path.slice(entry.path.length + 1)), entry: each })),
      ];
    }
    return [{ path: intoFolder ? join(destination, basename(entry.path)) : destination, entry }];
  });
}

function matching(source: Source, pattern: string): ContextEntry[] {
  const wanted = pattern
    .replace(/^(\.?\/)+/, "")
    .replace(/\/+$/, "")
    .replace(/^\.$/, "");
  if (wanted === "") return [ROOT];
  const normal = join("/", wanted).slice(1);
  const test = hasGlob(normal) ? globTest(normal) : (path: string) => path === normal;
  const found = source.entries.filter(({ path }) => test(path));
  if (found.length === 0) throw new CopyError(`"/${normal}": not found`);
  return found;
}

const ROOT: ContextEntry = { path: "", kind: "directory", mode: 0o755, mtime: 0, size: 0, read: async () => new Uint8Array(0) };

/** Puts everything in its place. */
export async function arrive(all: readonly Arrival[], plan: CopyPlan, target: FileSystem): Promise<void> {
  for (const { path, entry } of all) {
    if (entry.kind === "directory") {
      if (target.stat(path)?.kind !== "directory") target.makeDirectory(path, { parents: true });
      if (entry.path !== "" && (target.stat(path)?.mode ?? 0) !== entry.mode) target.chmod(path, entry.mode);
      continue;
    }
    if (plan.unpack && entry.kind === "file" && /\.(tar|tar\.gz|tgz)$/.test(entry.path)) {
      await unpack(await entry.read(), plan, target);
      continue;
    }
    if (target.stat(dirname(path))?.kind !== "directory") target.makeDirectory(dirname(path), { parents: true });
    if (target.lstat(path)) target.remove(path, { recursive: true });
    if (entry.kind === "symlink") target.symlink(entry.target ?? "", path);
    else await target.write(path, await entry.read(), plan.mode ?? entry.mode);
  }
}

async function unpack(bytes: Uint8Array, plan: CopyPlan, target: FileSystem): Promise<void> {
  const root = join(plan.workdir, plan.destination);
  for await (const member of untar(once(bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes))) {
    const path = join(root, member.path);
    target.makeDirectory(member.kind === "directory" ? path : dirname(path), { parents: true });
    if (member.kind === "file") await target.write(path, await member.content(), member.mode);
    if (member.kind === "symlink") target.symlink(member.target ?? "", path);
    if (member.kind === "hardlink") await target.write(path, await target.read(join(root, member.target ?? "")), member.mode);
  }
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  yield bytes;
}

/** A file of a here-document. */
export function heredocEntry(name: string, content: string, mtime: number): ContextEntry {
  const bytes = utf8(content);
  return { path: name, kind: "file", mode: 0o644, mtime, size: bytes.length, read: async () => bytes };
}
