/** `PUT /v2/<name>/manifests/<reference>`: at most 4 MiB, the least that every registry takes. */
import { collect } from "../../../kernel/bytes.ts";
import { empty, errors } from "../../answer.ts";
import { OciError } from "../../backend.ts";
import { uploadBody } from "../../body.ts";
import { isDigestFor, isTag, looksLikeDigest } from "../../grammar.ts";
import { type Route, SPEC } from "../../route.ts";

/** Bytes. */
const LARGEST_MANIFEST = 4 * 1024 * 1024;

export const putManifest: Route<"manifest"> = {
  methods: ["PUT"],
  kind: "manifest",
  spec: `${SPEC}#pushing-manifests`,
  async handle({ request, target: { name, reference }, backend }) {
    if (!isTag(reference) && !isDigestFor(backend, reference)) {
      throw looksLikeDigest(reference)
        ? errors.digestInvalid(reference)
        : new OciError("TAG_INVALID", "manifest tag did not match URI", 400, { tag: reference.slice(0, 300) });
    }
    if (Number(request.headers["content-length"] ?? 0) > LARGEST_MANIFEST) {
      throw new OciError("SIZE_INVALID", `the manifest is larger than ${LARGEST_MANIFEST} bytes`, 413);
    }
    await backend.admitManifest?.(name);
    const body = uploadBody(request);
    if (!body) throw errors.manifestInvalid("the manifest is empty");
    const bytes = await collect(body, LARGEST_MANIFEST);
    const mediaType = request.headers["content-type"]?.split(";")[0]?.trim() || undefined;
    const { digest, subject } = await backend.putManifest(name, reference, mediaType, bytes);
    return empty(201, {
      location: `/v2/${name}/manifests/${digest}`,
      "docker-content-digest": digest,
      ...(subject === undefined ? {} : { "oci-subject": subject }),
    });
  },
};
