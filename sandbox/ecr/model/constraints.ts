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
/** Of creation templates and pull-through cache rules. */
const PREFIX = `(${SEGMENT}/)*${SEGMENT}/?|ROOT`;
const REPOSITORY_NAME = `${SEGMENT}(/${SEGMENT})*`;

function pattern(source: string): Pick<Constraint, "pattern" | "spelled"> {
  return { pattern: new RegExp(`^(?:${source})$`), spelled: source };
}

const DIGEST = "[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+";
const REGISTRY_ID = pattern("[0-9]{12}");
const NAME = { min: 2, max: 256, ...pattern(REPOSITORY_NAME) };
const CACHE_PREFIX = { min: 2, max: 30, ...pattern(PREFIX) };
const TEMPLATE_PREFIX = { min: 1, max: 256, ...pattern(PREFIX) };

/** By member name, or by `Shape.member` where one shape differs; `member[]` for the entries of a list. */
const CONSTRAINTS: Readonly<Record<string, Constraint>> = {
  registryId: REGISTRY_ID,
  registryIds: { min: 1, max: 10 },
  "registryIds[]": REGISTRY_ID,
  repositoryName: NAME,
  repositoryNames: { min: 1, max: 100 },
  "repositoryNames[]": NAME,
  "BatchGetRepositoryScanningConfigurationRequest.repositoryNames": { min: 1, max: 25 },
  "PutImageRequest.imageTag": { min: 1, max: 300, ...pattern("[a-zA-Z0-9_][a-zA-Z0-9._-]*") },
  imageTag: { min: 1, max: 300 },
  "PutImageRequest.imageDigest": pattern(DIGEST),
  artifactTypes: { max: 5 },
  "artifactTypes[]": { min: 1, max: 255 },
  imageManifest: { min: 1, max: 4_194_304 },
  imageIds: { min: 1, max: 100 },
  acceptedMediaTypes: { min: 1, max: 100 },
  layerDigests: { min: 1, max: 100 },
  "layerDigests[]": { max: 1000 },
  "CompleteLayerUploadRequest.layerDigests[]": pattern(DIGEST),
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
  "PutRegistryScanningConfigurationRequest.rules": { min: 0, max: 2 },
  "RegistryScanningRule.repositoryFilters": { min: 0, max: 100 },
  // The service's own pattern, which would try a wrong filter in exponentially many ways, means the same.
  "ScanningRepositoryFilter.filter": {
    min: 1,
    max: 255,
    ...pattern("[a-z0-9*]+(?:[._/-][a-z0-9*]+)*"),
    spelled: "^[a-z0-9*](?:[._\\-/a-z0-9*]?[a-z0-9*]+)*$",
  },
  kmsKey: { min: 1, max: 2048 },
  "EncryptionConfigurationForRepositoryCreationTemplate.kmsKey": {
    max: 2048,
    ...pattern("$|arn:aws[a-z0-9-]*:kms:[a-z0-9-]+:[0-9]{12}:key\\/[a-z0-9-]+"),
  },
  ecrRepositoryPrefix: CACHE_PREFIX,
  ecrRepositoryPrefixes: { min: 1, max: 100 },
  "ecrRepositoryPrefixes[]": CACHE_PREFIX,
  upstreamRepositoryPrefix: CACHE_PREFIX,
  credentialArn: {
    min: 50,
    max: 612,
    ...pattern("arn:aws(-\\w+)*:secretsmanager:[a-zA-Z0-9-:]+:secret:ecr\\-pullthroughcache\\/[a-zA-Z0-9\\/_+=.@-]+"),
  },
  customRoleArn: { max: 2048 },
  prefix: TEMPLATE_PREFIX,
  "prefixes[]": TEMPLATE_PREFIX,
  repositoryPolicy: { min: 0, max: 10_240 },
  lifecyclePolicy: { min: 0, max: 30_720 },
  description: { max: 256 },
  principalArn: { max: 200, ...pattern("arn:aws(-[a-z]+)*:iam::[0-9]{12}:(role|user)/[\\w+=,.@-]+(/[\\w+=,.@-]+)*") },
  "ReplicationConfiguration.rules": { min: 0, max: 10 },
  "ReplicationRule.destinations": { min: 0, max: 100 },
  "ReplicationRule.repositoryFilters": { min: 1, max: 100 },
  "RepositoryFilter.filter": { min: 2, max: 256, ...pattern("(?:[a-z0-9]+(?:[._-][a-z0-9]*)*/)*[a-z0-9]*(?:[._-][a-z0-9]*)*") },
  "ReplicationDestination.region": { min: 2, max: 25, ...pattern("[0-9a-z-]{2,25}") },
  "SigningConfiguration.rules": { min: 0, max: 10 },
  "SigningRule.repositoryFilters": { min: 1, max: 100 },
  "SigningRule.signingProfileArn": {
    max: 200,
    ...pattern("arn:aws(-[a-z]+)*:signer:[a-z0-9-]+:[0-9]{12}:\\/signing-profiles\\/[a-zA-Z0-9_]{2,}"),
  },
  "SigningRepositoryFilter.filter": { min: 1, max: 256, ...pattern("(?:[a-z0-9*]+(?:[._-][a-z0-9*]+)*/)*[a-z0-9*]+(?:[._-][a-z0-9*]+)*") },
};

/** What holds for a member of a shape. */
export function constraintOf(shape: string, member: string): Constraint | undefined {
  return CONSTRAINTS[`${shape}.${member}`] ?? CONSTRAINTS[member];
}
