/** What every `FileSystem` does, case by case: run against the one in memory and the one over the world. */
import { collect, text, utf8 } from "../../kernel/bytes.ts";
import { KnownBytes } from "../../kernel/known-bytes.ts";
import { FileError, type FileSystem } from "./file-system.ts";

/** One case: `run` on an empty file system must give `expected` (compare deeply). The title states the fact. */
export interface FileSystemCase {
  readonly title: string;
  readonly expected: unknown;
  run(files: FileSystem): Promise<unknown>;
}

async function codeOf(action: () => unknown): Promise<string> {
  try {
    await action();
    return "no error";
  } catch (error) {
    return error instanceof FileError ? error.code : String(error);
  }
}

const readText = async (files: FileSystem, path: string) => text(await files.read(path));

async function* inChunks(...parts: readonly string[]): AsyncIterable<Uint8Array> {
  for (const part of parts) yield utf8(part);
}

const HELLO_DIGEST = "sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

const CONTENTS: readonly FileSystemCase[] = [
  {
    title: "gives back what was written, and replaces it",
    expected: ["one", "two", 3],
    async run(files) {
      await files.write("/a", "one");
      const first = await readText(files, "/a");
      await files.write("/a", utf8("two"));
      return [first, await readText(files, "/a"), files.stat("/a")?.size];
    },
  },
  {
    title: "appends, and makes the file when it is missing",
    expected: "onetwo",
    async run(files) {
      await files.append("/a", "one");
      await files.append("/a", utf8("two"));
      return readText(files, "/a");
    },
  },
  {
    title: "keeps its own copy of bytes that are handed in and out",
    expected: "abc",
    async run(files) {
      const bytes = utf8("abc");
      await files.write("/a", bytes);
      bytes[0] = 0;
      (await files.read("/a"))[1] = 0;
      return readText(files, "/a");
    },
  },
  {
    title: "refuses to read what is missing, to read a directory, and to write where no directory is",
    expected: ["ENOENT", "EISDIR", "ENOENT", "EISDIR", "ENOTDIR"],
    async run(files) {
      files.makeDirectory("/d");
      await files.write("/f", "");
      return [
        await codeOf(() => files.read("/none")),
        await codeOf(() => files.read("/d")),
        await codeOf(() => files.write("/none/f", "x")),
        await codeOf(() => files.write("/d", "x")),
        await codeOf(() => files.write("/f/g", "x")),
      ];
    },
  },
  {
    title: "streams a range of bytes",
    expected: ["cdef", "hello", "lo"],
    async run(files) {
      await files.write("/a", "abcdefgh");
      await files.writeStream("/b", inChunks("hel", "lo"));
      const range = async (path: string, start?: number, end?: number) => text(await collect(files.stream(path, start, end)));
      return [await range("/a", 2, 6), await range("/b"), await range("/b", 3)];
    },
  },
  {
    title: "stores arriving bytes and tells their size and digest",
    expected: [{ size: 5, digest: HELLO_DIGEST }, 5, "hello"],
    async run(files) {
      const stored = await files.writeStream("/a", inChunks("he", "", "llo"));
      return [{ ...stored }, files.stat("/a")?.size, await readText(files, "/a")];
    },
  },
  {
    title: "keeps the file that was there when arriving bytes break off",
    expected: ["broken", "before"],
    async run(files) {
      await files.write("/a", "before");
      const broken = async function* (): AsyncIterable<Uint8Array> {
        yield utf8("x");
        throw new Error("broken");
      };
      const message = await files.writeStream("/a", broken()).then(String, (error: Error) => error.message);
      return [message, await readText(files, "/a")];
    },
  },
  {
    title: "knows the size of known bytes without reading them",
    expected: { size: 5, digest: HELLO_DIGEST, stat: 5 },
    async run(files) {
      const known = new KnownBytes(HELLO_DIGEST, 5, () => inChunks("hello"));
      const stored = await files.writeStream("/a", known);
      return { ...stored, stat: files.stat("/a")?.size };
    },
  },
];

const DIRECTORIES: readonly FileSystemCase[] = [
  {
    title: "lists a directory in order, and nothing else",
    expected: [["B", "a", "d"], ["x"], "ENOENT", "ENOTDIR"],
    async run(files) {
      await files.write("/a", "");
      await files.write("/B", "");
      files.makeDirectory("/d/x", { parents: true });
      return [files.list("/"), files.list("/d"), await codeOf(() => files.list("/n")), await codeOf(() => files.list("/a"))];
    },
  },
  {
    title: "makes directories one by one, or with those above",
    expected: ["ENOENT", "no error", "no error", "EEXIST", "EEXIST", "directory"],
    async run(files) {
      await files.write("/f", "");
      return [
        await codeOf(() => files.makeDirectory("/a/b")),
        await codeOf(() => files.makeDirectory("/a/b", { parents: true })),
        await codeOf(() => files.makeDirectory("/a/b", { parents: true })),
        await codeOf(() => files.makeDirectory("/a/b")),
        await codeOf(() => files.makeDirectory("/f", { parents: true })),
        files.stat("/a/b")?.kind,
      ];
    },
  },
  {
    title: "removes files and empty directories, and full ones only recursively",
    expected: ["ENOTEMPTY", "no error", undefined, "ENOENT", []],
    async run(files) {
      files.makeDirectory("/a/b", { parents: true });
      await files.write("/a/b/c", "x");
      const refused = await codeOf(() => files.remove("/a"));
      files.remove("/a/b/c");
      files.remove("/a/b");
      await files.write("/a/d", "x");
      return [
        refused,
        await codeOf(() => files.remove("/a", { recursive: true })),
        files.stat("/a/d"),
        await codeOf(() => files.remove("/a")),
        files.list("/"),
      ];
    },
  },
  {
    title: "renames files over files and directories over empty ones only",
    expected: ["one", ["b"], "EISDIR", "ENOTDIR", "ENOTEMPTY", "EINVAL", "ENOENT", "one"],
    async run(files) {
      await files.write("/a", "one");
      await files.write("/b", "two");
      files.rename("/a", "/b");
      const names = files.list("/");
      const content = await readText(files, "/b");
      files.makeDirectory("/d");
      files.makeDirectory("/e");
      const fileOverDirectory = await codeOf(() => files.rename("/b", "/d"));
      const directoryOverFile = await codeOf(() => files.rename("/d", "/b"));
      await files.write("/e/x", "one");
      const overFull = await codeOf(() => files.rename("/d", "/e"));
      const intoItself = await codeOf(() => files.rename("/d", "/d/e"));
      const missing = await codeOf(() => files.rename("/n", "/m"));
      files.rename("/e", "/d");
      return [content, names, fileOverDirectory, directoryOverFile, overFull, intoItself, missing, await readText(files, "/d/x")];
    },
  },
];

const ATTRIBUTES: readonly FileSystemCase[] = [
  {
    title: "gives new files 644 and directories 755, and changes modes",
    expected: [0o644, 0o755, 0o600, 0o700, 0o600, "ENOENT"],
    async run(files) {
      await files.write("/a", "");
      files.makeDirectory("/d");
      await files.write("/b", "", 0o600);
      const before = [files.stat("/a")?.mode, files.stat("/d")?.mode, files.stat("/b")?.mode];
      files.chmod("/a", 0o700);
      await files.write("/b", "again");
      return [...before, files.stat("/a")?.mode, files.stat("/b")?.mode, await codeOf(() => files.chmod("/n", 0o600))];
    },
  },
  {
    title: "touches: makes an empty file, keeps the content of one that is there",
    expected: ["", "x"],
    async run(files) {
      files.touch("/a");
      await files.write("/b", "x");
      files.touch("/b");
      return [await readText(files, "/a"), await readText(files, "/b")];
    },
  },
  {
    title: "follows symlinks in stat, read, write and in the middle of a path; lstat and remove do not",
    expected: ["file", "symlink", "f", "new", "new", "ENOENT", true, "EEXIST"],
    async run(files) {
      files.makeDirectory("/d");
      await files.write("/d/f", "old");
      files.symlink("f", "/d/l");
      files.symlink("/d", "/e");
      await files.write("/e/l", "new");
      const seen = [
        files.stat("/d/l")?.kind,
        files.lstat("/d/l")?.kind,
        files.lstat("/d/l")?.target,
        await readText(files, "/d/f"),
        await readText(files, "/e/f"),
      ];
      files.symlink("gone", "/g");
      const dangling = await codeOf(() => files.read("/g"));
      const again = await codeOf(() => files.symlink("x", "/g"));
      files.remove("/d/l");
      return [...seen, dangling, files.stat("/d/f") !== undefined && files.stat("/g") === undefined, again];
    },
  },
  {
    title: "gives up on symlinks in a circle",
    expected: [undefined, "ELOOP"],
    async run(files) {
      files.symlink("/b", "/a");
      files.symlink("/a", "/b");
      return [files.stat("/a"), await codeOf(() => files.read("/a"))];
    },
  },
];

/** All cases. */
export const fileSystemCases: readonly FileSystemCase[] = [...CONTENTS, ...DIRECTORIES, ...ATTRIBUTES];
