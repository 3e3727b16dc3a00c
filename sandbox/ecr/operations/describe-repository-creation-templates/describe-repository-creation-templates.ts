/** DescribeRepositoryCreationTemplates (API_DescribeRepositoryCreationTemplates): all by pages, or those of the named prefixes that exist. */
import { prefixKey } from "../../../world/keys.ts";
import { sealingKeyOf } from "../../common/lookup.ts";
import { page } from "../../common/paging.ts";
import { operation } from "../../operation.ts";
import { describeTemplate } from "../../templates/template.ts";

export const describeRepositoryCreationTemplates = operation("DescribeRepositoryCreationTemplates", (input, { tx, registry, hasher, refuse }) => {
  const registryId = registry.account;
  if (input.prefixes && input.prefixes.length > 0) {
    // The operation declares no TemplateNotFoundException: what is not there is left out.
    const rows = input.prefixes.flatMap((prefix) => tx.get("templates", prefixKey(registry, prefix)) ?? []);
    return { registryId, repositoryCreationTemplates: rows.map(describeTemplate) };
  }
  const home = prefixKey(registry, "");
  const pages = page({ hasher, sealingKey: sealingKeyOf(tx), list: `templates ${home}` }, input, (after) => tx.range("templates", home, after));
  if (!pages) throw refuse("InvalidParameterException", { parameter: "nextToken", constraint: "Invalid pagination token provided" });
  return { registryId, repositoryCreationTemplates: pages.entries.map(describeTemplate), nextToken: pages.nextToken };
});
