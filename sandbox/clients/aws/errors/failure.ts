/** Why a command ends without success, before it is worded for a generation of the CLI. */

import type { FileError } from "../../../shell/files/file-system.ts";

/** What the page's session is told beside the printed text. */
export type FailureCode =
  | "unknown-command"
  | "unknown-operation"
  | "unknown-option"
  | "missing-argument"
  | "bad-value"
  | "no-credentials"
  | "partial-credentials"
  | "no-region"
  | "no-profile"
  | "cannot-connect"
  | "not-simulated"
  | "waiter-failed"
  | "service-error";

export type FailureKind =
  /** argparse said no: usage is printed. */
  | { readonly kind: "usage" }
  /** An operation was left with words it does not know: usage first, then the message. */
  | { readonly kind: "unknown-options" }
  | { readonly kind: "param" }
  | { readonly kind: "no-region" }
  | { readonly kind: "no-credentials" }
  /** Keys could not be had by a command that is about keys. */
  | { readonly kind: "configuration" }
  | { readonly kind: "general" }
  /** The sandbox's own "this is real, but not here". */
  | { readonly kind: "sandbox" }
  /** The service answered with an error; `body` is what it sent beside code and message. */
  | { readonly kind: "service"; readonly service: ServiceError };

export interface ServiceError {
  readonly code: string;
  readonly message: string;
  readonly operation: string;
  /** Retries made, when they ran out. */
  readonly retries?: number;
  /** Members of the error beside its message, as sent. */
  readonly body: Readonly<Record<string, unknown>>;
}

export class Failure extends Error {
  readonly what: FailureKind;
  readonly code: FailureCode;
  readonly names: string | undefined;
  constructor(what: FailureKind | FailureKind["kind"], code: FailureCode, message: string, names?: string) {
    super(message);
    this.what = typeof what === "string" ? ({ kind: what } as FailureKind) : what;
    this.code = code;
    this.names = names;
  }
}

/** What Python's `open` raises, by errno name. */
export const ERRNO: Readonly<Record<string, string>> = {
  ENOENT: "[Errno 2] No such file or directory",
  EACCES: "[Errno 13] Permission denied",
  EEXIST: "[Errno 17] File exists",
  ENOTDIR: "[Errno 20] Not a directory",
  EISDIR: "[Errno 21] Is a directory",
  ENOSPC: "[Errno 28] No space left on device",
  ELOOP: "[Errno 40] Too many levels of symbolic links",
};

/** A file that cannot be read or written, as Python says it. */
export function fileFailure({ code, path }: FileError): Failure {
  return new Failure("general", "bad-value", `${ERRNO[code] ?? code}: '${path}'`, path);
}

/** Error parsing parameter '--x': … */
export function parameterFailure(option: string, message: string): Failure {
  return new Failure("param", "bad-value", `Error parsing parameter '${option}': ${message}`, option);
}
