/** `PUT /v2/<name>/blobs/uploads/<id>?digest=<digest>`: the end of an upload, with its last or only bytes if there are any left. */
import { empty, errors } from "../../answer.ts";
import { isDigestFor } from "../../grammar.ts";
import { type Route, SPEC } from "../../route.ts";
import { blobHeaders, chunkOf } from "../../uploads.ts";

export const completeUpload: Route<"upload"> = {
  methods: ["PUT"],
  kind: "upload",
  spec: `${SPEC}#post-then-put`,
  async handle({ request, target: { name, id }, query, backend }) {
    const digest = query.get("digest") ?? "";
    if (!isDigestFor(backend, digest)) throw errors.digestInvalid(digest);
    const { body, offset } = chunkOf(request);
    if (body) await backend.append(name, id, body, offset, request.signal);
    const blob = await backend.complete(name, id, digest);
    return empty(201, blobHeaders(name, blob.digest));
  },
};
