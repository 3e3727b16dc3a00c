/** AWS managed policies beside ECR's own: of ECR Public, of services that pull from ECR, of IAM (state of spring 2026). */
import type { PolicyDocument } from "../../world/tables.ts";

function document(...statements: Record<string, unknown>[]): PolicyDocument {
  return { Version: "2012-10-17", Statement: statements };
}

function allow(Action: readonly string[], more: Record<string, unknown> = {}): Record<string, unknown> {
  return { ...more, Effect: "Allow", Action, Resource: more.Resource ?? "*" };
}

const PUBLIC_READ = [
  "ecr-public:GetAuthorizationToken",
  "sts:GetServiceBearerToken",
  "ecr-public:BatchCheckLayerAvailability",
  "ecr-public:GetRepositoryPolicy",
  "ecr-public:DescribeRepositories",
  "ecr-public:DescribeRegistries",
  "ecr-public:DescribeImages",
  "ecr-public:DescribeImageTags",
  "ecr-public:GetRepositoryCatalogData",
  "ecr-public:GetRegistryCatalogData",
];

const ORGANIZATIONS = [
  "organizations:DescribeAccount",
  "organizations:DescribeOrganization",
  "organizations:DescribeOrganizationalUnit",
  "organizations:DescribePolicy",
  "organizations:ListChildren",
  "organizations:ListParents",
  "organizations:ListPoliciesForTarget",
  "organizations:ListRoots",
  "organizations:ListPolicies",
  "organizations:ListTargetsForPolicy",
];

const OF_SERVICES: Readonly<Record<string, PolicyDocument>> = {
  AWSAppRunnerServicePolicyForECRAccess: document(
    allow(["ecr:GetDownloadUrlForLayer", "ecr:BatchGetImage", "ecr:DescribeImages", "ecr:GetAuthorizationToken", "ecr:BatchCheckLayerAvailability"]),
  ),
  AWSLambdaBasicExecutionRole: document(allow(["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"])),
  AmazonEKSWorkerNodeMinimalPolicy: document(allow(["eks-auth:AssumeRoleForPodIdentity"], { Sid: "WorkerNodePermissions" })),
  AmazonEKSWorkerNodePolicy: document(
    allow(
      [
        "ec2:DescribeInstances",
        "ec2:DescribeInstanceTypes",
        "ec2:DescribeRouteTables",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeVolumes",
        "ec2:DescribeVolumesModifications",
        "ec2:DescribeVpcs",
        "eks:DescribeCluster",
        "eks-auth:AssumeRoleForPodIdentity",
      ],
      { Sid: "WorkerNodePermissions" },
    ),
  ),
  EC2InstanceProfileForImageBuilderECRContainerBuilds: document(
    allow([
      "imagebuilder:GetComponent",
      "imagebuilder:GetContainerRecipe",
      "ecr:GetAuthorizationToken",
      "ecr:BatchGetImage",
      "ecr:InitiateLayerUpload",
      "ecr:UploadLayerPart",
      "ecr:CompleteLayerUpload",
      "ecr:BatchCheckLayerAvailability",
      "ecr:GetDownloadUrlForLayer",
      "ecr:PutImage",
    ]),
    {
      ...allow(["kms:Decrypt"]),
      Condition: {
        "ForAnyValue:StringEquals": { "kms:EncryptionContextKeys": "aws:imagebuilder:arn", "aws:CalledVia": ["imagebuilder.amazonaws.com"] },
      },
    },
    allow(["s3:GetObject"], { Resource: "arn:aws:s3:::ec2imagebuilder*" }),
    allow(["logs:CreateLogStream", "logs:CreateLogGroup", "logs:PutLogEvents"], { Resource: "arn:aws:logs:*:*:log-group:/aws/imagebuilder/*" }),
  ),
};

export const NEIGHBOURS: Readonly<Record<string, PolicyDocument>> = {
  ...OF_SERVICES,
  AmazonElasticContainerRegistryPublicFullAccess: document(allow(["ecr-public:*", "sts:GetServiceBearerToken"])),
  AmazonElasticContainerRegistryPublicPowerUser: document(
    allow([...PUBLIC_READ, "ecr-public:InitiateLayerUpload", "ecr-public:UploadLayerPart", "ecr-public:CompleteLayerUpload", "ecr-public:PutImage"]),
  ),
  AmazonElasticContainerRegistryPublicReadOnly: document(allow(PUBLIC_READ)),
  IAMFullAccess: document(allow(["iam:*", ...ORGANIZATIONS])),
  IAMReadOnlyAccess: document(
    allow([
      "iam:GenerateCredentialReport",
      "iam:GenerateServiceLastAccessedDetails",
      "iam:Get*",
      "iam:List*",
      "iam:SimulateCustomPolicy",
      "iam:SimulatePrincipalPolicy",
    ]),
  ),
  PowerUserAccess: document(
    { Effect: "Allow", NotAction: ["iam:*", "organizations:*", "account:*"], Resource: "*" },
    allow([
      "account:GetAccountInformation",
      "account:GetGovCloudAccountInformation",
      "account:GetPrimaryEmail",
      "account:ListRegions",
      "iam:CreateServiceLinkedRole",
      "iam:DeleteServiceLinkedRole",
      "iam:ListRoles",
      "organizations:DescribeEffectivePolicy",
      "organizations:DescribeOrganization",
    ]),
  ),
};
