/** Role trust and KMS key policies: resource policies that must allow, even in one account. */
import { ALL, allow, anna, deny, eve, grant, HOME, OTHER, PAGES, refuse, rootUser, service, session, webIdentity } from "../builders.ts";
import type { Case } from "../case.ts";

const resource = `arn:aws:iam::${HOME}:role/deploy`;
const assume = { action: "sts:AssumeRole", resource };
const source = PAGES.roles;
const mayAssume = [allow("sts:AssumeRole", { Resource: resource })];
const trusts = (principal: unknown, more = {}) => [grant(principal, "sts:AssumeRole", more)];
const github = webIdentity(`arn:aws:iam::${HOME}:oidc-provider/token.actions.githubusercontent.com`);
const web = { action: "sts:AssumeRoleWithWebIdentity", resource, caller: github };
const ofBranch = (branch: string) => [
  grant({ Federated: github.arn }, "sts:AssumeRoleWithWebIdentity", {
    Condition: {
      StringEquals: { "token.actions.githubusercontent.com:aud": "sts.amazonaws.com" },
      StringLike: { "token.actions.githubusercontent.com:sub": `repo:octo-org/web:ref:refs/heads/${branch}` },
    },
  }),
];
const claims = {
  "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
  "token.actions.githubusercontent.com:sub": "repo:octo-org/web:ref:refs/heads/main",
};

export const trust: readonly Case[] = [
  {
    title: "the trust names the user: nothing else is needed in one account",
    source,
    ...assume,
    policies: { trust: trusts({ AWS: anna.arn }) },
    gives: { verdict: "allow", reason: "resource-allow", by: "trust" },
  },
  {
    title: "the trust names the account: the user needs a policy",
    source,
    ...assume,
    policies: { trust: trusts({ AWS: HOME }) },
    gives: { verdict: "deny", reason: "implicit-deny-identity" },
  },
  {
    title: "the trust names the account and the user has a policy",
    source,
    ...assume,
    policies: { trust: trusts({ AWS: `arn:aws:iam::${HOME}:root` }), identity: mayAssume },
    gives: { verdict: "allow", reason: "identity-allow" },
  },
  {
    title: "a policy of the user is not enough without the trust",
    source,
    ...assume,
    policies: { trust: trusts({ Service: "ecs-tasks.amazonaws.com" }), identity: ALL },
    gives: { verdict: "deny", reason: "implicit-deny-resource", ends: "because no role trust policy allows the sts:AssumeRole action" },
  },
  {
    title: "a trust without statements trusts nobody",
    source,
    ...assume,
    policies: { trust: [], identity: ALL },
    gives: { verdict: "deny", reason: "implicit-deny-resource" },
  },
  {
    title: "a Deny of the trust",
    source,
    ...assume,
    policies: { trust: [...trusts("*"), refuse({ AWS: anna.arn }, "sts:AssumeRole")], identity: ALL },
    gives: { verdict: "deny", ends: "with an explicit deny in the role trust policy" },
  },
  {
    title: "a Deny of the user's policy",
    source,
    ...assume,
    policies: { trust: trusts({ AWS: anna.arn }), identity: [deny("sts:AssumeRole")] },
    gives: { verdict: "deny", by: "identity" },
  },
  {
    title: "the trust allows another action",
    source,
    ...assume,
    policies: { trust: [grant({ AWS: anna.arn }, "sts:TagSession")], identity: ALL },
    gives: { verdict: "deny", reason: "implicit-deny-resource" },
  },
  {
    title: "a role that assumes another, by its ARN",
    source,
    ...assume,
    caller: session("ci"),
    policies: { trust: trusts({ AWS: `arn:aws:iam::${HOME}:role/ci` }) },
    gives: { verdict: "allow", reason: "resource-allow" },
  },
  {
    title: "a role that assumes another, held back by its boundary",
    source: PAGES.boundaries,
    ...assume,
    caller: session("ci"),
    policies: { trust: trusts({ AWS: `arn:aws:iam::${HOME}:role/ci` }), boundary: [allow("ecr:*")] },
    gives: { verdict: "deny", reason: "implicit-deny-boundary" },
  },
  {
    title: "another account: both sides",
    source: PAGES.crossAccount,
    ...assume,
    caller: eve,
    policies: { trust: trusts({ AWS: OTHER }), identity: mayAssume },
    gives: { verdict: "allow", reason: "both-allow" },
  },
  {
    title: "another account: the trust names the user, who has no policy",
    source: PAGES.crossAccount,
    ...assume,
    caller: eve,
    policies: { trust: trusts({ AWS: eve.arn }) },
    gives: { verdict: "deny", reason: "implicit-deny-identity" },
  },
  {
    title: "another account: no trust",
    source: PAGES.crossAccount,
    ...assume,
    caller: eve,
    policies: { trust: trusts({ AWS: HOME }), identity: ALL },
    gives: { verdict: "deny", reason: "implicit-deny-resource" },
  },
  {
    title: "with the agreed external id",
    source: PAGES.externalId,
    ...assume,
    caller: eve,
    context: { "sts:ExternalId": "12345" },
    policies: { trust: trusts({ AWS: OTHER }, { Condition: { StringEquals: { "sts:ExternalId": "12345" } } }), identity: mayAssume },
    gives: "allow",
  },
  {
    title: "without the agreed external id",
    source: PAGES.externalId,
    ...assume,
    caller: eve,
    policies: { trust: trusts({ AWS: OTHER }, { Condition: { StringEquals: { "sts:ExternalId": "12345" } } }), identity: mayAssume },
    gives: { verdict: "deny", missed: "Condition" },
  },
  {
    title: "a service that may assume the role",
    source: PAGES.principal,
    ...assume,
    caller: service("ecs-tasks.amazonaws.com"),
    policies: { trust: trusts({ Service: "ecs-tasks.amazonaws.com" }) },
    gives: { verdict: "allow", reason: "resource-allow" },
  },
  {
    title: "a service that may not",
    source: PAGES.principal,
    ...assume,
    caller: service("lambda.amazonaws.com"),
    policies: { trust: trusts({ Service: "ecs-tasks.amazonaws.com" }) },
    gives: { verdict: "deny", reason: "implicit-deny-resource" },
  },
  {
    title: "a token of the trusted provider, branch and audience",
    source: PAGES.oidc,
    ...web,
    context: claims,
    policies: { trust: ofBranch("main") },
    gives: { verdict: "allow", reason: "resource-allow" },
  },
  {
    title: "a token of another branch",
    source: PAGES.oidc,
    ...web,
    context: claims,
    policies: { trust: ofBranch("release") },
    gives: { verdict: "deny", missed: "Condition" },
  },
  { title: "a token of any branch", source: PAGES.oidc, ...web, context: claims, policies: { trust: ofBranch("*") }, gives: "allow" },
  {
    title: "a token of another provider",
    source: PAGES.oidc,
    ...web,
    context: claims,
    policies: { trust: [grant({ Federated: `arn:aws:iam::${HOME}:oidc-provider/gitlab.com` }, "sts:AssumeRoleWithWebIdentity")] },
    gives: { verdict: "deny", missed: "Principal" },
  },
  {
    title: "a token where only AssumeRole is trusted",
    source: PAGES.oidc,
    ...web,
    context: claims,
    policies: { trust: [grant({ Federated: github.arn }, "sts:AssumeRole")] },
    gives: { verdict: "deny", missed: "Action" },
  },
];

const key = `arn:aws:kms:us-east-1:${HOME}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const decrypt = { action: "kms:Decrypt", resource: key };
const root = { AWS: `arn:aws:iam::${HOME}:root` };

export const keys: readonly Case[] = [
  {
    title: "the default policy hands over to identity policies",
    source: PAGES.keyDefault,
    ...decrypt,
    policies: { key: [grant(root, "kms:*", { Resource: "*" })], identity: [allow("kms:Decrypt")] },
    gives: { verdict: "allow", reason: "identity-allow" },
  },
  {
    title: "handed over, and the identity is silent",
    source: PAGES.keyDefault,
    ...decrypt,
    policies: { key: [grant(root, "kms:*", { Resource: "*" })] },
    gives: { verdict: "deny", reason: "implicit-deny-identity" },
  },
  {
    title: "without the key's Allow an identity policy has no effect",
    source: PAGES.keyPolicies,
    ...decrypt,
    policies: { key: [], identity: ALL },
    gives: { verdict: "deny", reason: "implicit-deny-resource", ends: "because no resource-based policy allows the kms:Decrypt action" },
  },
  {
    title: "the key names the user",
    source: PAGES.keyPolicies,
    ...decrypt,
    policies: { key: [grant({ AWS: anna.arn }, "kms:Decrypt", { Resource: "*" })] },
    gives: { verdict: "allow", reason: "resource-allow", by: "key" },
  },
  {
    title: "the key names the user for another action",
    source: PAGES.keyPolicies,
    ...decrypt,
    policies: { key: [grant({ AWS: anna.arn }, "kms:Encrypt", { Resource: "*" })], identity: ALL },
    gives: { verdict: "deny", reason: "implicit-deny-resource" },
  },
  {
    title: "the root user needs the key's policy too",
    source: PAGES.keyPolicies,
    ...decrypt,
    caller: rootUser(),
    policies: { key: [grant({ AWS: anna.arn }, "kms:*", { Resource: "*" })] },
    gives: { verdict: "deny", reason: "implicit-deny-resource" },
  },
  {
    title: "the root user by the default policy",
    source: PAGES.keyDefault,
    ...decrypt,
    caller: rootUser(),
    policies: { key: [grant(root, "kms:*", { Resource: "*" })] },
    gives: { verdict: "allow", reason: "resource-allow" },
  },
  {
    title: "only through ECR",
    source: PAGES.keyPolicies,
    ...decrypt,
    context: { "kms:ViaService": "ecr.us-east-1.amazonaws.com" },
    policies: {
      key: [
        grant({ AWS: anna.arn }, "kms:Decrypt", { Resource: "*", Condition: { StringEquals: { "kms:ViaService": "ecr.us-east-1.amazonaws.com" } } }),
      ],
    },
    gives: "allow",
  },
  {
    title: "only through ECR, asked directly",
    source: PAGES.keyPolicies,
    ...decrypt,
    policies: {
      key: [
        grant({ AWS: anna.arn }, "kms:Decrypt", { Resource: "*", Condition: { StringEquals: { "kms:ViaService": "ecr.us-east-1.amazonaws.com" } } }),
      ],
    },
    gives: { verdict: "deny", missed: "Condition" },
  },
  {
    title: "a Deny of the key",
    source: PAGES.keyOverview,
    ...decrypt,
    policies: { key: [grant(root, "kms:*", { Resource: "*" }), refuse("*", "kms:Decrypt", { Resource: "*" })], identity: ALL },
    gives: { verdict: "deny", by: "key" },
  },
  {
    title: "another account: both sides",
    source: PAGES.keyOverview,
    ...decrypt,
    caller: eve,
    policies: { key: [grant({ AWS: OTHER }, "kms:Decrypt", { Resource: "*" })], identity: [allow("kms:Decrypt")] },
    gives: { verdict: "allow", reason: "both-allow" },
  },
  {
    title: "another account: only the key",
    source: PAGES.keyOverview,
    ...decrypt,
    caller: eve,
    policies: { key: [grant({ AWS: OTHER }, "kms:Decrypt", { Resource: "*" })] },
    gives: { verdict: "deny", reason: "implicit-deny-identity" },
  },
];
