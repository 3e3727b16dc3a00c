/** ListImageReferrers (API_ListImageReferrers): what names an image as its subject: signatures, SBOMs, attestations. */
import { utf8 } from "../../../kernel/bytes.ts";
import type { Image } from "../../../world/tables.ts";
import { findRepository, members, sealingKeyOf, where } from "../../common/lookup.ts";
import { page } from "../../common/paging.ts";
import type { ImageReferrer } from "../../model/types.gen.ts";
import { operation } from "../../operation.ts";

const DEFAULT_PAGE = 20;

export function describeReferrer(image: Image): ImageReferrer {
  const { annotations: given } = JSON.parse(image.manifest) as { annotations?: unknown };
  const annotations = typeof given === "object" && given !== null ? (given as Record<string, string>) : undefined;
  return {
    digest: image.digest,
    mediaType: image.mediaType,
    artifactType: image.artifactMediaType,
    size: utf8(image.manifest).length,
    annotations,
    artifactStatus: image.status ?? "ACTIVE",
  };
}

export const listImageReferrers = operation("ListImageReferrers", (input, { tx, registry, hasher, refuse }) => {
  const found = findRepository(tx, registry, input.repositoryName);
  if (!found) throw refuse("RepositoryNotFoundException", where(registry, input.repositoryName));
  const subject = input.subjectId.imageDigest;
  const { artifactTypes, artifactStatus = "ACTIVE" } = input.filter ?? {};

  function* rows(after: string | undefined): Generator<readonly [string, Image]> {
    if (!found) return;
    const fits = (status: string = "ACTIVE") => artifactStatus === "ANY" || status === artifactStatus;
    for (const entry of members(tx, "images", found.key, after)) {
      const { subject: named, artifactMediaType = "", status } = entry[1];
      if (named === subject && fits(status) && (artifactTypes === undefined || artifactTypes.includes(artifactMediaType))) yield entry;
    }
  }

  const { maxResults = DEFAULT_PAGE, nextToken } = input;
  const pages = page({ hasher, sealingKey: sealingKeyOf(tx), list: `${found.key} referrers ${subject}` }, { maxResults, nextToken }, rows);
  if (!pages) throw refuse("InvalidParameterException", { parameter: "nextToken", constraint: "Invalid pagination token provided" });
  return { referrers: pages.entries.map(describeReferrer), nextToken: pages.nextToken };
});
