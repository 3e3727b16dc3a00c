/**
 * What the registry routes need from whoever keeps the images. `oci/` declares it and is strict above it; `ecr/` and `upstream/`
 * implement it (decision 4). Methods throw `OciError`; anything else thrown is a fault of the simulator.
 */
import type { HttpBody, Sender } from "../kernel/exchange.ts";

export interface BlobInfo {
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
}

export type BlobSource =
  | { readonly kind: "bytes"; readonly size: number; readonly read: (start?: number, end?: number) => AsyncIterable<Uint8Array> }
  /** ECR answers with 307 and a sealed, short-lived URL. */
  | { readonly kind: "redirect"; readonly url: string };

export interface ManifestContent {
  readonly digest: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export interface TagPage {
  readonly tags: readonly string[];
  /** Value of `last` for the next page; opaque to the client. */
  readonly next?: string;
}

export interface Backend {
  /** Whether it takes digests by SHA-512 beside those by SHA-256. */
  readonly sha512?: boolean;
  blob(repository: string, digest: string): Promise<BlobInfo | undefined>;
  readBlob(repository: string, digest: string): Promise<BlobSource>;
  openUpload(repository: string): Promise<{ readonly id: string }>;
  /** True when the blob became a member of `repository`; false means: upload it. */
  mount(repository: string, digest: string, from: string): Promise<boolean>;
  upload(repository: string, id: string): Promise<{ readonly size: number }>;
  /** `offset` is given when the client named one; another than the staged size is `BLOB_UPLOAD_INVALID` with status 416. */
  append(repository: string, id: string, body: HttpBody, offset: number | undefined, signal?: Sender): Promise<{ readonly size: number }>;
  complete(repository: string, id: string, digest: string): Promise<BlobInfo>;
  cancel(repository: string, id: string): Promise<void>;
  /** `accept` holds the media types the client takes; empty means any. */
  manifest(repository: string, reference: string, accept: readonly string[]): Promise<ManifestContent>;
  /** Refuses somebody who may not put manifests, before the body is read. */
  admitManifest?(repository: string): Promise<void>;
  putManifest(
    repository: string,
    reference: string,
    mediaType: string | undefined,
    bytes: Uint8Array,
  ): Promise<{ readonly digest: string; readonly subject?: string }>;
  deleteManifest(repository: string, reference: string): Promise<void>;
  deleteBlob(repository: string, digest: string): Promise<void>;
  tags(repository: string, limit: number | undefined, last: string | undefined): Promise<TagPage>;
  catalog(limit: number | undefined, last: string | undefined): Promise<{ readonly repositories: readonly string[]; readonly next?: string }>;
  referrers(repository: string, digest: string, artifactType: string | undefined): Promise<readonly Record<string, unknown>[]>;
}

/** The codes of the OCI distribution specification, §Error Codes, and at the end two of the Docker registry protocol that it came from. */
export type OciCode =
  | "BLOB_UNKNOWN"
  | "BLOB_UPLOAD_INVALID"
  | "BLOB_UPLOAD_UNKNOWN"
  | "DIGEST_INVALID"
  | "MANIFEST_BLOB_UNKNOWN"
  | "MANIFEST_INVALID"
  | "MANIFEST_UNKNOWN"
  | "NAME_INVALID"
  | "NAME_UNKNOWN"
  | "SIZE_INVALID"
  | "UNAUTHORIZED"
  | "DENIED"
  | "UNSUPPORTED"
  | "TOOMANYREQUESTS"
  | "TAG_INVALID"
  | "UNKNOWN";

/** A refusal. It has no stack: every push asks for layers that are not there, and noting where that was found costs more than the answer (measured). */
export class OciError extends Error {
  readonly code: OciCode;
  readonly status: number;
  readonly detail: unknown;
  constructor(code: OciCode, message: string, status: number, detail?: unknown) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = stackTraceLimit;
    this.code = code;
    this.status = status;
    this.detail = detail;
  }
}
