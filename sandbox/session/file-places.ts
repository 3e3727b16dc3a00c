/** Where a path leads: symlinks followed, directories on the way checked, with the errno that Linux would give. */
import { FileError } from "../shell/files/file-system.ts";
import { basename, dirname, join } from "../shell/files/paths.ts";
import type { FileNode } from "../world/tables.ts";

const MAX_LINKS = 40;
const OWNER_WRITES = 0o200;

export class Places {
  readonly #node: (real: string) => FileNode | undefined;
  /** Entries that nobody can change. */
  readonly #isFixed: (real: string) => boolean;

  constructor(node: (real: string) => FileNode | undefined, isFixed: (real: string) => boolean) {
    this.#node = node;
    this.#isFixed = isFixed;
  }

  /** The path with every symlink followed, or undefined when a directory on the way is missing. The last part need not exist. */
  resolve(path: string, links = 0): string | undefined {
    if (links > MAX_LINKS) throw new FileError("ELOOP", path);
    let real = "/";
    const parts = path.split("/").filter((part) => part !== "" && part !== ".");
    for (const [index, part] of parts.entries()) {
      const directory = this.#node(real);
      if (!directory) return undefined;
      if (directory.kind !== "directory") throw new FileError("ENOTDIR", path);
      if (part === "..") {
        real = dirname(real);
        continue;
      }
      const next = join(real, part);
      const node = this.#node(next);
      if (node?.kind !== "symlink") {
        real = next;
        continue;
      }
      const target = node.target.startsWith("/") ? node.target : join(real, node.target);
      return this.resolve([target, ...parts.slice(index + 1)].join("/"), links + 1);
    }
    return real;
  }

  /** As `#resolve`, but a symlink at the end stands for itself. */
  resolveParent(path: string): string | undefined {
    if (path === "/") return "/";
    const above = this.resolve(dirname(path));
    return above === undefined ? undefined : join(above, basename(path));
  }

  existing(path: string): string {
    const real = this.resolve(path);
    if (real === undefined || !this.#node(real)) throw new FileError("ENOENT", path);
    return real;
  }

  /** An entry that exists, a symlink standing for itself. */
  entry(path: string): string {
    const real = this.resolveParent(path);
    if (real === undefined || !this.#node(real)) throw new FileError("ENOENT", path);
    return real;
  }

  /** Where an entry may be made: its directory exists and is one. */
  newEntry(path: string): string {
    const real = this.resolveParent(path);
    const above = real === undefined ? undefined : this.#node(dirname(real));
    if (real === undefined || !above) throw new FileError("ENOENT", path);
    if (above.kind !== "directory") throw new FileError("ENOTDIR", path);
    if (this.#isFixed(real)) throw new FileError("EACCES", path);
    return real;
  }

  changeable(path: string): string {
    const real = this.existing(path);
    if (this.#isFixed(real)) throw new FileError("EACCES", path);
    return real;
  }

  /** Where a content may be written; symlinks are followed, also to what is not there yet. */
  writable(path: string): string {
    const real = this.resolve(path);
    if (real === undefined) throw new FileError("ENOENT", path);
    const node = this.#node(real);
    if (!node) return this.newEntry(real);
    if (node.kind === "directory") throw new FileError("EISDIR", path);
    if ((node.mode & OWNER_WRITES) === 0 || this.#isFixed(real)) throw new FileError("EACCES", path);
    return real;
  }
}
