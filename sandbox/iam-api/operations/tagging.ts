/** Tags of users, roles and policies. */
import { principalKey } from "../../world/keys.ts";
import { aboutNamed, aboutPolicy, tagsOfRequest } from "../asks.ts";
import { roleNamed, userNamed } from "../find.ts";
import { operation, silent } from "../operation.ts";
import { type PageInput, page } from "../paging.ts";
import { type Tags, tagList, withoutTags, withTags } from "../tags.ts";
import { ownPolicy } from "./policies.ts";

export function tagPage(tags: Tags, input: PageInput) {
  const { entries, rest } = page("tags", tagList(tags), input);
  return { Tags: entries, ...rest };
}

const OF_USERS = [
  silent(
    "TagUser",
    ({ UserName, Tags }, where) => aboutNamed(where, "user", UserName, tagsOfRequest(Tags)),
    ({ UserName, Tags }, scope) => {
      const { tags } = userNamed(scope, UserName);
      scope.tx.update("principals", principalKey(scope.account, "user", UserName), { tags: withTags(tags, Tags) });
    },
  ),
  silent(
    "UntagUser",
    ({ UserName, TagKeys }, where) => aboutNamed(where, "user", UserName, tagsOfRequest(undefined, TagKeys)),
    ({ UserName, TagKeys }, scope) => {
      const { tags } = userNamed(scope, UserName);
      scope.tx.update("principals", principalKey(scope.account, "user", UserName), { tags: withoutTags(tags, TagKeys) });
    },
  ),
  operation(
    "ListUserTags",
    ({ UserName }, where) => aboutNamed(where, "user", UserName),
    (input, scope) => tagPage(userNamed(scope, input.UserName).tags, input),
  ),
];

const OF_ROLES = [
  silent(
    "TagRole",
    ({ RoleName, Tags }, where) => aboutNamed(where, "role", RoleName, tagsOfRequest(Tags)),
    ({ RoleName, Tags }, scope) => {
      const { tags } = roleNamed(scope, RoleName);
      scope.tx.update("principals", principalKey(scope.account, "role", RoleName), { tags: withTags(tags, Tags) });
    },
  ),
  silent(
    "UntagRole",
    ({ RoleName, TagKeys }, where) => aboutNamed(where, "role", RoleName, tagsOfRequest(undefined, TagKeys)),
    ({ RoleName, TagKeys }, scope) => {
      const { tags } = roleNamed(scope, RoleName);
      scope.tx.update("principals", principalKey(scope.account, "role", RoleName), { tags: withoutTags(tags, TagKeys) });
    },
  ),
  operation(
    "ListRoleTags",
    ({ RoleName }, where) => aboutNamed(where, "role", RoleName),
    (input, scope) => tagPage(roleNamed(scope, input.RoleName).tags, input),
  ),
];

const OF_POLICIES = [
  silent(
    "TagPolicy",
    ({ PolicyArn, Tags }, where) => aboutPolicy(where, PolicyArn, tagsOfRequest(Tags)),
    ({ PolicyArn, Tags }, scope) => {
      const { tags } = ownPolicy(scope, PolicyArn, "iam:TagPolicy");
      scope.tx.update("managedPolicies", PolicyArn, { tags: withTags(tags, Tags) });
    },
  ),
  silent(
    "UntagPolicy",
    ({ PolicyArn, TagKeys }, where) => aboutPolicy(where, PolicyArn, tagsOfRequest(undefined, TagKeys)),
    ({ PolicyArn, TagKeys }, scope) => {
      const { tags } = ownPolicy(scope, PolicyArn, "iam:UntagPolicy");
      scope.tx.update("managedPolicies", PolicyArn, { tags: withoutTags(tags, TagKeys) });
    },
  ),
  operation(
    "ListPolicyTags",
    ({ PolicyArn }, where) => aboutPolicy(where, PolicyArn),
    (input, scope) => tagPage(ownPolicy(scope, input.PolicyArn, "iam:ListPolicyTags").tags, input),
  ),
];

export const TAGGING = [...OF_USERS, ...OF_ROLES, ...OF_POLICIES];
