/** The build context: the files below a folder that `.dockerignore` leaves. */
import { text } from "../../../kernel/bytes.ts";
import type { FileSystem } from "../../../shell/files/file-system.ts";
import { ignoring } from "./ignore.ts";

export interface ContextEntry {
  /** Without a leading slash. */
  readonly path: string;
  readonly kind: "file" | "directory" | "symlink";
  readonly mode: number;
  /** Epoch milliseconds. */
  readonly mtime: number;
  readonly size: number;
  readonly target?: string;
  read(): Promise<Uint8Array>;
}

/** Anything files can be copied from: a context, a stage, an image. */
export interface Source {
  /** Sorted by path, folders before what is in them. */
  readonly entries: readonly ContextEntry[];
}

export async function readContext(files: FileSystem, folder: string, dockerfile: string): Promise<Source> {
  const ignoreFile = [`${folder}/${dockerfile}.dockerignore`, `${folder}/.dockerignore`].find((path) => files.stat(path)?.kind === "file");
  const ignored = ignoring(ignoreFile === undefined ? "" : text(await files.read(ignoreFile)));
  const all = walk(files, folder);
  // Something in a folder that is not left out brings its folder with it.
  const kept = new Set(all.flatMap(({ path }) => (ignored(path) ? [] : withFolders(path))));
  return { entries: all.filter(({ path }) => kept.has(path)) };
}

function withFolders(path: string): string[] {
  const parts = path.split("/");
  return parts.map((_, at) => parts.slice(0, at + 1).join("/"));
}

export const EMPTY_CONTEXT: Source = { entries: [] };

/** Everything below a folder of any file system. */
export function walk(files: FileSystem, root: string, below = ""): ContextEntry[] {
  const folder = below === "" ? root : `${root === "/" ? "" : root}/${below}`;
  return files.list(folder).flatMap((name) => {
    const path = below === "" ? name : `${below}/${name}`;
    const full = `${root === "/" ? "" : root}/${path}`;
    const stat = files.lstat(full);
    if (!stat) return [];
    const entry: ContextEntry = {
      path,
      kind: stat.kind,
      mode: stat.mode,
      mtime: stat.mtime,
      size: stat.kind === "file" ? stat.size : 0,
      ...(stat.target === undefined ? {} : { target: stat.target }),
      read: () => files.read(full),
    };
    return stat.kind === "directory" ? [entry, ...walk(files, root, path)] : [entry];
  });
}
