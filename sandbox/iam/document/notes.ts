/** One line about actions, elements, operators and condition keys, in our own words: shown beside completions and on hovering. */
import type { ActionFacts } from "../data/services.ts";
import { actionsOf, conditionKey, keyStem } from "./facts.ts";
import { OPERATORS, type OperatorParts, operatorParts } from "./grammar.ts";

const ACTIONS: Readonly<Record<string, string>> = {
  "ecr:BatchCheckLayerAvailability": "Ask which layers are there already. Part of a push.",
  "ecr:BatchDeleteImage": "Delete images, or take tags off them.",
  "ecr:BatchGetImage": "Read manifests. Half of a pull; the layers are the other half.",
  "ecr:BatchGetRepositoryScanningConfiguration": "Read how a repository is scanned.",
  "ecr:BatchImportUpstreamImage": "Fetch an image from an upstream registry, when it is pulled through the cache.",
  "ecr:CompleteLayerUpload": "Finish the upload of a layer. Part of a push.",
  "ecr:CreatePullThroughCacheRule": "Add a rule that caches an upstream registry.",
  "ecr:CreateRepository": "Create a repository; its resource is the name it will have.",
  "ecr:CreateRepositoryCreationTemplate": "Add a template for repositories that ECR creates by itself.",
  "ecr:DeleteLifecyclePolicy": "Take a repository's lifecycle policy away.",
  "ecr:DeletePullThroughCacheRule": "Remove a pull through cache rule.",
  "ecr:DeleteRegistryPolicy": "Take the registry's policy away.",
  "ecr:DeleteRepository": "Delete a repository; with force also when images are in it.",
  "ecr:DeleteRepositoryCreationTemplate": "Remove a repository creation template.",
  "ecr:DeleteRepositoryPolicy": "Take a repository's policy away.",
  "ecr:DeleteSigningConfiguration": "Remove the rules by which images are signed.",
  "ecr:DeregisterPullTimeUpdateExclusion": "Let a principal's pulls count as last pulls again.",
  "ecr:DescribeImageReplicationStatus": "See whether an image has been replicated.",
  "ecr:DescribeImageScanFindings": "Read what a scan found.",
  "ecr:DescribeImageSigningStatus": "See whether an image has been signed.",
  "ecr:DescribeImages": "List images with size, tags and the time they were pushed.",
  "ecr:DescribePullThroughCacheRules": "List pull through cache rules.",
  "ecr:DescribeRegistry": "Read the registry's replication settings.",
  "ecr:DescribeRepositories": "List repositories with their settings.",
  "ecr:DescribeRepositoryCreationTemplates": "List repository creation templates.",
  "ecr:GetAccountSetting": "Read a setting of the account.",
  "ecr:GetAuthorizationToken": "Log in. Only in an identity policy, on Resource *.",
  "ecr:GetDownloadUrlForLayer": "Download layers. Half of a pull; the manifest is the other half.",
  "ecr:GetImageCopyStatus": "See how the copy of an image is going.",
  "ecr:GetLifecyclePolicy": "Read a repository's lifecycle policy.",
  "ecr:GetLifecyclePolicyPreview": "Read what a lifecycle policy would do.",
  "ecr:GetRegistryPolicy": "Read the registry's policy.",
  "ecr:GetRegistryScanningConfiguration": "Read how the registry is scanned.",
  "ecr:GetRepositoryPolicy": "Read a repository's policy.",
  "ecr:GetSigningConfiguration": "Read the rules by which images are signed.",
  "ecr:InitiateLayerUpload": "Begin the upload of a layer. The first action of a push.",
  "ecr:ListImages": "List tags and digests.",
  "ecr:ListPullTimeUpdateExclusions": "List principals whose pulls do not count as last pulls.",
  "ecr:ListTagsForResource": "Read the tags of a repository.",
  "ecr:PutAccountSetting": "Change a setting of the account.",
  "ecr:PutImage": "Write a manifest and its tag. The last action of a push.",
  "ecr:PutImageScanningConfiguration": "Turn scan on push on or off.",
  "ecr:PutImageTagMutability": "Say whether tags may be moved.",
  "ecr:PutLifecyclePolicy": "Set a repository's lifecycle policy.",
  "ecr:PutRegistryPolicy": "Set the registry's policy, and so who may do anything in it.",
  "ecr:PutRegistryScanningConfiguration": "Say how the registry is scanned.",
  "ecr:PutReplicationConfiguration": "Say where images are replicated to.",
  "ecr:PutSigningConfiguration": "Set the rules by which images are signed.",
  "ecr:RegisterPullTimeUpdateExclusion": "Stop a principal's pulls from counting as last pulls.",
  "ecr:ReplicateImage": "Write images that another registry replicates here.",
  "ecr:SetRepositoryPolicy": "Set a repository's policy, and so who may do anything with it.",
  "ecr:StartImageScan": "Scan an image now.",
  "ecr:StartLifecyclePolicyPreview": "Try out a lifecycle policy.",
  "ecr:TagResource": "Put tags on a repository.",
  "ecr:UntagResource": "Take tags off a repository.",
  "ecr:UpdateImageStorageClass": "Move an image into the archive, or bring it back.",
  "ecr:UpdatePullThroughCacheRule": "Change the credentials of a pull through cache rule.",
  "ecr:UpdateRepositoryCreationTemplate": "Change a repository creation template.",
  "ecr:UploadLayerPart": "Upload a part of a layer. Part of a push.",
  "ecr:ValidatePullThroughCacheRule": "Try whether a pull through cache rule reaches its upstream.",
  "ecr-public:GetAuthorizationToken": "Log in to ECR Public. Needs sts:GetServiceBearerToken too.",
  "sts:AssumeRole": "Take on a role.",
  "sts:AssumeRoleWithWebIdentity": "Take on a role with the token of an OpenID Connect provider.",
  "sts:AssumeRoleWithSAML": "Take on a role with a SAML assertion.",
  "sts:TagSession": "Give tags to the session of a role.",
  "sts:SetSourceIdentity": "Name who is behind the session of a role.",
  "sts:GetCallerIdentity": "Ask who one is. Always allowed, whatever a policy says.",
  "sts:GetSessionToken": "Get temporary credentials for oneself.",
  "sts:GetServiceBearerToken": "Get the token that ECR Public asks for.",
  "iam:PassRole": "Hand a role to a service, which then acts with it.",
  "kms:Decrypt": "Read what a key has encrypted.",
};

/** `Write, on a repository.` */
function plainNote({ level, resources }: ActionFacts): string {
  return `${level}, ${resources.length === 0 ? "on Resource *" : `on ${resources.map((name) => name.replaceAll("-", " ")).join(" or ")}`}.`;
}

export function actionNote(entry: string): string {
  if (entry === "*") return "Every action of every service.";
  const found = actionsOf(entry);
  const [one] = found;
  if (!one) return "";
  if (/[*?]/.test(entry)) return `${found.length} ${found.length === 1 ? "action" : "actions"} of ${one.name.split(":")[0]}.`;
  return ACTIONS[one.name] ?? plainNote(one);
}

export const ELEMENT_NOTES: Readonly<Record<string, string>> = {
  Version: "Version of the policy language. Write 2012-10-17.",
  Id: "A name for the document. Nothing depends on it.",
  Statement: "The list of statements. Each allows or denies something.",
  Sid: "A name for the statement, shown when it decides.",
  Effect: "Allow or Deny. A Deny always wins.",
  Principal: "Whom the statement is for.",
  NotPrincipal: "Everybody but these. Meant for Deny.",
  Action: "What is allowed or denied.",
  NotAction: "Everything but these actions.",
  Resource: "On what: ARNs, or * for everything.",
  NotResource: "On everything but these ARNs.",
  Condition: "Only when all of this holds.",
  AWS: "Accounts, users, roles and sessions.",
  Service: "An AWS service, such as lambda.amazonaws.com.",
  Federated: "An identity provider.",
  CanonicalUser: "A name that only Amazon S3 uses.",
  Allow: "Allows, unless some Deny matches too.",
  Deny: "Denies, whatever else allows.",
  "2012-10-17": "The present version.",
  "2008-10-17": "The older one: no variables.",
};

const COMPARISONS: Readonly<Record<string, string>> = {
  Equals: "equal to one of the values",
  NotEquals: "equal to none of the values",
  EqualsIgnoreCase: "equal to one of the values, capitals aside",
  NotEqualsIgnoreCase: "equal to none of the values, capitals aside",
  Like: "like one of the values; * and ? are wildcards",
  NotLike: "like none of the values; * and ? are wildcards",
  LessThan: "less than the value",
  LessThanEquals: "at most the value",
  GreaterThan: "greater than the value",
  GreaterThanEquals: "at least the value",
};

const OPERATOR_NOTES: Readonly<Record<string, string>> = {
  Null: "Whether the request lacks the key: true or false.",
  Bool: "true or false.",
  IpAddress: "An address in one of the networks.",
  NotIpAddress: "An address in none of the networks.",
  DateLessThan: "A time before the value.",
  DateGreaterThan: "A time after the value.",
  ArnLike: "An ARN like one of the values, part by part.",
  ArnEquals: "The same as ArnLike.",
};

function plainOperator({ name }: OperatorParts): string {
  const written = OPERATOR_NOTES[name];
  if (written) return written;
  const [, kind = "", comparison = ""] = /^(String|Numeric|Date|Arn|Binary)(.*)$/.exec(name) ?? [];
  const what = { String: "A text", Numeric: "A number", Date: "A time", Arn: "An ARN", Binary: "Bytes" }[kind] ?? "A value";
  return `${what} ${COMPARISONS[comparison] ?? "to compare"}.`;
}

export function operatorNote(text: string): string {
  const parts = operatorParts(text);
  if (!Object.hasOwn(OPERATORS, parts.name)) return "";
  const set = parts.set === "ForAllValues" ? "Each value of the request: " : parts.set === "ForAnyValue" ? "At least one value of the request: " : "";
  const rest = parts.ifExists ? " Also holds when the key is missing." : "";
  return `${set}${plainOperator(parts)}${rest}`;
}

const KEYS: Readonly<Record<string, string>> = {
  "aws:calledvia": "Services that passed the request on.",
  "aws:currenttime": "The time of the request.",
  "aws:epochtime": "The time of the request, seconds since 1970.",
  "aws:federatedprovider": "The provider with which the session began.",
  "aws:multifactorauthage": "Seconds since the second factor was given.",
  "aws:multifactorauthpresent": "Whether a second factor was given. Missing for long-lived keys.",
  "aws:principalaccount": "Account of whoever asks.",
  "aws:principalarn": "ARN of the user or role that asks; of a session, its role.",
  "aws:principalisawsservice": "Whether an AWS service asks for itself.",
  "aws:principalorgid": "Organization of whoever asks.",
  "aws:principalorgpaths": "Place in the organization of whoever asks.",
  "aws:principaltag/": "A tag of the user, role or session that asks.",
  "aws:principaltype": "Account, User, AssumedRole, FederatedUser or Anonymous.",
  "aws:requestedregion": "Region that is asked.",
  "aws:requesttag/": "A tag that the request would set.",
  "aws:resourceaccount": "Account that owns the resource.",
  "aws:resourceorgid": "Organization that owns the resource.",
  "aws:resourcetag/": "A tag of the resource.",
  "aws:securetransport": "Whether the request came over TLS.",
  "aws:sourceaccount": "Account for which a service asks.",
  "aws:sourcearn": "Resource for which a service asks.",
  "aws:sourceidentity": "Who is behind the session, as it was named when it began.",
  "aws:sourceip": "Address from which the request came.",
  "aws:sourcevpc": "VPC from which the request came.",
  "aws:sourcevpce": "VPC endpoint through which the request came.",
  "aws:tagkeys": "Names of the tags that the request sets or removes.",
  "aws:tokenissuetime": "When the session began.",
  "aws:useragent": "What the client calls itself. Anybody can write anything there.",
  "aws:userid": "Unique id of whoever asks.",
  "aws:username": "Name of the user that asks. Missing for roles.",
  "aws:viaawsservice": "Whether a service passed the request on.",
  "ecr:accountsetting": "Name of the account setting that is read or changed.",
  "ecr:resourcetag/": "A tag of the repository.",
  "sts:externalid": "A word that both sides agreed on, for roles of other companies.",
  "sts:rolesessionname": "Name that the session will have.",
  "token.actions.githubusercontent.com:sub": "Which repository and branch the workflow runs for.",
  "token.actions.githubusercontent.com:aud": "For whom the token was made: sts.amazonaws.com.",
};

export function keyNote(key: string): string {
  const written = KEYS[keyStem(key)] ?? KEYS[key.toLowerCase()];
  if (written) return written;
  const facts = conditionKey(key);
  if (!facts) return "";
  return facts.many ? `A list of ${facts.type} values.` : `A value of type ${facts.type}.`;
}
