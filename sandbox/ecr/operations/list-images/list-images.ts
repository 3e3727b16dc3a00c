/** ListImages (API_ListImages): one entry per digest and tag, tagged ones by tag, then the untagged ones. */
import { memberKey } from "../../../world/keys.ts";
import { findRepository, members, sealingKeyOf, where } from "../../common/lookup.ts";
import { page } from "../../common/paging.ts";
import type { ImageIdentifier } from "../../model/types.gen.ts";
import { operation } from "../../operation.ts";

export const listImages = operation("ListImages", (input, { tx, registry, hasher, refuse }) => {
  const found = findRepository(tx, registry, input.repositoryName);
  if (!found) throw refuse("RepositoryNotFoundException", where(registry, input.repositoryName));
  const { tagStatus = "ANY", imageStatus = "ACTIVE" } = input.filter ?? {};

  // Keys begin with the part of the list they stand in: `t` tagged, `u` untagged.
  function* rows(after: string | undefined): Generator<readonly [string, ImageIdentifier]> {
    if (!found) return;
    const fits = (status: string = "ACTIVE") => imageStatus === "ANY" || status === imageStatus;
    const [part, member] = [after?.[0], after?.slice(1)];
    if (tagStatus !== "UNTAGGED" && part !== "u") {
      for (const [imageTag, { digest }] of members(tx, "tags", found.key, member)) {
        if (fits(tx.get("images", memberKey(found.key, digest))?.status)) yield [`t${imageTag}`, { imageDigest: digest, imageTag }];
      }
    }
    if (tagStatus !== "TAGGED") {
      for (const [imageDigest, { tags, status }] of members(tx, "images", found.key, part === "u" ? member : undefined)) {
        if (tags.length === 0 && fits(status)) yield [`u${imageDigest}`, { imageDigest }];
      }
    }
  }

  const pages = page({ hasher, sealingKey: sealingKeyOf(tx), list: `${found.key} images ${tagStatus} ${imageStatus}` }, input, rows);
  if (!pages) throw refuse("InvalidParameterException", { parameter: "nextToken", constraint: "Invalid pagination token provided" });
  return { imageIds: pages.entries, nextToken: pages.nextToken };
});
