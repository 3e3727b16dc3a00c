/** What the upload routes share: where an upload is, how much of it has come, and the chunk that a request carries. */
import type { HttpBody, HttpHeaders, HttpRequest } from "../kernel/exchange.ts";
import { errors } from "./answer.ts";
import { uploadBody } from "./body.ts";

/** `Location`, `Range` and `Docker-Upload-UUID` of an upload that holds `size` bytes. An empty one has the range `0-0`. */
export function uploadHeaders(name: string, id: string, size: number): HttpHeaders {
  return { location: `/v2/${name}/blobs/uploads/${id}`, range: `0-${Math.max(0, size - 1)}`, "docker-upload-uuid": id };
}

export function blobHeaders(name: string, digest: string): HttpHeaders {
  return { location: `/v2/${name}/blobs/${digest}`, "docker-content-digest": digest };
}

export interface Chunk {
  /** Undefined for a request without bytes. */
  readonly body: HttpBody | undefined;
  /** First byte's place in the blob, when the client named it. */
  readonly offset: number | undefined;
}

const CONTENT_RANGE = /^(?:bytes )?([0-9]{1,15})-([0-9]{1,15})(?:\/(?:\*|[0-9]{1,15}))?$/;

/** Bytes and place of a chunk; refuses a `Content-Range` that is malformed or of another length than the body. */
export function chunkOf(request: HttpRequest): Chunk {
  const header = request.headers["content-range"];
  if (header === undefined) return { body: uploadBody(request), offset: undefined };
  const [, first, last] = CONTENT_RANGE.exec(header.trim()) ?? [];
  if (first === undefined || last === undefined) throw errors.uploadInvalid("the Content-Range is no range of bytes");
  const length = Number(last) - Number(first) + 1;
  const declared = request.headers["content-length"];
  // An empty final request may repeat where it would begin (`0-0` or `N-N`).
  const nothing = declared === "0" && length <= 1;
  if (!nothing && (length < 1 || (declared !== undefined && Number(declared) !== length))) {
    throw errors.uploadInvalid("the Content-Range and the Content-Length do not agree");
  }
  return { body: uploadBody(request), offset: nothing ? undefined : Number(first) };
}
