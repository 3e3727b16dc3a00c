/** The operations that read and change the world and nothing else; those of uploads are private ECR's own. */
import type { JsonOperation } from "../../http/json/service.ts";
import { getRegistryCatalogData, getRepositoryCatalogData, putRegistryCatalogData, putRepositoryCatalogData } from "./catalog.ts";
import { batchDeleteImage, describeImages, describeImageTags } from "./images.ts";
import { deleteRepositoryPolicy, describeRegistries, getAuthorizationToken, getRepositoryPolicy, setRepositoryPolicy } from "./registry.ts";
import { createRepository, deleteRepository, describeRepositories, listTagsForResource, tagResource, untagResource } from "./repositories.ts";

export const OPERATIONS: ReadonlyMap<string, JsonOperation> = new Map(
  Object.entries({
    BatchDeleteImage: batchDeleteImage,
    CreateRepository: createRepository,
    DeleteRepository: deleteRepository,
    DeleteRepositoryPolicy: deleteRepositoryPolicy,
    DescribeImageTags: describeImageTags,
    DescribeImages: describeImages,
    DescribeRegistries: describeRegistries,
    DescribeRepositories: describeRepositories,
    GetAuthorizationToken: getAuthorizationToken,
    GetRegistryCatalogData: getRegistryCatalogData,
    GetRepositoryCatalogData: getRepositoryCatalogData,
    GetRepositoryPolicy: getRepositoryPolicy,
    ListTagsForResource: listTagsForResource,
    PutRegistryCatalogData: putRegistryCatalogData,
    PutRepositoryCatalogData: putRepositoryCatalogData,
    SetRepositoryPolicy: setRepositoryPolicy,
    TagResource: tagResource,
    UntagResource: untagResource,
  }),
);

/** Run by private ECR on the public registry, with the permissions of ECR Public. */
export const OF_ECR = ["BatchCheckLayerAvailability", "CompleteLayerUpload", "InitiateLayerUpload", "PutImage", "UploadLayerPart"] as const;

export type OperationOfEcr = (typeof OF_ECR)[number];

export function isOfEcr(operation: string): operation is OperationOfEcr {
  return (OF_ECR as readonly string[]).includes(operation);
}
