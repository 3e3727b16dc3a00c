/** Answers for whole or partial bytes (RFC 9110 §14): one range at most; several, or another unit, give the whole. */
import { NO_BYTES } from "../kernel/bytes.ts";
import type { HttpHeaders, HttpResponse } from "../kernel/exchange.ts";

export interface Readable {
  /** Bytes. */
  readonly size: number;
  /** From `start` up to, not including, `end`. */
  readonly read: (start?: number, end?: number) => AsyncIterable<Uint8Array>;
}

export type ByteRange =
  | { readonly kind: "whole" }
  | { readonly kind: "part"; readonly start: number; readonly end: number }
  | { readonly kind: "unsatisfiable" };

const ONE_RANGE = /^bytes=([0-9]{0,15})-([0-9]{0,15})$/;

/** What a `Range` header asks of `size` bytes; `end` is exclusive. */
export function byteRange(header: string | undefined, size: number): ByteRange {
  const [, first, last] = ONE_RANGE.exec(header?.trim() ?? "") ?? [];
  if (first === undefined || last === undefined || (first === "" && last === "")) return { kind: "whole" };
  if (first === "") {
    const count = Math.min(Number(last), size);
    return count === 0 ? { kind: "unsatisfiable" } : { kind: "part", start: size - count, end: size };
  }
  const start = Number(first);
  const end = last === "" ? size : Math.min(Number(last) + 1, size);
  if (last !== "" && Number(last) < start) return { kind: "whole" };
  return start >= size ? { kind: "unsatisfiable" } : { kind: "part", start, end };
}

/** 200, 206 or 416 for a `Range` header. */
export function partOf({ size, read }: Readable, header: string | undefined, headers: HttpHeaders): HttpResponse {
  const range = byteRange(header, size);
  switch (range.kind) {
    case "whole":
      return { status: 200, headers: { ...headers, "content-length": String(size) }, body: read() };
    case "part":
      return {
        status: 206,
        headers: { ...headers, "content-length": String(range.end - range.start), "content-range": `bytes ${range.start}-${range.end - 1}/${size}` },
        body: read(range.start, range.end),
      };
    case "unsatisfiable":
      return { status: 416, headers: { ...headers, "content-length": "0", "content-range": `bytes */${size}` }, body: NO_BYTES };
  }
}
