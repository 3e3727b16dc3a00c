/** COPY and ADD: which files, to where, and what they are on arrival (https://docs.docker.com/reference/dockerfile/#copy). */
import { utf8 } from "../../../kernel/bytes.ts";
import type { FileSystem } from "../../../shell/files/file-system.ts";
import { basename, dirname, join } from "../../../shell/files/paths.ts";
import { archiveIn, otherPacking, unpack } from "./archive.ts";
import type { ContextEntry, Source } from "./context.ts";
import { globTest, hasGlob } from "./ignore.ts";

/** A file that is not there, or a destination that cannot be. The message is BuildKit's. */
export class CopyError extends Error {}

export interface CopyPlan {
  readonly destination: string;
  readonly workdir: string;
  /** Of `--chmod`. */
  readonly mode?: number;
  /** ADD unpacks local archives. */
  readonly unpack: boolean;
  /** Where BuildKit has mounted the files of the stage, which one of its messages lets out. */
  readonly mount: string;
}

/** A file or folder that a source stands for. */
export interface Found {
  /** As the source calls it: a link's own name, not that of what it leads to. */
  readonly name: string;
  readonly entry: ContextEntry;
  /** What is in the folder. */
  readonly below: readonly ContextEntry[];
}

/** What came with a file besides its content. */
export interface Landed {
  /** Seconds since 1970. */
  readonly mtime: number;
  readonly uid?: number;
  readonly gid?: number;
}

/** A pattern may fit nothing; a plain name has to be there. Throws `CopyError`. */
export function find(source: Source, sources: readonly string[]): Found[] {
  const all = new Map(source.entries.map((entry) => [entry.path, entry]));
  return sources.flatMap((written) => {
    const path = join("/", written).slice(1);
    const names = hasGlob(path) ? [...all.keys()].filter(globTest(withRealFolder(all, path))) : [path];
    return names.map((name) => {
      const real = followed(all, name);
      const entry = real === "" ? ROOT : all.get(real);
      if (!entry) throw new CopyError(`"/${real}": not found`);
      const below = entry.kind === "directory" ? source.entries.filter((each) => real === "" || each.path.startsWith(`${real}/`)) : [];
      return { name: basename(name), entry, below };
    });
  });
}

const ROOT: ContextEntry = { path: "", kind: "directory", mode: 0o755, mtime: 0, size: 0, read: async () => new Uint8Array(0) };

/** A pattern, with links in the folders before its first wildcard followed. */
function withRealFolder(all: ReadonlyMap<string, ContextEntry>, pattern: string): string {
  const slash = pattern.lastIndexOf("/", pattern.search(/[*?[]/));
  return slash < 0 ? pattern : join(`/${followed(all, pattern.slice(0, slash))}`, pattern.slice(slash + 1)).slice(1);
}

/** The path with every link on it followed, as far as there are files. */
function followed(all: ReadonlyMap<string, ContextEntry>, path: string, left = 40): string {
  let at = "";
  const parts = path.split("/").filter((part) => part !== "");
  for (const [index, part] of parts.entries()) {
    at = join(`/${at}`, part).slice(1);
    const entry = all.get(at);
    if (entry?.kind === "symlink" && left > 0)
      return followed(all, [join(dirname(`/${at}`), entry.target ?? ""), ...parts.slice(index + 1)].join("/"), left - 1);
  }
  return at;
}

/** Puts everything in its place, one source after the other; tells what arrived, by paths without a leading slash. Throws `CopyError`. */
export async function arrive(found: readonly Found[], plan: CopyPlan, target: FileSystem): Promise<ReadonlyMap<string, Landed>> {
  const landed = new Map<string, Landed>();
  const destination = join(plan.workdir, plan.destination);
  const isFolder = plan.destination.endsWith("/") || plan.destination === "." || plan.destination === "";
  for (const { name, entry, below } of found) {
    makeFolder(isFolder ? destination : dirname(destination), target);
    const bytes = plan.unpack && entry.kind === "file" ? await entry.read() : undefined;
    const packing = bytes && otherPacking(bytes);
    if (packing !== undefined) throw new CopyError(`gantry: the sandbox's ADD unpacks tar and gzip alone: ${name} is packed by ${packing}`);
    const archive = bytes && (await archiveIn(bytes));
    if (archive) {
      makeFolder(destination, target);
      for (const [path, each] of await unpack(archive, destination, target)) landed.set(path, each);
    } else if (entry.kind === "directory") {
      await putFolder({ entry, below }, destination, plan, target, landed);
    } else {
      const path = target.stat(destination)?.kind === "directory" ? join(destination, name) : destination;
      await putFile(entry, path, plan, target);
      landed.set(path.slice(1), { mtime: Math.floor(entry.mtime / 1000) });
    }
  }
  return landed;
}

/** The folder's content: what the destination was stays as it was. */
async function putFolder(
  { entry, below }: Omit<Found, "name">,
  destination: string,
  plan: CopyPlan,
  target: FileSystem,
  landed: Map<string, Landed>,
): Promise<void> {
  if (target.stat(destination) && target.stat(destination)?.kind !== "directory") throw notAFolder(plan, destination);
  makeFolder(destination, target);
  for (const each of below) {
    const path = join(destination, entry.path === "" ? each.path : each.path.slice(entry.path.length + 1));
    if (each.kind === "directory") {
      const there = target.lstat(path);
      if (there && there.kind !== "directory") throw notAFolder(plan, path);
      if (!there) target.makeDirectory(path);
      const mode = plan.mode ?? each.mode;
      if (target.stat(path)?.mode !== mode) target.chmod(path, mode);
    } else await putFile(each, path, plan, target);
    landed.set(path.slice(1), { mtime: Math.floor(each.mtime / 1000) });
  }
}

async function putFile(entry: ContextEntry, path: string, plan: CopyPlan, target: FileSystem): Promise<void> {
  const there = target.lstat(path);
  if (there?.kind === "directory") throw new CopyError(`cannot replace to directory ${plan.mount}${path} with file`);
  if (there) target.remove(path);
  if (entry.kind === "symlink") target.symlink(entry.target ?? "", path);
  else await target.write(path, await entry.read(), plan.mode ?? entry.mode);
}

/** With those above it. Throws `CopyError`. */
export function makeFolder(path: string, target: FileSystem): void {
  if (target.stat(path)?.kind === "directory") return;
  for (let at = path; at !== "/"; at = dirname(at))
    if (target.stat(at) && target.stat(at)?.kind !== "directory") throw new CopyError(`mkdir ${at}: not a directory`);
  target.makeDirectory(path, { parents: true });
}

function notAFolder({ mount }: CopyPlan, path: string): CopyError {
  return new CopyError(`cannot copy to non-directory: ${mount}${path}`);
}

/** A file of a here-document. */
export function heredocEntry(name: string, content: string, mtime: number): ContextEntry {
  const bytes = utf8(content);
  return { path: name, kind: "file", mode: 0o644, mtime, size: bytes.length, read: async () => bytes };
}
