/**
 * CreateRepositoryCreationTemplate (API_CreateRepositoryCreationTemplate): settings of repositories that ECR will create by itself. The
 * first call makes the service-linked role of templates (user guide, "Amazon ECR service-linked role for repository creation templates").
 */
import { prefixKey } from "../../../world/keys.ts";
import { makeServiceLinkedRole } from "../../common/service-linked-role.ts";
import { operation } from "../../operation.ts";
import { isFull, quotaOf } from "../../quotas/quotas.ts";
import { describeTemplate, readTemplate } from "../../templates/template.ts";

export const createRepositoryCreationTemplate = operation("CreateRepositoryCreationTemplate", (input, scope) => {
  const { tx, now, registry, refuse } = scope;
  const { account } = registry;
  const key = prefixKey(registry, input.prefix);
  if (tx.get("templates", key)) throw refuse("TemplateAlreadyExistsException", { prefix: input.prefix, account });
  const read = readTemplate(tx.world, registry, input, undefined, now);
  if ("problem" in read) throw refuse("InvalidParameterException", read.problem);
  const most = quotaOf(tx, registry, "templates");
  if (isFull(tx, { table: "templates", prefix: prefixKey(registry, ""), most }))
    throw refuse("LimitExceededException", { reason: `A registry can have at most ${most} repository creation templates` }); // (unverified)
  tx.set("templates", key, read.row);
  makeServiceLinkedRole("AWSServiceRoleForECRTemplate", scope);
  return { registryId: account, repositoryCreationTemplate: describeTemplate(read.row) };
});
