/** The words of errno, as strerror(3) has them. */
import { FileError, type FileErrorCode } from "./file-system.ts";

const WORDS: Readonly<Record<FileErrorCode, string>> = {
  ENOENT: "No such file or directory",
  EEXIST: "File exists",
  ENOTDIR: "Not a directory",
  EISDIR: "Is a directory",
  ENOTEMPTY: "Directory not empty",
  ELOOP: "Too many levels of symbolic links",
  ENOSPC: "No space left on device",
  EACCES: "Permission denied",
  EINVAL: "Invalid argument",
};

/** `No such file or directory` and the like. Anything that is no `FileError` is a bug and thrown on. */
export function errorWords(error: unknown): string {
  if (error instanceof FileError) return WORDS[error.code];
  throw error;
}
