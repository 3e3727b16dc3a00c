/** The order of the decision within one account. */
import { ALL, allow, deny, grant, PAGES, refuse } from "../builders.ts";
import type { Case } from "../case.ts";

const source = PAGES.order;
const push = "ecr:PutImage";

export const order: readonly Case[] = [
  { title: "by default everything is denied", source, policies: {}, gives: { verdict: "deny", reason: "implicit-deny-identity" } },
  {
    title: "an Allow of the identity overrides the default",
    source,
    policies: { identity: [allow(push)] },
    gives: { verdict: "allow", reason: "identity-allow", by: "identity", statement: 0 },
  },
  {
    title: "a Deny overrides every Allow",
    source,
    policies: { identity: [allow(push), deny(push)] },
    gives: { verdict: "deny", reason: "explicit-deny", statement: 1 },
  },
  {
    title: "the place of the Deny does not matter",
    source,
    policies: { identity: [deny(push), allow(push)] },
    gives: { verdict: "deny", reason: "explicit-deny", statement: 0 },
  },
  {
    title: "a Deny of the repository overrides the identity's Allow",
    source,
    policies: { identity: ALL, resource: [refuse("*", push)] },
    gives: { verdict: "deny", by: "resource" },
  },
  {
    title: "a Deny of the identity overrides the repository's Allow",
    source,
    policies: { identity: [deny(push)], resource: [grant("*")] },
    gives: { verdict: "deny", by: "identity" },
  },
  {
    title: "a Deny of the registry overrides both",
    source: PAGES.ecrRegistry,
    policies: { identity: ALL, resource: [grant("*")], registry: [refuse("*", push, { Resource: "*" })] },
    gives: { verdict: "deny", by: "registry" },
  },
  {
    title: "a Deny of the boundary overrides",
    source,
    policies: { identity: ALL, boundary: [allow("*"), deny(push)] },
    gives: { verdict: "deny", by: "boundary", reason: "explicit-deny" },
  },
  {
    title: "a Deny of the session policy overrides",
    source,
    policies: { identity: ALL, session: [allow("*"), deny(push)] },
    gives: { verdict: "deny", by: "session", reason: "explicit-deny" },
  },
  {
    title: "a Deny of a service control policy overrides",
    source,
    policies: { identity: ALL, scp: [allow("*"), deny(push)] },
    gives: { verdict: "deny", by: "scp", reason: "explicit-deny" },
  },
  {
    title: "a Deny of a resource control policy overrides",
    source,
    policies: { identity: ALL, rcp: [allow("*", { Principal: "*" }), refuse("*", push, { Resource: "*" })] },
    gives: { verdict: "deny", by: "rcp", reason: "explicit-deny" },
  },
  { title: "a Deny of another action changes nothing", source, policies: { identity: [allow(push), deny("ecr:DeleteRepository")] }, gives: "allow" },
  {
    title: "an Allow of the repository is enough in one account",
    source: PAGES.singleAccount,
    policies: { resource: [grant({ AWS: "arn:aws:iam::111122223333:user/anna" })] },
    gives: { verdict: "allow", reason: "resource-allow", by: "resource" },
  },
  {
    title: "an Allow of the registry is enough in one account",
    source: PAGES.ecrRegistry,
    policies: { registry: [grant({ AWS: "arn:aws:iam::111122223333:user/anna" }, push, { Resource: "*" })] },
    gives: { verdict: "allow", reason: "resource-allow", by: "registry" },
  },
  {
    title: "a repository's policy that is silent leaves it to the identity",
    source: PAGES.singleAccount,
    policies: { identity: [allow(push)], resource: [grant({ AWS: "arn:aws:iam::111122223333:user/ben" })] },
    gives: { verdict: "allow", by: "identity" },
  },
  {
    title: "two silent sides are a no, and the identity is named",
    source: PAGES.singleAccount,
    policies: { identity: [allow("s3:*")], resource: [grant("*", "ecr:BatchGetImage")] },
    gives: { verdict: "deny", reason: "implicit-deny-identity" },
  },
  {
    title: "both sides allow: the repository's grant to the user by name settles it first",
    source,
    policies: {
      identity: ALL,
      resource: [grant({ AWS: "arn:aws:iam::111122223333:user/ben" }), grant({ AWS: "arn:aws:iam::111122223333:user/anna" })],
    },
    gives: { verdict: "allow", by: "resource", statement: 1 },
  },
  {
    title: "with several denials the resource's is named before the identity's",
    source: PAGES.denied,
    policies: { identity: [deny(push)], resource: [refuse("*", push)] },
    gives: { verdict: "deny", by: "resource" },
  },
  {
    title: "with several denials the organization's is named first",
    source: PAGES.denied,
    policies: { identity: [deny(push)], scp: [deny("*")] },
    gives: { verdict: "deny", by: "scp" },
  },
  { title: "a lone statement may stand without its list", source: PAGES.statement, policies: { identity: allow(push) as never }, gives: "allow" },
  {
    title: "an Effect in another case is no effect",
    source: PAGES.effect,
    policies: { identity: [{ ...allow(push), Effect: "allow" }] },
    gives: "deny",
  },
  {
    title: "a statement without an effect says nothing",
    source: PAGES.effect,
    policies: { identity: [{ Action: push, Resource: "*" }] },
    gives: "deny",
  },
  { title: "a policy without statements says nothing", source: PAGES.statement, policies: { identity: [] }, gives: "deny" },
  {
    title: "the version of 2008 allows and denies as well",
    source: PAGES.version,
    version: "2008-10-17",
    policies: { identity: [allow(push)] },
    gives: "allow",
  },
  { title: "no version is the version of 2008", source: PAGES.version, version: null, policies: { identity: [allow(push)] }, gives: "allow" },
];
