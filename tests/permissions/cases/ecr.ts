/** The examples of the Amazon ECR user guide, asked. */
import { ALL, allow, anna, eve, grant, HOME, OTHER, PAGES, REPOSITORY, refuse, service, user } from "../builders.ts";
import type { Case } from "../case.ts";

const source = PAGES.ecrExamples;
const PULL = ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"];
const PUSH = ["ecr:BatchCheckLayerAvailability", "ecr:CompleteLayerUpload", "ecr:InitiateLayerUpload", "ecr:PutImage", "ecr:UploadLayerPart"];
const two = [grant({ AWS: [`arn:aws:iam::${HOME}:user/push-pull-user-1`, `arn:aws:iam::${HOME}:user/push-pull-user-2`] }, [...PULL, ...PUSH])];
const outside = [refuse("*", "ecr:*", { Condition: { NotIpAddress: { "aws:SourceIp": "54.240.143.0/24" } } })];
const within = [...outside, grant("*", "ecr:*", { Condition: { IpAddress: { "aws:SourceIp": "54.240.143.0/24" } } })];
const tagged = (env: string) => [allow("ecr:*", { Condition: { StringEquals: { "ecr:ResourceTag/env": env } } })];
const codebuild = [
  grant({ Service: "codebuild.amazonaws.com" }, PULL, {
    Condition: { ArnLike: { "aws:SourceArn": `arn:aws:codebuild:us-east-1:${OTHER}:project/web` }, StringEquals: { "aws:SourceAccount": OTHER } },
  }),
];
const pushPolicy = [allow([...PUSH, "ecr:BatchGetImage"], { Resource: REPOSITORY }), allow("ecr:GetAuthorizationToken")];
const replicate = [
  grant({ AWS: `arn:aws:iam::${OTHER}:root` }, ["ecr:CreateRepository", "ecr:ReplicateImage"], {
    Resource: `arn:aws:ecr:us-east-1:${HOME}:repository/*`,
  }),
];
const cached = [
  grant({ AWS: `arn:aws:iam::${HOME}:user/anna` }, ["ecr:CreateRepository", "ecr:BatchImportUpstreamImage"], {
    Resource: `arn:aws:ecr:us-east-1:${HOME}:repository/ecr-public/*`,
  }),
];
const publicRepository = `arn:aws:ecr:us-east-1:${HOME}:repository/ecr-public/nginx`;
const token = { action: "ecr:GetAuthorizationToken", resource: "*" };

export const ecr: readonly Case[] = [
  {
    title: "one or more users: a listed one pushes",
    source,
    caller: user("push-pull-user-2"),
    policies: { resource: two },
    gives: { verdict: "allow", reason: "resource-allow" },
  },
  {
    title: "one or more users: a listed one may not delete",
    source,
    caller: user("push-pull-user-2"),
    action: "ecr:DeleteRepository",
    policies: { resource: two },
    gives: "deny",
  },
  { title: "one or more users: somebody else", source, policies: { resource: two }, gives: "deny" },
  {
    title: "another account pushes, by its root",
    source,
    caller: eve,
    policies: { identity: [allow(PUSH)], resource: [grant({ AWS: `arn:aws:iam::${OTHER}:root` }, PUSH)] },
    gives: { verdict: "allow", reason: "both-allow" },
  },
  {
    title: "another account may not pull what it may push",
    source,
    caller: eve,
    action: "ecr:BatchGetImage",
    policies: { identity: ALL, resource: [grant({ AWS: `arn:aws:iam::${OTHER}:root` }, PUSH)] },
    gives: { verdict: "deny", reason: "implicit-deny-resource" },
  },
  {
    title: "pull for all, full for the admin: the admin deletes",
    source,
    caller: user("admin"),
    action: "ecr:DeleteRepository",
    policies: { resource: [grant({ AWS: [`arn:aws:iam::${HOME}:user/pull-user-1`] }, PULL), grant({ AWS: `arn:aws:iam::${HOME}:user/admin` })] },
    gives: { verdict: "allow", statement: 1 },
  },
  {
    title: "pull for all, full for the admin: the puller pulls",
    source,
    caller: user("pull-user-1"),
    action: "ecr:BatchGetImage",
    policies: { resource: [grant({ AWS: [`arn:aws:iam::${HOME}:user/pull-user-1`] }, PULL), grant({ AWS: `arn:aws:iam::${HOME}:user/admin` })] },
    gives: { verdict: "allow", statement: 0 },
  },
  {
    title: "a denied pull reaches administrators",
    source,
    action: "ecr:BatchGetImage",
    policies: { identity: ALL, resource: [refuse("*", PULL)] },
    gives: { verdict: "deny", reason: "explicit-deny" },
  },
  { title: "a denied pull leaves the push", source, policies: { identity: ALL, resource: [refuse("*", PULL)] }, gives: "allow" },
  { title: "an address in the range", source, context: { "aws:SourceIp": "54.240.143.7" }, policies: { resource: within }, gives: "allow" },
  {
    title: "an address outside the range, denied even to administrators",
    source,
    context: { "aws:SourceIp": "198.51.100.7" },
    policies: { identity: ALL, resource: within },
    gives: { verdict: "deny", reason: "explicit-deny", statement: 0 },
  },
  {
    title: "the denial alone grants nothing within the range",
    source,
    context: { "aws:SourceIp": "54.240.143.7" },
    policies: { resource: outside },
    gives: { verdict: "deny", reason: "implicit-deny-identity" },
  },
  {
    title: "a build of the named project pulls",
    source,
    caller: service("codebuild.amazonaws.com"),
    action: "ecr:BatchGetImage",
    context: { "aws:SourceArn": `arn:aws:codebuild:us-east-1:${OTHER}:project/web`, "aws:SourceAccount": OTHER },
    policies: { resource: codebuild },
    gives: "allow",
  },
  {
    title: "a build of another project does not",
    source,
    caller: service("codebuild.amazonaws.com"),
    action: "ecr:BatchGetImage",
    context: { "aws:SourceArn": `arn:aws:codebuild:us-east-1:${OTHER}:project/api`, "aws:SourceAccount": OTHER },
    policies: { resource: codebuild },
    gives: "deny",
  },
  {
    title: "a build pushes nothing",
    source,
    caller: service("codebuild.amazonaws.com"),
    context: { "aws:SourceArn": `arn:aws:codebuild:us-east-1:${OTHER}:project/web`, "aws:SourceAccount": OTHER },
    policies: { resource: codebuild },
    gives: "deny",
  },
  { title: "the minimal policy for a push: the manifest", source: PAGES.ecrPush, policies: { identity: pushPolicy }, gives: "allow" },
  {
    title: "the minimal policy for a push: the layers",
    source: PAGES.ecrPush,
    action: "ecr:UploadLayerPart",
    policies: { identity: pushPolicy },
    gives: "allow",
  },
  { title: "the minimal policy for a push: the token", source: PAGES.ecrPush, ...token, policies: { identity: pushPolicy }, gives: "allow" },
  {
    title: "the minimal policy for a push: no other repository",
    source: PAGES.ecrPush,
    resource: `${REPOSITORY}2`,
    policies: { identity: pushPolicy },
    gives: "deny",
  },
  {
    title: "the minimal policy for a push: no deletion",
    source: PAGES.ecrPush,
    action: "ecr:BatchDeleteImage",
    policies: { identity: pushPolicy },
    gives: "deny",
  },
  {
    title: "a token on a repository's ARN is no token",
    source: PAGES.ecrPush,
    ...token,
    policies: { identity: [allow("ecr:*", { Resource: REPOSITORY })] },
    gives: { verdict: "deny", missed: "Resource" },
  },
  {
    title: "a repository with the tag",
    source: PAGES.ecrTags,
    context: { "ecr:ResourceTag/env": "dev" },
    policies: { identity: tagged("dev") },
    gives: "allow",
  },
  {
    title: "a repository with another value of the tag",
    source: PAGES.ecrTags,
    context: { "ecr:ResourceTag/env": "prod" },
    policies: { identity: tagged("dev") },
    gives: { verdict: "deny", missed: "Condition" },
  },
  {
    title: "a repository without the tag",
    source: PAGES.ecrTags,
    policies: { identity: tagged("dev") },
    gives: { verdict: "deny", missed: "Condition" },
  },
  {
    title: "creation only with a tag, and it is there",
    source: PAGES.ecrTags,
    action: "ecr:CreateRepository",
    context: { "aws:RequestTag/team": "web", "aws:TagKeys": ["team"] },
    policies: {
      identity: [
        allow("ecr:CreateRepository", {
          Condition: { StringEquals: { "aws:RequestTag/team": ["web", "api"] }, "ForAllValues:StringEquals": { "aws:TagKeys": ["team", "env"] } },
        }),
      ],
    },
    gives: "allow",
  },
  {
    title: "creation only with a tag, and it is missing",
    source: PAGES.ecrTags,
    action: "ecr:CreateRepository",
    policies: { identity: [allow("ecr:CreateRepository", { Condition: { StringEquals: { "aws:RequestTag/team": ["web", "api"] } } })] },
    gives: "deny",
  },
  {
    title: "creation with a tag too many",
    source: PAGES.ecrTags,
    action: "ecr:CreateRepository",
    context: { "aws:RequestTag/team": "web", "aws:TagKeys": ["team", "secret"] },
    policies: {
      identity: [
        allow("ecr:CreateRepository", {
          Condition: { StringEquals: { "aws:RequestTag/team": "web" }, "ForAllValues:StringEquals": { "aws:TagKeys": ["team", "env"] } },
        }),
      ],
    },
    gives: "deny",
  },
  {
    title: "replication from another account's registry",
    source: PAGES.ecrRegistryExamples,
    caller: eve,
    action: "ecr:ReplicateImage",
    policies: { identity: ALL, registry: replicate },
    gives: { verdict: "allow", by: "registry" },
  },
  {
    title: "a registry policy for replication allows no push",
    source: PAGES.ecrRegistryExamples,
    caller: eve,
    policies: { identity: ALL, registry: replicate },
    gives: { verdict: "deny", reason: "implicit-deny-resource" },
  },
  {
    title: "a pull through the cache, under its prefix",
    source: PAGES.ecrRegistry,
    action: "ecr:BatchImportUpstreamImage",
    resource: publicRepository,
    policies: { registry: cached },
    gives: { verdict: "allow", by: "registry" },
  },
  {
    title: "a pull through the cache, outside the prefix",
    source: PAGES.ecrRegistry,
    action: "ecr:BatchImportUpstreamImage",
    policies: { registry: cached },
    gives: "deny",
  },
  {
    title: "a registry policy denies creation to all",
    source: PAGES.ecrRegistry,
    caller: anna,
    action: "ecr:CreateRepository",
    policies: { identity: ALL, registry: [refuse("*", "ecr:CreateRepository", { Resource: "*" })] },
    gives: { verdict: "deny", by: "registry" },
  },
  {
    title: "an account setting by its name",
    source: PAGES.ecrReference,
    action: "ecr:PutAccountSetting",
    resource: "*",
    context: { "ecr:AccountSetting": "BASIC_SCAN_TYPE_VERSION" },
    policies: { identity: [allow("ecr:PutAccountSetting", { Condition: { StringEquals: { "ecr:AccountSetting": "BASIC_SCAN_TYPE_VERSION" } } })] },
    gives: "allow",
  },
  {
    title: "another account setting",
    source: PAGES.ecrReference,
    action: "ecr:PutAccountSetting",
    resource: "*",
    context: { "ecr:AccountSetting": "BLOB_MOUNTING" },
    policies: { identity: [allow("ecr:PutAccountSetting", { Condition: { StringEquals: { "ecr:AccountSetting": "BASIC_SCAN_TYPE_VERSION" } } })] },
    gives: "deny",
  },
];
