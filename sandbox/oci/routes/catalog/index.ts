/** `GET /v2/_catalog`: the repositories, a page at a time. Not in the OCI specification; from the Docker registry protocol. */
import { errors, json } from "../../answer.ts";
import { nextPage, pageSize } from "../../paging.ts";
import type { Route } from "../../route.ts";

export const catalog: Route<"catalog"> = {
  methods: ["GET", "HEAD"],
  kind: "catalog",
  spec: "https://distribution.github.io/distribution/spec/api/#catalog",
  async handle({ query, backend }) {
    const limit = pageSize(query);
    if (limit === 0) throw errors.unsupported("n must be larger than zero");
    const page = await backend.catalog(limit, query.get("last") ?? undefined);
    return json(200, { repositories: page.repositories }, nextPage("/v2/_catalog", limit, page.next));
  },
};
