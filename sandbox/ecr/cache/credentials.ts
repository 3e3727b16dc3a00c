/** How ECR proves itself to an upstream registry: by a secret's user name and access token, or to another ECR registry by a role. */
import type { CloudContext } from "../../cloud/service.ts";
import { callerOf } from "../../iam/caller.ts";
import { base64, utf8 } from "../../kernel/bytes.ts";
import { principalKey, type RegistryId, regionalKey } from "../../world/keys.ts";
import { findKey, OWN_SECRETS_KEY } from "../../world/kms.ts";
import type { CacheRule, Secret } from "../../world/tables.ts";
import type { World } from "../../world/world.ts";
import { roleOf } from "../templates/apply.ts";
import { issueToken } from "../token/token.ts";

export type SecretProblem = "SecretNotFoundException" | "UnableToAccessSecretException" | "UnableToDecryptSecretValueException";

const CURRENT = "AWSCURRENT";
const ARN = /^arn:aws:secretsmanager:([a-z0-9-]+):(\d{12}):secret:(.+)$/;

/** The text of a secret in its current version, or why ECR cannot have it. The secret is the registry's own: same account, same Region. */
export function secretText(
  world: World,
  { account, region }: RegistryId,
  arn: string,
): { readonly text: string } | { readonly problem: SecretProblem } {
  const [, inRegion, ofAccount, name = ""] = ARN.exec(arn) ?? [];
  if (inRegion !== region || ofAccount !== account) return { problem: "UnableToAccessSecretException" };
  const secret = find(world, { account, region }, name, arn);
  if (!secret) return { problem: "SecretNotFoundException" };
  if (secret.deletedAt !== undefined) return { problem: "UnableToAccessSecretException" };
  const { kmsKey = OWN_SECRETS_KEY } = secret;
  if (kmsKey !== OWN_SECRETS_KEY && findKey(world, secret, kmsKey)?.state !== "Enabled") return { problem: "UnableToDecryptSecretValueException" };
  const version = secret.versions.find(({ stages }) => stages.includes(CURRENT));
  return version ? { text: version.text } : { problem: "UnableToAccessSecretException" };
}

/** By its whole ARN, or by the ARN without the hyphen and six characters at its end. */
function find(world: World, registry: RegistryId, name: string, arn: string): Secret | undefined {
  const whole = world.secrets.get(regionalKey(registry, name.slice(0, -7)));
  if (whole?.arn === arn) return whole;
  return world.secrets.get(regionalKey(registry, name));
}

export type Credentials =
  | { readonly kind: "anonymous" }
  /** Value of an `Authorization` header of scheme Basic. */
  | { readonly kind: "basic"; readonly authorization: string }
  | { readonly kind: "none"; readonly why: string };

/** What a rule's requests carry. */
export function credentialsOf(context: CloudContext, rule: CacheRule): Credentials {
  const { store } = context;
  if (rule.upstream === "ecr") return ofRole(context, rule);
  if (rule.credentialArn === undefined) return { kind: "anonymous" };
  const found = secretText(store.world, rule, rule.credentialArn);
  if ("problem" in found) return { kind: "none", why: found.problem };
  const { username, accessToken } = parsed(found.text);
  if (typeof username !== "string" || typeof accessToken !== "string" || username === "" || accessToken === "")
    return { kind: "none", why: "The secret does not have the keys username and accessToken" }; // (unverified)
  return { kind: "basic", authorization: `Basic ${base64(utf8(`${username}:${accessToken}`))}` };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/**
 * Another ECR registry is asked with a token of the rule's role, which trusts `pullthroughcache.ecr.amazonaws.com` (user guide, "IAM policies
 * required for cross-account ECR to ECR pull through cache"); within one account the account itself asks.
 */
function ofRole({ store, hasher }: CloudContext, rule: CacheRule): Credentials {
  const { world } = store;
  const region = rule.url.split(".")[3] ?? rule.region;
  const by = { service: "pullthroughcache.ecr.amazonaws.com", region: rule.region, now: store.now() };
  const caller = rule.customRoleArn === undefined ? callerOf(world, principalKey(rule.account, "root")) : roleOf(world, rule.customRoleArn, by);
  if (!caller) return { kind: "none", why: "The role of the pull through cache rule does not exist or cannot be assumed" }; // (unverified)
  return { kind: "basic", authorization: `Basic ${issueToken(hasher, store.meta.sealingKey, { caller, region, issuedAt: store.now() })}` };
}
