/**
 * What IAM is asked before an operation of KMS runs (KMS Developer Guide, "AWS KMS permissions"): the key's policy must allow, or hand
 * over to the identity's; lists and new keys are a matter of the identity's policies alone.
 */
import type { JsonQuestion } from "../http/json/service.ts";
import type { Values } from "../http/json/values.ts";
import type { Context } from "../iam/decision.ts";
import type { RegistryId } from "../world/keys.ts";
import { aliasArn, holderOf, missing } from "../world/kms.ts";
import type { KmsKey } from "../world/tables.ts";
import type { World } from "../world/world.ts";
import { kmsErrors } from "./errors.ts";
import { retired } from "./grants.ts";
import { keyNamed, refuseAlias } from "./lookup.ts";

/** Operations on no key in particular. */
const WITHOUT_KEY: ReadonlySet<string> = new Set(["CreateKey", "ListKeys", "ListAliases"]);

/** Operations that work on another account's key, named by its ARN; every other one belongs to the key's own account. */
const ACROSS: ReadonlySet<string> = new Set(["CreateGrant", "DescribeKey", "ListGrants", "RevokeGrant", "RetireGrant"]);

type Tags = readonly { readonly TagKey: string; readonly TagValue: string }[];

function requestTags({ Tags, TagKeys }: Values): Context {
  const tags = (Tags ?? []) as Tags;
  const names = [...tags.map(({ TagKey }) => TagKey), ...((TagKeys ?? []) as readonly string[])];
  const pairs = Object.fromEntries(tags.map(({ TagKey, TagValue }) => [`aws:RequestTag/${TagKey}`, TagValue]));
  return names.length > 0 ? { ...pairs, "aws:TagKeys": names } : pairs;
}

function grantKeys({ GranteePrincipal, RetiringPrincipal, Operations, Constraints }: Values): Context {
  const constraints = (Constraints ?? {}) as Readonly<Record<string, Readonly<Record<string, string>>>>;
  const [type] = Object.keys(constraints);
  const context = type === undefined ? {} : (constraints[type] ?? {});
  return {
    "kms:GrantIsForAWSResource": "false",
    ...(GranteePrincipal === undefined ? {} : { "kms:GranteePrincipal": String(GranteePrincipal) }),
    ...(RetiringPrincipal === undefined ? {} : { "kms:RetiringPrincipal": String(RetiringPrincipal) }),
    ...(Operations === undefined ? {} : { "kms:GrantOperations": Operations as readonly string[] }),
    ...(type === undefined ? {} : { "kms:GrantConstraintType": type, "kms:EncryptionContextKeys": Object.keys(context) }),
    ...Object.fromEntries(Object.entries(context).map(([key, value]) => [`kms:EncryptionContext:${key}`, value])),
  };
}

function moreOf(operation: string, input: Values): Context {
  const named = /(?:^|:)(alias\/.+)$/.exec(String(input.KeyId ?? ""))?.[1] ?? (typeof input.AliasName === "string" ? input.AliasName : undefined);
  return {
    ...(named === undefined ? {} : { "kms:RequestAlias": named }),
    ...(/^(?:Create|Revoke|Retire)Grant$/.test(operation) ? grantKeys(input) : {}),
    ...(/^(?:CreateKey|TagResource|UntagResource)$/.test(operation) ? requestTags(input) : {}),
    ...(/^(?:CreateKey|PutKeyPolicy)$/.test(operation)
      ? { "kms:BypassPolicyLockoutSafetyCheck": String(input.BypassPolicyLockoutSafetyCheck ?? false) }
      : {}),
    ...(operation === "ScheduleKeyDeletion" ? { "kms:ScheduleKeyDeletionPendingWindowInDays": String(input.PendingWindowInDays ?? 30) } : {}),
  };
}

function ofKey({ arn }: KmsKey, more: Context): JsonQuestion {
  return { resource: arn, target: { kind: "key", arn }, more };
}

/** An alias is asked for by itself, then every key that gets or loses it. */
function aliasQuestions(operation: string, input: Values, world: World, place: RegistryId): readonly JsonQuestion[] {
  const alias = String(input.AliasName);
  const before = operation === "CreateAlias" ? undefined : holderOf(world, place, alias);
  if (operation !== "CreateAlias" && !before) throw kmsErrors.trouble(missing(place, alias));
  const target = input.TargetKeyId === undefined || /(?:^|:)alias\//.test(String(input.TargetKeyId)) ? undefined : String(input.TargetKeyId);
  const keys = [before, target === undefined ? undefined : own(operation, keyNamed(world, place, target), place)];
  return [{ resource: aliasArn(place, alias) }, ...keys.flatMap((key) => (key ? [ofKey(key, moreOf(operation, input))] : []))];
}

/** Refuses another account's key where only its own account has a say. (unverified: the sentence) */
function own(operation: string, key: KmsKey, { account }: RegistryId): KmsKey {
  if (key.account !== account && !ACROSS.has(operation))
    throw kmsErrors.denied(`${operation} is not possible on the key ${key.arn} of another account`);
  return key;
}

/** Throws for a key that is not there. */
export function questionOf(operation: string, input: Values, world: World, place: RegistryId): JsonQuestion | readonly JsonQuestion[] {
  if (operation !== "DescribeKey") refuseAlias(input.KeyId);
  if (operation === "ListRetirableGrants") return { resource: String(input.RetiringPrincipal) };
  if (WITHOUT_KEY.has(operation)) return createsTagged(operation, input);
  if (/Alias$/.test(operation)) return aliasQuestions(operation, input, world, place);
  if (operation === "RetireGrant") return ofKey(retired(world, place, input).key, moreOf(operation, input));
  return ofKey(own(operation, keyNamed(world, place, String(input.KeyId)), place), moreOf(operation, input));
}

/** A key that is made with tags needs leave to tag, too. */
function createsTagged(operation: string, input: Values): readonly JsonQuestion[] {
  const more = moreOf(operation, input);
  const tagged = operation === "CreateKey" && Array.isArray(input.Tags) && input.Tags.length > 0;
  return [{ resource: "*", more }, ...(tagged ? [{ action: "kms:TagResource", resource: "*", more }] : [])];
}
