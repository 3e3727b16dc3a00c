/** ListTagsForResource (API_ListTagsForResource). */
import { findByArn } from "../../common/tagged.ts";
import { operation } from "../../operation.ts";

export const listTagsForResource = operation("ListTagsForResource", ({ resourceArn }, { tx, registry, refuse }) => {
  const { row } = findByArn(tx, registry, resourceArn, refuse);
  return { tags: Object.entries(row.tags).map(([Key, Value]) => ({ Key, Value })) };
});
