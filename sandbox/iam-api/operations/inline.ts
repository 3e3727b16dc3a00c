/** Inline policies of users, groups and roles: put, get, delete, list. */
import { aboutNamed, aboutPermissions } from "../asks.ts";
import { operation, silent } from "../operation.ts";
import { deleteInline, inlineNames, inlineText, putInline } from "./holders.ts";

const PUT = [
  silent(
    "PutUserPolicy",
    ({ UserName }, where) => aboutPermissions(where, "user", UserName),
    ({ UserName, PolicyName, PolicyDocument }, scope) => putInline(scope, "user", UserName, PolicyName, PolicyDocument),
  ),
  silent(
    "PutGroupPolicy",
    ({ GroupName }, where) => aboutNamed(where, "group", GroupName),
    ({ GroupName, PolicyName, PolicyDocument }, scope) => putInline(scope, "group", GroupName, PolicyName, PolicyDocument),
  ),
  silent(
    "PutRolePolicy",
    ({ RoleName }, where) => aboutPermissions(where, "role", RoleName),
    ({ RoleName, PolicyName, PolicyDocument }, scope) => putInline(scope, "role", RoleName, PolicyName, PolicyDocument),
  ),
];

const GET = [
  operation(
    "GetUserPolicy",
    ({ UserName }, where) => aboutNamed(where, "user", UserName),
    ({ UserName, PolicyName }, scope) => ({ UserName, PolicyName, PolicyDocument: inlineText(scope, "user", UserName, PolicyName) }),
  ),
  operation(
    "GetGroupPolicy",
    ({ GroupName }, where) => aboutNamed(where, "group", GroupName),
    ({ GroupName, PolicyName }, scope) => ({ GroupName, PolicyName, PolicyDocument: inlineText(scope, "group", GroupName, PolicyName) }),
  ),
  operation(
    "GetRolePolicy",
    ({ RoleName }, where) => aboutNamed(where, "role", RoleName),
    ({ RoleName, PolicyName }, scope) => ({ RoleName, PolicyName, PolicyDocument: inlineText(scope, "role", RoleName, PolicyName) }),
  ),
];

const DELETE = [
  silent(
    "DeleteUserPolicy",
    ({ UserName }, where) => aboutPermissions(where, "user", UserName),
    ({ UserName, PolicyName }, scope) => deleteInline(scope, "user", UserName, PolicyName),
  ),
  silent(
    "DeleteGroupPolicy",
    ({ GroupName }, where) => aboutNamed(where, "group", GroupName),
    ({ GroupName, PolicyName }, scope) => deleteInline(scope, "group", GroupName, PolicyName),
  ),
  silent(
    "DeleteRolePolicy",
    ({ RoleName }, where) => aboutPermissions(where, "role", RoleName),
    ({ RoleName, PolicyName }, scope) => deleteInline(scope, "role", RoleName, PolicyName),
  ),
];

const LIST = [
  operation(
    "ListUserPolicies",
    ({ UserName }, where) => aboutNamed(where, "user", UserName),
    (input, scope) => inlineNames(scope, "user", input.UserName, input),
  ),
  operation(
    "ListGroupPolicies",
    ({ GroupName }, where) => aboutNamed(where, "group", GroupName),
    (input, scope) => inlineNames(scope, "group", input.GroupName, input),
  ),
  operation(
    "ListRolePolicies",
    ({ RoleName }, where) => aboutNamed(where, "role", RoleName),
    (input, scope) => inlineNames(scope, "role", input.RoleName, input),
  ),
];

export const INLINE = [...PUT, ...GET, ...DELETE, ...LIST];
