/** Access between accounts. */
import { ALL, allow, anna, deny, eve, federated, grant, HOME, OTHER, PAGES, REPOSITORY, refuse, service, session, user } from "../builders.ts";
import type { Case } from "../case.ts";

const source = PAGES.crossAccount;
const role = session("run", OTHER);
const mine = [allow("ecr:*", { Resource: REPOSITORY })];
const limit = [allow("s3:*")];

export const across: readonly Case[] = [
  {
    title: "both sides allow: by the account's root",
    source,
    caller: eve,
    policies: { identity: mine, resource: [grant({ AWS: `arn:aws:iam::${OTHER}:root` })] },
    gives: { verdict: "allow", reason: "both-allow", by: "resource" },
  },
  {
    title: "both sides allow: by the account's number",
    source,
    caller: eve,
    policies: { identity: mine, resource: [grant({ AWS: OTHER })] },
    gives: { verdict: "allow", reason: "both-allow" },
  },
  {
    title: "both sides allow: by the user's ARN",
    source,
    caller: eve,
    policies: { identity: mine, resource: [grant({ AWS: eve.arn })] },
    gives: { verdict: "allow", reason: "both-allow" },
  },
  {
    title: "both sides allow: everybody",
    source,
    caller: eve,
    policies: { identity: mine, resource: [grant("*")] },
    gives: { verdict: "allow", reason: "both-allow" },
  },
  {
    title: "both sides allow: a role by ARN",
    source,
    caller: role,
    policies: { identity: mine, resource: [grant({ AWS: role.principalArn })] },
    gives: { verdict: "allow", reason: "both-allow" },
  },
  {
    title: "both sides allow: a session by ARN",
    source,
    caller: role,
    policies: { identity: mine, resource: [grant({ AWS: role.arn })] },
    gives: { verdict: "allow", reason: "both-allow" },
  },
  {
    title: "both sides allow: the registry's policy on the other",
    source: PAGES.ecrRegistry,
    caller: eve,
    policies: { identity: mine, registry: [grant({ AWS: OTHER }, "ecr:*", { Resource: "*" })] },
    gives: { verdict: "allow", reason: "both-allow", by: "registry" },
  },
  {
    title: "only the caller's side allows",
    source,
    caller: eve,
    policies: { identity: ALL },
    gives: { verdict: "deny", reason: "implicit-deny-resource" },
  },
  {
    title: "the repository names another account",
    source,
    caller: eve,
    policies: { identity: ALL, resource: [grant({ AWS: "777788889999" })] },
    gives: { verdict: "deny", reason: "implicit-deny-resource" },
  },
  {
    title: "the repository allows another action",
    source,
    caller: eve,
    policies: { identity: ALL, resource: [grant({ AWS: OTHER }, "ecr:BatchGetImage")] },
    gives: { verdict: "deny", reason: "implicit-deny-resource" },
  },
  {
    title: "only the repository allows, by the account",
    source,
    caller: eve,
    policies: { resource: [grant({ AWS: OTHER })] },
    gives: { verdict: "deny", reason: "implicit-deny-identity" },
  },
  {
    title: "only the repository allows, by the user's name",
    source,
    caller: eve,
    policies: { resource: [grant({ AWS: eve.arn })] },
    gives: { verdict: "deny", reason: "implicit-deny-identity" },
  },
  {
    title: "only the repository allows, by everybody",
    source,
    caller: eve,
    policies: { resource: [grant("*")] },
    gives: { verdict: "deny", reason: "implicit-deny-identity" },
  },
  {
    title: "only the repository allows, by the session's name",
    source,
    caller: role,
    policies: { resource: [grant({ AWS: role.arn })] },
    gives: { verdict: "deny", reason: "implicit-deny-identity" },
  },
  {
    title: "neither side allows, and the resource is named",
    source,
    caller: eve,
    policies: {},
    gives: { verdict: "deny", reason: "implicit-deny-resource" },
  },
  {
    title: "a Deny of the caller's side",
    source,
    caller: eve,
    policies: { identity: [allow("*"), deny("ecr:PutImage")], resource: [grant("*")] },
    gives: { verdict: "deny", by: "identity" },
  },
  {
    title: "a Deny of the repository",
    source,
    caller: eve,
    policies: { identity: ALL, resource: [grant("*"), refuse({ AWS: OTHER }, "ecr:PutImage")] },
    gives: { verdict: "deny", by: "resource" },
  },
  {
    title: "the caller's boundary must allow",
    source,
    caller: eve,
    policies: { identity: ALL, boundary: limit, resource: [grant({ AWS: eve.arn })] },
    gives: { verdict: "deny", reason: "implicit-deny-boundary" },
  },
  {
    title: "the caller's session policy must allow, even for a session by name",
    source,
    caller: role,
    policies: { identity: ALL, session: limit, resource: [grant({ AWS: role.arn })] },
    gives: { verdict: "deny", reason: "implicit-deny-session" },
  },
  {
    title: "boundary and session policy allow",
    source,
    caller: role,
    policies: { identity: ALL, boundary: ALL, session: ALL, resource: [grant({ AWS: OTHER })] },
    gives: { verdict: "allow", reason: "both-allow" },
  },
  {
    title: "a federated session of another account",
    source,
    caller: federated("carl", "eve", OTHER),
    policies: { identity: ALL, session: ALL, resource: [grant({ AWS: OTHER })] },
    gives: { verdict: "allow", reason: "both-allow" },
  },
  {
    title: "everybody of an organization",
    source: PAGES.ecrExamples,
    caller: eve,
    context: { "aws:PrincipalOrgID": "o-home" },
    policies: { identity: mine, resource: [grant("*", "ecr:*", { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-home" } } })] },
    gives: "allow",
  },
  {
    title: "somebody of no organization",
    source: PAGES.ecrExamples,
    caller: eve,
    policies: { identity: mine, resource: [grant("*", "ecr:*", { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-home" } } })] },
    gives: { verdict: "deny", reason: "implicit-deny-resource" },
  },
  {
    title: "a service needs only the repository's policy",
    source,
    caller: service("lambda.amazonaws.com"),
    context: { "aws:SourceArn": `arn:aws:lambda:us-east-1:${OTHER}:function:resize` },
    policies: {
      resource: [
        grant({ Service: "lambda.amazonaws.com" }, "ecr:PutImage", {
          Condition: { StringLike: { "aws:sourceARN": `arn:aws:lambda:us-east-1:${OTHER}:function:*` } },
        }),
      ],
    },
    gives: { verdict: "allow", reason: "resource-allow" },
  },
  {
    title: "a service for somebody else's function",
    source: PAGES.ecrExamples,
    caller: service("lambda.amazonaws.com"),
    context: { "aws:SourceArn": "arn:aws:lambda:us-east-1:777788889999:function:resize" },
    policies: {
      resource: [
        grant({ Service: "lambda.amazonaws.com" }, "ecr:PutImage", {
          Condition: { StringLike: { "aws:sourceARN": `arn:aws:lambda:us-east-1:${OTHER}:function:*` } },
        }),
      ],
    },
    gives: { verdict: "deny", reason: "implicit-deny-resource" },
  },
  {
    title: "the owner's own users are not meant by another account's grant",
    source,
    caller: anna,
    policies: { resource: [grant({ AWS: OTHER })] },
    gives: { verdict: "deny", reason: "implicit-deny-identity" },
  },
  {
    title: "a user of the same name in the other account is another",
    source,
    caller: user("anna", OTHER),
    policies: { identity: ALL, resource: [grant({ AWS: `arn:aws:iam::${HOME}:user/anna` })] },
    gives: { verdict: "deny", reason: "implicit-deny-resource" },
  },
];
