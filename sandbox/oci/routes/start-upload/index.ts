/** `POST /v2/<name>/blobs/uploads/`: begins an upload, mounts a blob of another repository, or takes a whole blob at once. */
import type { HttpResponse } from "../../../kernel/exchange.ts";
import { empty, errors } from "../../answer.ts";
import { isDigestFor, isName } from "../../grammar.ts";
import { type Asked, type Route, SPEC } from "../../route.ts";
import { blobHeaders, chunkOf, uploadHeaders } from "../../uploads.ts";

export const startUpload: Route<"uploads"> = {
  methods: ["POST"],
  kind: "uploads",
  spec: `${SPEC}#pushing-blobs`,
  async handle(asked) {
    const { target, query, backend } = asked;
    const mount = query.get("mount");
    const from = query.get("from");
    if (mount && from && isDigestFor(backend, mount) && isName(from) && (await backend.mount(target.name, mount, from))) {
      return empty(201, blobHeaders(target.name, mount));
    }
    const digest = query.get("digest");
    if (digest !== null) return whole(asked, digest);
    const { id } = await backend.openUpload(target.name);
    return empty(202, uploadHeaders(target.name, id, 0));
  },
};

/** The blob is the body of this very request. An upload that fails half-way is dropped: nobody knows its address. */
async function whole({ request, target: { name }, backend }: Asked<"uploads">, digest: string): Promise<HttpResponse> {
  if (!isDigestFor(backend, digest)) throw errors.digestInvalid(digest);
  const { id } = await backend.openUpload(name);
  try {
    const { body } = chunkOf(request);
    if (body) await backend.append(name, id, body, 0, request.signal);
    const blob = await backend.complete(name, id, digest);
    return empty(201, blobHeaders(name, blob.digest));
  } catch (error) {
    await backend.cancel(name, id).catch(() => undefined);
    throw error;
  }
}
