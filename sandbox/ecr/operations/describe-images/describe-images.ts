/** DescribeImages (API_DescribeImages): one entry per digest; a page costs what it shows, whatever the repository holds. */
import type { Image } from "../../../world/tables.ts";
import { findImage, findRepository, members, sealingKeyOf, seconds, where } from "../../common/lookup.ts";
import { page, pagingBeside } from "../../common/paging.ts";
import type { ImageDetail } from "../../model/types.gen.ts";
import { operation } from "../../operation.ts";

function describeImage(image: Image, { repository, account }: { repository: string; account: string }): ImageDetail {
  return {
    registryId: account,
    repositoryName: repository,
    imageDigest: image.digest,
    imageTags: image.tags.length ? image.tags : undefined,
    imageSizeInBytes: image.size,
    imagePushedAt: seconds(image.pushedAt),
    imageManifestMediaType: image.mediaType,
    artifactMediaType: image.artifactMediaType,
    lastRecordedPullTime: image.lastPulledAt === undefined ? undefined : seconds(image.lastPulledAt),
    subjectManifestDigest: image.subject,
    imageStatus: image.status ?? "ACTIVE",
    lastArchivedAt: image.lastArchivedAt === undefined ? undefined : seconds(image.lastArchivedAt),
    lastActivatedAt: image.lastActivatedAt === undefined ? undefined : seconds(image.lastActivatedAt),
  };
}

export const describeImages = operation("DescribeImages", (input, { tx, registry, hasher, refuse }) => {
  const found = findRepository(tx, registry, input.repositoryName);
  if (!found) throw refuse("RepositoryNotFoundException", where(registry, input.repositoryName));
  if (input.imageIds) {
    const problem = pagingBeside("imageIds", input);
    if (problem) throw refuse("InvalidParameterException", problem);
    const images = new Map<string, ImageDetail>();
    for (const id of input.imageIds) {
      const lookup = findImage(tx, found.key, id);
      if (lookup.kind === "neither")
        throw refuse("InvalidParameterException", { parameter: "imageIds", constraint: "both tag and digest cannot be null" }); // (unverified)
      if (lookup.kind !== "found") throw refuse("ImageNotFoundException", { ...found.where, ...id });
      images.set(lookup.image.digest, describeImage(lookup.image, found.where));
    }
    return { imageDetails: [...images.values()] };
  }
  const { tagStatus = "ANY", imageStatus = "ACTIVE" } = input.filter ?? {};

  function* rows(after: string | undefined): Generator<readonly [string, Image]> {
    if (!found) return;
    for (const entry of members(tx, "images", found.key, after)) {
      if (imageStatus !== "ANY" && (entry[1].status ?? "ACTIVE") !== imageStatus) continue;
      if (tagStatus === "ANY" || (tagStatus === "TAGGED") === entry[1].tags.length > 0) yield entry;
    }
  }

  const pages = page({ hasher, sealingKey: sealingKeyOf(tx), list: `${found.key} details ${tagStatus} ${imageStatus}` }, input, rows);
  if (!pages) throw refuse("InvalidParameterException", { parameter: "nextToken", constraint: "Invalid pagination token provided" });
  return { imageDetails: pages.entries.map((image) => describeImage(image, found.where)), nextToken: pages.nextToken };
});
