/** Files in memory: for tests, for programs that run on an image's overlay, for anything that needs no undo. */
import { collect, concat, utf8 } from "../../kernel/bytes.ts";
import { digestOf, type Hasher } from "../../kernel/hash.ts";
import { KnownBytes } from "../../kernel/known-bytes.ts";
import { FileError, type FileErrorCode, type FileStat, type FileSystem } from "./file-system.ts";
import { basename, dirname, join, normalise } from "./paths.ts";

interface Directory {
  readonly kind: "directory";
  mode: number;
  mtime: number;
  readonly entries: Map<string, Node>;
}
interface File {
  readonly kind: "file";
  mode: number;
  mtime: number;
  content: Uint8Array | KnownBytes;
}
interface Link {
  readonly kind: "symlink";
  mode: number;
  mtime: number;
  readonly target: string;
}
type Node = Directory | File | Link;

const MOST_LINKS = 40;

class MemoryFiles implements FileSystem {
  readonly #root: Directory;
  readonly #now: () => number;
  readonly #hasher: Hasher;

  constructor(now: () => number, hasher: Hasher) {
    this.#now = now;
    this.#hasher = hasher;
    this.#root = { kind: "directory", mode: 0o755, mtime: now(), entries: new Map() };
  }

  /** Walks to a node; `follow` resolves a symlink in the last place too. */
  #find(path: string, follow: boolean, links = 0): Node | undefined {
    let node: Node = this.#root;
    let at = "/";
    const parts = normalise(path).split("/").filter(Boolean);
    for (const [index, part] of parts.entries()) {
      if (node.kind !== "directory") throw new FileError("ENOTDIR", path);
      const next: Node | undefined = node.entries.get(part);
      if (!next) return undefined;
      if (next.kind === "symlink" && (follow || index < parts.length - 1)) {
        if (links >= MOST_LINKS) throw new FileError("ELOOP", path);
        const rest = parts.slice(index + 1).join("/");
        return this.#find(join(at, `${next.target}/${rest}`), follow, links + 1);
      }
      node = next;
      at = `${at}/${part}`;
    }
    return node;
  }

  #fail(code: FileErrorCode, path: string): never {
    throw new FileError(code, path);
  }

  #directory(path: string): Directory {
    const node = this.#find(path, true) ?? this.#fail("ENOENT", path);
    return node.kind === "directory" ? node : this.#fail("ENOTDIR", path);
  }

  /** The directory that holds `path`, and the name in it. */
  #place(path: string): { readonly parent: Directory; readonly name: string } {
    const name = basename(normalise(path));
    let parent: Node | undefined;
    try {
      parent = this.#find(dirname(normalise(path)), true);
    } catch (error) {
      if (error instanceof FileError) this.#fail(error.code, path);
      throw error;
    }
    if (!parent) this.#fail("ENOENT", path);
    if (parent.kind !== "directory") this.#fail("ENOTDIR", path);
    return { parent, name };
  }

  #file(path: string): File {
    const node = this.#find(path, true) ?? this.#fail("ENOENT", path);
    return node.kind === "file" ? node : this.#fail("EISDIR", path);
  }

  /** The file to write to: the one at the end of symlinks, or a new one. */
  #opened(path: string, mode?: number, links = 0): File {
    if (links > MOST_LINKS) this.#fail("ELOOP", path);
    if (normalise(path) === "/") this.#fail("EISDIR", path);
    const { parent, name } = this.#place(path);
    const there = parent.entries.get(name);
    if (there?.kind === "directory") this.#fail("EISDIR", path);
    if (there?.kind === "symlink") return this.#opened(join(dirname(normalise(path)), there.target), mode, links + 1);
    if (there) {
      if (mode !== undefined) there.mode = mode;
      there.mtime = this.#now();
      return there;
    }
    const file: File = { kind: "file", mode: mode ?? 0o644, mtime: this.#now(), content: new Uint8Array(0) };
    parent.entries.set(name, file);
    parent.mtime = this.#now();
    return file;
  }

  #stat(node: Node | undefined): FileStat | undefined {
    if (!node) return undefined;
    const { kind, mode, mtime } = node;
    if (node.kind === "symlink") return { kind, mode, mtime, size: utf8(node.target).length, target: node.target };
    if (node.kind === "directory") return { kind, mode, mtime, size: 4096 };
    return { kind, mode, mtime, size: node.content instanceof KnownBytes ? node.content.size : node.content.length };
  }

  /** A path through a file or in circles leads to nothing. */
  #look(path: string, follow: boolean): FileStat | undefined {
    try {
      return this.#stat(this.#find(path, follow));
    } catch (error) {
      if (error instanceof FileError) return undefined;
      throw error;
    }
  }

  stat(path: string): FileStat | undefined {
    return this.#look(path, true);
  }

  lstat(path: string): FileStat | undefined {
    return this.#look(path, false);
  }

  list(path: string): readonly string[] {
    return [...this.#directory(path).entries.keys()].sort();
  }

  async read(path: string): Promise<Uint8Array> {
    return (await collect(this.#file(path).content)).slice();
  }

  stream(path: string, start = 0, end = Number.POSITIVE_INFINITY): AsyncIterable<Uint8Array> {
    const { content } = this.#file(path);
    if (content instanceof KnownBytes && start === 0 && end >= content.size) return content;
    return slice(content, start, end);
  }

  async write(path: string, content: Uint8Array | string, mode?: number): Promise<void> {
    this.#opened(path, mode).content = typeof content === "string" ? utf8(content) : content.slice();
  }

  async append(path: string, content: Uint8Array | string): Promise<void> {
    const file = this.#opened(path);
    const before = await collect(file.content);
    file.content = concat([before, typeof content === "string" ? utf8(content) : content.slice(), new Uint8Array(0)]);
  }

  async writeStream(path: string, body: AsyncIterable<Uint8Array>): Promise<{ readonly size: number; readonly digest: string }> {
    if (body instanceof KnownBytes) {
      this.#opened(path).content = body;
      return { size: body.size, digest: body.digest };
    }
    const content = (await collect(body)).slice();
    this.#opened(path).content = content;
    return { size: content.length, digest: digestOf(this.#hasher, content) };
  }

  makeDirectory(path: string, options: { parents?: boolean; mode?: number } = {}): void {
    const whole = normalise(path);
    const there = this.#look(whole, true);
    if (there) {
      if (options.parents && there.kind === "directory") return;
      this.#fail("EEXIST", path);
    }
    if (options.parents && !this.#look(dirname(whole), true)) this.makeDirectory(dirname(whole), { parents: true });
    const { parent, name } = this.#place(path);
    if (parent.entries.has(name)) this.#fail("EEXIST", path);
    parent.entries.set(name, { kind: "directory", mode: options.mode ?? 0o755, mtime: this.#now(), entries: new Map() });
    parent.mtime = this.#now();
  }

  remove(path: string, options: { recursive?: boolean } = {}): void {
    const { parent, name } = this.#place(path);
    const node = parent.entries.get(name) ?? this.#fail(normalise(path) === "/" ? "EINVAL" : "ENOENT", path);
    if (node.kind === "directory" && node.entries.size > 0 && !options.recursive) this.#fail("ENOTEMPTY", path);
    parent.entries.delete(name);
    parent.mtime = this.#now();
  }

  rename(from: string, to: string): void {
    const source = this.#place(from);
    const node = source.parent.entries.get(source.name) ?? this.#fail("ENOENT", from);
    const target = this.#place(to);
    if (normalise(from) === normalise(to)) return;
    if (node.kind === "directory" && `${normalise(to)}/`.startsWith(`${normalise(from)}/`)) this.#fail("EINVAL", to);
    const there = target.parent.entries.get(target.name);
    if (there?.kind === "directory") {
      if (node.kind !== "directory") this.#fail("EISDIR", to);
      if (there.entries.size > 0) this.#fail("ENOTEMPTY", to);
    } else if (there && node.kind === "directory") {
      this.#fail("ENOTDIR", to);
    }
    source.parent.entries.delete(source.name);
    target.parent.entries.set(target.name, node);
    source.parent.mtime = this.#now();
    target.parent.mtime = this.#now();
  }

  symlink(target: string, path: string): void {
    const { parent, name } = this.#place(path);
    if (parent.entries.has(name)) this.#fail("EEXIST", path);
    parent.entries.set(name, { kind: "symlink", mode: 0o777, mtime: this.#now(), target });
    parent.mtime = this.#now();
  }

  chmod(path: string, mode: number): void {
    (this.#find(path, true) ?? this.#fail("ENOENT", path)).mode = mode;
  }

  touch(path: string): void {
    const node = this.#find(path, true);
    if (node) node.mtime = this.#now();
    else this.#opened(path);
  }
}

async function* slice(content: Uint8Array | KnownBytes, start: number, end: number): AsyncIterable<Uint8Array> {
  let offset = 0;
  for await (const part of content instanceof Uint8Array ? [content] : content) {
    const piece = part.subarray(Math.max(0, start - offset), Math.max(0, end - offset));
    if (piece.length > 0) yield piece.slice();
    offset += part.length;
    if (offset >= end) return;
  }
}

/** An empty file system in memory; `now` gives the modification times, epoch milliseconds. */
export function memoryFileSystem(options: { readonly now: () => number; readonly hasher: Hasher }): FileSystem {
  return new MemoryFiles(options.now, options.hasher);
}
