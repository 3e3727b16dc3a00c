/** What public repositories hold. */
import { findImage, members, sealingKeyOf, seconds } from "../../ecr/common/lookup.ts";
import { page } from "../../ecr/common/paging.ts";
import { batchDeleteImage as batchDeleteOfEcr } from "../../ecr/operations/batch-delete-image/batch-delete-image.ts";
import { describeImages as describeOfEcr } from "../../ecr/operations/describe-images/describe-images.ts";
import type { JsonOperation } from "../../http/json/service.ts";
import { publicErrors } from "../errors.ts";
import { foundRepository, runOfEcr } from "./scope.ts";

/** API_DescribeImages: private ECR's answer, less what public repositories do not have. */
export const describeImages: JsonOperation = (input, scope) => {
  const { imageDetails = [], nextToken } = runOfEcr(describeOfEcr, input, scope);
  return {
    imageDetails: imageDetails.map(
      ({ registryId, repositoryName, imageDigest, imageTags, imageSizeInBytes, imagePushedAt, imageManifestMediaType, artifactMediaType }) => ({
        registryId,
        repositoryName,
        imageDigest,
        imageTags,
        imageSizeInBytes,
        imagePushedAt,
        imageManifestMediaType,
        artifactMediaType,
      }),
    ),
    nextToken,
  };
};

/** API_DescribeImageTags: one entry for each tag. */
export const describeImageTags: JsonOperation = (input, scope) => {
  const { tx, hasher } = scope;
  const { key } = foundRepository(input, scope);
  const pages = page({ hasher, sealingKey: sealingKeyOf(tx), list: `${key} tags` }, input, function* (after) {
    for (const [tag, row] of members(tx, "tags", key, after)) yield [tag, { tag, ...row }] as const;
  });
  if (!pages) throw publicErrors.invalid("nextToken", "Invalid pagination token provided");
  const imageTagDetails = pages.entries.map(({ tag, digest, setAt }) => {
    const lookup = findImage(tx, key, { imageDigest: digest });
    if (lookup.kind !== "found") throw new Error(`the tag ${tag} of ${key} names an image that is not there`);
    const { size, pushedAt, mediaType, artifactMediaType } = lookup.image;
    return {
      imageTag: tag,
      createdAt: seconds(setAt),
      imageDetail: {
        imageDigest: digest,
        imageSizeInBytes: size,
        imagePushedAt: seconds(pushedAt),
        imageManifestMediaType: mediaType,
        artifactMediaType,
      },
    };
  });
  return { imageTagDetails, nextToken: pages.nextToken };
};

/** API_BatchDeleteImage. */
export const batchDeleteImage: JsonOperation = (input, scope) => runOfEcr(batchDeleteOfEcr, input, scope);
