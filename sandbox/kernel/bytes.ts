/** Bytes: text, base64, hexadecimal, joining and collecting. */
import type { HttpBody } from "./exchange.ts";

const encoder = new TextEncoder();
const lenient = new TextDecoder("utf-8", { ignoreBOM: true });
const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

export const NO_BYTES: Uint8Array = new Uint8Array(0);

export function utf8(text: string): Uint8Array {
  return encoder.encode(text);
}

/** Text of UTF-8 bytes; malformed sequences become U+FFFD. A byte order mark is kept, so lengths agree. */
export function text(bytes: Uint8Array): string {
  return lenient.decode(bytes);
}

/** Text of UTF-8 bytes, or undefined when they are not UTF-8. */
export function strictText(bytes: Uint8Array): string | undefined {
  try {
    return strict.decode(bytes);
  } catch {
    return undefined;
  }
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  if (parts.length === 1 && parts[0]) return parts[0];
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

export class BodyTooLarge extends Error {
  readonly limit: number;
  constructor(limit: number) {
    super(`body larger than ${limit} bytes`);
    this.limit = limit;
  }
}

/** The whole body in memory. Throws `BodyTooLarge` past `limit` bytes, without reading on. */
export async function collect(body: HttpBody, limit = Number.POSITIVE_INFINITY): Promise<Uint8Array> {
  if (body instanceof Uint8Array) {
    if (body.length > limit) throw new BodyTooLarge(limit);
    return body;
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > limit) throw new BodyTooLarge(limit);
    parts.push(part);
  }
  return concat(parts);
}

/** Any body as a stream of chunks. */
export async function* chunks(body: HttpBody): AsyncIterable<Uint8Array> {
  if (body instanceof Uint8Array) {
    if (body.length > 0) yield body;
  } else {
    yield* body;
  }
}

/** Two digits of each byte: looked up, a digest takes a tenth of the time that formatting its bytes takes. */
const DIGITS: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

export function hex(bytes: Uint8Array): string {
  let out = "";
  for (let i = 0; i < bytes.length; i++) out += DIGITS[bytes[i] as number];
  return out;
}

export function fromHex(digits: string): Uint8Array {
  const bytes = new Uint8Array(digits.length >> 1);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

export function base64(bytes: Uint8Array): string {
  let binary = "";
  for (let i = 0; i < bytes.length; i += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  }
  return btoa(binary);
}

/** Bytes of a base64 text, or undefined when it is not base64. */
export function fromBase64(encoded: string): Uint8Array | undefined {
  try {
    const binary = atob(encoded);
    const bytes = new Uint8Array(binary.length);
    for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
    return bytes;
  } catch {
    return undefined;
  }
}

export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (let i = 0; i < a.length; i++) difference |= (a[i] as number) ^ (b[i] as number);
  return difference === 0;
}
