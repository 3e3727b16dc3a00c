/** KMS keys as the world keeps them: how they are named, found and used up. Who may use one is the matter of `iam/`. */
import { digestOf, type Hasher } from "../kernel/hash.ts";
import { derivedIds } from "../kernel/ids.ts";
import { jobKey, type RegistryId } from "./keys.ts";
import type { JobWork, KmsKey, PolicyDocument } from "./tables.ts";
import { range, type Transaction, type World } from "./world.ts";

/** Alias of the key that AWS makes for ECR in every account and Region that wants one. */
export const ECR_ALIAS = "alias/aws/ecr";

/** Alias of the key that AWS has for secrets in every account, always there and in no table. */
export const OWN_SECRETS_KEY = "alias/aws/secretsmanager";

export function keyArn({ account, region }: RegistryId, id: string): string {
  return `arn:aws:kms:${region}:${account}:key/${id}`;
}

export function aliasArn({ account, region }: RegistryId, alias: string): string {
  return `arn:aws:kms:${region}:${account}:${alias}`;
}

/** Account and Region of a key's or an alias's ARN. */
export function placeOf(arn: string): RegistryId {
  const [, , , region = "", account = ""] = arn.split(":");
  return { account, region };
}

/** By ARN, id, or alias with or without its ARN; ids and names are those of one account in one Region. */
export function findKey(world: World, place: RegistryId, named: string): KmsKey | undefined {
  const arn = named.startsWith("arn:") ? named : named.startsWith("alias/") ? aliasArn(place, named) : keyArn(place, named);
  const alias = /:(alias\/.+)$/.exec(arn)?.[1];
  return alias === undefined ? world.kmsKeys.get(arn) : holderOf(world, placeOf(arn), alias);
}

/** The key that an alias of an account and Region stands for. */
export function holderOf(world: World, place: RegistryId, alias: string): KmsKey | undefined {
  for (const [, key] of keysOf(world, place)) if (key.aliases.includes(alias)) return key;
  return undefined;
}

export function keysOf(world: World, place: RegistryId): Iterable<readonly [string, KmsKey]> {
  return range(world, "kmsKeys", keyArn(place, ""));
}

/** Why a key cannot be used, in the words of KMS (KMS Developer Guide, "Key states of AWS KMS keys"). */
export interface KeyTrouble {
  readonly code: "NotFoundException" | "DisabledException" | "KMSInvalidStateException";
  readonly message: string;
}

export function stateTrouble({ arn, state }: KmsKey): KeyTrouble | undefined {
  switch (state) {
    case "Enabled":
      return undefined;
    case "Disabled":
      return { code: "DisabledException", message: `${arn} is disabled.` };
    case "PendingDeletion":
      return { code: "KMSInvalidStateException", message: `${arn} is pending deletion.` };
  }
}

/** Names that no key has. Sentences as KMS has been seen to answer. */
export function missing(place: RegistryId, named: string): KeyTrouble {
  return { code: "NotFoundException", message: missingMessage(place, named) };
}

const ID = /^(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

function missingMessage(place: RegistryId, named: string): string {
  const of = named.startsWith("arn:") ? placeOf(named) : place;
  if (of.region !== place.region) return `Invalid arn ${of.region}`;
  const alias = /(?:^|:)(alias\/.+)$/.exec(named)?.[1];
  if (alias !== undefined) return `Alias ${aliasArn(of, alias)} is not found.`;
  const id = named.startsWith("arn:") ? (/:key\/(.+)$/.exec(named)?.[1] ?? "") : named;
  return ID.test(id) ? `Key '${keyArn(of, id)}' does not exist` : `Invalid keyId '${id}'`;
}

/** What CreateKey gives a key without a policy: it hands the decision to the account's identity policies (KMS Developer Guide, "Default key policy"). */
export function defaultKeyPolicy(account: string): PolicyDocument {
  return {
    Version: "2012-10-17",
    Id: "key-default-1",
    Statement: [
      { Sid: "Enable IAM User Permissions", Effect: "Allow", Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: "kms:*", Resource: "*" },
    ],
  };
}

/** The policy of AWS's own key for ECR: whoever uses ECR in the account uses it, nobody changes it. (unverified: the sentences are those of its neighbours) */
function managedKeyPolicy({ account, region }: RegistryId): PolicyDocument {
  return {
    Version: "2012-10-17",
    Id: "auto-ecr-1",
    Statement: [
      {
        Sid: "Allow access through Amazon ECR for all principals in the account that are authorized to use Amazon ECR",
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:CreateGrant", "kms:DescribeKey", "kms:RetireGrant"],
        Resource: "*",
        Condition: { StringEquals: { "kms:CallerAccount": account, "kms:ViaService": `ecr.${region}.amazonaws.com` } },
      },
      {
        Sid: "Allow direct access to key metadata to the account",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${account}:root` },
        Action: ["kms:Describe*", "kms:Get*", "kms:List*", "kms:RevokeGrant"],
        Resource: "*",
      },
    ],
  };
}

/** AWS's own key for ECR, made in the account when it is first needed. */
export function ecrKey(tx: Transaction, place: RegistryId, hasher: Hasher, now: number): KmsKey {
  const { account, region } = place;
  const id = derivedIds(hasher, `aws/ecr/${account}/${region}`, () => 0).uuid();
  const arn = keyArn(place, id);
  const there = tx.get("kmsKeys", arn);
  if (there) return there;
  const key: KmsKey = {
    ...{ account, region, id, arn },
    description: "Default key that protects my ECR data when no other key is defined",
    state: "Enabled",
    manager: "AWS",
    policy: managedKeyPolicy(place),
    aliases: [ECR_ALIAS],
    tags: {},
    createdAt: now,
  };
  tx.set("kmsKeys", arn, key);
  return key;
}

/** Identifies the material of a key: 64 hexadecimal digits. */
export function materialId(hasher: Hasher, arn: string): string {
  return digestOf(hasher, `kms material ${arn}`).slice("sha256:".length);
}

function deletion(key: string): JobWork {
  return { kind: "delete-key", key };
}

/** Marks a key: when its time has come, it goes for good. */
export function scheduleDeletion(tx: Transaction, key: KmsKey, deletesAt: number): void {
  tx.set("kmsKeys", key.arn, { ...key, state: "PendingDeletion", deletesAt });
  tx.set("jobs", jobKey(deletesAt, deletion(key.arn)), { due: deletesAt, work: deletion(key.arn) });
}

/** A key whose deletion is taken back is disabled, as KMS leaves it. */
export function cancelDeletion(tx: Transaction, key: KmsKey): void {
  const { deletesAt, ...rest } = key;
  if (deletesAt !== undefined) tx.delete("jobs", jobKey(deletesAt, deletion(key.arn)));
  tx.set("kmsKeys", key.arn, { ...rest, state: "Disabled" });
}

/** The end of a key whose deletion is due, aliases and grants with it. */
export function deleteKey(tx: Transaction, arn: string, now: number): void {
  const key = tx.get("kmsKeys", arn);
  if (key?.state === "PendingDeletion" && (key.deletesAt ?? 0) <= now) tx.delete("kmsKeys", arn);
}
