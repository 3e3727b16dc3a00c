/** CreateRepositoryCreationTemplate (API_CreateRepositoryCreationTemplate): settings of repositories that ECR will create by itself. */
import { prefixKey } from "../../../world/keys.ts";
import { range } from "../../../world/world.ts";
import { operation } from "../../operation.ts";
import { describeTemplate, readTemplate } from "../../templates/template.ts";

/** A registry's quota (unverified: the figure is that of pull-through cache rules). */
const MOST = 50;

export const createRepositoryCreationTemplate = operation("CreateRepositoryCreationTemplate", (input, { tx, now, registry, refuse }) => {
  const { account } = registry;
  const key = prefixKey(registry, input.prefix);
  if (tx.get("templates", key)) throw refuse("TemplateAlreadyExistsException", { prefix: input.prefix, account });
  const read = readTemplate(tx.world, registry, input, undefined, now);
  if ("problem" in read) throw refuse("InvalidParameterException", read.problem);
  if ([...range(tx.world, "templates", prefixKey(registry, ""))].length >= MOST)
    throw refuse("LimitExceededException", { reason: `A registry can have at most ${MOST} repository creation templates` }); // (unverified)
  tx.set("templates", key, read.row);
  return { registryId: account, repositoryCreationTemplate: describeTemplate(read.row) };
});
