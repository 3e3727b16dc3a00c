/** Public repositories: made, described and deleted, with the tags that AWS resources have. */
import { sealingKeyOf, seconds } from "../../ecr/common/lookup.ts";
import { page, pagingBeside } from "../../ecr/common/paging.ts";
import { tagProblem, tagsOf } from "../../ecr/common/tags.ts";
import { deleteRepository as deleteOfEcr } from "../../ecr/operations/delete-repository/delete-repository.ts";
import { refusal } from "../../ecr/refusals.ts";
import type { JsonOperation, JsonScope } from "../../http/json/service.ts";
import type { Values } from "../../http/json/values.ts";
import { repositoryKey } from "../../world/keys.ts";
import type { Repository } from "../../world/tables.ts";
import { publicErrors } from "../errors.ts";
import { catalogKey, parsePublicArn, publicPlace, publicRepositoryArn, publicUri, registryFor } from "../place.ts";
import { describeCatalog, keepCatalog } from "./catalog.ts";
import { foundRepository, placeOf, runOfEcr } from "./scope.ts";

type Tags = Parameters<typeof tagsOf>[0];

function describeRow({ account, name, createdAt }: Repository, { tx, now, ids, identified }: JsonScope): Values {
  const registry = registryFor(tx, account, { now, ids });
  return {
    repositoryArn: publicRepositoryArn(account, name),
    registryId: account,
    repositoryName: name,
    repositoryUri: `${publicUri(identified.context.addresses, registry)}/${name}`,
    createdAt: seconds(createdAt),
  };
}

/** Unlike private ECR's, this API's tags may leave out either half. */
function tagsIn({ tags = [] }: Values): Tags {
  return (tags as readonly Partial<Tags[number]>[]).map(({ Key = "", Value = "" }) => ({ Key, Value }));
}

function refuseTags(tags: Tags, others: readonly string[] = []): void {
  const problem = tagProblem(tags, others);
  if (problem === undefined) return;
  throw problem === "too many" ? refusal("TooManyTagsException", undefined) : refusal("InvalidTagParameterException", { reason: problem });
}

/** API_CreateRepository. The first one gives the account its registry and alias. */
export const createRepository: JsonOperation = (input, scope) => {
  const { tx, now, place } = scope;
  const name = String(input.repositoryName);
  const tags = tagsIn(input);
  refuseTags(tags);
  const registry = publicPlace(place.account);
  const key = repositoryKey(registry, name);
  if (tx.get("repositories", key)) throw refusal("RepositoryAlreadyExistsException", { repository: name, account: place.account });
  const row: Repository = {
    ...registry,
    name,
    createdAt: now,
    imageTagMutability: "MUTABLE",
    scanOnPush: false,
    encryption: { encryptionType: "AES256" },
    tags: tagsOf(tags),
  };
  tx.set("repositories", key, row);
  const catalog = input.catalogData === undefined ? undefined : keepCatalog(scope, place.account, name, input.catalogData as Values);
  return { repository: describeRow(row, scope), catalogData: catalog ? describeCatalog(catalog) : {} };
};

/** API_DescribeRepositories. */
export const describeRepositories: JsonOperation = (input, scope) => {
  const { tx, hasher } = scope;
  const place = placeOf(input, scope);
  if (Array.isArray(input.repositoryNames)) {
    const problem = pagingBeside("repositoryNames", input);
    if (problem) throw publicErrors.invalid(problem.parameter, problem.constraint);
    return { repositories: input.repositoryNames.map((name) => describeRow(foundRepository({ ...input, repositoryName: name }, scope).row, scope)) };
  }
  const prefix = repositoryKey(place, "");
  const pages = page({ hasher, sealingKey: sealingKeyOf(tx), list: prefix }, input, (after) => tx.range("repositories", prefix, after));
  if (!pages) throw publicErrors.invalid("nextToken", "Invalid pagination token provided");
  return { repositories: pages.entries.map((row) => describeRow(row, scope)), nextToken: pages.nextToken };
};

/** API_DeleteRepository. */
export const deleteRepository: JsonOperation = (input, scope) => {
  const { row } = foundRepository(input, scope);
  const shown = describeRow(row, scope);
  runOfEcr(deleteOfEcr, input, scope);
  if (scope.tx.get("publicCatalog", catalogKey(row.account, row.name))) scope.tx.delete("publicCatalog", catalogKey(row.account, row.name));
  return { repository: shown };
};

function byArn({ resourceArn }: Values, scope: JsonScope) {
  const named = parsePublicArn(String(resourceArn));
  if (!named) throw publicErrors.invalid("resourceArn", "Invalid ARN");
  return foundRepository({ registryId: named.account, repositoryName: named.name }, scope);
}

/** API_TagResource. */
export const tagResource: JsonOperation = (input, scope) => {
  const { key, row } = byArn(input, scope);
  const tags = tagsIn(input);
  refuseTags(tags, Object.keys(row.tags));
  scope.tx.update("repositories", key, { tags: { ...row.tags, ...tagsOf(tags) } });
  return {};
};

/** API_UntagResource. */
export const untagResource: JsonOperation = (input, scope) => {
  const { key, row } = byArn(input, scope);
  const gone = input.tagKeys as readonly string[];
  scope.tx.update("repositories", key, { tags: Object.fromEntries(Object.entries(row.tags).filter(([name]) => !gone.includes(name))) });
  return {};
};

/** API_ListTagsForResource. */
export const listTagsForResource: JsonOperation = (input, scope) => {
  const { row } = byArn(input, scope);
  return { tags: Object.entries(row.tags).map(([Key, Value]) => ({ Key, Value })) };
};
