/** Managed policies on users, groups and roles: attach, detach, list. */
import { aboutNamed, aboutPermissions } from "../asks.ts";
import { operation, silent } from "../operation.ts";
import { attach, attached, detach } from "./holders.ts";

const policy = (arn: string) => ({ "iam:PolicyARN": arn });

export const ATTACHMENTS = [
  silent(
    "AttachUserPolicy",
    ({ UserName, PolicyArn }, where) => aboutPermissions(where, "user", UserName, policy(PolicyArn)),
    ({ UserName, PolicyArn }, scope) => attach(scope, "user", UserName, PolicyArn),
  ),
  silent(
    "AttachGroupPolicy",
    ({ GroupName, PolicyArn }, where) => aboutNamed(where, "group", GroupName, policy(PolicyArn)),
    ({ GroupName, PolicyArn }, scope) => attach(scope, "group", GroupName, PolicyArn),
  ),
  silent(
    "AttachRolePolicy",
    ({ RoleName, PolicyArn }, where) => aboutPermissions(where, "role", RoleName, policy(PolicyArn)),
    ({ RoleName, PolicyArn }, scope) => attach(scope, "role", RoleName, PolicyArn),
  ),
  silent(
    "DetachUserPolicy",
    ({ UserName, PolicyArn }, where) => aboutPermissions(where, "user", UserName, policy(PolicyArn)),
    ({ UserName, PolicyArn }, scope) => detach(scope, "user", UserName, PolicyArn),
  ),
  silent(
    "DetachGroupPolicy",
    ({ GroupName, PolicyArn }, where) => aboutNamed(where, "group", GroupName, policy(PolicyArn)),
    ({ GroupName, PolicyArn }, scope) => detach(scope, "group", GroupName, PolicyArn),
  ),
  silent(
    "DetachRolePolicy",
    ({ RoleName, PolicyArn }, where) => aboutPermissions(where, "role", RoleName, policy(PolicyArn)),
    ({ RoleName, PolicyArn }, scope) => detach(scope, "role", RoleName, PolicyArn),
  ),
  operation(
    "ListAttachedUserPolicies",
    ({ UserName }, where) => aboutNamed(where, "user", UserName),
    (input, scope) => attached(scope, "user", input.UserName, input),
  ),
  operation(
    "ListAttachedGroupPolicies",
    ({ GroupName }, where) => aboutNamed(where, "group", GroupName),
    (input, scope) => attached(scope, "group", input.GroupName, input),
  ),
  operation(
    "ListAttachedRolePolicies",
    ({ RoleName }, where) => aboutNamed(where, "role", RoleName),
    (input, scope) => attached(scope, "role", input.RoleName, input),
  ),
];
