/** Request bodies as the routes need them: known to be empty or not, and with a broken body told apart from a fault of ours. */
import type { HttpBody, HttpRequest } from "../kernel/exchange.ts";
import { KnownBytes } from "../kernel/known-bytes.ts";

/** The client's body broke off or had another length than was declared. */
export class BrokenBody extends Error {}

const WRONG_LENGTH = "the body is not as long as its Content-Length";

/**
 * The body whose own failures come as `BrokenBody`; undefined when there is none. Nothing is read: whoever may refuse the request does
 * so first. A stream of undeclared length may turn out to be empty.
 */
export function uploadBody({ body, headers }: HttpRequest): HttpBody | undefined {
  const declared = headers["content-length"];
  const expected = declared === undefined ? undefined : Number(declared);
  if (body instanceof KnownBytes || body instanceof Uint8Array) {
    const size = body instanceof KnownBytes ? body.size : body.length;
    if (expected !== undefined && expected !== size) throw new BrokenBody(WRONG_LENGTH);
    return size > 0 ? body : undefined;
  }
  return expected === 0 ? undefined : guard(body, expected);
}

async function* guard(body: AsyncIterable<Uint8Array>, expected: number | undefined): AsyncIterable<Uint8Array> {
  let size = 0;
  const source = body[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { done, value } = await source.next().catch((cause: unknown) => {
        throw new BrokenBody("the body broke off", { cause });
      });
      if (done) break;
      size += value.length;
      if (value.length > 0) yield value;
    }
  } finally {
    await source.return?.();
  }
  if (expected !== undefined && size !== expected) throw new BrokenBody(WRONG_LENGTH);
}
