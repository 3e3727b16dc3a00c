// Written by scripts/generate-model.ts from @aws-sdk/client-ecr. Do not edit: run `node scripts/generate-model.ts`.

export type ArtifactStatus = "ACTIVATING" | "ACTIVE" | "ARCHIVED";
export type ArtifactStatusFilter = "ACTIVATING" | "ACTIVE" | "ANY" | "ARCHIVED";
export type EncryptionType = "AES256" | "KMS" | "KMS_DSSE";
export type FindingSeverity = "CRITICAL" | "HIGH" | "INFORMATIONAL" | "LOW" | "MEDIUM" | "UNDEFINED";
export type ImageActionType = "EXPIRE" | "TRANSITION";
export type ImageFailureCode = "ImageInaccessible" | "ImageNotFound" | "ImageReferencedByManifestList" | "ImageTagDoesNotMatchDigest" | "InvalidImageDigest" | "InvalidImageTag" | "KmsError" | "MissingDigestAndTag" | "UpstreamAccessDenied" | "UpstreamTooManyRequests" | "UpstreamUnavailable";
export type ImageStatus = "ACTIVATING" | "ACTIVE" | "ARCHIVED";
export type ImageStatusFilter = "ACTIVATING" | "ACTIVE" | "ANY" | "ARCHIVED";
export type ImageTagMutability = "IMMUTABLE" | "IMMUTABLE_WITH_EXCLUSION" | "MUTABLE" | "MUTABLE_WITH_EXCLUSION";
export type ImageTagMutabilityExclusionFilterType = "WILDCARD";
export type LayerAvailability = "ARCHIVED" | "AVAILABLE" | "UNAVAILABLE";
export type LayerFailureCode = "InvalidLayerDigest" | "MissingLayerDigest";
export type LifecyclePolicyPreviewStatus = "COMPLETE" | "EXPIRED" | "FAILED" | "IN_PROGRESS";
export type LifecyclePolicyStorageClass = "ARCHIVE" | "STANDARD";
export type LifecyclePolicyTargetStorageClass = "ARCHIVE";
export type RCTAppliedFor = "CREATE_ON_PUSH" | "PULL_THROUGH_CACHE" | "REPLICATION";
export type ReplicationBackfillResultStatus = "COMPLETE" | "FAILED";
export type ReplicationBackfillStatus = "COMPLETE" | "FAILED" | "IN_PROGRESS" | "PREPARING" | "STOPPED" | "STOPPING";
export type ReplicationStatus = "COMPLETE" | "FAILED" | "IN_PROGRESS";
export type RepositoryFilterType = "PREFIX_MATCH";
export type ScanFrequency = "CONTINUOUS_SCAN" | "MANUAL" | "SCAN_ON_PUSH";
export type ScanStatus = "ACTIVE" | "COMPLETE" | "FAILED" | "FINDINGS_UNAVAILABLE" | "IMAGE_ARCHIVED" | "IN_PROGRESS" | "LIMIT_EXCEEDED" | "PENDING" | "SCAN_ELIGIBILITY_EXPIRED" | "UNSUPPORTED_IMAGE";
export type ScanType = "BASIC" | "ENHANCED";
export type ScanningConfigurationFailureCode = "REPOSITORY_NOT_FOUND";
export type ScanningRepositoryFilterType = "WILDCARD";
export type SigningRepositoryFilterType = "WILDCARD_MATCH";
export type SigningStatus = "COMPLETE" | "FAILED" | "IN_PROGRESS";
export type TagStatus = "ANY" | "TAGGED" | "UNTAGGED";
export type TargetStorageClass = "ARCHIVE" | "STANDARD";
export type UpstreamRegistry = "azure-container-registry" | "chainguard" | "docker-hub" | "ecr" | "ecr-public" | "github-container-registry" | "gitlab-container-registry" | "k8s" | "quay";

export interface Attribute {
  readonly key: string;
  readonly value?: string | undefined;
}

export interface AuthorizationData {
  readonly authorizationToken?: string | undefined;
  readonly expiresAt?: number | undefined;
  readonly proxyEndpoint?: string | undefined;
}

export interface AwsEcrContainerImageDetails {
  readonly architecture?: string | undefined;
  readonly author?: string | undefined;
  readonly imageHash?: string | undefined;
  readonly imageTags?: readonly string[] | undefined;
  readonly platform?: string | undefined;
  readonly pushedAt?: number | undefined;
  readonly lastInUseAt?: number | undefined;
  readonly inUseCount?: number | undefined;
  readonly registry?: string | undefined;
  readonly repositoryName?: string | undefined;
}

export interface BatchCheckLayerAvailabilityRequest {
  readonly registryId?: string | undefined;
  readonly repositoryName: string;
  readonly layerDigests: readonly string[];
}

export interface BatchCheckLayerAvailabilityResponse {
  readonly layers?: readonly Layer[] | undefined;
  readonly failures?: readonly LayerFailure[] | undefined;
}

export interface BatchDeleteImageRequest {
  readonly registryId?: string | undefined;
  readonly repositoryName: string;
  readonly imageIds: readonly ImageIdentifier[];
}

export interface BatchDeleteImageResponse {
  readonly imageIds?: readonly ImageIdentifier[] | undefined;
  readonly failures?: readonly ImageFailure[] | undefined;
}

export interface BatchGetImageRequest {
  readonly registryId?: string | undefined;
  readonly repositoryName: string;
  readonly imageIds: readonly ImageIdentifier[];
  readonly acceptedMediaTypes?: readonly string[] | undefined;
}

export interface BatchGetImageResponse {
  readonly images?: readonly Image[] | undefined;
  readonly failures?: readonly ImageFailure[] | undefined;
}

export interface BatchGetRepositoryScanningConfigurationRequest {
  readonly repositoryNames: readonly string[];
}

export interface BatchGetRepositoryScanningConfigurationResponse {
  readonly scanningConfigurations?: readonly RepositoryScanningConfiguration[] | undefined;
  readonly failures?: readonly RepositoryScanningConfigurationFailure[] | undefined;
}

export interface CompleteLayerUploadRequest {
  readonly registryId?: string | undefined;
  readonly repositoryName: string;
  readonly uploadId: string;
  readonly layerDigests: readonly string[];
}

export interface CompleteLayerUploadResponse {
  readonly registryId?: string | undefined;
  readonly repositoryName?: string | undefined;
  readonly uploadId?: string | undefined;
  readonly layerDigest?: string | undefined;
}

export interface CreatePullThroughCacheRuleRequest {
  readonly ecrRepositoryPrefix: string;
  readonly upstreamRegistryUrl: string;
  readonly registryId?: string | undefined;
  readonly upstreamRegistry?: UpstreamRegistry | undefined;
  readonly credentialArn?: string | undefined;
  readonly customRoleArn?: string | undefined;
  readonly upstreamRepositoryPrefix?: string | undefined;
}

export interface CreatePullThroughCacheRuleResponse {
  readonly ecrRepositoryPrefix?: string | undefined;
  readonly upstreamRegistryUrl?: string | undefined;
  readonly createdAt?: number | undefined;
  readonly registryId?: string | undefined;
  readonly upstreamRegistry?: UpstreamRegistry | undefined;
  readonly credentialArn?: string | undefined;
  readonly customRoleArn?: string | undefined;
  readonly upstreamRepositoryPrefix?: string | undefined;
}

export interface CreateRepositoryCreationTemplateRequest {
  readonly prefix: string;
  readonly description?: string | undefined;
  readonly encryptionConfiguration?: EncryptionConfigurationForRepositoryCreationTemplate | undefined;
  readonly resourceTags?: readonly Tag[] | undefined;
  readonly imageTagMutability?: ImageTagMutability | undefined;
  readonly imageTagMutabilityExclusionFilters?: readonly ImageTagMutabilityExclusionFilter[] | undefined;
  readonly repositoryPolicy?: string | undefined;
  readonly lifecyclePolicy?: string | undefined;
  readonly appliedFor: readonly RCTAppliedFor[];
  readonly customRoleArn?: string | undefined;
}

export interface CreateRepositoryCreationTemplateResponse {
  readonly registryId?: string | undefined;
  readonly repositoryCreationTemplate?: RepositoryCreationTemplate | undefined;
}

export interface CreateRepositoryRequest {
  readonly registryId?: string | undefined;
  readonly repositoryName: string;
  readonly tags?: readonly Tag[] | undefined;
  readonly imageTagMutability?: ImageTagMutability | undefined;
  readonly imageTagMutabilityExclusionFilters?: readonly ImageTagMutabilityExclusionFilter[] | undefined;
  readonly imageScanningConfiguration?: ImageScanningConfiguration | undefined;
  readonly encryptionConfiguration?: EncryptionConfiguration | undefined;
}

export interface CreateRepositoryResponse {
  readonly repository?: Repository | undefined;
}

export interface CvssScore {
  readonly baseScore?: number | undefined;
  readonly scoringVector?: string | undefined;
  readonly source?: string | undefined;
  readonly version?: string | undefined;
}

export interface CvssScoreAdjustment {
  readonly metric?: string | undefined;
  readonly reason?: string | undefined;
}

export interface CvssScoreDetails {
  readonly adjustments?: readonly CvssScoreAdjustment[] | undefined;
  readonly score?: number | undefined;
  readonly scoreSource?: string | undefined;
  readonly scoringVector?: string | undefined;
  readonly version?: string | undefined;
}

export interface DeleteLifecyclePolicyRequest {
  readonly registryId?: string | undefined;
  readonly repositoryName: string;
}

export interface DeleteLifecyclePolicyResponse {
  readonly registryId?: string | undefined;
  readonly repositoryName?: string | undefined;
  readonly lifecyclePolicyText?: string | undefined;
  readonly lastEvaluatedAt?: number | undefined;
}

export interface DeletePullThroughCacheRuleRequest {
  readonly ecrRepositoryPrefix: string;
  readonly registryId?: string | undefined;
}

export interface DeletePullThroughCacheRuleResponse {
  readonly ecrRepositoryPrefix?: string | undefined;
  readonly upstreamRegistryUrl?: string | undefined;
  readonly createdAt?: number | undefined;
  readonly registryId?: string | undefined;
  readonly credentialArn?: string | undefined;
  readonly customRoleArn?: string | undefined;
  readonly upstreamRepositoryPrefix?: string | undefined;
}

export type DeleteRegistryPolicyRequest = Readonly<Record<string, never>>;

export interface DeleteRegistryPolicyResponse {
  readonly registryId?: string | undefined;
  readonly policyText?: string | undefined;
}

export interface DeleteRepositoryCreationTemplateRequest {
  readonly prefix: string;
}

export interface DeleteRepositoryCreationTemplateResponse {
  readonly registryId?: string | undefined;
  readonly repositoryCreationTemplate?: RepositoryCreationTemplate | undefined;
}

export interface DeleteRepositoryPolicyRequest {
  readonly registryId?: string | undefined;
  readonly repositoryName: string;
}

export interface DeleteRepositoryPolicyResponse {
  readonly registryId?: string | undefined;
  readonly repositoryName?: string | undefined;
  readonly policyText?: string | undefined;
}

export interface DeleteRepositoryRequest {
  readonly registryId?: string | undefined;
  readonly repositoryName: string;
  readonly force?: boolean | undefined;
}

export interface DeleteRepositoryResponse {
  readonly repository?: Repository | undefined;
}

export type DeleteSigningConfigurationRequest = Readonly<Record<string, never>>;

export interface DeleteSigningConfigurationResponse {
  readonly registryId?: string | undefined;
  readonly signingConfiguration?: SigningConfiguration | undefined;
}

export interface DeregisterPullTimeUpdateExclusionRequest {
  readonly principalArn: string;
}

export interface DeregisterPullTimeUpdateExclusionResponse {
  readonly principalArn?: string | undefined;
}

export interface DescribeImageReplicationStatusRequest {
  readonly repositoryName: string;
  readonly imageId: ImageIdentifier;
  readonly registryId?: string | undefined;
}

export interface DescribeImageReplicationStatusResponse {
  readonly repositoryName?: string | undefined;
  readonly imageId?: ImageIdentifier | undefined;
  readonly replicationStatuses?: readonly ImageReplicationStatus[] | undefined;
}

export interface DescribeImageScanFindingsRequest {
  readonly registryId?: string | undefined;
  readonly repositoryName: string;
  readonly imageId: ImageIdentifier;
  readonly nextToken?: string | undefined;
  readonly maxResults?: number | undefined;
}

export interface DescribeImageScanFindingsResponse {
  readonly registryId?: string | undefined;
  readonly repositoryName?: string | undefined;
  readonly imageId?: ImageIdentifier | undefined;
  readonly imageScanStatus?: ImageScanStatus | undefined;
  readonly imageScanFindings?: ImageScanFindings | undefined;
  readonly nextToken?: string | undefined;
}

export interface DescribeImageSigningStatusRequest {
  readonly repositoryName: string;
  readonly imageId: ImageIdentifier;
  readonly registryId?: string | undefined;
}

export interface DescribeImageSigningStatusResponse {
  readonly repositoryName?: string | undefined;
  readonly imageId?: ImageIdentifier | undefined;
  readonly registryId?: string | undefined;
  readonly signingStatuses?: readonly ImageSigningStatus[] | undefined;
}

export interface DescribeImagesFilter {
  readonly tagStatus?: TagStatus | undefined;
  readonly imageStatus?: ImageStatusFilter | undefined;
}

export interface DescribeImagesRequest {
  readonly registryId?: string | undefined;
  readonly repositoryName: string;
  readonly imageIds?: readonly ImageIdentifier[] | undefined;
  readonly nextToken?: string | undefined;
  readonly maxResults?: number | undefined;
  readonly filter?: DescribeImagesFilter | undefined;
}

export interface DescribeImagesResponse {
  readonly imageDetails?: readonly ImageDetail[] | undefined;
  readonly nextToken?: string | undefined;
}

export interface DescribePullThroughCacheRulesRequest {
  readonly registryId?: string | undefined;
  readonly ecrRepositoryPrefixes?: readonly string[] | undefined;
  readonly nextToken?: string | undefined;
  readonly maxResults?: number | undefined;
}

export interface DescribePullThroughCacheRulesResponse {
  readonly pullThroughCacheRules?: readonly PullThroughCacheRule[] | undefined;
  readonly nextToken?: string | undefined;
}

export type DescribeRegistryRequest = Readonly<Record<string, never>>;

export interface DescribeRegistryResponse {
  readonly registryId?: string | undefined;
  readonly replicationConfiguration?: ReplicationConfiguration | undefined;
}

export interface DescribeReplicationBackfillResultsRequest {
  readonly registryId?: string | undefined;
  readonly replicationBackfillId: string;
  readonly resultStatusFilter?: ReplicationBackfillResultStatus | undefined;
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
}

export interface DescribeReplicationBackfillResultsResponse {
  readonly registryId?: string | undefined;
  readonly replicationBackfillId?: string | undefined;
  readonly destination?: ReplicationDestination | undefined;
  readonly status?: ReplicationBackfillStatus | undefined;
  readonly failureCode?: string | undefined;
  readonly progress?: ReplicationBackfillProgress | undefined;
  readonly results?: readonly ReplicationBackfillResult[] | undefined;
  readonly startedAt?: number | undefined;
  readonly endedAt?: number | undefined;
  readonly nextToken?: string | undefined;
}

export interface DescribeRepositoriesRequest {
  readonly registryId?: string | undefined;
  readonly repositoryNames?: readonly string[] | undefined;
  readonly nextToken?: string | undefined;
  readonly maxResults?: number | undefined;
}

export interface DescribeRepositoriesResponse {
  readonly repositories?: readonly Repository[] | undefined;
  readonly nextToken?: string | undefined;
}

export interface DescribeRepositoryCreationTemplatesRequest {
  readonly prefixes?: readonly string[] | undefined;
  readonly nextToken?: string | undefined;
  readonly maxResults?: number | undefined;
}

export interface DescribeRepositoryCreationTemplatesResponse {
  readonly registryId?: string | undefined;
  readonly repositoryCreationTemplates?: readonly RepositoryCreationTemplate[] | undefined;
  readonly nextToken?: string | undefined;
}

export interface EncryptionConfiguration {
  readonly encryptionType: EncryptionType;
  readonly kmsKey?: string | undefined;
}

export interface EncryptionConfigurationForRepositoryCreationTemplate {
  readonly encryptionType: EncryptionType;
  readonly kmsKey?: string | undefined;
}

export interface EnhancedImageScanFinding {
  readonly awsAccountId?: string | undefined;
  readonly description?: string | undefined;
  readonly findingArn?: string | undefined;
  readonly firstObservedAt?: number | undefined;
  readonly lastObservedAt?: number | undefined;
  readonly packageVulnerabilityDetails?: PackageVulnerabilityDetails | undefined;
  readonly remediation?: Remediation | undefined;
  readonly resources?: readonly Resource[] | undefined;
  readonly score?: number | undefined;
  readonly scoreDetails?: ScoreDetails | undefined;
  readonly severity?: string | undefined;
  readonly status?: string | undefined;
  readonly title?: string | undefined;
  readonly type?: string | undefined;
  readonly updatedAt?: number | undefined;
  readonly fixAvailable?: string | undefined;
  readonly exploitAvailable?: string | undefined;
}

export interface GetAccountSettingRequest {
  readonly name: string;
}

export interface GetAccountSettingResponse {
  readonly name?: string | undefined;
  readonly value?: string | undefined;
}

export interface GetAuthorizationTokenRequest {
  readonly registryIds?: readonly string[] | undefined;
}

export interface GetAuthorizationTokenResponse {
  readonly authorizationData?: readonly AuthorizationData[] | undefined;
}

export interface GetDownloadUrlForLayerRequest {
  readonly registryId?: string | undefined;
  readonly repositoryName: string;
  readonly layerDigest: string;
}

export interface GetDownloadUrlForLayerResponse {
  readonly downloadUrl?: string | undefined;
  readonly layerDigest?: string | undefined;
}

export interface GetLifecyclePolicyPreviewRequest {
  readonly registryId?: string | undefined;
  readonly repositoryName: string;
  readonly imageIds?: readonly ImageIdentifier[] | undefined;
  readonly nextToken?: string | undefined;
  readonly maxResults?: number | undefined;
  readonly filter?: LifecyclePolicyPreviewFilter | undefined;
}

export interface GetLifecyclePolicyPreviewResponse {
  readonly registryId?: string | undefined;
  readonly repositoryName?: string | undefined;
  readonly lifecyclePolicyText?: string | undefined;
  readonly status?: LifecyclePolicyPreviewStatus | undefined;
  readonly nextToken?: string | undefined;
  readonly previewResults?: readonly LifecyclePolicyPreviewResult[] | undefined;
  readonly summary?: LifecyclePolicyPreviewSummary | undefined;
}

export interface GetLifecyclePolicyRequest {
  readonly registryId?: string | undefined;
  readonly repositoryName: string;
}

export interface GetLifecyclePolicyResponse {
  readonly registryId?: string | undefined;
  readonly repositoryName?: string | undefined;
  readonly lifecyclePolicyText?: string | undefined;
  readonly lastEvaluatedAt?: number | undefined;
}

export type GetRegistryPolicyRequest = Readonly<Record<string, never>>;

export interface GetRegistryPolicyResponse {
  readonly registryId?: string | undefined;
  readonly policyText?: string | undefined;
}

export type GetRegistryScanningConfigurationRequest = Readonly<Record<string, never>>;

export interface GetRegistryScanningConfigurationResponse {
  readonly registryId?: string | undefined;
  readonly scanningConfiguration?: RegistryScanningConfiguration | undefined;
}

export interface GetRepositoryPolicyRequest {
  readonly registryId?: string | undefined;
  readonly repositoryName: string;
}

export interface GetRepositoryPolicyResponse {
  readonly registryId?: string | undefined;
  readonly repositoryName?: string | undefined;
  readonly policyText?: string | undefined;
}

export type GetSigningConfigurationRequest = Readonly<Record<string, never>>;

export interface GetSigningConfigurationResponse {
  readonly registryId?: string | undefined;
  readonly signingConfiguration?: SigningConfiguration | undefined;
}

export interface Image {
  readonly registryId?: string | undefined;
  readonly repositoryName?: string | undefined;
  readonly imageId?: ImageIdentifier | undefined;
  readonly imageManifest?: string | undefined;
  readonly imageManifestMediaType?: string | undefined;
}

export interface ImageDetail {
  readonly registryId?: string | undefined;
  readonly repositoryName?: string | undefined;
  readonly imageDigest?: string | undefined;
  readonly imageTags?: readonly string[] | undefined;
  readonly imageSizeInBytes?: number | undefined;
  readonly imagePushedAt?: number | undefined;
  readonly imageScanStatus?: ImageScanStatus | undefined;
  readonly imageScanFindingsSummary?: ImageScanFindingsSummary | undefined;
  readonly imageManifestMediaType?: string | undefined;
  readonly artifactMediaType?: string | undefined;
  readonly lastRecordedPullTime?: number | undefined;
  readonly subjectManifestDigest?: string | undefined;
  readonly imageStatus?: ImageStatus | undefined;
  readonly lastArchivedAt?: number | undefined;
  readonly lastActivatedAt?: number | undefined;
}

export interface ImageFailure {
  readonly imageId?: ImageIdentifier | undefined;
  readonly failureCode?: ImageFailureCode | undefined;
  readonly failureReason?: string | undefined;
}

export interface ImageIdentifier {
  readonly imageDigest?: string | undefined;
  readonly imageTag?: string | undefined;
}

export interface ImageReferrer {
  readonly digest: string;
  readonly mediaType: string;
  readonly artifactType?: string | undefined;
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
  readonly artifactStatus?: ArtifactStatus | undefined;
}

export interface ImageReplicationStatus {
  readonly region?: string | undefined;
  readonly registryId?: string | undefined;
  readonly status?: ReplicationStatus | undefined;
  readonly failureCode?: string | undefined;
}

export interface ImageScanFinding {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly uri?: string | undefined;
  readonly severity?: FindingSeverity | undefined;
  readonly attributes?: readonly Attribute[] | undefined;
}

export interface ImageScanFindings {
  readonly imageScanCompletedAt?: number | undefined;
  readonly vulnerabilitySourceUpdatedAt?: number | undefined;
  readonly findingSeverityCounts?: Readonly<Record<string, number>> | undefined;
  readonly findings?: readonly ImageScanFinding[] | undefined;
  readonly enhancedFindings?: readonly EnhancedImageScanFinding[] | undefined;
}

export interface ImageScanFindingsSummary {
  readonly imageScanCompletedAt?: number | undefined;
  readonly vulnerabilitySourceUpdatedAt?: number | undefined;
  readonly findingSeverityCounts?: Readonly<Record<string, number>> | undefined;
}

export interface ImageScanStatus {
  readonly status?: ScanStatus | undefined;
  readonly description?: string | undefined;
}

export interface ImageScanningConfiguration {
  readonly scanOnPush?: boolean | undefined;
}

export interface ImageSigningStatus {
  readonly signingProfileArn?: string | undefined;
  readonly failureCode?: string | undefined;
  readonly failureReason?: string | undefined;
  readonly status?: SigningStatus | undefined;
}

export interface ImageTagMutabilityExclusionFilter {
  readonly filterType: ImageTagMutabilityExclusionFilterType;
  readonly filter: string;
}

export interface InitiateLayerUploadRequest {
  readonly registryId?: string | undefined;
  readonly repositoryName: string;
}

export interface InitiateLayerUploadResponse {
  readonly uploadId?: string | undefined;
  readonly partSize?: number | undefined;
}

export interface Layer {
  readonly layerDigest?: string | undefined;
  readonly layerAvailability?: LayerAvailability | undefined;
  readonly layerSize?: number | undefined;
  readonly mediaType?: string | undefined;
}

export interface LayerFailure {
  readonly layerDigest?: string | undefined;
  readonly failureCode?: LayerFailureCode | undefined;
  readonly failureReason?: string | undefined;
}

export interface LifecyclePolicyPreviewFilter {
  readonly tagStatus?: TagStatus | undefined;
}

export interface LifecyclePolicyPreviewResult {
  readonly imageTags?: readonly string[] | undefined;
  readonly imageDigest?: string | undefined;
  readonly imagePushedAt?: number | undefined;
  readonly action?: LifecyclePolicyRuleAction | undefined;
  readonly appliedRulePriority?: number | undefined;
  readonly storageClass?: LifecyclePolicyStorageClass | undefined;
}

export interface LifecyclePolicyPreviewSummary {
  readonly expiringImageTotalCount?: number | undefined;
  readonly transitioningImageTotalCounts?: readonly TransitioningImageTotalCount[] | undefined;
}

export interface LifecyclePolicyRuleAction {
  readonly type?: ImageActionType | undefined;
  readonly targetStorageClass?: LifecyclePolicyTargetStorageClass | undefined;
}

export interface ListImageReferrersFilter {
  readonly artifactTypes?: readonly string[] | undefined;
  readonly artifactStatus?: ArtifactStatusFilter | undefined;
}

export interface ListImageReferrersRequest {
  readonly registryId?: string | undefined;
  readonly repositoryName: string;
  readonly subjectId: SubjectIdentifier;
  readonly filter?: ListImageReferrersFilter | undefined;
  readonly nextToken?: string | undefined;
  readonly maxResults?: number | undefined;
}

export interface ListImageReferrersResponse {
  readonly referrers?: readonly ImageReferrer[] | undefined;
  readonly nextToken?: string | undefined;
}

export interface ListImagesFilter {
  readonly tagStatus?: TagStatus | undefined;
  readonly imageStatus?: ImageStatusFilter | undefined;
}

export interface ListImagesRequest {
  readonly registryId?: string | undefined;
  readonly repositoryName: string;
  readonly nextToken?: string | undefined;
  readonly maxResults?: number | undefined;
  readonly filter?: ListImagesFilter | undefined;
}

export interface ListImagesResponse {
  readonly imageIds?: readonly ImageIdentifier[] | undefined;
  readonly nextToken?: string | undefined;
}

export interface ListPullTimeUpdateExclusionsRequest {
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
}

export interface ListPullTimeUpdateExclusionsResponse {
  readonly pullTimeUpdateExclusions?: readonly string[] | undefined;
  readonly nextToken?: string | undefined;
}

export interface ListReplicationBackfillsRequest {
  readonly registryId?: string | undefined;
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
}

export interface ListReplicationBackfillsResponse {
  readonly registryId?: string | undefined;
  readonly backfills?: readonly ReplicationBackfillSummary[] | undefined;
  readonly nextToken?: string | undefined;
}

export interface ListTagsForResourceRequest {
  readonly resourceArn: string;
}

export interface ListTagsForResourceResponse {
  readonly tags?: readonly Tag[] | undefined;
}

export interface PackageVulnerabilityDetails {
  readonly cvss?: readonly CvssScore[] | undefined;
  readonly referenceUrls?: readonly string[] | undefined;
  readonly relatedVulnerabilities?: readonly string[] | undefined;
  readonly source?: string | undefined;
  readonly sourceUrl?: string | undefined;
  readonly vendorCreatedAt?: number | undefined;
  readonly vendorSeverity?: string | undefined;
  readonly vendorUpdatedAt?: number | undefined;
  readonly vulnerabilityId?: string | undefined;
  readonly vulnerablePackages?: readonly VulnerablePackage[] | undefined;
}

export interface PullThroughCacheRule {
  readonly ecrRepositoryPrefix?: string | undefined;
  readonly upstreamRegistryUrl?: string | undefined;
  readonly createdAt?: number | undefined;
  readonly registryId?: string | undefined;
  readonly credentialArn?: string | undefined;
  readonly customRoleArn?: string | undefined;
  readonly upstreamRepositoryPrefix?: string | undefined;
  readonly upstreamRegistry?: UpstreamRegistry | undefined;
  readonly updatedAt?: number | undefined;
}

export interface PutAccountSettingRequest {
  readonly name: string;
  readonly value: string;
}

export interface PutAccountSettingResponse {
  readonly name?: string | undefined;
  readonly value?: string | undefined;
}

export interface PutImageRequest {
  readonly registryId?: string | undefined;
  readonly repositoryName: string;
  readonly imageManifest: string;
  readonly imageManifestMediaType?: string | undefined;
  readonly imageTag?: string | undefined;
  readonly imageDigest?: string | undefined;
}

export interface PutImageResponse {
  readonly image?: Image | undefined;
}

export interface PutImageScanningConfigurationRequest {
  readonly registryId?: string | undefined;
  readonly repositoryName: string;
  readonly imageScanningConfiguration: ImageScanningConfiguration;
}

export interface PutImageScanningConfigurationResponse {
  readonly registryId?: string | undefined;
  readonly repositoryName?: string | undefined;
  readonly imageScanningConfiguration?: ImageScanningConfiguration | undefined;
}

export interface PutImageTagMutabilityRequest {
  readonly registryId?: string | undefined;
  readonly repositoryName: string;
  readonly imageTagMutability: ImageTagMutability;
  readonly imageTagMutabilityExclusionFilters?: readonly ImageTagMutabilityExclusionFilter[] | undefined;
}

export interface PutImageTagMutabilityResponse {
  readonly registryId?: string | undefined;
  readonly repositoryName?: string | undefined;
  readonly imageTagMutability?: ImageTagMutability | undefined;
  readonly imageTagMutabilityExclusionFilters?: readonly ImageTagMutabilityExclusionFilter[] | undefined;
}

export interface PutLifecyclePolicyRequest {
  readonly registryId?: string | undefined;
  readonly repositoryName: string;
  readonly lifecyclePolicyText: string;
}

export interface PutLifecyclePolicyResponse {
  readonly registryId?: string | undefined;
  readonly repositoryName?: string | undefined;
  readonly lifecyclePolicyText?: string | undefined;
}

export interface PutRegistryPolicyRequest {
  readonly policyText: string;
}

export interface PutRegistryPolicyResponse {
  readonly registryId?: string | undefined;
  readonly policyText?: string | undefined;
}

export interface PutRegistryScanningConfigurationRequest {
  readonly scanType?: ScanType | undefined;
  readonly rules?: readonly RegistryScanningRule[] | undefined;
}

export interface PutRegistryScanningConfigurationResponse {
  readonly registryScanningConfiguration?: RegistryScanningConfiguration | undefined;
}

export interface PutReplicationConfigurationRequest {
  readonly replicationConfiguration: ReplicationConfiguration;
}

export interface PutReplicationConfigurationResponse {
  readonly replicationConfiguration?: ReplicationConfiguration | undefined;
}

export interface PutSigningConfigurationRequest {
  readonly signingConfiguration: SigningConfiguration;
}

export interface PutSigningConfigurationResponse {
  readonly signingConfiguration?: SigningConfiguration | undefined;
}

export interface Recommendation {
  readonly url?: string | undefined;
  readonly text?: string | undefined;
}

export interface RegisterPullTimeUpdateExclusionRequest {
  readonly principalArn: string;
}

export interface RegisterPullTimeUpdateExclusionResponse {
  readonly principalArn?: string | undefined;
  readonly createdAt?: number | undefined;
}

export interface RegistryScanningConfiguration {
  readonly scanType?: ScanType | undefined;
  readonly rules?: readonly RegistryScanningRule[] | undefined;
}

export interface RegistryScanningRule {
  readonly scanFrequency: ScanFrequency;
  readonly repositoryFilters: readonly ScanningRepositoryFilter[];
}

export interface Remediation {
  readonly recommendation?: Recommendation | undefined;
}

export interface ReplicationBackfillProgress {
  readonly totalReplicationCount: number;
  readonly completedReplicationCount: number;
  readonly failedReplicationCount: number;
  readonly failureCodes: readonly string[];
}

export interface ReplicationBackfillResult {
  readonly repositoryName: string;
  readonly imageId: ImageIdentifier;
  readonly status: ReplicationBackfillResultStatus;
  readonly failureCode?: string | undefined;
  readonly subImageFailureCodes?: readonly string[] | undefined;
}

export interface ReplicationBackfillSummary {
  readonly replicationBackfillId: string;
  readonly destination: ReplicationDestination;
  readonly status: ReplicationBackfillStatus;
  readonly failureCode?: string | undefined;
  readonly progress?: ReplicationBackfillProgress | undefined;
  readonly startedAt: number;
  readonly endedAt?: number | undefined;
}

export interface ReplicationConfiguration {
  readonly rules: readonly ReplicationRule[];
}

export interface ReplicationDestination {
  readonly region: string;
  readonly registryId: string;
}

export interface ReplicationRule {
  readonly destinations: readonly ReplicationDestination[];
  readonly repositoryFilters?: readonly RepositoryFilter[] | undefined;
}

export interface Repository {
  readonly repositoryArn?: string | undefined;
  readonly registryId?: string | undefined;
  readonly repositoryName?: string | undefined;
  readonly repositoryUri?: string | undefined;
  readonly createdAt?: number | undefined;
  readonly imageTagMutability?: ImageTagMutability | undefined;
  readonly imageTagMutabilityExclusionFilters?: readonly ImageTagMutabilityExclusionFilter[] | undefined;
  readonly imageScanningConfiguration?: ImageScanningConfiguration | undefined;
  readonly encryptionConfiguration?: EncryptionConfiguration | undefined;
}

export interface RepositoryCreationTemplate {
  readonly prefix?: string | undefined;
  readonly description?: string | undefined;
  readonly encryptionConfiguration?: EncryptionConfigurationForRepositoryCreationTemplate | undefined;
  readonly resourceTags?: readonly Tag[] | undefined;
  readonly imageTagMutability?: ImageTagMutability | undefined;
  readonly imageTagMutabilityExclusionFilters?: readonly ImageTagMutabilityExclusionFilter[] | undefined;
  readonly repositoryPolicy?: string | undefined;
  readonly lifecyclePolicy?: string | undefined;
  readonly appliedFor?: readonly RCTAppliedFor[] | undefined;
  readonly customRoleArn?: string | undefined;
  readonly createdAt?: number | undefined;
  readonly updatedAt?: number | undefined;
}

export interface RepositoryFilter {
  readonly filter: string;
  readonly filterType: RepositoryFilterType;
}

export interface RepositoryScanningConfiguration {
  readonly repositoryArn?: string | undefined;
  readonly repositoryName?: string | undefined;
  readonly scanOnPush?: boolean | undefined;
  readonly scanFrequency?: ScanFrequency | undefined;
  readonly appliedScanFilters?: readonly ScanningRepositoryFilter[] | undefined;
}

export interface RepositoryScanningConfigurationFailure {
  readonly repositoryName?: string | undefined;
  readonly failureCode?: ScanningConfigurationFailureCode | undefined;
  readonly failureReason?: string | undefined;
}

export interface Resource {
  readonly details?: ResourceDetails | undefined;
  readonly id?: string | undefined;
  readonly tags?: Readonly<Record<string, string>> | undefined;
  readonly type?: string | undefined;
}

export interface ResourceDetails {
  readonly awsEcrContainerImage?: AwsEcrContainerImageDetails | undefined;
}

export interface ScanningRepositoryFilter {
  readonly filter: string;
  readonly filterType: ScanningRepositoryFilterType;
}

export interface ScoreDetails {
  readonly cvss?: CvssScoreDetails | undefined;
}

export interface SetRepositoryPolicyRequest {
  readonly registryId?: string | undefined;
  readonly repositoryName: string;
  readonly policyText: string;
  readonly force?: boolean | undefined;
}

export interface SetRepositoryPolicyResponse {
  readonly registryId?: string | undefined;
  readonly repositoryName?: string | undefined;
  readonly policyText?: string | undefined;
}

export interface SigningConfiguration {
  readonly rules: readonly SigningRule[];
}

export interface SigningRepositoryFilter {
  readonly filter: string;
  readonly filterType: SigningRepositoryFilterType;
}

export interface SigningRule {
  readonly signingProfileArn: string;
  readonly repositoryFilters?: readonly SigningRepositoryFilter[] | undefined;
}

export interface StartImageScanRequest {
  readonly registryId?: string | undefined;
  readonly repositoryName: string;
  readonly imageId: ImageIdentifier;
}

export interface StartImageScanResponse {
  readonly registryId?: string | undefined;
  readonly repositoryName?: string | undefined;
  readonly imageId?: ImageIdentifier | undefined;
  readonly imageScanStatus?: ImageScanStatus | undefined;
}

export interface StartLifecyclePolicyPreviewRequest {
  readonly registryId?: string | undefined;
  readonly repositoryName: string;
  readonly lifecyclePolicyText?: string | undefined;
}

export interface StartLifecyclePolicyPreviewResponse {
  readonly registryId?: string | undefined;
  readonly repositoryName?: string | undefined;
  readonly lifecyclePolicyText?: string | undefined;
  readonly status?: LifecyclePolicyPreviewStatus | undefined;
}

export interface StartReplicationBackfillRequest {
  readonly registryId?: string | undefined;
  readonly destination: ReplicationDestination;
}

export interface StartReplicationBackfillResponse {
  readonly replicationBackfillId?: string | undefined;
  readonly registryId?: string | undefined;
  readonly destination?: ReplicationDestination | undefined;
  readonly status?: ReplicationBackfillStatus | undefined;
  readonly startedAt?: number | undefined;
}

export interface StopReplicationBackfillRequest {
  readonly registryId?: string | undefined;
  readonly replicationBackfillId: string;
}

export interface StopReplicationBackfillResponse {
  readonly registryId?: string | undefined;
  readonly replicationBackfillId?: string | undefined;
  readonly destination?: ReplicationDestination | undefined;
  readonly status?: ReplicationBackfillStatus | undefined;
  readonly startedAt?: number | undefined;
}

export interface SubjectIdentifier {
  readonly imageDigest: string;
}

export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

export interface TagResourceRequest {
  readonly resourceArn: string;
  readonly tags: readonly Tag[];
}

export type TagResourceResponse = Readonly<Record<string, never>>;

export interface TransitioningImageTotalCount {
  readonly targetStorageClass?: LifecyclePolicyTargetStorageClass | undefined;
  readonly imageTotalCount?: number | undefined;
}

export interface UntagResourceRequest {
  readonly resourceArn: string;
  readonly tagKeys: readonly string[];
}

export type UntagResourceResponse = Readonly<Record<string, never>>;

export interface UpdateImageStorageClassRequest {
  readonly registryId?: string | undefined;
  readonly repositoryName: string;
  readonly imageId: ImageIdentifier;
  readonly targetStorageClass: TargetStorageClass;
}

export interface UpdateImageStorageClassResponse {
  readonly registryId?: string | undefined;
  readonly repositoryName?: string | undefined;
  readonly imageId?: ImageIdentifier | undefined;
  readonly imageStatus?: ImageStatus | undefined;
}

export interface UpdatePullThroughCacheRuleRequest {
  readonly registryId?: string | undefined;
  readonly ecrRepositoryPrefix: string;
  readonly credentialArn?: string | undefined;
  readonly customRoleArn?: string | undefined;
}

export interface UpdatePullThroughCacheRuleResponse {
  readonly ecrRepositoryPrefix?: string | undefined;
  readonly registryId?: string | undefined;
  readonly updatedAt?: number | undefined;
  readonly credentialArn?: string | undefined;
  readonly customRoleArn?: string | undefined;
  readonly upstreamRepositoryPrefix?: string | undefined;
}

export interface UpdateRepositoryCreationTemplateRequest {
  readonly prefix: string;
  readonly description?: string | undefined;
  readonly encryptionConfiguration?: EncryptionConfigurationForRepositoryCreationTemplate | undefined;
  readonly resourceTags?: readonly Tag[] | undefined;
  readonly imageTagMutability?: ImageTagMutability | undefined;
  readonly imageTagMutabilityExclusionFilters?: readonly ImageTagMutabilityExclusionFilter[] | undefined;
  readonly repositoryPolicy?: string | undefined;
  readonly lifecyclePolicy?: string | undefined;
  readonly appliedFor?: readonly RCTAppliedFor[] | undefined;
  readonly customRoleArn?: string | undefined;
}

export interface UpdateRepositoryCreationTemplateResponse {
  readonly registryId?: string | undefined;
  readonly repositoryCreationTemplate?: RepositoryCreationTemplate | undefined;
}

export interface UploadLayerPartRequest {
  readonly registryId?: string | undefined;
  readonly repositoryName: string;
  readonly uploadId: string;
  readonly partFirstByte: number;
  readonly partLastByte: number;
  readonly layerPartBlob: Uint8Array;
}

export interface UploadLayerPartResponse {
  readonly registryId?: string | undefined;
  readonly repositoryName?: string | undefined;
  readonly uploadId?: string | undefined;
  readonly lastByteReceived?: number | undefined;
}

export interface ValidatePullThroughCacheRuleRequest {
  readonly ecrRepositoryPrefix: string;
  readonly registryId?: string | undefined;
}

export interface ValidatePullThroughCacheRuleResponse {
  readonly ecrRepositoryPrefix?: string | undefined;
  readonly registryId?: string | undefined;
  readonly upstreamRegistryUrl?: string | undefined;
  readonly credentialArn?: string | undefined;
  readonly customRoleArn?: string | undefined;
  readonly upstreamRepositoryPrefix?: string | undefined;
  readonly isValid?: boolean | undefined;
  readonly failure?: string | undefined;
}

export interface VulnerablePackage {
  readonly arch?: string | undefined;
  readonly epoch?: number | undefined;
  readonly filePath?: string | undefined;
  readonly name?: string | undefined;
  readonly packageManager?: string | undefined;
  readonly release?: string | undefined;
  readonly sourceLayerHash?: string | undefined;
  readonly version?: string | undefined;
  readonly fixedInVersion?: string | undefined;
}

export interface Operations {
  readonly BatchCheckLayerAvailability: { readonly input: BatchCheckLayerAvailabilityRequest; readonly output: BatchCheckLayerAvailabilityResponse; readonly errors: "InvalidParameterException" | "RepositoryNotFoundException" | "ServerException" };
  readonly BatchDeleteImage: { readonly input: BatchDeleteImageRequest; readonly output: BatchDeleteImageResponse; readonly errors: "InvalidParameterException" | "RepositoryNotFoundException" | "ServerException" };
  readonly BatchGetImage: { readonly input: BatchGetImageRequest; readonly output: BatchGetImageResponse; readonly errors: "InvalidParameterException" | "LimitExceededException" | "RepositoryNotFoundException" | "ServerException" | "UnableToGetUpstreamImageException" };
  readonly BatchGetRepositoryScanningConfiguration: { readonly input: BatchGetRepositoryScanningConfigurationRequest; readonly output: BatchGetRepositoryScanningConfigurationResponse; readonly errors: "InvalidParameterException" | "RepositoryNotFoundException" | "ServerException" | "ValidationException" };
  readonly CompleteLayerUpload: { readonly input: CompleteLayerUploadRequest; readonly output: CompleteLayerUploadResponse; readonly errors: "EmptyUploadException" | "InvalidLayerException" | "InvalidParameterException" | "KmsException" | "LayerAlreadyExistsException" | "LayerPartTooSmallException" | "RepositoryNotFoundException" | "ServerException" | "UploadNotFoundException" };
  readonly CreatePullThroughCacheRule: { readonly input: CreatePullThroughCacheRuleRequest; readonly output: CreatePullThroughCacheRuleResponse; readonly errors: "InvalidParameterException" | "LimitExceededException" | "PullThroughCacheRuleAlreadyExistsException" | "SecretNotFoundException" | "ServerException" | "UnableToAccessSecretException" | "UnableToDecryptSecretValueException" | "UnsupportedUpstreamRegistryException" | "ValidationException" };
  readonly CreateRepository: { readonly input: CreateRepositoryRequest; readonly output: CreateRepositoryResponse; readonly errors: "InvalidParameterException" | "InvalidTagParameterException" | "KmsException" | "LimitExceededException" | "RepositoryAlreadyExistsException" | "ServerException" | "TooManyTagsException" };
  readonly CreateRepositoryCreationTemplate: { readonly input: CreateRepositoryCreationTemplateRequest; readonly output: CreateRepositoryCreationTemplateResponse; readonly errors: "InvalidParameterException" | "LimitExceededException" | "ServerException" | "TemplateAlreadyExistsException" | "ValidationException" };
  readonly DeleteLifecyclePolicy: { readonly input: DeleteLifecyclePolicyRequest; readonly output: DeleteLifecyclePolicyResponse; readonly errors: "InvalidParameterException" | "LifecyclePolicyNotFoundException" | "RepositoryNotFoundException" | "ServerException" | "ValidationException" };
  readonly DeletePullThroughCacheRule: { readonly input: DeletePullThroughCacheRuleRequest; readonly output: DeletePullThroughCacheRuleResponse; readonly errors: "InvalidParameterException" | "PullThroughCacheRuleNotFoundException" | "ServerException" | "ValidationException" };
  readonly DeleteRegistryPolicy: { readonly input: DeleteRegistryPolicyRequest; readonly output: DeleteRegistryPolicyResponse; readonly errors: "InvalidParameterException" | "RegistryPolicyNotFoundException" | "ServerException" | "ValidationException" };
  readonly DeleteRepository: { readonly input: DeleteRepositoryRequest; readonly output: DeleteRepositoryResponse; readonly errors: "InvalidParameterException" | "KmsException" | "RepositoryNotEmptyException" | "RepositoryNotFoundException" | "ServerException" };
  readonly DeleteRepositoryCreationTemplate: { readonly input: DeleteRepositoryCreationTemplateRequest; readonly output: DeleteRepositoryCreationTemplateResponse; readonly errors: "InvalidParameterException" | "ServerException" | "TemplateNotFoundException" | "ValidationException" };
  readonly DeleteRepositoryPolicy: { readonly input: DeleteRepositoryPolicyRequest; readonly output: DeleteRepositoryPolicyResponse; readonly errors: "InvalidParameterException" | "RepositoryNotFoundException" | "RepositoryPolicyNotFoundException" | "ServerException" };
  readonly DeleteSigningConfiguration: { readonly input: DeleteSigningConfigurationRequest; readonly output: DeleteSigningConfigurationResponse; readonly errors: "ServerException" | "SigningConfigurationNotFoundException" | "ValidationException" };
  readonly DeregisterPullTimeUpdateExclusion: { readonly input: DeregisterPullTimeUpdateExclusionRequest; readonly output: DeregisterPullTimeUpdateExclusionResponse; readonly errors: "ExclusionNotFoundException" | "InvalidParameterException" | "LimitExceededException" | "ServerException" | "ValidationException" };
  readonly DescribeImageReplicationStatus: { readonly input: DescribeImageReplicationStatusRequest; readonly output: DescribeImageReplicationStatusResponse; readonly errors: "ImageNotFoundException" | "InvalidParameterException" | "RepositoryNotFoundException" | "ServerException" | "ValidationException" };
  readonly DescribeImageScanFindings: { readonly input: DescribeImageScanFindingsRequest; readonly output: DescribeImageScanFindingsResponse; readonly errors: "ImageNotFoundException" | "InvalidParameterException" | "RepositoryNotFoundException" | "ScanNotFoundException" | "ServerException" | "ValidationException" };
  readonly DescribeImageSigningStatus: { readonly input: DescribeImageSigningStatusRequest; readonly output: DescribeImageSigningStatusResponse; readonly errors: "ImageNotFoundException" | "InvalidParameterException" | "RepositoryNotFoundException" | "ServerException" | "ValidationException" };
  readonly DescribeImages: { readonly input: DescribeImagesRequest; readonly output: DescribeImagesResponse; readonly errors: "ImageNotFoundException" | "InvalidParameterException" | "RepositoryNotFoundException" | "ServerException" };
  readonly DescribePullThroughCacheRules: { readonly input: DescribePullThroughCacheRulesRequest; readonly output: DescribePullThroughCacheRulesResponse; readonly errors: "InvalidParameterException" | "PullThroughCacheRuleNotFoundException" | "ServerException" | "ValidationException" };
  readonly DescribeRegistry: { readonly input: DescribeRegistryRequest; readonly output: DescribeRegistryResponse; readonly errors: "InvalidParameterException" | "ServerException" | "ValidationException" };
  readonly DescribeReplicationBackfillResults: { readonly input: DescribeReplicationBackfillResultsRequest; readonly output: DescribeReplicationBackfillResultsResponse; readonly errors: "InvalidParameterException" | "ReplicationBackfillNotFoundException" | "ServerException" | "ValidationException" };
  readonly DescribeRepositories: { readonly input: DescribeRepositoriesRequest; readonly output: DescribeRepositoriesResponse; readonly errors: "InvalidParameterException" | "RepositoryNotFoundException" | "ServerException" };
  readonly DescribeRepositoryCreationTemplates: { readonly input: DescribeRepositoryCreationTemplatesRequest; readonly output: DescribeRepositoryCreationTemplatesResponse; readonly errors: "InvalidParameterException" | "ServerException" | "ValidationException" };
  readonly GetAccountSetting: { readonly input: GetAccountSettingRequest; readonly output: GetAccountSettingResponse; readonly errors: "InvalidParameterException" | "ServerException" | "ValidationException" };
  readonly GetAuthorizationToken: { readonly input: GetAuthorizationTokenRequest; readonly output: GetAuthorizationTokenResponse; readonly errors: "InvalidParameterException" | "ServerException" };
  readonly GetDownloadUrlForLayer: { readonly input: GetDownloadUrlForLayerRequest; readonly output: GetDownloadUrlForLayerResponse; readonly errors: "InvalidParameterException" | "LayerInaccessibleException" | "LayersNotFoundException" | "RepositoryNotFoundException" | "ServerException" | "UnableToGetUpstreamLayerException" };
  readonly GetLifecyclePolicy: { readonly input: GetLifecyclePolicyRequest; readonly output: GetLifecyclePolicyResponse; readonly errors: "InvalidParameterException" | "LifecyclePolicyNotFoundException" | "RepositoryNotFoundException" | "ServerException" | "ValidationException" };
  readonly GetLifecyclePolicyPreview: { readonly input: GetLifecyclePolicyPreviewRequest; readonly output: GetLifecyclePolicyPreviewResponse; readonly errors: "InvalidParameterException" | "LifecyclePolicyPreviewNotFoundException" | "RepositoryNotFoundException" | "ServerException" | "ValidationException" };
  readonly GetRegistryPolicy: { readonly input: GetRegistryPolicyRequest; readonly output: GetRegistryPolicyResponse; readonly errors: "InvalidParameterException" | "RegistryPolicyNotFoundException" | "ServerException" | "ValidationException" };
  readonly GetRegistryScanningConfiguration: { readonly input: GetRegistryScanningConfigurationRequest; readonly output: GetRegistryScanningConfigurationResponse; readonly errors: "InvalidParameterException" | "ServerException" | "ValidationException" };
  readonly GetRepositoryPolicy: { readonly input: GetRepositoryPolicyRequest; readonly output: GetRepositoryPolicyResponse; readonly errors: "InvalidParameterException" | "RepositoryNotFoundException" | "RepositoryPolicyNotFoundException" | "ServerException" };
  readonly GetSigningConfiguration: { readonly input: GetSigningConfigurationRequest; readonly output: GetSigningConfigurationResponse; readonly errors: "InvalidParameterException" | "ServerException" | "SigningConfigurationNotFoundException" | "ValidationException" };
  readonly InitiateLayerUpload: { readonly input: InitiateLayerUploadRequest; readonly output: InitiateLayerUploadResponse; readonly errors: "InvalidParameterException" | "KmsException" | "RepositoryNotFoundException" | "ServerException" };
  readonly ListImageReferrers: { readonly input: ListImageReferrersRequest; readonly output: ListImageReferrersResponse; readonly errors: "InvalidParameterException" | "RepositoryNotFoundException" | "ServerException" | "UnableToListUpstreamImageReferrersException" | "ValidationException" };
  readonly ListImages: { readonly input: ListImagesRequest; readonly output: ListImagesResponse; readonly errors: "InvalidParameterException" | "RepositoryNotFoundException" | "ServerException" };
  readonly ListPullTimeUpdateExclusions: { readonly input: ListPullTimeUpdateExclusionsRequest; readonly output: ListPullTimeUpdateExclusionsResponse; readonly errors: "InvalidParameterException" | "LimitExceededException" | "ServerException" | "ValidationException" };
  readonly ListReplicationBackfills: { readonly input: ListReplicationBackfillsRequest; readonly output: ListReplicationBackfillsResponse; readonly errors: "InvalidParameterException" | "ServerException" | "ValidationException" };
  readonly ListTagsForResource: { readonly input: ListTagsForResourceRequest; readonly output: ListTagsForResourceResponse; readonly errors: "InvalidParameterException" | "RepositoryNotFoundException" | "ServerException" };
  readonly PutAccountSetting: { readonly input: PutAccountSettingRequest; readonly output: PutAccountSettingResponse; readonly errors: "InvalidParameterException" | "LimitExceededException" | "ServerException" | "ValidationException" };
  readonly PutImage: { readonly input: PutImageRequest; readonly output: PutImageResponse; readonly errors: "ImageAlreadyExistsException" | "ImageDigestDoesNotMatchException" | "ImageTagAlreadyExistsException" | "InvalidParameterException" | "KmsException" | "LayersNotFoundException" | "LimitExceededException" | "ReferencedImagesNotFoundException" | "RepositoryNotFoundException" | "ServerException" };
  readonly PutImageScanningConfiguration: { readonly input: PutImageScanningConfigurationRequest; readonly output: PutImageScanningConfigurationResponse; readonly errors: "InvalidParameterException" | "RepositoryNotFoundException" | "ServerException" | "ValidationException" };
  readonly PutImageTagMutability: { readonly input: PutImageTagMutabilityRequest; readonly output: PutImageTagMutabilityResponse; readonly errors: "InvalidParameterException" | "RepositoryNotFoundException" | "ServerException" };
  readonly PutLifecyclePolicy: { readonly input: PutLifecyclePolicyRequest; readonly output: PutLifecyclePolicyResponse; readonly errors: "InvalidParameterException" | "RepositoryNotFoundException" | "ServerException" | "ValidationException" };
  readonly PutRegistryPolicy: { readonly input: PutRegistryPolicyRequest; readonly output: PutRegistryPolicyResponse; readonly errors: "InvalidParameterException" | "ServerException" | "ValidationException" };
  readonly PutRegistryScanningConfiguration: { readonly input: PutRegistryScanningConfigurationRequest; readonly output: PutRegistryScanningConfigurationResponse; readonly errors: "BlockedByOrganizationPolicyException" | "InvalidParameterException" | "ServerException" | "ValidationException" };
  readonly PutReplicationConfiguration: { readonly input: PutReplicationConfigurationRequest; readonly output: PutReplicationConfigurationResponse; readonly errors: "InvalidParameterException" | "ServerException" | "ValidationException" };
  readonly PutSigningConfiguration: { readonly input: PutSigningConfigurationRequest; readonly output: PutSigningConfigurationResponse; readonly errors: "InvalidParameterException" | "ServerException" | "ValidationException" };
  readonly RegisterPullTimeUpdateExclusion: { readonly input: RegisterPullTimeUpdateExclusionRequest; readonly output: RegisterPullTimeUpdateExclusionResponse; readonly errors: "ExclusionAlreadyExistsException" | "InvalidParameterException" | "LimitExceededException" | "ServerException" | "ValidationException" };
  readonly SetRepositoryPolicy: { readonly input: SetRepositoryPolicyRequest; readonly output: SetRepositoryPolicyResponse; readonly errors: "InvalidParameterException" | "RepositoryNotFoundException" | "ServerException" };
  readonly StartImageScan: { readonly input: StartImageScanRequest; readonly output: StartImageScanResponse; readonly errors: "ImageArchivedException" | "ImageNotFoundException" | "InvalidParameterException" | "LimitExceededException" | "RepositoryNotFoundException" | "ServerException" | "UnsupportedImageTypeException" | "ValidationException" };
  readonly StartLifecyclePolicyPreview: { readonly input: StartLifecyclePolicyPreviewRequest; readonly output: StartLifecyclePolicyPreviewResponse; readonly errors: "InvalidParameterException" | "LifecyclePolicyNotFoundException" | "LifecyclePolicyPreviewInProgressException" | "RepositoryNotFoundException" | "ServerException" | "ValidationException" };
  readonly StartReplicationBackfill: { readonly input: StartReplicationBackfillRequest; readonly output: StartReplicationBackfillResponse; readonly errors: "InvalidParameterException" | "LimitExceededException" | "ReplicationBackfillInProgressException" | "ServerException" | "ValidationException" };
  readonly StopReplicationBackfill: { readonly input: StopReplicationBackfillRequest; readonly output: StopReplicationBackfillResponse; readonly errors: "InvalidParameterException" | "ReplicationBackfillInvalidStatusException" | "ReplicationBackfillNotFoundException" | "ServerException" | "ValidationException" };
  readonly TagResource: { readonly input: TagResourceRequest; readonly output: TagResourceResponse; readonly errors: "InvalidParameterException" | "InvalidTagParameterException" | "RepositoryNotFoundException" | "ServerException" | "TooManyTagsException" };
  readonly UntagResource: { readonly input: UntagResourceRequest; readonly output: UntagResourceResponse; readonly errors: "InvalidParameterException" | "InvalidTagParameterException" | "RepositoryNotFoundException" | "ServerException" | "TooManyTagsException" };
  readonly UpdateImageStorageClass: { readonly input: UpdateImageStorageClassRequest; readonly output: UpdateImageStorageClassResponse; readonly errors: "ImageNotFoundException" | "ImageStorageClassUpdateNotSupportedException" | "InvalidParameterException" | "RepositoryNotFoundException" | "ServerException" | "ValidationException" };
  readonly UpdatePullThroughCacheRule: { readonly input: UpdatePullThroughCacheRuleRequest; readonly output: UpdatePullThroughCacheRuleResponse; readonly errors: "InvalidParameterException" | "PullThroughCacheRuleNotFoundException" | "SecretNotFoundException" | "ServerException" | "UnableToAccessSecretException" | "UnableToDecryptSecretValueException" | "ValidationException" };
  readonly UpdateRepositoryCreationTemplate: { readonly input: UpdateRepositoryCreationTemplateRequest; readonly output: UpdateRepositoryCreationTemplateResponse; readonly errors: "InvalidParameterException" | "ServerException" | "TemplateNotFoundException" | "ValidationException" };
  readonly UploadLayerPart: { readonly input: UploadLayerPartRequest; readonly output: UploadLayerPartResponse; readonly errors: "InvalidLayerPartException" | "InvalidParameterException" | "KmsException" | "LimitExceededException" | "RepositoryNotFoundException" | "ServerException" | "UploadNotFoundException" };
  readonly ValidatePullThroughCacheRule: { readonly input: ValidatePullThroughCacheRuleRequest; readonly output: ValidatePullThroughCacheRuleResponse; readonly errors: "InvalidParameterException" | "PullThroughCacheRuleNotFoundException" | "ServerException" | "ValidationException" };
}
