/** DeleteRepositoryCreationTemplate (API_DeleteRepositoryCreationTemplate): repositories that it made stay. */
import { prefixKey } from "../../../world/keys.ts";
import { operation } from "../../operation.ts";
import { describeTemplate } from "../../templates/template.ts";

export const deleteRepositoryCreationTemplate = operation("DeleteRepositoryCreationTemplate", ({ prefix }, { tx, registry, refuse }) => {
  const { account } = registry;
  const key = prefixKey(registry, prefix);
  const row = tx.get("templates", key);
  if (!row) throw refuse("TemplateNotFoundException", { prefix, account });
  tx.delete("templates", key);
  return { registryId: account, repositoryCreationTemplate: describeTemplate(row) };
});
