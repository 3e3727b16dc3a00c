/** `GET /v2/<name>/tags/list`: the tags of a repository in order, a page at a time. */
import { json } from "../../answer.ts";
import { nextPage, pageSize } from "../../paging.ts";
import { type Route, SPEC } from "../../route.ts";

export const tags: Route<"tags"> = {
  methods: ["GET", "HEAD"],
  kind: "tags",
  spec: `${SPEC}#listing-tags`,
  async handle({ target: { name }, query, backend }) {
    const limit = pageSize(query);
    if (limit === 0) {
      // An empty list without a next page, but only of a repository that exists.
      await backend.tags(name, 1, undefined);
      return json(200, { name, tags: [] });
    }
    const page = await backend.tags(name, limit, query.get("last") ?? undefined);
    return json(200, { name, tags: page.tags }, nextPage(`/v2/${name}/tags/list`, limit, page.next));
  },
};
