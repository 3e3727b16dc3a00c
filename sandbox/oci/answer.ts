/** How routes answer: the headers that every registry answer carries, and the error body of the specification. */
import { NO_BYTES, utf8 } from "../kernel/bytes.ts";
import type { HttpBody, HttpHeaders, HttpResponse } from "../kernel/exchange.ts";
import { OciError } from "./backend.ts";

const API_VERSION = { "docker-distribution-api-version": "registry/2.0" };

export function answer(status: number, headers: HttpHeaders, body: HttpBody = NO_BYTES): HttpResponse {
  return { status, headers: { ...API_VERSION, ...headers }, body };
}

/** An answer without a body that says so. */
export function empty(status: number, headers: HttpHeaders = {}): HttpResponse {
  return answer(status, { "content-length": "0", ...headers });
}

export function json(status: number, value: unknown, headers: HttpHeaders = {}): HttpResponse {
  const bytes = utf8(JSON.stringify(value));
  return answer(status, { "content-type": "application/json", "content-length": String(bytes.length), ...headers }, bytes);
}

/** The error body: https://github.com/opencontainers/distribution-spec/blob/v1.1.0/spec.md#error-codes */
export function refusal(error: OciError, headers: HttpHeaders = {}): HttpResponse {
  const detail = error.detail === undefined ? {} : { detail: error.detail };
  return json(error.status, { errors: [{ code: error.code, message: error.message, ...detail }] }, headers);
}

/** The same status and headers without the body, as `HEAD` asks. */
export function withoutBody(response: HttpResponse): HttpResponse {
  return { status: response.status, headers: response.headers, body: NO_BYTES };
}

export const errors = {
  nameInvalid: (name: string) => new OciError("NAME_INVALID", "invalid repository name", 400, { name: name.slice(0, 300) }),
  digestInvalid: (digest: string) =>
    new OciError("DIGEST_INVALID", "provided digest did not match uploaded content or is no sha256 digest", 400, { digest: digest.slice(0, 300) }),
  manifestUnknown: (reference: string) => new OciError("MANIFEST_UNKNOWN", "manifest unknown", 404, { reference: reference.slice(0, 300) }),
  blobUnknown: (digest: string) => new OciError("BLOB_UNKNOWN", "blob unknown to registry", 404, { digest }),
  nameUnknown: (name: string) => new OciError("NAME_UNKNOWN", "repository name not known to registry", 404, { name }),
  uploadUnknown: () => new OciError("BLOB_UPLOAD_UNKNOWN", "blob upload unknown to registry", 404),
  uploadInvalid: (message: string) => new OciError("BLOB_UPLOAD_INVALID", message, 400),
  wrongOffset: () => new OciError("BLOB_UPLOAD_INVALID", "the chunk does not follow the bytes uploaded so far", 416),
  manifestInvalid: (message: string) => new OciError("MANIFEST_INVALID", message, 400),
  unsupported: (message = "The operation is unsupported.") => new OciError("UNSUPPORTED", message, 405),
};
