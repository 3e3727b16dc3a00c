/**
 * The files a program sees. `shell/` declares it; `session/` implements it over the world, so that undo covers files too
 * (decision 18), and tests use the in-memory one beside it. All calls are synchronous except reading long contents.
 *
 * Paths are absolute and normalised by the caller (`paths.ts`). Failures are `FileError` with the usual errno names.
 */
export interface FileStat {
  readonly kind: "directory" | "file" | "symlink";
  /** Permission bits, 0o755. */
  readonly mode: number;
  /** Epoch milliseconds of virtual time. */
  readonly mtime: number;
  /** Bytes. */
  readonly size: number;
  readonly target?: string;
}

export type FileErrorCode = "ENOENT" | "EEXIST" | "ENOTDIR" | "EISDIR" | "ENOTEMPTY" | "ELOOP" | "ENOSPC" | "EACCES" | "EINVAL";

export class FileError extends Error {
  readonly code: FileErrorCode;
  readonly path: string;
  constructor(code: FileErrorCode, path: string) {
    super(`${code}: ${path}`);
    this.code = code;
    this.path = path;
  }
}

export interface FileSystem {
  /** Undefined when nothing is there. Follows symlinks; `lstat` does not. */
  stat(path: string): FileStat | undefined;
  lstat(path: string): FileStat | undefined;
  /** Names in a directory, sorted. */
  list(path: string): readonly string[];
  /** The whole content. Throws ENOENT, EISDIR. */
  read(path: string): Promise<Uint8Array>;
  /** Bytes from `start` to `end`, without loading the rest; a whole long file comes as `KnownBytes`. */
  stream(path: string, start?: number, end?: number): AsyncIterable<Uint8Array>;
  /** Replaces or makes the file; its directory must exist. */
  write(path: string, content: Uint8Array | string, mode?: number): Promise<void>;
  append(path: string, content: Uint8Array | string): Promise<void>;
  /** Makes a file of bytes that arrive (`KnownBytes` are kept as a reference, unread); returns their size and `sha256:…` (for image layers, which are kept as blobs). */
  writeStream(path: string, body: AsyncIterable<Uint8Array>): Promise<{ readonly size: number; readonly digest: string }>;
  /** Makes the directory and, with `parents`, those above it. */
  makeDirectory(path: string, options?: { parents?: boolean; mode?: number }): void;
  remove(path: string, options?: { recursive?: boolean }): void;
  rename(from: string, to: string): void;
  symlink(target: string, path: string): void;
  chmod(path: string, mode: number): void;
  touch(path: string): void;
}
