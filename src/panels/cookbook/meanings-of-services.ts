/** Codes of ECR, IAM, STS and KMS: what each means and why it usually comes, and what to do next. */
import type { Meaning } from "./meanings.ts";

const says = (meant: string, helps: string): Meaning => ({ meant, helps });
const noneYet = (what: string, put: string) => says(`There is no ${what} yet.`, `\`aws ecr ${put}\` sets one.`);
const UNKNOWN_KEY = says("AWS does not know the access key that signed the request.", "Look at which credentials are used: `aws configure list`.");
const OVER = says("The temporary credentials of the caller are over.", "Get new ones: assume the role again.");
const WRONG_SIGNATURE = says(
  "The request was not signed with the secret that belongs to the access key: one of the two was copied wrongly, or this computer's clock is off.",
  "Enter both keys again with `aws configure`, and compare `date -u` with the time.",
);
const UNSIGNED = says("The request carried no signature.", "Use the AWS CLI, or let `curl` sign: `--aws-sigv4` with `--user KEY:SECRET`.");
const MALFORMED_POLICY = says(
  "The policy is no valid JSON, or it names an element, a principal or an action that does not exist in such a policy.",
  "Read the message, then look at the policy in the editor: it marks the place.",
);

const ECR: Readonly<Record<string, Meaning>> = {
  RepositoryNotFoundException: says(
    "No repository of that name is in the registry that was asked: one account, one Region.",
    "Compare the name letter by letter, and the Region of the command. `aws ecr describe-repositories` lists what there is.",
  ),
  RepositoryAlreadyExistsException: says(
    "The name is taken in this registry.",
    "Use the repository that is there, or choose another name. The same name is free in another Region.",
  ),
  RepositoryNotEmptyException: says("A repository that holds images is not deleted by the way.", "Delete its images first, or say `--force`."),
  ImageNotFoundException: says(
    "The repository is there; no image in it has this tag or digest.",
    "`aws ecr list-images` shows its tags and digests.",
  ),
  ImageAlreadyExistsException: says("This very image stands under this tag already.", "Nothing is left to do."),
  ImageTagAlreadyExistsException: says("The tag points at another image, and the tags of this repository cannot move.", "Push under a new tag."),
  ImageDigestDoesNotMatchException: says(
    "The digest given with the manifest is not that of its bytes: a space or a line end changed on the way.",
    "Send the manifest exactly as ECR gave it, or leave the digest out.",
  ),
  ReferencedImagesNotFoundException: says(
    "An image index names images that this repository does not hold.",
    "Push the image of each platform first, then the index.",
  ),
  ImageArchivedException: says(
    "The image is archived, so it can neither be pulled nor scanned.",
    "`aws ecr update-image-storage-class --target-storage-class STANDARD` restores it; that takes a while.",
  ),
  ImageStorageClassUpdateNotSupportedException: says(
    "The image cannot change its storage class in the state that it is in; it may be on its way already.",
    "`aws ecr describe-images` shows its status. Try again once it is `ACTIVE` or `ARCHIVED`.",
  ),
  InvalidParameterException: says(
    "A value has a form that ECR does not take. The message names the parameter.",
    "Read the part after the last colon; `aws ecr COMMAND help` shows what is taken.",
  ),
  ValidationException: says(
    "A value has the wrong form, or does not go together with what is there. The message says which.",
    "Correct that value; `aws SERVICE COMMAND help` shows what is taken.",
  ),
  InvalidTagParameterException: says(
    "A tag of the resource has a key or value that AWS does not take: its key begins with `aws:`, or stands there twice.",
    "Correct the tag that the message names.",
  ),
  TooManyTagsException: says("A repository can have 50 tags at most. Tags of images are not meant.", "Take tags away with `aws ecr untag-resource`."),
  AccessDeniedException: says(
    "A policy denies this, or none allows it. The message says which kind of policy it was.",
    "`explain` says it statement by statement, and what would change it.",
  ),
  LayersNotFoundException: says(
    "A manifest, or the request, names a layer that this repository does not hold.",
    "Push the image with `docker push`: it sends the layers first.",
  ),
  LayerInaccessibleException: says(
    "The repository holds this layer, but no image names it, so nobody can download it.",
    "Push the image's manifest, with `docker push` or `aws ecr put-image`.",
  ),
  LayerAlreadyExistsException: says(
    "The repository holds this layer already, so there was nothing to upload.",
    "Go on with the next layer, or with the manifest.",
  ),
  LayerPartTooSmallException: says("A part of a layer, and not its last, was smaller than 5 MB.", "Send larger parts; only the last may be small."),
  InvalidLayerException: says(
    "The bytes that arrived do not have the digest that was given for the layer.",
    "Compute the digest of the file that you send, compressed as it is: `sha256sum FILE`.",
  ),
  InvalidLayerPartException: says("A part does not begin where the one before it ended.", "Go on at the byte after `lastByteReceived`."),
  EmptyUploadException: says("An upload was completed before any byte of it had arrived.", "Send the layer's parts first."),
  UploadNotFoundException: says(
    "There is no such upload in this repository: it was completed, or begun in another repository.",
    "Begin a new one. `docker push` does so by itself.",
  ),
  KmsException: says(
    "ECR could not use the KMS key of the repository: it is disabled, waits to be deleted, or its grants are gone.",
    "`aws kms describe-key` shows its state; enable the key, or cancel its deletion.",
  ),
  LimitExceededException: says("A quota of the service is reached.", "Wait or remove what is not needed; some quotas can be raised by asking AWS."),
  ThrottlingException: says(
    "Requests came faster than the account's rate allows.",
    "Wait and try again, each time a little longer. Fewer requests help more: ask for several images at once.",
  ),
  ServerException: says("The service had trouble of its own.", "Try again in a moment."),
  LifecyclePolicyNotFoundException: noneYet("lifecycle policy", "put-lifecycle-policy"),
  LifecyclePolicyPreviewNotFoundException: says(
    "No preview of a lifecycle policy was begun for this repository.",
    "Begin one with `aws ecr start-lifecycle-policy-preview`.",
  ),
  LifecyclePolicyPreviewInProgressException: says(
    "A preview of this repository's lifecycle policy is still being made.",
    "Wait until `aws ecr get-lifecycle-policy-preview` says `COMPLETE`.",
  ),
  RepositoryPolicyNotFoundException: noneYet("policy on this repository", "set-repository-policy"),
  RegistryPolicyNotFoundException: noneYet("policy on this registry", "put-registry-policy"),
  SigningConfigurationNotFoundException: noneYet("signing configuration in this registry", "put-signing-configuration"),
  ScanNotFoundException: says("This image has not been scanned.", "Scan it with `aws ecr start-image-scan`, or have the registry scan on push."),
  UnsupportedImageTypeException: says(
    "This cannot be scanned: it is an image index, or no image at all.",
    "Scan the images that the index names, each by its digest.",
  ),
  TemplateAlreadyExistsException: says(
    "The registry has a creation template for this prefix.",
    "Change it with `aws ecr update-repository-creation-template`.",
  ),
  TemplateNotFoundException: says(
    "The registry has no creation template for exactly this prefix.",
    "`aws ecr describe-repository-creation-templates` lists them; the prefix `ROOT` is one of its own.",
  ),
  PullThroughCacheRuleAlreadyExistsException: says(
    "The registry has a pull-through cache rule with this prefix.",
    "Choose another prefix, or look at the rule: `aws ecr describe-pull-through-cache-rules`.",
  ),
  PullThroughCacheRuleNotFoundException: says(
    "The registry has no pull-through cache rule with this prefix.",
    "`aws ecr describe-pull-through-cache-rules` lists them.",
  ),
  UnsupportedUpstreamRegistryException: says(
    "ECR cannot cache from this registry: its address is written wrongly, or it wants an account and no secret was given.",
    "Write the host alone, such as `registry-1.docker.io`; for Docker Hub give the secret's ARN, too.",
  ),
  UnableToGetUpstreamImageException: says(
    "ECR could not fetch the image from the upstream registry: it is not there, or the credentials in the secret are wrong.",
    "Check the name upstream, and the secret that the rule names.",
  ),
  SecretNotFoundException: says(
    "The secret that the cache rule names is not in Secrets Manager.",
    "Compare its ARN; the secret's name must begin with `ecr-pullthroughcache/`.",
  ),
  UnableToAccessSecretException: says(
    "ECR may not read the secret of the cache rule.",
    "Look at the secret's policy, and at whose permissions the rule uses.",
  ),
  UnableToDecryptSecretValueException: says(
    "ECR may read the secret and cannot decrypt it, since the KMS key of the secret does not let it.",
    "Allow `kms:Decrypt` in the policy of that key.",
  ),
  ExclusionAlreadyExistsException: says("Pulls of this principal are left out of the pull times already.", "Nothing is left to do."),
  ExclusionNotFoundException: says(
    "Pulls of this principal are not left out of the pull times.",
    "`aws ecr list-pull-time-update-exclusions` lists whose are.",
  ),
  ReplicationBackfillNotFoundException: says("There is no backfill of this id.", "`aws ecr list-replication-backfills` lists them."),
  ReplicationBackfillInProgressException: says(
    "A backfill to this Region is running, and one at a time is allowed.",
    "Wait for its end, or stop it.",
  ),
  ReplicationBackfillInvalidStatusException: says("The backfill is over, so it cannot be stopped.", "Nothing is left to do."),
};

const IAM_AND_STS: Readonly<Record<string, Meaning>> = {
  AccessDenied: says(
    "A policy denies this request, or none allows it. For a role to be assumed, its trust policy has to name you, too.",
    "`explain` says it statement by statement.",
  ),
  NoSuchEntity: says(
    "IAM knows no user, role, group or policy of this name or ARN in this account.",
    "Compare the name letter by letter; `aws iam list-users`, `list-roles` and `list-policies` show what there is.",
  ),
  EntityAlreadyExists: says("The name is taken in this account.", "Use what is there, or choose another name."),
  DeleteConflict: says(
    "Something still belongs to what you want to delete: a policy, an access key, a membership.",
    "Detach or delete what the message names, then try again.",
  ),
  LimitExceeded: says(
    "A quota of IAM is reached: so many keys, versions or letters, and no more.",
    "Remove what is not needed; the message names the quota.",
  ),
  MalformedPolicyDocument: MALFORMED_POLICY,
  InvalidInput: says("A value does not go together with the others, or has a wrong form.", "Correct the value that the message names."),
  ValidationError: says("A value has a form that the service does not take.", "The message names the value and what it may hold."),
  PolicyNotAttachable: says("This AWS managed policy is not for users, groups or roles to be given.", "Choose another policy."),
  UnmodifiableEntity: says("A role that belongs to a service is changed by that service alone.", "Leave it, or change the service's own settings."),
  InvalidAction: says("The service has no operation of this name.", "Compare the name with the service's API reference."),
  InvalidIdentityToken: says(
    "The web identity token is not one that STS can trust: its issuer has no provider in this account, or its signature or audience is wrong.",
    "Compare issuer and audience in the token with `aws iam get-open-id-connect-provider`.",
  ),
  InvalidParameterValue: says("A value has a form that STS does not take.", "The message names it."),
  PackedPolicyTooLarge: says("Session policies and session tags together are too large.", "Shorten the policy, or give fewer tags."),
  UnrecognizedClientException: UNKNOWN_KEY,
  InvalidClientTokenId: UNKNOWN_KEY,
  ExpiredTokenException: OVER,
  ExpiredToken: OVER,
  InvalidSignatureException: WRONG_SIGNATURE,
  SignatureDoesNotMatch: WRONG_SIGNATURE,
  MissingAuthenticationToken: UNSIGNED,
  MissingAuthenticationTokenException: UNSIGNED,
  UnknownOperationException: says("The service has no operation of this name.", "Compare the name in `X-Amz-Target` with the API reference."),
  SerializationException: says(
    "The body of the request is no JSON, or a value in it has another type than the operation wants.",
    "Check quotes, commas and brackets, and whether a list stands where one is wanted.",
  ),
  ServiceUnavailableException: says("The service does not answer at the moment.", "Try again, each time a little later."),
  SandboxLacksOperation: says("AWS has this and the sandbox does not; nothing was changed.", "Take another way, or try it on AWS itself."),
  SandboxLacksService: says("AWS has this service and the sandbox does not; nothing was changed.", "Take another way, or try it on AWS itself."),
};

const KMS: Readonly<Record<string, Meaning>> = {
  NotFoundException: says(
    "KMS has no key, alias or grant of this name in this account and Region.",
    "`aws kms list-keys` and `aws kms list-aliases` show what there is; an alias begins with `alias/`.",
  ),
  AlreadyExistsException: says("An alias of this name exists.", "Choose another, or move it with `aws kms update-alias`."),
  DisabledException: says("The KMS key is disabled, so nothing can be encrypted or decrypted with it.", "`aws kms enable-key` brings it back."),
  KMSInvalidStateException: says(
    "The key is in a state that does not allow this; most often it waits to be deleted.",
    "`aws kms describe-key` shows its state, `aws kms cancel-key-deletion` takes the deletion back.",
  ),
  InvalidAliasNameException: says("An alias begins with `alias/` and holds letters, digits, `/`, `_` and `-`.", "Write `alias/NAME`."),
  InvalidArnException: says(
    "An ARN has a wrong form, or names nobody who can be given a grant.",
    "Compare its six parts: `arn:aws:SERVICE:REGION:ACCOUNT:NAME`.",
  ),
  NotAuthorizedException: says("Aliases that begin with `alias/aws/` belong to AWS.", "Choose a name of your own."),
  MalformedPolicyDocumentException: says(
    "The key policy is not valid, or would lock you out of the key.",
    "Keep a statement that lets the account's administrators manage the key.",
  ),
  TagException: says("A tag of the key has a key or value that KMS does not take.", "Correct the tag that the message names."),
};

export const OF_SERVICES: Readonly<Record<string, Meaning>> = { ...ECR, ...IAM_AND_STS, ...KMS };
