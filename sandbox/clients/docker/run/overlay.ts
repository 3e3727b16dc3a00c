/**
 * The files of an image as a file system of their own: its layers one over the other, and what is changed on top of them noted, so
 * that the changes can become a layer. Fillers of generated layers are left out; they only give a layer its size.
 */
import { gunzipped } from "../../../images/gunzip.ts";
import { isFiller } from "../../../images/layer.ts";
import type { TarEntry } from "../../../images/tar.ts";
import { type TarMember, untar } from "../../../images/untar.ts";
import type { FileSystem } from "../../../shell/files/file-system.ts";
import { memoryFileSystem } from "../../../shell/files/memory-file-system.ts";
import { basename, dirname, normalise } from "../../../shell/files/paths.ts";
import type { ProgramContext } from "../../../shell/program.ts";

const WHITEOUT = ".wh.";
const OPAQUE = ".wh..wh..opq";

export class Overlay {
  /** What programs see and change. */
  readonly files: FileSystem;
  readonly #inner: FileSystem;
  readonly #now: () => number;
  /** Changed paths, and whether something was there before. */
  #touched = new Map<string, boolean>();

  constructor(context: Pick<ProgramContext, "clock" | "hasher">) {
    this.#now = () => context.clock.now();
    this.#inner = memoryFileSystem({ now: this.#now, hasher: context.hasher });
    this.files = recording(this.#inner, (path, existed) => void this.#touched.set(path, this.#touched.get(path) ?? existed));
  }

  /** Puts a layer over what is there. Its changes are not noted. */
  async apply(compressed: AsyncIterable<Uint8Array>): Promise<void> {
    for await (const member of untar(gunzipped(compressed))) {
      if (isFiller(member.path)) return;
      await this.#put(member);
    }
  }

  async #put(member: TarMember): Promise<void> {
    const files = this.#inner;
    const path = `/${member.path}`;
    const [folder, name] = [dirname(path), basename(path)];
    if (files.stat(folder)?.kind !== "directory") files.makeDirectory(folder, { parents: true });
    if (name === OPAQUE) {
      for (const each of files.list(folder)) files.remove(`${folder}/${each}`, { recursive: true });
      return;
    }
    if (name.startsWith(WHITEOUT)) {
      const gone = `${folder}/${name.slice(WHITEOUT.length)}`;
      if (files.lstat(gone)) files.remove(gone, { recursive: true });
      return;
    }
    const there = files.lstat(path);
    if (there && !(there.kind === "directory" && member.kind === "directory")) files.remove(path, { recursive: true });
    if (member.kind === "directory") {
      if (!files.lstat(path)) files.makeDirectory(path, { mode: member.mode });
      else files.chmod(path, member.mode);
    } else if (member.kind === "symlink") files.symlink(member.target ?? "", path);
    else if (member.kind === "hardlink")
      await files.write(path, await files.read(`/${member.target}`), files.stat(`/${member.target}`)?.mode ?? 0o644);
    else await files.write(path, await member.content(), member.mode);
  }

  /** What was changed since the last call, as members of a layer: sorted, with whiteouts for what is gone. */
  async takeChanges(): Promise<readonly TarEntry[]> {
    const touched = [...this.#touched].sort(([a], [b]) => (a < b ? -1 : 1));
    this.#touched = new Map();
    const entries = new Map<string, TarEntry>();
    for (const [path, existed] of touched) await this.#collect(path, existed, entries);
    return [...entries.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  async #collect(path: string, existed: boolean, entries: Map<string, TarEntry>): Promise<void> {
    const files = this.#inner;
    const stat = files.lstat(path);
    const mtime = Math.floor((stat?.mtime ?? this.#now()) / 1000);
    if (!stat) {
      if (!existed) return;
      const gone = `${dirname(path) === "/" ? "" : dirname(path).slice(1)}/${WHITEOUT}${basename(path)}`.replace(/^\//, "");
      if (files.lstat(dirname(path))) entries.set(gone, { path: gone, kind: "file", mode: 0o644, mtime });
      return;
    }
    const name = path.slice(1);
    if (name === "" || entries.has(name)) return;
    if (stat.kind === "directory") {
      entries.set(name, { path: name, kind: "directory", mode: stat.mode, mtime });
      return;
    }
    if (stat.kind === "symlink") entries.set(name, { path: name, kind: "symlink", mode: 0o777, mtime, target: stat.target ?? "" });
    else entries.set(name, { path: name, kind: "file", mode: stat.mode, mtime, content: await files.read(path) });
  }
}

type Note = (path: string, existed: boolean) => void;

/** The same files; whatever changes a path is told, with whether something was there before. */
function recording(inner: FileSystem, touched: Note): FileSystem {
  const around = <T>(given: string, change: () => T): T => {
    const path = normalise(given);
    const existed = inner.lstat(path) !== undefined;
    const result = change();
    touched(path, existed);
    return result;
  };
  return {
    stat: (path) => inner.stat(path),
    lstat: (path) => inner.lstat(path),
    list: (path) => inner.list(path),
    read: (path) => inner.read(path),
    stream: (path, start, end) => inner.stream(path, start, end),
    write: (path, content, mode) => around(path, () => inner.write(path, content, mode)),
    append: (path, content) => around(path, () => inner.append(path, content)),
    writeStream: (path, body) => around(path, () => inner.writeStream(path, body)),
    makeDirectory(path, options) {
      const missing: string[] = [];
      for (let at = normalise(path); at !== "/" && !inner.lstat(at); at = dirname(at)) missing.push(at);
      inner.makeDirectory(path, options);
      for (const each of missing) touched(each, false);
    },
    remove: (path, options) => around(path, () => inner.remove(path, options)),
    rename(from, to) {
      around(from, () => inner.rename(from, to));
      noteTree(inner, normalise(to), touched);
    },
    symlink: (target, path) => around(path, () => inner.symlink(target, path)),
    chmod: (path, mode) => around(path, () => inner.chmod(path, mode)),
    touch: (path) => around(path, () => inner.touch(path)),
  };
}

function noteTree(files: FileSystem, path: string, note: Note): void {
  note(path, true);
  if (files.lstat(path)?.kind === "directory") for (const name of files.list(path)) noteTree(files, `${path}/${name}`, note);
}
