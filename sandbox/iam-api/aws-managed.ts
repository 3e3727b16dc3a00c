/** What IAM tells of AWS managed policies beside their documents: paths, versions, dates (state of spring 2026). */
import { MANAGED_POLICIES } from "../iam/managed/managed-policies.ts";

export interface AwsManagedPolicy {
  readonly path: string;
  /** The version in force, `v3`. Older ones are not kept. */
  readonly version: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly description: string;
}

type Row = readonly [path: string, version: string, createdAt: string, updatedAt: string, description: string];

const SERVICE = "/service-role/";
const LINKED = "/aws-service-role/";

/** Descriptions as the AWS Managed Policy Reference has them. (unverified) */
const ROWS: Readonly<Record<string, Row>> = {
  AWSAppRunnerServicePolicyForECRAccess: [
    SERVICE,
    "v1",
    "2021-05-14T19:17:21Z",
    "2021-05-14T19:17:21Z",
    "AWS App Runner service policy for ECR access",
  ],
  AWSECRPullThroughCache_ServiceRolePolicy: [
    LINKED,
    "v3",
    "2021-11-26T21:51:09Z",
    "2025-03-06T21:22:07Z",
    "Allows access to AWS services and resources used or managed by ECR Pull Through Cache",
  ],
  AWSLambdaBasicExecutionRole: [SERVICE, "v1", "2015-04-09T15:03:43Z", "2015-04-09T15:03:43Z", "Provides write permissions to CloudWatch Logs."],
  AdministratorAccess: ["/", "v1", "2015-02-06T18:39:46Z", "2015-02-06T18:39:46Z", "Provides full access to AWS services and resources."],
  AmazonEC2ContainerRegistryFullAccess: [
    "/",
    "v3",
    "2015-12-21T17:06:48Z",
    "2020-12-05T00:04:19Z",
    "Provides administrative access to Amazon ECR resources",
  ],
  AmazonEC2ContainerRegistryPowerUser: [
    "/",
    "v3",
    "2015-12-21T17:05:33Z",
    "2019-12-10T20:48:08Z",
    "Provides full access to Amazon EC2 Container Registry repositories, but does not allow repository deletion or policy changes.",
  ],
  AmazonEC2ContainerRegistryPullOnly: [
    "/",
    "v1",
    "2024-10-04T16:58:49Z",
    "2024-10-04T16:58:49Z",
    "Provides permission to pull images from Amazon ECR repositories",
  ],
  AmazonEC2ContainerRegistryReadOnly: [
    "/",
    "v3",
    "2015-12-21T17:04:15Z",
    "2019-12-10T20:56:32Z",
    "Provides read-only access to Amazon EC2 Container Registry repositories.",
  ],
  AmazonECSTaskExecutionRolePolicy: [
    SERVICE,
    "v1",
    "2017-11-16T18:48:22Z",
    "2017-11-16T18:48:22Z",
    "Provides access to other AWS service resources that are required to run Amazon ECS tasks",
  ],
  AmazonEKSWorkerNodeMinimalPolicy: [
    "/",
    "v1",
    "2024-10-02T20:03:51Z",
    "2024-10-02T20:03:51Z",
    "This policy allows Amazon EKS worker nodes to connect to Amazon EKS Clusters.",
  ],
  AmazonEKSWorkerNodePolicy: [
    "/",
    "v3",
    "2018-05-27T21:09:01Z",
    "2023-11-27T00:06:13Z",
    "This policy allows Amazon EKS worker nodes to connect to Amazon EKS Clusters.",
  ],
  AmazonElasticContainerRegistryPublicFullAccess: [
    "/",
    "v1",
    "2020-12-01T17:25:52Z",
    "2020-12-01T17:25:52Z",
    "Provides administrative access to Amazon ECR Public resources",
  ],
  AmazonElasticContainerRegistryPublicPowerUser: [
    "/",
    "v1",
    "2020-12-01T16:16:54Z",
    "2020-12-01T16:16:54Z",
    "Provides full access to Amazon ECR Public repositories, but does not allow repository deletion or policy changes.",
  ],
  AmazonElasticContainerRegistryPublicReadOnly: [
    "/",
    "v1",
    "2020-12-01T17:27:04Z",
    "2020-12-01T17:27:04Z",
    "Provides read-only access to Amazon ECR Public repositories.",
  ],
  EC2InstanceProfileForImageBuilderECRContainerBuilds: [
    "/",
    "v1",
    "2020-12-11T19:48:15Z",
    "2020-12-11T19:48:15Z",
    "EC2 Instance profile for building container images with EC2 Image Builder. This policy grants the user broad permissions to upload ECR images.",
  ],
  ECRReplicationServiceRolePolicy: [
    LINKED,
    "v1",
    "2020-12-04T22:11:28Z",
    "2020-12-04T22:11:28Z",
    "Enable access to AWS services and resources used or managed by ECR Replication",
  ],
  ECRTemplateServiceRolePolicy: [
    LINKED,
    "v1",
    "2024-06-19T23:11:37Z",
    "2024-06-19T23:11:37Z",
    "Enable access to AWS services and resources used or managed by ECR repository creation templates",
  ],
  IAMFullAccess: ["/", "v2", "2015-02-06T18:40:38Z", "2019-06-21T19:40:00Z", "Provides full access to IAM via the AWS Management Console."],
  IAMReadOnlyAccess: ["/", "v4", "2015-02-06T18:40:39Z", "2018-01-25T19:11:27Z", "Provides read only access to IAM via the AWS Management Console."],
  PowerUserAccess: [
    "/",
    "v12",
    "2015-02-06T18:39:47Z",
    "2026-02-12T17:59:14Z",
    "Provides full access to AWS services and resources, but does not allow management of Users and groups.",
  ],
};

const PLAIN: Row = ["/", "v1", "2015-02-06T18:39:46Z", "2015-02-06T18:39:46Z", ""];

export function awsManaged(name: string): AwsManagedPolicy {
  const [path, version, createdAt, updatedAt, description] = ROWS[name] ?? PLAIN;
  return { path, version, createdAt, updatedAt, description };
}

/** `arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy`. */
export function awsManagedArn(name: string): string {
  return `arn:aws:iam::aws:policy${awsManaged(name).path}${name}`;
}

/** Names of all that the sandbox has, in order. */
export function awsManagedNames(): readonly string[] {
  return Object.keys(MANAGED_POLICIES).sort();
}
