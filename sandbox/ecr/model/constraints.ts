/** Lengths, sizes, ranges and patterns that the service checks and the SDK does not know (ECR API Reference, "Constraints"). */

export interface Constraint {
  /** Characters of a string, entries of a list, bytes of a blob. */
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
  /** The pattern as the service spells it in its answer. */
  readonly spelled?: string;
  readonly least?: number;
  readonly most?: number;
  /** Enum values in the order of the service's answer. */
  readonly values?: readonly string[];
}

const SEGMENT = "[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*";
const REPOSITORY_NAME = `${SEGMENT}(/${SEGMENT})*`;

function pattern(source: string): Pick<Constraint, "pattern" | "spelled"> {
  return { pattern: new RegExp(`^(?:${source})$`), spelled: source };
}

const DIGEST = "[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+";

/** By member name, or by `Shape.member` where one shape differs. */
const CONSTRAINTS: Readonly<Record<string, Constraint>> = {
  registryId: pattern("[0-9]{12}"),
  registryIds: { min: 1, max: 10 },
  repositoryName: { min: 2, max: 256, ...pattern(REPOSITORY_NAME) },
  repositoryNames: { min: 1, max: 100 },
  "BatchGetRepositoryScanningConfigurationRequest.repositoryNames": { min: 1, max: 25 },
  "PutImageRequest.imageTag": { min: 1, max: 300, ...pattern("[a-zA-Z0-9_][a-zA-Z0-9._-]*") },
  imageTag: { min: 1, max: 300 },
  "PutImageRequest.imageDigest": pattern(DIGEST),
  imageManifest: { min: 1, max: 4_194_304 },
  imageIds: { min: 1, max: 100 },
  acceptedMediaTypes: { min: 1, max: 100 },
  layerDigests: { min: 1, max: 100 },
  layerDigest: pattern(DIGEST),
  uploadId: pattern("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}"),
  partFirstByte: { least: 0 },
  partLastByte: { least: 0 },
  layerPartBlob: { min: 0, max: 20_971_520 },
  maxResults: { least: 1, most: 1000 },
  "GetLifecyclePolicyPreviewRequest.maxResults": { least: 1, most: 100 },
  "ListImageReferrersRequest.maxResults": { least: 1, most: 50 },
  "ListReplicationBackfillsRequest.maxResults": { least: 1, most: 50 },
  policyText: { min: 0, max: 10_240 },
  lifecyclePolicyText: { min: 100, max: 30_720 },
  imageTagMutability: { values: ["IMMUTABLE", "MUTABLE", "MUTABLE_WITH_EXCLUSION", "IMMUTABLE_WITH_EXCLUSION"] },
  imageTagMutabilityExclusionFilters: { min: 1, max: 5 },
  "ImageTagMutabilityExclusionFilter.filter": { min: 1, max: 128, ...pattern("[0-9a-zA-Z._*-]{1,128}") },
  kmsKey: { min: 1, max: 2048 },
  ecrRepositoryPrefix: { min: 2, max: 30 },
  upstreamRepositoryPrefix: { min: 2, max: 30 },
  credentialArn: { min: 50, max: 612 },
  customRoleArn: { max: 2048 },
  prefix: { min: 1, max: 256 },
  description: { max: 256 },
  principalArn: { max: 200 },
};

/** What holds for a member of a shape. */
export function constraintOf(shape: string, member: string): Constraint | undefined {
  return CONSTRAINTS[`${shape}.${member}`] ?? CONSTRAINTS[member];
}
