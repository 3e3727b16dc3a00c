/** The `failures` of batch operations: the answer is 200, and each entry says why. */
import type { ImageFailure, ImageIdentifier } from "../model/types.gen.ts";
import type { ImageLookup } from "./lookup.ts";

const FAILURES = {
  neither: { failureCode: "MissingDigestAndTag", failureReason: "Invalid request parameters: both tag and digest cannot be null" },
  "bad-digest": {
    failureCode: "InvalidImageDigest",
    failureReason: "Invalid request parameters: image digest should satisfy the regex '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+'",
  },
  /** (unverified) */
  "bad-tag": {
    failureCode: "InvalidImageTag",
    failureReason: "Invalid request parameters: image tag should satisfy the regex '[a-zA-Z0-9_][a-zA-Z0-9._-]*'",
  },
  missing: { failureCode: "ImageNotFound", failureReason: "Requested image not found" },
  /** (unverified) */
  mismatch: { failureCode: "ImageTagDoesNotMatchDigest", failureReason: "Requested image tag does not match the requested image digest" },
} as const;

export function imageFailure(imageId: ImageIdentifier, kind: Exclude<ImageLookup["kind"], "found">): ImageFailure {
  return { imageId, ...FAILURES[kind] };
}

/** Why an image that indexes name cannot go (user guide, "Deleting signatures and other artifacts"). */
export function referencedBy(indexes: readonly string[]) {
  return {
    failureCode: "ImageReferencedByManifestList",
    failureReason: `Requested image referenced by manifest list: [${indexes.join(", ")}]`,
  } as const;
}
