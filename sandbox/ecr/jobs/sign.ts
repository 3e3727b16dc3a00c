/** The end of one signing: the signature lies beside its image as a referrer, or the image's status says why not. */
import { utf8 } from "../../kernel/bytes.ts";
import { memberKey, repositoryOf } from "../../world/keys.ts";
import type { Image, JobWork } from "../../world/tables.ts";
import { tellPushed } from "../events/events.ts";
import { beginReplication } from "../replication/begin.ts";
import { signatureOf } from "../signing/artifact.ts";
import { setSigning } from "../signing/status.ts";
import type { JobResult, JobScope } from "./jobs.ts";

export function runSign({ image: key, profile, denied }: Extract<JobWork, { kind: "sign" }>, scope: JobScope): JobResult {
  const { tx } = scope;
  const image = tx.get("images", key);
  const row = tx.get("repositories", repositoryOf(key));
  if (!image || !row) return undefined;
  if (denied === undefined) {
    setSigning(tx, key, { profile, status: "COMPLETE" });
    const digest = store(image, repositoryOf(key), profile, scope);
    // A signature is pushed like any artifact, so it is told of and replicated like any.
    tellPushed(scope, row, digest, undefined);
    beginReplication(tx, row, digest, undefined, scope.now);
    return { kind: "signing", of: row.name, has: { profile, status: "COMPLETE", digest: image.digest, signature: digest } };
  }
  const failureCode = "AccessDenied"; // (unverified)
  setSigning(tx, key, { profile, status: "FAILED", failureCode, failureReason: denied });
  return { kind: "signing", of: row.name, has: { profile, status: "FAILED", digest: image.digest, failureCode } };
}

/** Writes the rows of a signature and gives its digest. `repository` is a row key. */
function store(image: Image, repository: string, profile: string, { tx, now, hasher }: JobScope): Image["digest"] {
  const { digest, manifest, mediaType, artifactMediaType, blobs } = signatureOf(hasher, image, profile, now);
  let size = 0;
  for (const blob of blobs) {
    const bytes = utf8(blob.text).length;
    size += bytes;
    tx.set("texts", blob.digest, { text: blob.text });
    const layer = memberKey(repository, blob.digest);
    if (!tx.get("layers", layer)) tx.set("layers", layer, { digest: blob.digest, size: bytes, mediaType: blob.mediaType, addedAt: now });
  }
  tx.set("images", memberKey(repository, digest), {
    digest,
    manifest,
    mediaType,
    artifactMediaType,
    subject: image.digest,
    size,
    pushedAt: now,
    tags: [],
  });
  return digest;
}
