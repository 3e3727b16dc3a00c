/** `GET` and `HEAD /v2/<name>/manifests/<reference>`, by tag or by digest. */
import { answer, errors } from "../../answer.ts";
import { isDigestFor, isTag } from "../../grammar.ts";
import { type Route, SPEC } from "../../route.ts";

export const readManifest: Route<"manifest"> = {
  methods: ["GET", "HEAD"],
  kind: "manifest",
  spec: `${SPEC}#pulling-manifests`,
  async handle({ request, target: { name, reference }, backend }) {
    // A reference that no manifest can have is simply not found.
    if (!isTag(reference) && !isDigestFor(backend, reference)) throw errors.manifestUnknown(reference);
    const { digest, mediaType, bytes } = await backend.manifest(name, reference, mediaTypes(request.headers.accept));
    return answer(200, { "content-type": mediaType, "content-length": String(bytes.length), "docker-content-digest": digest }, bytes);
  },
};

/** Media types of an `Accept` header, without parameters; empty when anything will do. */
function mediaTypes(accept: string | undefined): readonly string[] {
  if (!accept) return [];
  const types = accept.split(",").map((part) => (part.split(";")[0] as string).trim().toLowerCase());
  return types.includes("*/*") ? [] : types.filter((type) => type !== "");
}
