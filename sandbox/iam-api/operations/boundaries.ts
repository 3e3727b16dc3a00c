/** Permissions boundaries of users and roles. */
import { principalKey } from "../../world/keys.ts";
import type { Principal } from "../../world/tables.ts";
import { aboutNamed, aboutPermissions } from "../asks.ts";
import { boundaryAsked, boundaryEntry } from "../boundary-entry.ts";
import { iamError } from "../errors.ts";
import { roleNamed, userNamed } from "../find.ts";
import { type Scope, silent } from "../operation.ts";
import { checkUnlinked } from "./roles.ts";

function remove({ tx, account }: Scope, kind: "user" | "role", row: Principal): void {
  if (row.boundary === undefined) {
    throw iamError("NoSuchEntity", `${kind === "user" ? "User" : "Role"} ${row.name} does not have a permissions boundary`); // (unverified)
  }
  const { boundary: _, ...others } = row;
  tx.set("principals", principalKey(account, kind, row.name), others);
}

export const BOUNDARIES = [
  silent(
    "PutUserPermissionsBoundary",
    ({ UserName, PermissionsBoundary }, where) => aboutNamed(where, "user", UserName, boundaryAsked(PermissionsBoundary)),
    ({ UserName, PermissionsBoundary }, scope) => {
      userNamed(scope, UserName);
      scope.tx.update("principals", principalKey(scope.account, "user", UserName), { boundary: boundaryEntry(scope.world, PermissionsBoundary) });
    },
  ),
  silent(
    "PutRolePermissionsBoundary",
    ({ RoleName, PermissionsBoundary }, where) => aboutNamed(where, "role", RoleName, boundaryAsked(PermissionsBoundary)),
    ({ RoleName, PermissionsBoundary }, scope) => {
      checkUnlinked(roleNamed(scope, RoleName));
      scope.tx.update("principals", principalKey(scope.account, "role", RoleName), { boundary: boundaryEntry(scope.world, PermissionsBoundary) });
    },
  ),
  silent(
    "DeleteUserPermissionsBoundary",
    ({ UserName }, where) => aboutPermissions(where, "user", UserName),
    ({ UserName }, scope) => remove(scope, "user", userNamed(scope, UserName)),
  ),
  silent(
    "DeleteRolePermissionsBoundary",
    ({ RoleName }, where) => aboutPermissions(where, "role", RoleName),
    ({ RoleName }, scope) => {
      const row = roleNamed(scope, RoleName);
      checkUnlinked(row);
      remove(scope, "role", row);
    },
  ),
];
