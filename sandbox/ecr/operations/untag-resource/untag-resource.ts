/** UntagResource (API_UntagResource): takes AWS tags from a repository; keys it does not have are no mistake. */
import { findByArn } from "../../common/tagged.ts";
import { operation } from "../../operation.ts";

export const untagResource = operation("UntagResource", ({ resourceArn, tagKeys }, { tx, registry, refuse }) => {
  const found = findByArn(tx, registry, resourceArn, refuse);
  tx.update("repositories", found.key, { tags: Object.fromEntries(Object.entries(found.row.tags).filter(([key]) => !tagKeys.includes(key))) });
  return {};
});
