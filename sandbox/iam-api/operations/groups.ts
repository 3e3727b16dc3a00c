/** Groups and who is in them. */
import { groupKey, principalKey } from "../../world/keys.ts";
import type { Group } from "../../world/tables.ts";
import { aboutNamed, aboutPath } from "../asks.ts";
import { deleteConflict, quota, taken } from "../errors.ts";
import { arnOf, groupNamed, groupsOf, nameTaken, principalsOf, userNamed } from "../find.ts";
import { operation, silent } from "../operation.ts";
import { page } from "../paging.ts";
import { listedUser, shownGroup } from "../render.ts";

/** Groups that a user may be in (IAM quotas). */
const GROUPS_PER_USER = 10;

const createGroup = operation(
  "CreateGroup",
  ({ GroupName, Path }, { account }) => [{ resource: arnOf(account, "group", GroupName, Path) }],
  ({ GroupName, Path = "/" }, { tx, account, ids, now }) => {
    if (nameTaken(groupsOf(tx.world, account), GroupName)) throw taken("group", GroupName);
    const row: Group = {
      account,
      name: GroupName,
      path: Path,
      id: `AGPA${ids.base32(17)}`,
      arn: arnOf(account, "group", GroupName, Path),
      managed: [],
      policies: {},
      createdAt: now,
    };
    tx.set("groups", groupKey(account, GroupName), row);
    return { Group: shownGroup(row) };
  },
);

const getGroup = operation(
  "GetGroup",
  ({ GroupName }, where) => aboutNamed(where, "group", GroupName),
  (input, scope) => {
    const row = groupNamed(scope, input.GroupName);
    const members = principalsOf(scope.world, scope.account, "user").filter(({ groups }) => groups?.includes(row.name));
    const { entries, rest } = page("members", members, input);
    return { Group: shownGroup(row), Users: entries.map(listedUser), ...rest };
  },
);

const listGroups = operation(
  "ListGroups",
  ({ PathPrefix }, where) => aboutPath(where, "group", PathPrefix),
  (input, { world, account }) => {
    const { PathPrefix = "/" } = input;
    const { entries, rest } = page(
      "groups",
      groupsOf(world, account).filter(({ path }) => path.startsWith(PathPrefix)),
      input,
    );
    return { Groups: entries.map(shownGroup), ...rest };
  },
);

const updateGroup = silent(
  "UpdateGroup",
  ({ GroupName, NewGroupName, NewPath }, where) => [
    ...aboutNamed(where, "group", GroupName),
    { resource: arnOf(where.account, "group", NewGroupName ?? GroupName, NewPath) },
  ],
  ({ GroupName, NewGroupName = GroupName, NewPath }, scope) => {
    const { tx, account, world } = scope;
    const row = groupNamed(scope, GroupName);
    if (
      nameTaken(
        groupsOf(world, account).filter(({ id }) => id !== row.id),
        NewGroupName,
      )
    )
      throw taken("group", NewGroupName);
    const path = NewPath ?? row.path;
    tx.delete("groups", groupKey(account, GroupName));
    tx.set("groups", groupKey(account, NewGroupName), { ...row, name: NewGroupName, path, arn: arnOf(account, "group", NewGroupName, path) });
    for (const user of principalsOf(world, account, "user")) {
      if (!user.groups?.includes(GroupName)) continue;
      const groups = user.groups.map((name) => (name === GroupName ? NewGroupName : name));
      tx.update("principals", principalKey(account, "user", user.name), { groups });
    }
  },
);

const deleteGroup = silent(
  "DeleteGroup",
  ({ GroupName }, where) => aboutNamed(where, "group", GroupName),
  ({ GroupName }, scope) => {
    const { tx, account, world } = scope;
    const row = groupNamed(scope, GroupName);
    if (principalsOf(world, account, "user").some(({ groups }) => groups?.includes(GroupName))) throw deleteConflict("remove users from group");
    if (row.managed.length > 0) throw deleteConflict("detach all policies");
    if (Object.keys(row.policies).length > 0) throw deleteConflict("delete policies");
    tx.delete("groups", groupKey(account, GroupName));
  },
);

const addUserToGroup = silent(
  "AddUserToGroup",
  ({ GroupName }, where) => aboutNamed(where, "group", GroupName),
  ({ GroupName, UserName }, scope) => {
    const group = groupNamed(scope, GroupName);
    const { groups = [] } = userNamed(scope, UserName);
    if (groups.includes(group.name)) return;
    if (groups.length >= GROUPS_PER_USER) throw quota("GroupsPerUser", GROUPS_PER_USER);
    scope.tx.update("principals", principalKey(scope.account, "user", UserName), { groups: [...groups, group.name] });
  },
);

const removeUserFromGroup = silent(
  "RemoveUserFromGroup",
  ({ GroupName }, where) => aboutNamed(where, "group", GroupName),
  ({ GroupName, UserName }, scope) => {
    const group = groupNamed(scope, GroupName);
    const { groups = [] } = userNamed(scope, UserName);
    scope.tx.update("principals", principalKey(scope.account, "user", UserName), { groups: groups.filter((name) => name !== group.name) });
  },
);

const listGroupsForUser = operation(
  "ListGroupsForUser",
  ({ UserName }, where) => aboutNamed(where, "user", UserName),
  (input, scope) => {
    const { groups = [] } = userNamed(scope, input.UserName);
    const rows = groups.flatMap((name) => scope.world.groups.get(groupKey(scope.account, name)) ?? []);
    const { entries, rest } = page("groups-of-user", rows, input);
    return { Groups: entries.map(shownGroup), ...rest };
  },
);

export const GROUPS = [createGroup, getGroup, listGroups, updateGroup, deleteGroup, addUserToGroup, removeUserFromGroup, listGroupsForUser];
