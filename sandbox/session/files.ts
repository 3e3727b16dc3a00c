/**
 * The learner's files over the world's table `files`, so that undo, saving and forks cover them (decision 18). Short contents lie in
 * the row; longer ones are blobs that the row names, written before it, so a row never names bytes that are not there.
 */
import { base64, chunks, collect, concat, fromBase64, NO_BYTES, strictText, utf8 } from "../kernel/bytes.ts";
import { type Digest, digestOf } from "../kernel/hash.ts";
import { KnownBytes } from "../kernel/known-bytes.ts";
import { FileError, type FileStat, type FileSystem } from "../shell/files/file-system.ts";
import { basename, dirname } from "../shell/files/paths.ts";
import { type Blobs, StorageFull } from "../world/blobs.ts";
import type { Change, Store } from "../world/store.ts";
import type { FileContent, FileNode } from "../world/tables.ts";
import type { World } from "../world/world.ts";
import { Places } from "./file-places.ts";
import { childrenOf, subtreeOf } from "./file-walks.ts";

/** Contents above this many bytes are kept as blobs (decision 18). */
const INLINE_BYTES = 64 * 1024;
const OWNER_READS = 0o400;

export interface WorldFilesOptions {
  readonly store: Store;
  readonly blobs: Blobs;
  /** Installed programs: `/usr/bin/NAME` is there for each without a row, and cannot be changed. */
  readonly programs?: readonly string[];
}

/** Content of a stub: the sandbox runs the named program for it (decision 21). */
export function stubOf(program: string): string {
  return `#!gantry ${program}\n`;
}

/** A row's content for bytes; long ones are put into `blobs` first. */
export async function contentOf(bytes: Uint8Array, blobs: Blobs): Promise<FileContent> {
  if (bytes.length > INLINE_BYTES) return { blob: await blobs.put(bytes.slice()), size: bytes.length };
  const asText = strictText(bytes);
  return asText === undefined ? { base64: base64(bytes) } : { text: asText };
}

/** The file system of one machine. */
export class WorldFiles implements FileSystem {
  readonly #store: Store;
  readonly #blobs: Blobs;
  readonly #stubs: ReadonlyMap<string, FileNode>;
  readonly #places: Places;
  #streams = 0;

  constructor({ store, blobs, programs = [] }: WorldFilesOptions) {
    this.#store = store;
    this.#blobs = blobs;
    this.#stubs = new Map(programs.map((name) => [`/usr/bin/${name}`, { kind: "file", mode: 0o755, mtime: 0, content: { text: stubOf(name) } }]));
    this.#places = new Places(
      (real) => this.#node(real),
      (real) => this.#stubs.has(real),
    );
  }

  stat(path: string): FileStat | undefined {
    return this.#statWhere(() => this.#places.resolve(path));
  }

  lstat(path: string): FileStat | undefined {
    return this.#statWhere(() => this.#places.resolveParent(path));
  }

  list(path: string): readonly string[] {
    const real = this.#places.existing(path);
    if (this.#node(real)?.kind !== "directory") throw new FileError("ENOTDIR", path);
    const names = childrenOf(this.#world, real);
    if (real !== "/usr/bin") return names;
    const stubs = [...this.#stubs.keys()].map(basename);
    return [...new Set([...names, ...stubs])].sort();
  }

  async read(path: string): Promise<Uint8Array> {
    const content = this.#readable(path);
    if ("text" in content) return utf8(content.text);
    if ("base64" in content) return fromBase64(content.base64) ?? NO_BYTES;
    return (await collect(this.#blobs.read(content.blob))).slice();
  }

  stream(path: string, start = 0, end?: number): AsyncIterable<Uint8Array> {
    const content = this.#readable(path);
    if ("blob" in content) return this.#blobs.read(content.blob, start, end);
    const bytes = "text" in content ? utf8(content.text) : (fromBase64(content.base64) ?? NO_BYTES);
    if (start === 0 && (end === undefined || end >= bytes.length)) return this.#known(bytes);
    return chunks(bytes.subarray(start, end));
  }

  async write(path: string, content: Uint8Array | string, mode?: number): Promise<void> {
    const target = this.#places.writable(path);
    const kept = await this.#keep(typeof content === "string" ? utf8(content) : content, path);
    this.#put(target, kept, mode);
  }

  async append(path: string, content: Uint8Array | string): Promise<void> {
    const more = typeof content === "string" ? utf8(content) : content;
    const before = this.stat(path) ? await this.read(path) : NO_BYTES;
    await this.write(path, before.length === 0 ? more : concat([before, more]));
  }

  async writeStream(path: string, body: AsyncIterable<Uint8Array>): Promise<{ size: number; digest: string }> {
    const target = this.#places.writable(path);
    const staging = this.#blobs.stage(`file-${++this.#streams}`);
    try {
      const size = await staging.append(body);
      const digest = await staging.digest();
      await staging.complete(digest);
      this.#put(target, { blob: digest, size });
      return { size, digest };
    } catch (error) {
      await staging.discard();
      throw full(error, path);
    }
  }

  makeDirectory(path: string, { parents = false, mode = 0o755 }: { parents?: boolean; mode?: number } = {}): void {
    const there = this.#places.resolve(path);
    if (there !== undefined && this.#node(there)) {
      if (parents && this.#node(there)?.kind === "directory") return;
      throw new FileError("EEXIST", path);
    }
    const above = dirname(path);
    if (!this.stat(above)) {
      if (!parents) throw new FileError("ENOENT", path);
      this.makeDirectory(above, { parents, mode: 0o755 });
    }
    const target = this.#places.newEntry(path);
    this.#change(({ tx, now }) => tx.set("files", target, { kind: "directory", mode, mtime: now }));
  }

  remove(path: string, { recursive = false }: { recursive?: boolean } = {}): void {
    const real = this.#places.entry(path);
    if (real === "/" || this.#stubs.has(real)) throw new FileError("EACCES", path);
    const isDirectory = this.#node(real)?.kind === "directory";
    const below = isDirectory ? subtreeOf(this.#world, real) : [];
    if (below.length > 0 && !recursive) throw new FileError("ENOTEMPTY", path);
    this.#change(({ tx }) => {
      for (const key of [real, ...below]) tx.delete("files", key);
    });
  }

  rename(from: string, to: string): void {
    const source = this.#places.entry(from);
    const target = this.#places.newEntry(to);
    if (this.#stubs.has(source)) throw new FileError("EACCES", from);
    if (source === target) return;
    if (target.startsWith(`${source}/`)) throw new FileError("EINVAL", to);
    const moved = this.#node(source) as FileNode;
    const there = this.#node(target);
    if (there?.kind === "directory") {
      if (moved.kind !== "directory") throw new FileError("EISDIR", to);
      if (this.list(target).length > 0) throw new FileError("ENOTEMPTY", to);
    } else if (there && moved.kind === "directory") throw new FileError("ENOTDIR", to);
    const below = moved.kind === "directory" ? subtreeOf(this.#world, source) : [];
    this.#change(({ tx }) => {
      for (const key of [source, ...below]) {
        const node = tx.get("files", key) as FileNode;
        tx.delete("files", key);
        tx.set("files", target + key.slice(source.length), node);
      }
    });
  }

  symlink(target: string, path: string): void {
    const real = this.#places.newEntry(path);
    if (this.#node(real)) throw new FileError("EEXIST", path);
    this.#change(({ tx, now }) => tx.set("files", real, { kind: "symlink", mode: 0o777, mtime: now, target }));
  }

  chmod(path: string, mode: number): void {
    const real = this.#places.changeable(path);
    this.#change(({ tx }) => tx.update("files", real, { mode }));
  }

  touch(path: string): void {
    const real = this.#places.resolve(path);
    if (real !== undefined && this.#node(real)) {
      this.#places.changeable(path);
      this.#change(({ tx, now }) => tx.update("files", real, { mtime: now }));
      return;
    }
    this.#put(this.#places.writable(path), { text: "" });
  }

  /** Whatever is in the way of looking, a circle of symlinks or a file for a directory, means that nothing is there. */
  #statWhere(find: () => string | undefined): FileStat | undefined {
    try {
      const real = find();
      const node = real === undefined ? undefined : this.#node(real);
      return node && statOf(node);
    } catch (error) {
      if (error instanceof FileError) return undefined;
      throw error;
    }
  }

  get #world(): World {
    return this.#store.world;
  }

  #node(real: string): FileNode | undefined {
    return this.#world.files.get(real) ?? this.#stubs.get(real);
  }

  #change(work: (change: Change) => void): void {
    this.#store.change(work);
  }

  #readable(path: string): FileContent {
    const node = this.#node(this.#places.existing(path));
    if (node?.kind !== "file") throw new FileError("EISDIR", path);
    if ((node.mode & OWNER_READS) === 0) throw new FileError("EACCES", path);
    return node.content;
  }

  #put(real: string, content: FileContent, mode?: number): void {
    this.#change(({ tx, now }) => {
      const before = tx.get("files", real);
      tx.set("files", real, { kind: "file", mode: mode ?? before?.mode ?? 0o644, mtime: now, content });
    });
  }

  async #keep(bytes: Uint8Array, path: string): Promise<FileContent> {
    try {
      return await contentOf(bytes, this.#blobs);
    } catch (error) {
      throw full(error, path);
    }
  }

  #known(bytes: Uint8Array): KnownBytes {
    return new KnownBytes(digestOf(this.#store.hasher, bytes), bytes.length, () => chunks(bytes));
  }
}

/** A full store shows as the errno that a full disk has. */
function full(error: unknown, path: string): unknown {
  return error instanceof StorageFull ? new FileError("ENOSPC", path) : error;
}

function statOf(node: FileNode): FileStat {
  const { kind, mode, mtime } = node;
  if (kind === "directory") return { kind, mode, mtime, size: 4096 };
  if (kind === "symlink") return { kind, mode, mtime, size: node.target.length, target: node.target };
  return { kind, mode, mtime, size: sizeOf(node.content) };
}

function sizeOf(content: FileContent): number {
  if ("blob" in content) return content.size;
  return "text" in content ? utf8(content.text).length : (fromBase64(content.base64)?.length ?? 0);
}

/** Blob that a file row names, if its content is one. */
export function blobOf(node: FileNode): { readonly digest: Digest; readonly size: number } | undefined {
  return node.kind === "file" && "blob" in node.content ? { digest: node.content.blob, size: node.content.size } : undefined;
}
