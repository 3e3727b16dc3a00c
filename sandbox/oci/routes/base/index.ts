/** `GET /v2/`: does this host speak the protocol, and do my credentials work? */
import { json } from "../../answer.ts";
import { type Route, SPEC } from "../../route.ts";

export const base: Route<"base"> = {
  methods: ["GET", "HEAD"],
  kind: "base",
  spec: `${SPEC}#determining-support`,
  handle: async () => json(200, {}),
};
