/** The sentences of refusals. */
import { ALL, allow, anna, deny, eve, grant, HOME, OTHER, PAGES, REPOSITORY, refuse, service, session } from "../builders.ts";
import type { Case } from "../case.ts";

const source = PAGES.denied;
const annas = `User: arn:aws:iam::${HOME}:user/anna is not authorized to perform: ecr:PutImage on resource: ${REPOSITORY}`;
const everyone = (statement: object) => ({ Principal: "*", ...statement });
const limit = [allow("s3:*")];
const ci = session("ci");

export const messages: readonly Case[] = [
  {
    title: "no identity policy",
    source,
    policies: {},
    gives: { verdict: "deny", message: `${annas} because no identity-based policy allows the ecr:PutImage action` },
  },
  {
    title: "a Deny of an identity policy",
    source,
    policies: { identity: [deny("*")] },
    gives: { verdict: "deny", message: `${annas} with an explicit deny in an identity-based policy` },
  },
  {
    title: "a Deny of a repository policy",
    source,
    policies: { identity: ALL, resource: [refuse("*")] },
    gives: { verdict: "deny", message: `${annas} with an explicit deny in a resource-based policy` },
  },
  {
    title: "a Deny of the registry policy",
    source,
    policies: { identity: ALL, registry: [refuse("*", "ecr:*", { Resource: "*" })] },
    gives: { verdict: "deny", message: `${annas} with an explicit deny in a resource-based policy` },
  },
  {
    title: "no permissions boundary",
    source,
    policies: { identity: ALL, boundary: limit },
    gives: { verdict: "deny", message: `${annas} because no permissions boundary allows the ecr:PutImage action` },
  },
  {
    title: "a Deny of a permissions boundary",
    source,
    policies: { identity: ALL, boundary: [deny("*")] },
    gives: { verdict: "deny", message: `${annas} with an explicit deny in a permissions boundary` },
  },
  {
    title: "no session policy",
    source,
    caller: ci,
    policies: { identity: ALL, session: limit },
    gives: {
      verdict: "deny",
      message: `User: arn:aws:sts::${HOME}:assumed-role/ci/s1 is not authorized to perform: ecr:PutImage on resource: ${REPOSITORY} because no session policy allows the ecr:PutImage action`,
    },
  },
  {
    title: "a Deny of a session policy",
    source,
    caller: ci,
    policies: { identity: ALL, session: [deny("*")] },
    gives: { verdict: "deny", ends: "with an explicit deny in a session policy" },
  },
  {
    title: "no service control policy",
    source,
    policies: { identity: ALL, scp: limit },
    gives: { verdict: "deny", message: `${annas} because no service control policy allows the ecr:PutImage action` },
  },
  {
    title: "a Deny of a service control policy",
    source,
    policies: { identity: ALL, scp: [deny("*")] },
    gives: { verdict: "deny", message: `${annas} with an explicit deny in a service control policy` },
  },
  {
    title: "a Deny of a resource control policy",
    source,
    policies: { identity: ALL, rcp: [everyone(deny("*"))] },
    gives: { verdict: "deny", message: `${annas} with an explicit deny in a resource control policy` },
  },
  {
    title: "another account's user without the repository's policy",
    source,
    caller: eve,
    policies: { identity: ALL },
    gives: {
      verdict: "deny",
      message: `User: arn:aws:iam::${OTHER}:user/eve is not authorized to perform: ecr:PutImage on resource: ${REPOSITORY} because no resource-based policy allows the ecr:PutImage action`,
    },
  },
  {
    title: "another account's user without a policy of its own",
    source,
    caller: eve,
    policies: { resource: [grant("*")] },
    gives: { verdict: "deny", ends: "because no identity-based policy allows the ecr:PutImage action" },
  },
  {
    title: "a user of the account is told of the identity's policies, also beside a repository's policy",
    source,
    policies: { resource: [grant({ AWS: OTHER })] },
    gives: { verdict: "deny", message: `${annas} because no identity-based policy allows the ecr:PutImage action` },
  },
  {
    title: "an action without a resource",
    source,
    action: "ecr:GetAuthorizationToken",
    resource: "*",
    policies: {},
    gives: {
      verdict: "deny",
      message: `User: ${anna.arn} is not authorized to perform: ecr:GetAuthorizationToken on resource: * because no identity-based policy allows the ecr:GetAuthorizationToken action`,
    },
  },
  {
    title: "a service",
    source,
    caller: service("lambda.amazonaws.com"),
    policies: {},
    gives: { verdict: "deny", ends: "because no resource-based policy allows the ecr:PutImage action" },
  },
  {
    title: "the action as it was asked",
    source,
    action: "ecr:BatchDeleteImage",
    policies: {},
    gives: { verdict: "deny", ends: "because no identity-based policy allows the ecr:BatchDeleteImage action" },
  },
];
