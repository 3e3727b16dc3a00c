/** UpdateRepositoryCreationTemplate (API_UpdateRepositoryCreationTemplate): for repositories that come later; those that are there stay as they are. */
import { prefixKey } from "../../../world/keys.ts";
import { operation } from "../../operation.ts";
import { describeTemplate, readTemplate } from "../../templates/template.ts";

export const updateRepositoryCreationTemplate = operation("UpdateRepositoryCreationTemplate", (input, { tx, now, registry, refuse }) => {
  const { account } = registry;
  const key = prefixKey(registry, input.prefix);
  const before = tx.get("templates", key);
  if (!before) throw refuse("TemplateNotFoundException", { prefix: input.prefix, account });
  const read = readTemplate(tx.world, registry, input, before, now);
  if ("problem" in read) throw refuse("InvalidParameterException", read.problem);
  tx.set("templates", key, read.row);
  return { registryId: account, repositoryCreationTemplate: describeTemplate(read.row) };
});
