/** `GET /v2/<name>/referrers/<digest>`: what points at this manifest. An unknown digest has an empty list. */
import { errors, json } from "../../answer.ts";
import { isDigestFor } from "../../grammar.ts";
import { type Route, SPEC } from "../../route.ts";

const INDEX = "application/vnd.oci.image.index.v1+json";

export const referrers: Route<"referrers"> = {
  methods: ["GET", "HEAD"],
  kind: "referrers",
  spec: `${SPEC}#listing-referrers`,
  async handle({ target: { name, digest }, query, backend }) {
    if (!isDigestFor(backend, digest)) throw errors.digestInvalid(digest);
    const artifactType = query.get("artifactType") || undefined;
    const manifests = await backend.referrers(name, digest, artifactType);
    const filtered = artifactType === undefined ? {} : { "oci-filters-applied": "artifactType" };
    return json(200, { schemaVersion: 2, mediaType: INDEX, manifests }, { "content-type": INDEX, ...filtered });
  },
};
