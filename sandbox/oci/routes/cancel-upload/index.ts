/** `DELETE /v2/<name>/blobs/uploads/<id>`: gives an upload up. From the Docker registry protocol. */
import { answer } from "../../answer.ts";
import type { Route } from "../../route.ts";

export const cancelUpload: Route<"upload"> = {
  methods: ["DELETE"],
  kind: "upload",
  spec: "https://distribution.github.io/distribution/spec/api/#canceling-an-upload",
  async handle({ target: { name, id }, backend }) {
    await backend.cancel(name, id);
    return answer(204, {});
  },
};
