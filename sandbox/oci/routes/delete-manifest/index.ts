/** `DELETE /v2/<name>/manifests/<reference>`: a manifest by digest, or only a tag. */
import { empty, errors } from "../../answer.ts";
import { isDigestFor, isTag } from "../../grammar.ts";
import { type Route, SPEC } from "../../route.ts";

export const deleteManifest: Route<"manifest"> = {
  methods: ["DELETE"],
  kind: "manifest",
  spec: `${SPEC}#deleting-manifests`,
  async handle({ target: { name, reference }, backend }) {
    if (!isTag(reference) && !isDigestFor(backend, reference)) throw errors.manifestUnknown(reference);
    await backend.deleteManifest(name, reference);
    return empty(202);
  },
};
