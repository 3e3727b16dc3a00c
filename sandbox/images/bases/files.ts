/** Short hands for writing down the small real files of base layers. */
import { utf8 } from "../../kernel/bytes.ts";
import type { TarEntry } from "../tar.ts";

/** When every base image says it was made, epoch milliseconds: 2026-10-08T19:23:17Z. */
export const MADE_AT = 1_791_487_397_000;

const mtime = MADE_AT / 1000;

export function directory(path: string, mode = 0o755): TarEntry {
  return { path, kind: "directory", mode, mtime };
}

export function file(path: string, content: string, mode = 0o644): TarEntry {
  return { path, kind: "file", mode, mtime, content: utf8(content) };
}

export function link(path: string, target: string): TarEntry {
  return { path, kind: "symlink", mode: 0o777, mtime, target };
}

/** A program of the image: a file whose first line names the sandbox program that stands for it (decision 21). */
export function stub(path: string, program = path.slice(path.lastIndexOf("/") + 1)): TarEntry {
  return file(path, `#!gantry ${program}\n`, 0o755);
}

export function stubs(folder: string, programs: string): TarEntry[] {
  return programs.split(" ").map((program) => stub(`${folder}/${program}`));
}

/** The usual empty directories of a root file system. */
export function rootDirectories(): TarEntry[] {
  return "bin dev etc home lib opt proc root run sbin srv sys tmp usr usr/bin usr/lib usr/local usr/local/bin usr/sbin usr/share usr/share/gantry var var/log var/tmp"
    .split(" ")
    .map((path) => directory(path, path === "tmp" || path === "var/tmp" ? 0o1777 : path === "root" ? 0o700 : 0o755));
}

/** As image configurations name it. */
export type Architecture = "amd64" | "arm64";

/** As kernels and Alpine name it. */
export const MACHINES: Readonly<Record<Architecture, string>> = { amd64: "x86_64", arm64: "aarch64" };
