/**
 * Every sentence with which ECR refuses, by the error's name. Sentences marked (unverified) are modelled on their neighbours: no
 * recording of the real one was found.
 */
import { ServiceError } from "../http/errors/service-error.ts";
import type { OperationName } from "./model/index.ts";

interface InRepository {
  readonly repository: string;
  readonly account: string;
}

const inRepository = ({ repository, account }: InRepository) => `in the repository with name '${repository}' in registry with id '${account}'`;
const inTheRegistry = ({ repository, account }: InRepository) => `the repository with name '${repository}' in the registry with id '${account}'`;

interface Missing extends InRepository {
  readonly digests: readonly string[];
}

/** What a manifest names and the repository does not have. */
const required = (kind: "Layers" | "Images", { digests, repository, account }: Missing) =>
  `${kind} with digests '[${digests.join(", ")}]' required for pushing image into repository with name '${repository}' in the registry with id '${account}' do not exist`;

/** What a registry keeps by a prefix. */
interface InRegistry {
  readonly prefix: string;
  readonly account: string;
}

interface ImageId {
  readonly imageDigest?: string | undefined;
  readonly imageTag?: string | undefined;
}

export const SENTENCES = {
  InvalidParameterException: (what: { readonly parameter: string; readonly constraint: string } | { readonly input: string }) =>
    "input" in what ? `Invalid input: ${what.input}` : `Invalid parameter at '${what.parameter}' failed to satisfy constraint: '${what.constraint}'`,
  RepositoryAlreadyExistsException: ({ repository, account }: InRepository) =>
    `The repository with name '${repository}' already exists in the registry with id '${account}'`,
  RepositoryNotFoundException: ({ repository, account }: InRepository) =>
    `The repository with name '${repository}' does not exist in the registry with id '${account}'`,
  RepositoryNotEmptyException: ({ repository, account }: InRepository) =>
    `The repository with name '${repository}' in registry with id '${account}' cannot be deleted because it still contains images`,
  RepositoryPolicyNotFoundException: (where: InRepository) => `Repository policy does not exist for ${inTheRegistry(where)}`,
  RegistryPolicyNotFoundException: ({ account }: { account: string }) => `Registry policy does not exist in the registry with id '${account}'`,
  ImageNotFoundException: ({ imageDigest, imageTag, repository, account }: InRepository & ImageId) =>
    `The image with imageId {imageDigest:'${imageDigest ?? "null"}', imageTag:'${imageTag ?? "null"}'} does not exist within the repository with name '${repository}' in the registry with id '${account}'`,
  ImageAlreadyExistsException: ({ digest, tag, ...where }: InRepository & { digest: string; tag: string | undefined }) =>
    `Image with digest '${digest}' and tag '${tag ?? "null"}' already exists ${inRepository(where)}`,
  ImageTagAlreadyExistsException: ({ tag, repository }: { tag: string; repository: string }) =>
    `The image tag '${tag}' already exists in the '${repository}' repository and cannot be overwritten because the tag is immutable.`,
  /** github.com/google/go-containerregistry#1568. */
  ImageDigestDoesNotMatchException: ({ given, repository, account }: InRepository & { given: string }) =>
    `The image with digest '${given}' in repository '${repository}' and registry ID '${account}' does not match the image digest that Amazon ECR has calculated.`,
  /** To download: github.com/monken/aws-ecr-public#11. To push: github.com/mapbox/ecs-conex#50. */
  LayersNotFoundException: (missing: Missing | (InRepository & { readonly digest: string })) =>
    "digest" in missing ? `The layer with digest ${missing.digest} does not exist within ${inTheRegistry(missing)}` : required("Layers", missing),
  /** (unverified) */
  LayerInaccessibleException: ({ digest, ...where }: InRepository & { digest: string }) =>
    `The layer with digest ${digest} ${inRepository(where)} is not available because it is not associated with an image`,
  /** github.com/int128/docker-manifest-create-action#63. */
  ReferencedImagesNotFoundException: (missing: Missing) => required("Images", missing),
  /** (unverified) */
  LayerAlreadyExistsException: ({ digest, ...where }: InRepository & { digest: string }) =>
    `Layer with digest '${digest}' already exists ${inRepository(where)}`,
  /** (unverified) */
  UploadNotFoundException: ({ upload, ...where }: InRepository & { upload: string }) =>
    `The upload with id '${upload}' in the repository with name '${where.repository}' in registry with id '${where.account}' does not exist`,
  EmptyUploadException: ({ upload, repository, account }: InRepository & { upload: string }) =>
    `The upload with id '${upload}' in the repository with name '${repository}' in registry with id '${account}' cannot be completed because it does not have any parts`,
  LayerPartTooSmallException: () => "All layer parts except the last part should be at least 5MB",
  /** github.com/dotnet/sdk-container-builds#424. */
  InvalidLayerException: () => "None of the provided layer digests match the calculated layer digest",
  /** (unverified) */
  InvalidLayerPartException: ({ first, expected }: { first: number; expected: number }) =>
    `The part's first byte ${first} is not the next byte of the upload, ${expected}`,
  TooManyTagsException: () => "A repository can have at most 50 tags", // (unverified)
  InvalidTagParameterException: ({ reason }: { reason: string }) => reason, // (unverified)
  LifecyclePolicyNotFoundException: (where: InRepository) => `Lifecycle policy does not exist for ${inTheRegistry(where)}`,
  /** (unverified) */
  LifecyclePolicyPreviewNotFoundException: (where: InRepository) => `Lifecycle policy preview does not exist for ${inTheRegistry(where)}`,
  /** (unverified) */
  LifecyclePolicyPreviewInProgressException: (where: InRepository) => `A lifecycle policy preview is already in progress for ${inTheRegistry(where)}`,
  /** (unverified) */
  ImageStorageClassUpdateNotSupportedException: ({ digest, status, ...where }: InRepository & { digest: string; status: string }) =>
    `The storage class of the image with digest '${digest}' ${inRepository(where)} cannot be updated while its status is ${status}`,
  /** (unverified) */
  TemplateAlreadyExistsException: ({ prefix, account }: InRegistry) =>
    `The repository creation template with prefix '${prefix}' already exists in the registry with id '${account}'`,
  /** (unverified) */
  TemplateNotFoundException: ({ prefix, account }: InRegistry) =>
    `The repository creation template with prefix '${prefix}' does not exist in the registry with id '${account}'`,
  /** (unverified) */
  PullThroughCacheRuleAlreadyExistsException: ({ prefix, account }: InRegistry) =>
    `A pull through cache rule with the prefix '${prefix}' already exists in the registry with id '${account}'`,
  /** (unverified) */
  PullThroughCacheRuleNotFoundException: ({ prefix, account }: InRegistry) =>
    `The pull through cache rule with prefix '${prefix}' does not exist in the registry with id '${account}'`,
  /** github.com/goharbor/harbor#20174; without a secret github.com/aws-controllers-k8s/community#2589, which breaks off after "ARN". */
  UnsupportedUpstreamRegistryException: (what: { readonly url: string } | { readonly lacks: "secret" }) =>
    "url" in what
      ? `The upstream registry URL ${what.url} is invalid. Specify a valid upstream registry URL and try again`
      : "The specified upstream registry requires authentication. Specify a valid Secrets Manager ARN and try again",
  /** The model's sentence. (unverified) */
  SecretNotFoundException: () =>
    "The ARN of the secret specified in the pull through cache rule was not found. Update the pull through cache rule with a valid secret ARN and try again.",
  /** The model's sentence. (unverified) */
  UnableToAccessSecretException: () => "The secret is unable to be accessed. Verify the resource permissions for the secret and try again.",
  /** The model's sentence. (unverified) */
  UnableToDecryptSecretValueException: () => "The secret is accessible but is unable to be decrypted. Verify the resource permissions and try again.",
  /** The model's sentence. (unverified) */
  UnableToGetUpstreamImageException: () =>
    "The image or images were unable to be pulled using the pull through cache rule. This is usually caused because of an issue with the Secrets Manager secret containing the credentials for the upstream registry.",
  ScanNotFoundException: ({ imageDigest, imageTag, ...where }: InRepository & ImageId) =>
    `Image scan does not exist for the image with '{imageDigest:'${imageDigest ?? "null"}', imageTag:'${imageTag ?? "null"}'}' in ${inTheRegistry(where)}`,
  /** (unverified) */
  UnsupportedImageTypeException: ({ digest, mediaType, ...where }: InRepository & { digest: string; mediaType: string }) =>
    `The image with digest '${digest}' ${inRepository(where)} cannot be scanned because its type '${mediaType}' is not supported`,
  /** (unverified) */
  ImageArchivedException: ({ digest, ...where }: InRepository & { digest: string }) =>
    `The image with digest '${digest}' ${inRepository(where)} is archived`,
  /** (unverified) */
  ValidationException: ({ message }: { message: string }) => message,
  /** (unverified) */
  SigningConfigurationNotFoundException: ({ account }: { account: string }) =>
    `Signing configuration does not exist in the registry with id '${account}'`,
  /** (unverified) */
  ExclusionAlreadyExistsException: ({ arn, account }: { arn: string; account: string }) =>
    `The pull time update exclusion for principal '${arn}' already exists in the registry with id '${account}'`,
  /** (unverified) */
  ExclusionNotFoundException: ({ arn, account }: { arn: string; account: string }) =>
    `The pull time update exclusion for principal '${arn}' does not exist in the registry with id '${account}'`,
  /** (unverified) */
  ReplicationBackfillNotFoundException: ({ id, account }: { id: string; account: string }) =>
    `The replication backfill with id '${id}' does not exist in the registry with id '${account}'`,
  /** (unverified) */
  ReplicationBackfillInProgressException: ({ region, account }: { region: string; account: string }) =>
    `A replication backfill to the Region '${region}' is already in progress in the registry with id '${account}'`,
  /** (unverified) */
  ReplicationBackfillInvalidStatusException: ({ id, status }: { id: string; status: string }) =>
    `The replication backfill with id '${id}' cannot be stopped while its status is ${status}`,
  LimitExceededException: ({ reason }: { reason: string }) => reason,
} as const;

export type Sentences = typeof SENTENCES;

const STATUS: Readonly<Record<string, number>> = { ServerException: 500 };

/** A refusal in ECR's own words. */
export function refusal<E extends keyof Sentences>(
  error: E,
  details: Parameters<Sentences[E]>[0],
  members?: Readonly<Record<string, unknown>>,
): ServiceError {
  const sentence = SENTENCES[error] as (details: Parameters<Sentences[E]>[0]) => string;
  return new ServiceError(error, sentence(details), { status: STATUS[error] ?? 400, ...(members ? { members } : {}) });
}

/** The one answer of every operation that the sandbox does not have yet. */
export function sandboxLacks(operation: OperationName): ServiceError {
  return new ServiceError("SandboxLacksOperation", `The sandbox does not have ${operation} yet. On AWS this operation exists.`);
}
