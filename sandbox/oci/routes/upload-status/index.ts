/** `GET /v2/<name>/blobs/uploads/<id>`: how much has come. */
import { answer } from "../../answer.ts";
import { type Route, SPEC } from "../../route.ts";
import { uploadHeaders } from "../../uploads.ts";

export const uploadStatus: Route<"upload"> = {
  methods: ["GET", "HEAD"],
  kind: "upload",
  spec: `${SPEC}#pushing-a-blob-in-chunks`,
  async handle({ target: { name, id }, backend }) {
    const { size } = await backend.upload(name, id);
    return answer(204, uploadHeaders(name, id, size));
  },
};
