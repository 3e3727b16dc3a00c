/** NotPrincipal. */
import { ALL, anna, eve, grant, HOME, PAGES, refuse, rootUser, service, session, user } from "../builders.ts";
import type { Case } from "../case.ts";

const source = PAGES.notPrincipal;
const root = `arn:aws:iam::${HOME}:root`;
const ben = user("ben");
const ci = session("ci");
const unless = (NotPrincipal: unknown) => ({ Effect: "Deny", NotPrincipal, Action: "ecr:*" });
const but = (NotPrincipal: unknown) => ({ Effect: "Allow", NotPrincipal, Action: "ecr:*" });

export const notPrincipals: readonly Case[] = [
  {
    title: "a Deny spares a user who is listed with the account",
    source,
    policies: { identity: ALL, resource: [unless({ AWS: [anna.arn, root] })] },
    gives: "allow",
  },
  {
    title: "the account may be listed by its number",
    source,
    policies: { identity: ALL, resource: [unless({ AWS: [anna.arn, HOME] })] },
    gives: "allow",
  },
  {
    title: "without the account the Deny reaches the listed user too",
    source,
    policies: { identity: ALL, resource: [unless({ AWS: anna.arn })] },
    gives: { verdict: "deny", reason: "explicit-deny" },
  },
  {
    title: "the account alone spares none of its users",
    source,
    policies: { identity: ALL, resource: [unless({ AWS: root })] },
    gives: { verdict: "deny", reason: "explicit-deny" },
  },
  {
    title: "a user who is not listed is denied",
    source,
    caller: ben,
    policies: { identity: ALL, resource: [unless({ AWS: [anna.arn, root] })] },
    gives: { verdict: "deny", reason: "explicit-deny" },
  },
  { title: "the root user is spared by the account", source, caller: rootUser(), policies: { resource: [unless({ AWS: root })] }, gives: "allow" },
  {
    title: "the root user is denied when another is listed",
    source,
    caller: rootUser(),
    policies: { resource: [unless({ AWS: anna.arn })] },
    gives: { verdict: "deny", reason: "explicit-deny" },
  },
  {
    title: "a session is spared when session, role and account are listed",
    source,
    caller: ci,
    policies: { identity: ALL, resource: [unless({ AWS: [ci.arn, ci.principalArn, root] })] },
    gives: "allow",
  },
  {
    title: "role and account do not spare the session",
    source,
    caller: ci,
    policies: { identity: ALL, resource: [unless({ AWS: [ci.principalArn, root] })] },
    gives: { verdict: "deny", reason: "explicit-deny" },
  },
  {
    title: "session and account do not spare it without the role",
    source,
    caller: ci,
    policies: { identity: ALL, resource: [unless({ AWS: [ci.arn, root] })] },
    gives: { verdict: "deny", reason: "explicit-deny" },
  },
  {
    title: "whoever has a boundary is never spared",
    source,
    policies: { identity: ALL, boundary: ALL, resource: [unless({ AWS: [anna.arn, root] })] },
    gives: { verdict: "deny", reason: "explicit-deny" },
  },
  { title: "a Deny unless everybody denies nobody", source, policies: { identity: ALL, resource: [unless("*")] }, gives: "allow" },
  {
    title: "a service is spared by its name",
    source,
    caller: service("lambda.amazonaws.com"),
    policies: { resource: [grant("*"), unless({ Service: "lambda.amazonaws.com" })] },
    gives: "allow",
  },
  {
    title: "another account's user is denied",
    source,
    caller: eve,
    policies: { identity: ALL, resource: [grant("*"), unless({ AWS: [anna.arn, root] })] },
    gives: { verdict: "deny", reason: "explicit-deny" },
  },
  {
    title: "being spared is no Allow",
    source,
    policies: { resource: [unless({ AWS: [anna.arn, root] })] },
    gives: { verdict: "deny", reason: "implicit-deny-identity" },
  },
  {
    title: "an Allow with NotPrincipal allows everybody else",
    source,
    caller: ben,
    policies: { resource: [but({ AWS: anna.arn })] },
    gives: { verdict: "allow", reason: "resource-allow" },
  },
  {
    title: "an Allow with NotPrincipal leaves out the named",
    source,
    policies: { resource: [but({ AWS: anna.arn })] },
    gives: { verdict: "deny", missed: "Principal" },
  },
  {
    title: "an Allow with NotPrincipal leaves out the named account",
    source,
    policies: { resource: [but({ AWS: HOME })] },
    gives: { verdict: "deny", missed: "Principal" },
  },
  {
    title: "a Deny with Principal and a condition spares a role in all its sessions",
    source,
    caller: ci,
    context: { "aws:PrincipalArn": ci.principalArn },
    policies: { identity: ALL, resource: [refuse("*", "ecr:*", { Condition: { ArnNotEquals: { "aws:PrincipalArn": ci.principalArn } } })] },
    gives: "allow",
  },
  {
    title: "and denies the others",
    source,
    context: { "aws:PrincipalArn": anna.arn },
    policies: { identity: ALL, resource: [refuse("*", "ecr:*", { Condition: { ArnNotEquals: { "aws:PrincipalArn": ci.principalArn } } })] },
    gives: { verdict: "deny", reason: "explicit-deny" },
  },
];
