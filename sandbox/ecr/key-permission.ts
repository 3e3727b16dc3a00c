/** What the creator of a repository needs of the KMS key that encrypts it (user guide, "Encryption at rest", "Required IAM permissions"). */
import { ServiceError } from "../http/errors/service-error.ts";
import type { Asked } from "../iam/ask.ts";
import type { RegistryId } from "../world/keys.ts";
import type { KmsKey } from "../world/tables.ts";
import { range, type World } from "../world/world.ts";
import { repositoryArn } from "./common/arn.ts";

export type KmsDenied = (message: string) => ServiceError;

/** ECR describes the key and makes a grant for itself, both in the caller's name. */
const ACTIONS = ["kms:DescribeKey", "kms:CreateGrant"];

/** How ECR passes on what KMS refused. (unverified) */
const kmsDenied: KmsDenied = (message) =>
  new ServiceError("KmsException", message, { refusal: "denied", members: { kmsError: "AccessDeniedException" } });

/** Nothing is asked for AWS's own key, nor for a key that this world does not have. */
export function keyQuestions(
  world: World,
  registry: RegistryId,
  repository: string,
  encryption: unknown,
): (Pick<Asked, "action" | "resource" | "target" | "more"> & { readonly denied: KmsDenied })[] {
  const named = (encryption as { readonly kmsKey?: unknown } | undefined)?.kmsKey;
  const key = typeof named === "string" ? findKey(world, registry, named) : undefined;
  if (!key) return [];
  const more = {
    "kms:ViaService": `ecr.${registry.region}.amazonaws.com`,
    "kms:GrantIsForAWSResource": "true",
    "kms:EncryptionContextKeys": ["aws:ecr:arn"],
    "kms:EncryptionContext:aws:ecr:arn": repositoryArn(registry, repository),
  };
  return ACTIONS.map((action) => ({ action, resource: key.arn, target: { kind: "key", arn: key.arn }, more, denied: kmsDenied }));
}

/** By ARN, id, or alias with or without its ARN. */
export function findKey(world: World, { account, region }: RegistryId, named: string): KmsKey | undefined {
  const home = `arn:aws:kms:${region}:${account}:`;
  const arn = named.startsWith("arn:") ? named : `${home}${named.startsWith("alias/") ? "" : "key/"}${named}`;
  const direct = world.kmsKeys.get(arn);
  if (direct || !arn.includes(":alias/")) return direct;
  const [prefix, alias] = arn.split(":alias/", 2);
  for (const [, key] of range(world, "kmsKeys", `${prefix}:key/`)) if (key.aliases.includes(`alias/${alias}`)) return key;
  return undefined;
}
