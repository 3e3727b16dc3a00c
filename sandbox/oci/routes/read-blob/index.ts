/** `GET` and `HEAD /v2/<name>/blobs/<digest>`, whole or by `Range`; some backends answer with another address instead. */
import { answer, empty, errors } from "../../answer.ts";
import { isDigestFor } from "../../grammar.ts";
import { partOf } from "../../range.ts";
import { type Route, SPEC } from "../../route.ts";

export const readBlob: Route<"blob"> = {
  methods: ["GET", "HEAD"],
  kind: "blob",
  spec: `${SPEC}#pulling-blobs`,
  async handle({ request, target: { name, digest }, backend }) {
    if (!isDigestFor(backend, digest)) throw errors.digestInvalid(digest);
    const described = { "content-type": "application/octet-stream", "docker-content-digest": digest, "accept-ranges": "bytes" };
    if (request.method === "HEAD") {
      const blob = await backend.blob(name, digest);
      if (!blob) throw errors.blobUnknown(digest);
      return answer(200, { ...described, "content-length": String(blob.size) });
    }
    const source = await backend.readBlob(name, digest);
    if (source.kind === "redirect") return empty(307, { location: source.url, "docker-content-digest": digest });
    return partOf(source, request.headers.range, { ...described, "docker-distribution-api-version": "registry/2.0" });
  },
};
