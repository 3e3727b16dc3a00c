import { expect, test } from "vitest";
import { text, utf8 } from "../kernel/bytes.ts";
import { type TarEntry, tarOf } from "./tar.ts";
import { BadArchive, untar } from "./untar.ts";

const entries: TarEntry[] = [
  { path: "etc", kind: "directory", mode: 0o755, mtime: 7 },
  { path: "etc/name", kind: "file", mode: 0o640, mtime: 7, uid: 1000, gid: 100, content: utf8("hello") },
  { path: `${"long/".repeat(40)}file`, kind: "file", mode: 0o644, mtime: 7, content: utf8("x".repeat(1000)) },
  { path: "b".repeat(180), kind: "file", mode: 0o644, mtime: 7, content: utf8("") },
  { path: "größe/ß", kind: "file", mode: 0o644, mtime: 7, content: utf8("ü") },
  { path: "link", kind: "symlink", mode: 0o777, mtime: 7, target: "t".repeat(130) },
  { path: "hard", kind: "hardlink", mode: 0o644, mtime: 7, target: "etc/name" },
];

async function* inPieces(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Uint8Array, size: number): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const { content, size: _, ...member } of untar(inPieces(bytes, size))) found.push({ ...member, content: text(await content()) });
  return found;
}

test.each([1, 100, 512, 100_000])("what is packed is unpacked the same, in pieces of %d bytes", async (size) => {
  expect(await read(tarOf(entries), size)).toEqual(
    entries.map(({ content, ...entry }) => ({ uid: 0, gid: 0, ...entry, path: entry.path, content: text(content ?? utf8("")) })),
  );
});

test("members may be skipped unread", async () => {
  const names: string[] = [];
  for await (const { path } of untar(inPieces(tarOf(entries), 700))) names.push(path);
  expect(names).toEqual(entries.map(({ path }) => path));
});

test("an archive that is cut or changed is refused", async () => {
  const whole = tarOf(entries);
  await expect(read(whole.subarray(0, 700), 512)).rejects.toThrow(BadArchive);
  const changed = whole.slice();
  changed[0] = 65;
  await expect(read(changed, 512)).rejects.toThrow(BadArchive);
});
