/** Permissions boundaries and session policies. */
import { ALL, allow, anna, deny, federated, grant, HOME, PAGES, rootUser, session } from "../builders.ts";
import type { Case } from "../case.ts";

const source = PAGES.boundaries;
const of = PAGES.sessions;
const pull = [allow(["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"])];
const role = session("ci");
const carl = federated("carl");

export const boundaries: readonly Case[] = [
  {
    title: "both allow",
    source,
    policies: { identity: ALL, boundary: [allow("ecr:*")] },
    gives: { verdict: "allow", reason: "identity-allow", by: "identity" },
  },
  {
    title: "only the identity allows",
    source,
    policies: { identity: ALL, boundary: pull },
    gives: { verdict: "deny", reason: "implicit-deny-boundary" },
  },
  {
    title: "only the boundary allows: a boundary grants nothing",
    source,
    policies: { boundary: ALL },
    gives: { verdict: "deny", reason: "implicit-deny-identity" },
  },
  {
    title: "neither allows, and the identity is named",
    source,
    policies: { identity: pull, boundary: pull },
    gives: { verdict: "deny", reason: "implicit-deny-identity" },
  },
  {
    title: "a boundary without statements allows nothing",
    source,
    policies: { identity: ALL, boundary: [] },
    gives: { verdict: "deny", reason: "implicit-deny-boundary" },
  },
  {
    title: "a boundary limits a role as well",
    source,
    caller: role,
    policies: { identity: ALL, boundary: pull },
    gives: { verdict: "deny", reason: "implicit-deny-boundary" },
  },
  {
    title: "a boundary limits by resource",
    source,
    policies: { identity: ALL, boundary: [allow("ecr:*", { Resource: "arn:aws:ecr:*:*:repository/dev/*" })] },
    gives: { verdict: "deny", reason: "implicit-deny-boundary" },
  },
  {
    title: "a boundary limits by condition",
    source,
    context: { "aws:RequestedRegion": "us-east-1" },
    policies: { identity: ALL, boundary: [allow("*", { Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } } })] },
    gives: { verdict: "deny", reason: "implicit-deny-boundary" },
  },
  {
    title: "a boundary's Deny is an explicit deny",
    source,
    policies: { identity: ALL, boundary: [allow("*"), deny("ecr:Put*")] },
    gives: { verdict: "deny", reason: "explicit-deny", by: "boundary" },
  },
  {
    title: "a boundary does not limit what a session policy allows beyond it",
    source,
    caller: role,
    policies: { identity: ALL, boundary: pull, session: ALL },
    gives: { verdict: "deny", reason: "implicit-deny-boundary" },
  },
  { title: "all three allow", source, caller: role, policies: { identity: ALL, boundary: ALL, session: ALL }, gives: "allow" },
];

export const sessions: readonly Case[] = [
  {
    title: "the session policy and the role's policy both allow",
    source: of,
    caller: role,
    policies: { identity: ALL, session: [allow("ecr:PutImage")] },
    gives: { verdict: "allow", reason: "identity-allow" },
  },
  {
    title: "the session policy does not allow",
    source: of,
    caller: role,
    policies: { identity: ALL, session: pull },
    gives: { verdict: "deny", reason: "implicit-deny-session" },
  },
  {
    title: "a session policy grants nothing",
    source: of,
    caller: role,
    policies: { session: ALL },
    gives: { verdict: "deny", reason: "implicit-deny-identity" },
  },
  {
    title: "a session without a session policy has what the role has",
    source: PAGES.assumeRole,
    caller: role,
    policies: { identity: ALL },
    gives: "allow",
  },
  {
    title: "a session policy's Deny is an explicit deny",
    source: of,
    caller: role,
    policies: { identity: ALL, session: [allow("*"), deny("ecr:PutImage")] },
    gives: { verdict: "deny", reason: "explicit-deny", by: "session" },
  },
  {
    title: "a session policy limits by repository",
    source: of,
    caller: role,
    policies: { identity: ALL, session: [allow("ecr:*", { Resource: "arn:aws:ecr:*:*:repository/web" })] },
    gives: "allow",
  },
  {
    title: "boundary before session policy",
    source: PAGES.order,
    caller: role,
    policies: { identity: ALL, boundary: pull, session: pull },
    gives: { verdict: "deny", reason: "implicit-deny-boundary" },
  },
  {
    title: "a federated session has what user and session policy share",
    source: PAGES.federation,
    caller: carl,
    policies: { identity: ALL, session: [allow("ecr:*")] },
    gives: { verdict: "allow", reason: "identity-allow" },
  },
  {
    title: "a federated session has no more than its session policy",
    source: PAGES.federation,
    caller: carl,
    policies: { identity: ALL, session: pull },
    gives: { verdict: "deny", reason: "implicit-deny-session" },
  },
  {
    title: "a federated session has no more than its user",
    source: PAGES.federation,
    caller: carl,
    policies: { identity: pull, session: ALL },
    gives: { verdict: "deny", reason: "implicit-deny-identity" },
  },
  {
    title: "a federated session of a session policy that says nothing",
    source: PAGES.federation,
    caller: carl,
    policies: { identity: ALL, session: [] },
    gives: { verdict: "deny", reason: "implicit-deny-session" },
  },
  {
    title: "a user's policy in the repository through the federated session, within the session policy",
    source: PAGES.federation,
    caller: carl,
    policies: { resource: [grant({ AWS: anna.arn })], session: [allow("ecr:*")] },
    gives: { verdict: "allow", reason: "resource-allow" },
  },
  {
    title: "the account's grant stays within the session policy",
    source: of,
    caller: role,
    policies: { identity: ALL, resource: [grant({ AWS: HOME })], session: pull },
    gives: { verdict: "deny", reason: "implicit-deny-session" },
  },
];

export const rootUsers: readonly Case[] = [
  {
    title: "the root user needs no policy in the own account",
    source: PAGES.root,
    caller: rootUser(),
    policies: {},
    gives: { verdict: "allow", reason: "root" },
  },
  {
    title: "the root user is limited by service control policies",
    source: PAGES.scps,
    caller: rootUser(),
    policies: { scp: [allow("s3:*")] },
    gives: { verdict: "deny", reason: "implicit-deny-scp" },
  },
  {
    title: "the root user is denied by a service control policy",
    source: PAGES.scps,
    caller: rootUser(),
    policies: { scp: [allow("*"), deny("ecr:PutImage")] },
    gives: { verdict: "deny", reason: "explicit-deny", by: "scp" },
  },
  {
    title: "the root user is denied by a resource control policy",
    source: PAGES.rcps,
    caller: rootUser(),
    policies: {
      rcp: [
        { ...deny("ecr:*"), Principal: "*" },
        { ...allow("*"), Principal: "*" },
      ],
    },
    gives: { verdict: "deny", by: "rcp" },
  },
  {
    title: "the root user is denied by a repository's policy",
    source: PAGES.principal,
    caller: rootUser(),
    policies: { resource: [{ Effect: "Deny", Principal: "*", Action: "ecr:*" }] },
    gives: { verdict: "deny", by: "resource" },
  },
  {
    title: "another account's root user needs the repository's policy",
    source: PAGES.crossAccount,
    caller: rootUser("444455556666"),
    policies: {},
    gives: { verdict: "deny", reason: "implicit-deny-resource" },
  },
  {
    title: "another account's root user needs nothing else",
    source: PAGES.crossAccount,
    caller: rootUser("444455556666"),
    policies: { resource: [grant({ AWS: "444455556666" })] },
    gives: { verdict: "allow", reason: "both-allow" },
  },
];
