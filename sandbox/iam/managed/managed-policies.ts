/** AWS managed policies that matter for ECR, with their published statements (state of March 2026). */
import type { PolicyDocument } from "../../world/tables.ts";
import { NEIGHBOURS } from "./neighbours.ts";

const READ = [
  "ecr:GetAuthorizationToken",
  "ecr:BatchCheckLayerAvailability",
  "ecr:GetDownloadUrlForLayer",
  "ecr:GetRepositoryPolicy",
  "ecr:DescribeRepositories",
  "ecr:ListImages",
  "ecr:DescribeImages",
  "ecr:BatchGetImage",
  "ecr:GetLifecyclePolicy",
  "ecr:GetLifecyclePolicyPreview",
  "ecr:ListTagsForResource",
  "ecr:DescribeImageScanFindings",
];

const PUSH = ["ecr:InitiateLayerUpload", "ecr:UploadLayerPart", "ecr:CompleteLayerUpload", "ecr:PutImage"];

function allow(actions: readonly string[] | string, resource: string | readonly string[] = "*", more: object = {}): Record<string, unknown> {
  return { Effect: "Allow", Action: actions, Resource: resource, ...more };
}

function document(...statements: Record<string, unknown>[]): PolicyDocument {
  return { Version: "2012-10-17", Statement: statements };
}

/** By name, as in `arn:aws:iam::aws:policy/NAME`. */
export const MANAGED_POLICIES: Readonly<Record<string, PolicyDocument>> = {
  ...NEIGHBOURS,
  AdministratorAccess: document(allow("*")),
  AmazonEC2ContainerRegistryFullAccess: document(
    allow(["ecr:*", "cloudtrail:LookupEvents"]),
    allow(["iam:CreateServiceLinkedRole"], "*", { Condition: { StringEquals: { "iam:AWSServiceName": ["replication.ecr.amazonaws.com"] } } }),
  ),
  AmazonEC2ContainerRegistryPowerUser: document(allow([...READ, ...PUSH])),
  AmazonEC2ContainerRegistryReadOnly: document(allow(READ)),
  AmazonEC2ContainerRegistryPullOnly: document(
    allow(["ecr:GetAuthorizationToken", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer", "ecr:BatchImportUpstreamImage"]),
  ),
  AmazonECSTaskExecutionRolePolicy: document(
    allow([
      "ecr:GetAuthorizationToken",
      "ecr:BatchCheckLayerAvailability",
      "ecr:GetDownloadUrlForLayer",
      "ecr:BatchGetImage",
      "logs:CreateLogStream",
      "logs:PutLogEvents",
    ]),
  ),
  AWSECRPullThroughCache_ServiceRolePolicy: document(
    allow(
      [
        "ecr:GetAuthorizationToken",
        "ecr:BatchCheckLayerAvailability",
        "ecr:InitiateLayerUpload",
        "ecr:UploadLayerPart",
        "ecr:CompleteLayerUpload",
        "ecr:PutImage",
        "ecr:BatchGetImage",
        "ecr:BatchImportUpstreamImage",
        "ecr:GetDownloadUrlForLayer",
        "ecr:GetImageCopyStatus",
      ],
      "*",
      { Sid: "ECR" },
    ),
    allow(["secretsmanager:GetSecretValue"], ["arn:aws:secretsmanager:*:*:secret:ecr-pullthroughcache/*"], {
      Sid: "SecretsManager",
      Condition: { StringEquals: { "aws:ResourceAccount": "${aws:PrincipalAccount}" } },
    }),
  ),
  ECRReplicationServiceRolePolicy: document(allow(["ecr:CreateRepository", "ecr:ReplicateImage"])),
  ECRTemplateServiceRolePolicy: document(allow(["ecr:CreateRepository"], "*", { Sid: "CreateRepositoryWithTemplate" })),
};

const PREFIX = /^arn:aws:iam::aws:policy\/(?:.*\/)?/;

/** The document of an AWS managed policy by name or ARN. */
export function managedPolicy(nameOrArn: string): PolicyDocument | undefined {
  const name = nameOrArn.replace(PREFIX, "");
  return Object.hasOwn(MANAGED_POLICIES, name) ? MANAGED_POLICIES[name] : undefined;
}
