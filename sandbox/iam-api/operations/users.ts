/** Users: CreateUser GetUser ListUsers UpdateUser DeleteUser. */
import { renameInPolicies } from "../../iam/named-principals.ts";
import { principalKey } from "../../world/keys.ts";
import type { Principal } from "../../world/tables.ts";
import { aboutNamed, aboutPath, aboutUser, tagsOfRequest } from "../asks.ts";
import { boundaryAsked, boundaryGiven } from "../boundary-entry.ts";
import { deleteConflict, taken } from "../errors.ts";
import { arnOf, keysOfUser, nameTaken, ownName, principalsOf, seconds, userNamed } from "../find.ts";
import { operation, type Scope, silent } from "../operation.ts";
import { page } from "../paging.ts";
import { fullUser, listedUser } from "../render.ts";
import { withTags } from "../tags.ts";

const createUser = operation(
  "CreateUser",
  (input, { account }) => {
    const { UserName, Path, Tags, PermissionsBoundary } = input;
    const resource = arnOf(account, "user", UserName, Path);
    const more = { ...tagsOfRequest(Tags), ...boundaryAsked(PermissionsBoundary) };
    return [{ resource, more }, ...(Tags?.length ? [{ resource, action: "iam:TagUser", more: tagsOfRequest(Tags) }] : [])];
  },
  ({ UserName, Path = "/", Tags, PermissionsBoundary }, { tx, account, now, ids }) => {
    if (nameTaken(principalsOf(tx.world, account, "user"), UserName)) throw taken("user", UserName);
    const row: Principal = {
      account,
      kind: "user",
      name: UserName,
      id: `AIDA${ids.base32(17)}`,
      arn: arnOf(account, "user", UserName, Path),
      ...(Path === "/" ? {} : { path: Path }),
      managed: [],
      policies: {},
      ...boundaryGiven(tx.world, PermissionsBoundary),
      tags: withTags({}, Tags),
      createdAt: now,
    };
    tx.set("principals", principalKey(account, "user", UserName), row);
    return { User: fullUser(tx.world, row) };
  },
);

const getUser = operation(
  "GetUser",
  ({ UserName }, where) => {
    if (UserName === undefined && where.caller.kind === "root") return [{ resource: where.caller.arn }];
    return aboutUser(where, UserName);
  },
  ({ UserName }, scope) => {
    const { tx, caller, account } = scope;
    const root = UserName === undefined && caller.kind === "root" ? tx.get("principals", caller.principal) : undefined;
    if (root) return { User: { Path: "/", UserName: "root", UserId: account, Arn: root.arn, CreateDate: seconds(root.createdAt) } };
    return { User: fullUser(tx.world, userNamed(scope, UserName ?? ownName(scope))) };
  },
);

const listUsers = operation(
  "ListUsers",
  ({ PathPrefix }, where) => aboutPath(where, "user", PathPrefix),
  (input, { world, account }) => {
    const { PathPrefix = "/" } = input;
    const users = principalsOf(world, account, "user").filter(({ path = "/" }) => path.startsWith(PathPrefix));
    const { entries, rest } = page("users", users, input);
    return { Users: entries.map(listedUser), ...rest };
  },
);

/** Keys, groups and policies go with the user; its ARN changes. */
function moved(scope: Scope, row: Principal, name: string, path: string): void {
  const { tx, account } = scope;
  const [from, to] = [principalKey(account, "user", row.name), principalKey(account, "user", name)];
  const { path: _, ...others } = row;
  const next: Principal = { ...others, name, arn: arnOf(account, "user", name, path), ...(path === "/" ? {} : { path }) };
  if (from !== to) tx.delete("principals", from);
  tx.set("principals", to, next);
  renameInPolicies(tx, row.arn, next.arn);
  for (const key of tx.world.accessKeys.values()) if (key.principal === from) tx.update("accessKeys", key.id, { principal: to });
}

const updateUser = silent(
  "UpdateUser",
  ({ UserName, NewUserName, NewPath }, where) => {
    const row = where.world.principals.get(principalKey(where.account, "user", UserName));
    const target = arnOf(where.account, "user", NewUserName ?? UserName, NewPath ?? row?.path);
    return [...aboutNamed(where, "user", UserName), { resource: target }];
  },
  ({ UserName, NewUserName, NewPath }, scope) => {
    const row = userNamed(scope, UserName);
    const others = principalsOf(scope.world, scope.account, "user").filter(({ id }) => id !== row.id);
    if (NewUserName !== undefined && nameTaken(others, NewUserName)) throw taken("user", NewUserName);
    moved(scope, row, NewUserName ?? UserName, NewPath ?? row.path ?? "/");
  },
);

const deleteUser = silent(
  "DeleteUser",
  ({ UserName }, where) => aboutNamed(where, "user", UserName),
  ({ UserName }, scope) => {
    const { tx, account } = scope;
    const row = userNamed(scope, UserName);
    const key = principalKey(account, "user", UserName);
    if ((row.groups ?? []).length > 0) throw deleteConflict("remove user from all groups"); // (unverified)
    if (row.managed.length > 0) throw deleteConflict("detach all policies");
    if (Object.keys(row.policies).length > 0) throw deleteConflict("delete policies");
    if (keysOfUser(tx.world, key).length > 0) throw deleteConflict("delete access keys");
    endSessions(scope, key);
    renameInPolicies(tx, row.arn, row.id);
    tx.delete("principals", key);
  },
);

/** Temporary credentials of a principal that goes: a later one of the same name has nothing to do with them. */
export function endSessions({ tx }: Scope, principal: string): void {
  for (const key of [...tx.world.accessKeys.values()]) if (key.principal === principal) tx.delete("accessKeys", key.id);
}

export const USERS = [createUser, getUser, listUsers, updateUser, deleteUser];
