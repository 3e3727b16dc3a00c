/** TagResource (API_TagResource): adds AWS tags to a repository, or gives them new values. */
import { findByArn } from "../../common/tagged.ts";
import { tagProblem, tagsOf } from "../../common/tags.ts";
import { operation } from "../../operation.ts";

export const tagResource = operation("TagResource", ({ resourceArn, tags }, { tx, registry, refuse }) => {
  const found = findByArn(tx, registry, resourceArn, refuse);
  const problem = tagProblem(tags, Object.keys(found.row.tags));
  if (problem) throw problem === "too many" ? refuse("TooManyTagsException", undefined) : refuse("InvalidTagParameterException", { reason: problem });
  tx.update("repositories", found.key, { tags: { ...found.row.tags, ...tagsOf(tags) } });
  return {};
});
