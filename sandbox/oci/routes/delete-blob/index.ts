/** `DELETE /v2/<name>/blobs/<digest>`. */
import { empty, errors } from "../../answer.ts";
import { isDigestFor } from "../../grammar.ts";
import { type Route, SPEC } from "../../route.ts";

export const deleteBlob: Route<"blob"> = {
  methods: ["DELETE"],
  kind: "blob",
  spec: `${SPEC}#deleting-blobs`,
  async handle({ target: { name, digest }, backend }) {
    if (!isDigestFor(backend, digest)) throw errors.digestInvalid(digest);
    await backend.deleteBlob(name, digest);
    return empty(202);
  },
};
