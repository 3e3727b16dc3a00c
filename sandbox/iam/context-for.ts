/** The condition keys of a question, as far as the world knows them (IAM User Guide, "AWS global condition context keys"; Service Authorization Reference). */
import { PUBLIC_REGION, repositoryKey } from "../world/keys.ts";
import type { KmsKey, Principal } from "../world/tables.ts";
import type { World } from "../world/world.ts";
import type { Asked } from "./ask.ts";
import type { Caller, Context } from "./decision.ts";
import { accountOf, type Target } from "./target.ts";

type Keys = Record<string, string | readonly string[]>;

/** Address of the learner's computer (RFC 5737, for documentation). */
const SOURCE_IP = "203.0.113.10";

const PRINCIPAL_TYPE: Readonly<Partial<Record<Caller["kind"], string>>> = {
  root: "Account",
  user: "User",
  role: "AssumedRole",
  federated: "FederatedUser",
};

/** Keys of the request itself, `asked.more`, win over those of the world. */
export function contextFor(world: World, asked: Asked): Context {
  const { caller, region, now, target, more } = asked;
  const keys: Keys = {
    "aws:RequestedRegion": region,
    "aws:CurrentTime": isoTime(now),
    "aws:EpochTime": String(Math.floor(now / 1000)),
    "aws:SecureTransport": "true",
    "aws:ViaAWSService": "false",
  };
  addCaller(keys, world, caller);
  addResource(keys, world, target, caller);
  return more ? Object.assign(keys, more) : keys;
}

let second = Number.NaN;
let written = "";

/** `2026-03-02T09:00:00Z`. Written once a second: a push asks six hundred times. */
function isoTime(now: number): string {
  const asked = Math.floor(now / 1000);
  if (asked !== second) {
    written = `${new Date(now).toISOString().slice(0, 19)}Z`;
    second = asked;
  }
  return written;
}

function addCaller(keys: Keys, world: World, caller: Caller): void {
  if (caller.kind === "service") {
    keys["aws:PrincipalIsAWSService"] = "true";
    keys["aws:PrincipalServiceName"] = caller.arn;
    return;
  }
  keys["aws:PrincipalIsAWSService"] = "false";
  keys["aws:SourceIp"] = SOURCE_IP;
  const type = PRINCIPAL_TYPE[caller.kind];
  if (type === undefined) return;
  keys["aws:PrincipalArn"] = caller.kind === "federated" ? caller.arn : caller.principalArn;
  keys["aws:PrincipalAccount"] = caller.account;
  keys["aws:PrincipalType"] = type;
  keys["aws:userid"] = caller.userId;
  const organization = world.accounts.get(caller.account)?.organization;
  if (organization) keys["aws:PrincipalOrgID"] = organization.id;
  const row = world.principals.get(caller.principal);
  if (caller.kind === "user") keys["aws:username"] = row?.name ?? caller.arn.slice(caller.arn.lastIndexOf("/") + 1);
  addSession(keys, caller, row);
}

/** Tags, and what only temporary credentials have. */
function addSession(keys: Keys, { session }: Caller, row: Principal | undefined): void {
  addTags(keys, "aws:PrincipalTag/", { ...row?.tags, ...session?.tags });
  if (session === undefined) return;
  if (session.issuedAt !== undefined) keys["aws:TokenIssueTime"] = isoTime(session.issuedAt);
  if (session.provider !== undefined) keys["aws:FederatedProvider"] = providerArn(session.provider, row);
  else keys["aws:MultiFactorAuthPresent"] = String(session.mfa ?? false);
}

/** `arn:aws:iam::ACCOUNT:oidc-provider/HOST`. */
function providerArn(url: string, row: Principal | undefined): string {
  return `arn:aws:iam::${row?.account ?? ""}:oidc-provider/${url}`;
}

function addResource(keys: Keys, world: World, target: Target, caller: Caller): void {
  const account = accountOf(target, caller);
  if (account !== "") keys["aws:ResourceAccount"] = account;
  const organization = world.accounts.get(account)?.organization;
  if (organization) keys["aws:ResourceOrgID"] = organization.id;
  switch (target.kind) {
    case "repository": {
      const tags = world.repositories.get(repositoryKey(target.registry, target.name))?.tags;
      addTags(keys, "aws:ResourceTag/", tags);
      addTags(keys, target.registry.region === PUBLIC_REGION ? "ecr-public:ResourceTag/" : "ecr:ResourceTag/", tags);
      return;
    }
    case "role": {
      const tags = world.principals.get(target.key)?.tags;
      addTags(keys, "aws:ResourceTag/", tags);
      addTags(keys, "iam:ResourceTag/", tags);
      return;
    }
    case "key":
      addKey(keys, world.kmsKeys.get(target.arn));
      if (caller.account !== "") keys["kms:CallerAccount"] = caller.account;
      return;
    case "registry":
    case "log-groups":
    case "none":
  }
}

/** Every key here is a symmetric one whose material KMS made. */
function addKey(keys: Keys, key: KmsKey | undefined): void {
  if (key === undefined) return;
  addTags(keys, "aws:ResourceTag/", key.tags);
  Object.assign(keys, {
    "kms:KeyOrigin": "AWS_KMS",
    "kms:KeySpec": "SYMMETRIC_DEFAULT",
    "kms:KeyUsage": "ENCRYPT_DECRYPT",
    "kms:MultiRegion": "false",
  });
  if (key.aliases.length > 0) keys["kms:ResourceAliases"] = key.aliases;
}

function addTags(keys: Keys, prefix: string, tags: Readonly<Record<string, string>> | undefined): void {
  if (tags) for (const key in tags) keys[prefix + key] = tags[key] as string;
}
