/** DescribeRepositories (API_DescribeRepositories): all, by pages, or the named ones; one unknown name fails the whole call. */
import { repositoryKey } from "../../../world/keys.ts";
import { describeRepository, findRepository, sealingKeyOf, where } from "../../common/lookup.ts";
import { page, pagingBeside } from "../../common/paging.ts";
import { operation } from "../../operation.ts";

export const describeRepositories = operation("DescribeRepositories", (input, { tx, registry, addresses, hasher, refuse }) => {
  if (input.repositoryNames) {
    const problem = pagingBeside("repositoryNames", input);
    if (problem) throw refuse("InvalidParameterException", problem);
    const repositories = input.repositoryNames.map((name) => {
      const found = findRepository(tx, registry, name);
      if (!found) throw refuse("RepositoryNotFoundException", where(registry, name));
      return describeRepository(found.row, addresses);
    });
    return { repositories };
  }
  const prefix = repositoryKey(registry, "");
  const pages = page({ hasher, sealingKey: sealingKeyOf(tx), list: prefix }, input, (after) => tx.range("repositories", prefix, after));
  if (!pages) throw refuse("InvalidParameterException", { parameter: "nextToken", constraint: "Invalid pagination token provided" });
  return { repositories: pages.entries.map((row) => describeRepository(row, addresses)), nextToken: pages.nextToken };
});
