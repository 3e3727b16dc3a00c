/** Every operation that the sandbox has, one sorted line each. */
import { MODEL, type OperationName } from "../model/index.ts";
import type { Operation } from "../operation.ts";
import { batchCheckLayerAvailability } from "./batch-check-layer-availability/batch-check-layer-availability.ts";
import { batchDeleteImage } from "./batch-delete-image/batch-delete-image.ts";
import { batchGetImage } from "./batch-get-image/batch-get-image.ts";
import { batchGetRepositoryScanningConfiguration } from "./batch-get-repository-scanning-configuration/batch-get-repository-scanning-configuration.ts";
import { completeLayerUpload } from "./complete-layer-upload/complete-layer-upload.ts";
import { createPullThroughCacheRule } from "./create-pull-through-cache-rule/create-pull-through-cache-rule.ts";
import { createRepository } from "./create-repository/create-repository.ts";
import { createRepositoryCreationTemplate } from "./create-repository-creation-template/create-repository-creation-template.ts";
import { deleteLifecyclePolicy } from "./delete-lifecycle-policy/delete-lifecycle-policy.ts";
import { deletePullThroughCacheRule } from "./delete-pull-through-cache-rule/delete-pull-through-cache-rule.ts";
import { deleteRegistryPolicy } from "./delete-registry-policy/delete-registry-policy.ts";
import { deleteRepository } from "./delete-repository/delete-repository.ts";
import { deleteRepositoryCreationTemplate } from "./delete-repository-creation-template/delete-repository-creation-template.ts";
import { deleteRepositoryPolicy } from "./delete-repository-policy/delete-repository-policy.ts";
import { deleteSigningConfiguration } from "./delete-signing-configuration/delete-signing-configuration.ts";
import { deregisterPullTimeUpdateExclusion } from "./deregister-pull-time-update-exclusion/deregister-pull-time-update-exclusion.ts";
import { describeImageReplicationStatus } from "./describe-image-replication-status/describe-image-replication-status.ts";
import { describeImageScanFindings } from "./describe-image-scan-findings/describe-image-scan-findings.ts";
import { describeImageSigningStatus } from "./describe-image-signing-status/describe-image-signing-status.ts";
import { describeImages } from "./describe-images/describe-images.ts";
import { describePullThroughCacheRules } from "./describe-pull-through-cache-rules/describe-pull-through-cache-rules.ts";
import { describeRegistry } from "./describe-registry/describe-registry.ts";
import { describeReplicationBackfillResults } from "./describe-replication-backfill-results/describe-replication-backfill-results.ts";
import { describeRepositories } from "./describe-repositories/describe-repositories.ts";
import { describeRepositoryCreationTemplates } from "./describe-repository-creation-templates/describe-repository-creation-templates.ts";
import { getAccountSetting } from "./get-account-setting/get-account-setting.ts";
import { getAuthorizationToken } from "./get-authorization-token/get-authorization-token.ts";
import { getDownloadUrlForLayer } from "./get-download-url-for-layer/get-download-url-for-layer.ts";
import { getLifecyclePolicy } from "./get-lifecycle-policy/get-lifecycle-policy.ts";
import { getLifecyclePolicyPreview } from "./get-lifecycle-policy-preview/get-lifecycle-policy-preview.ts";
import { getRegistryPolicy } from "./get-registry-policy/get-registry-policy.ts";
import { getRegistryScanningConfiguration } from "./get-registry-scanning-configuration/get-registry-scanning-configuration.ts";
import { getRepositoryPolicy } from "./get-repository-policy/get-repository-policy.ts";
import { getSigningConfiguration } from "./get-signing-configuration/get-signing-configuration.ts";
import { initiateLayerUpload } from "./initiate-layer-upload/initiate-layer-upload.ts";
import { listImageReferrers } from "./list-image-referrers/list-image-referrers.ts";
import { listImages } from "./list-images/list-images.ts";
import { listPullTimeUpdateExclusions } from "./list-pull-time-update-exclusions/list-pull-time-update-exclusions.ts";
import { listReplicationBackfills } from "./list-replication-backfills/list-replication-backfills.ts";
import { listTagsForResource } from "./list-tags-for-resource/list-tags-for-resource.ts";
import { putAccountSetting } from "./put-account-setting/put-account-setting.ts";
import { putImage } from "./put-image/put-image.ts";
import { putImageScanningConfiguration } from "./put-image-scanning-configuration/put-image-scanning-configuration.ts";
import { putImageTagMutability } from "./put-image-tag-mutability/put-image-tag-mutability.ts";
import { putLifecyclePolicy } from "./put-lifecycle-policy/put-lifecycle-policy.ts";
import { putRegistryPolicy } from "./put-registry-policy/put-registry-policy.ts";
import { putRegistryScanningConfiguration } from "./put-registry-scanning-configuration/put-registry-scanning-configuration.ts";
import { putReplicationConfiguration } from "./put-replication-configuration/put-replication-configuration.ts";
import { putSigningConfiguration } from "./put-signing-configuration/put-signing-configuration.ts";
import { registerPullTimeUpdateExclusion } from "./register-pull-time-update-exclusion/register-pull-time-update-exclusion.ts";
import { setRepositoryPolicy } from "./set-repository-policy/set-repository-policy.ts";
import { startImageScan } from "./start-image-scan/start-image-scan.ts";
import { startLifecyclePolicyPreview } from "./start-lifecycle-policy-preview/start-lifecycle-policy-preview.ts";
import { startReplicationBackfill } from "./start-replication-backfill/start-replication-backfill.ts";
import { stopReplicationBackfill } from "./stop-replication-backfill/stop-replication-backfill.ts";
import { tagResource } from "./tag-resource/tag-resource.ts";
import { untagResource } from "./untag-resource/untag-resource.ts";
import { updateImageStorageClass } from "./update-image-storage-class/update-image-storage-class.ts";
import { updatePullThroughCacheRule } from "./update-pull-through-cache-rule/update-pull-through-cache-rule.ts";
import { updateRepositoryCreationTemplate } from "./update-repository-creation-template/update-repository-creation-template.ts";
import { uploadLayerPart } from "./upload-layer-part/upload-layer-part.ts";
import { validatePullThroughCacheRule } from "./validate-pull-through-cache-rule/validate-pull-through-cache-rule.ts";

export const OPERATIONS: { readonly [N in OperationName]?: Operation<N> } = {
  BatchCheckLayerAvailability: batchCheckLayerAvailability,
  BatchDeleteImage: batchDeleteImage,
  BatchGetImage: batchGetImage,
  BatchGetRepositoryScanningConfiguration: batchGetRepositoryScanningConfiguration,
  CompleteLayerUpload: completeLayerUpload,
  CreatePullThroughCacheRule: createPullThroughCacheRule,
  CreateRepository: createRepository,
  CreateRepositoryCreationTemplate: createRepositoryCreationTemplate,
  DeleteLifecyclePolicy: deleteLifecyclePolicy,
  DeletePullThroughCacheRule: deletePullThroughCacheRule,
  DeleteRegistryPolicy: deleteRegistryPolicy,
  DeleteRepository: deleteRepository,
  DeleteRepositoryCreationTemplate: deleteRepositoryCreationTemplate,
  DeleteRepositoryPolicy: deleteRepositoryPolicy,
  DeleteSigningConfiguration: deleteSigningConfiguration,
  DeregisterPullTimeUpdateExclusion: deregisterPullTimeUpdateExclusion,
  DescribeImageReplicationStatus: describeImageReplicationStatus,
  DescribeImageScanFindings: describeImageScanFindings,
  DescribeImageSigningStatus: describeImageSigningStatus,
  DescribeImages: describeImages,
  DescribePullThroughCacheRules: describePullThroughCacheRules,
  DescribeRegistry: describeRegistry,
  DescribeReplicationBackfillResults: describeReplicationBackfillResults,
  DescribeRepositories: describeRepositories,
  DescribeRepositoryCreationTemplates: describeRepositoryCreationTemplates,
  GetAccountSetting: getAccountSetting,
  GetAuthorizationToken: getAuthorizationToken,
  GetDownloadUrlForLayer: getDownloadUrlForLayer,
  GetLifecyclePolicy: getLifecyclePolicy,
  GetLifecyclePolicyPreview: getLifecyclePolicyPreview,
  GetRegistryPolicy: getRegistryPolicy,
  GetRegistryScanningConfiguration: getRegistryScanningConfiguration,
  GetRepositoryPolicy: getRepositoryPolicy,
  GetSigningConfiguration: getSigningConfiguration,
  InitiateLayerUpload: initiateLayerUpload,
  ListImageReferrers: listImageReferrers,
  ListImages: listImages,
  ListPullTimeUpdateExclusions: listPullTimeUpdateExclusions,
  ListReplicationBackfills: listReplicationBackfills,
  ListTagsForResource: listTagsForResource,
  PutAccountSetting: putAccountSetting,
  PutImage: putImage,
  PutImageScanningConfiguration: putImageScanningConfiguration,
  PutImageTagMutability: putImageTagMutability,
  PutLifecyclePolicy: putLifecyclePolicy,
  PutRegistryPolicy: putRegistryPolicy,
  PutRegistryScanningConfiguration: putRegistryScanningConfiguration,
  PutReplicationConfiguration: putReplicationConfiguration,
  PutSigningConfiguration: putSigningConfiguration,
  RegisterPullTimeUpdateExclusion: registerPullTimeUpdateExclusion,
  SetRepositoryPolicy: setRepositoryPolicy,
  StartImageScan: startImageScan,
  StartLifecyclePolicyPreview: startLifecyclePolicyPreview,
  StartReplicationBackfill: startReplicationBackfill,
  StopReplicationBackfill: stopReplicationBackfill,
  TagResource: tagResource,
  UntagResource: untagResource,
  UpdateImageStorageClass: updateImageStorageClass,
  UpdatePullThroughCacheRule: updatePullThroughCacheRule,
  UpdateRepositoryCreationTemplate: updateRepositoryCreationTemplate,
  UploadLayerPart: uploadLayerPart,
  ValidatePullThroughCacheRule: validatePullThroughCacheRule,
};

/** Operations of the model that the sandbox does not have yet, in alphabetical order. Their number may only fall. */
export function notImplemented(): readonly string[] {
  return Object.keys(MODEL.operations).filter((name) => !Object.hasOwn(OPERATIONS, name));
}
