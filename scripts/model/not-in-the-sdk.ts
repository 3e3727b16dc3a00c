/** What the JavaScript SDK leaves out of its description of ECR, kept by hand. */

/** Numbers with a fraction; every other number is whole. */
export const DOUBLES: ReadonlySet<string> = new Set(["CvssScore.baseScore", "CvssScoreDetails.score", "EnhancedImageScanFinding.score"]);

/** Whole numbers of 64 bits. */
export const LONGS: ReadonlySet<string> = new Set([
  "ImageDetail.imageSizeInBytes",
  "ImageReferrer.size",
  "InitiateLayerUploadResponse.partSize",
  "InvalidLayerPartException.lastValidByteReceived",
  "AwsEcrContainerImageDetails.inUseCount",
  "Layer.layerSize",
  "UploadLayerPartRequest.partFirstByte",
  "UploadLayerPartRequest.partLastByte",
  "UploadLayerPartResponse.lastByteReceived",
]);

/** The lists that grow from page to page. */
export const RESULT_KEYS: Readonly<Record<string, readonly string[]>> = {
  DescribeImageScanFindings: ["imageScanFindings.findings", "imageScanFindings.enhancedFindings"],
  DescribeImages: ["imageDetails"],
  DescribePullThroughCacheRules: ["pullThroughCacheRules"],
  DescribeReplicationBackfillResults: ["results"],
  DescribeRepositories: ["repositories"],
  DescribeRepositoryCreationTemplates: ["repositoryCreationTemplates"],
  GetLifecyclePolicyPreview: ["previewResults"],
  ListImages: ["imageIds"],
  ListReplicationBackfills: ["backfills"],
};

/** Operations with page tokens whose pages no client joins by itself. */
export const PAGINATED_BY_HAND: readonly string[] = ["ListImageReferrers", "ListPullTimeUpdateExclusions"];

/** How many polls a waiter makes before it gives up. */
export const WAITER_ATTEMPTS: Readonly<Record<string, number>> = { ImageScanComplete: 60, LifecyclePolicyPreviewComplete: 20 };
