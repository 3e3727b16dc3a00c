/** `PATCH /v2/<name>/blobs/uploads/<id>`: the next bytes, as one stream or as a chunk with a `Content-Range`. */
import { empty } from "../../answer.ts";
import { type Route, SPEC } from "../../route.ts";
import { chunkOf, uploadHeaders } from "../../uploads.ts";

export const appendUpload: Route<"upload"> = {
  methods: ["PATCH"],
  kind: "upload",
  spec: `${SPEC}#pushing-a-blob-in-chunks`,
  async handle({ request, target: { name, id }, backend }) {
    const { body, offset } = chunkOf(request);
    const { size } = body ? await backend.append(name, id, body, offset, request.signal) : await backend.upload(name, id);
    return empty(202, uploadHeaders(name, id, size));
  },
};
