/** The operations of Secrets Manager that the sandbox has: synchronous functions from input and world to output. */
import type { JsonOperation, JsonScope } from "../http/json/service.ts";
import type { Values } from "../http/json/values.ts";
import { type RegistryId, regionalKey } from "../world/keys.ts";
import type { Secret, SecretVersion } from "../world/tables.ts";
import { range, type World } from "../world/world.ts";
import { secretsErrors } from "./errors.ts";
import { useKey } from "./key.ts";

const CURRENT = "AWSCURRENT";
const PREVIOUS = "AWSPREVIOUS";
const DAY = 24 * 60 * 60 * 1000;
const NAME = /^[A-Za-z0-9/_+=.@!-]{1,512}$/;
const DEFAULT_PAGE = 100;

export function secretArn({ account, region }: RegistryId, named: string): string {
  return `arn:aws:secretsmanager:${region}:${account}:secret:${named}`;
}

/** By name, by ARN, or by ARN without its ending; one whose time of waiting is over is gone. */
export function findSecret(world: World, place: RegistryId, id: string, now: number): Secret | undefined {
  const named = id.startsWith("arn:") ? id.slice(secretArn(place, "").length) : id;
  if (id.startsWith("arn:") && !id.startsWith(secretArn(place, ""))) return undefined;
  const whole = world.secrets.get(regionalKey(place, named.slice(0, -7)));
  const secret = whole?.arn === id ? whole : world.secrets.get(regionalKey(place, named));
  return secret?.deletesAt !== undefined && secret.deletesAt <= now ? undefined : secret;
}

function found({ tx, place, now }: JsonScope, { SecretId }: Values): Secret {
  const secret = findSecret(tx.world, place, String(SecretId), now);
  if (!secret) throw secretsErrors.notFound();
  return secret;
}

function usable(scope: JsonScope, input: Values): Secret {
  const secret = found(scope, input);
  if (secret.deletedAt !== undefined) throw secretsErrors.marked();
  return secret;
}

function write({ tx, place }: JsonScope, secret: Secret): void {
  tx.set("secrets", regionalKey(place, secret.name), secret);
}

function createSecret(input: Values, scope: JsonScope): Values {
  const { tx, place, now, ids } = scope;
  const name = String(input.Name);
  if (!NAME.test(name)) throw secretsErrors.badName();
  const before = findSecret(tx.world, place, name, now);
  if (before) throw before.deletedAt === undefined ? secretsErrors.exists(name) : secretsErrors.scheduled();
  const tags = (input.Tags ?? []) as readonly { Key: string; Value: string }[];
  const version = typeof input.SecretString === "string" ? fresh(scope, input) : undefined;
  const secret: Secret = {
    ...{ account: place.account, region: place.region },
    name,
    arn: secretArn(place, `${name}-${ids.base32(6)}`),
    ...(typeof input.Description === "string" ? { description: input.Description } : {}),
    ...(typeof input.KmsKeyId === "string" ? { kmsKey: input.KmsKeyId } : {}),
    versions: version ? [version] : [],
    tags: Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])),
    createdAt: now,
    changedAt: now,
  };
  if (version) useKey(scope, secret, "GenerateDataKey");
  write(scope, secret);
  return { ARN: secret.arn, Name: name, VersionId: version?.id };
}

function fresh({ ids, now }: JsonScope, { ClientRequestToken, SecretString }: Values): SecretVersion {
  return {
    id: typeof ClientRequestToken === "string" ? ClientRequestToken : ids.uuid(),
    stages: [CURRENT],
    text: String(SecretString),
    createdAt: now,
  };
}

/** The new version is the current one, the current one the previous; a version without a stage is dropped. */
function putSecretValue(input: Values, scope: JsonScope): Values {
  const secret = usable(scope, input);
  if (typeof input.SecretString !== "string") throw secretsErrors.badParameter("You must provide either SecretString or SecretBinary."); // (unverified)
  useKey(scope, secret, "GenerateDataKey");
  const asked = input.VersionStages as readonly string[] | undefined;
  const version = { ...fresh(scope, input), stages: asked ?? [CURRENT] };
  const takes = version.stages.includes(CURRENT) ? [CURRENT, PREVIOUS] : [];
  const older = secret.versions
    .filter(({ id }) => id !== version.id)
    .map((one) => ({
      ...one,
      stages: [
        ...one.stages.filter((stage) => !version.stages.includes(stage) && !takes.includes(stage)),
        ...(takes.length > 0 && one.stages.includes(CURRENT) ? [PREVIOUS] : []),
      ],
    }))
    .filter(({ stages }) => stages.length > 0);
  write(scope, { ...secret, versions: [...older, version], changedAt: scope.now });
  return { ARN: secret.arn, Name: secret.name, VersionId: version.id, VersionStages: version.stages };
}

function getSecretValue(input: Values, scope: JsonScope): Values {
  const secret = usable(scope, input);
  const { VersionId, VersionStage = VersionId === undefined ? CURRENT : undefined } = input;
  const version = secret.versions.find(
    ({ id, stages }) => (VersionId === undefined || id === VersionId) && (VersionStage === undefined || stages.includes(String(VersionStage))),
  );
  if (!version) throw secretsErrors.noValue(VersionId === undefined ? `staging label: ${VersionStage}` : `VersionId: ${VersionId}`);
  useKey(scope, secret, "Decrypt");
  // The day of the last access is kept, not its time.
  write(scope, { ...secret, accessedAt: scope.now - (scope.now % DAY) });
  return {
    ARN: secret.arn,
    Name: secret.name,
    VersionId: version.id,
    SecretString: version.text,
    VersionStages: version.stages,
    CreatedDate: version.createdAt / 1000,
  };
}

/** By force a secret goes that is marked already, and one that is not there is no mistake (API_DeleteSecret). */
function deleteSecret(input: Values, scope: JsonScope): Values {
  const { SecretId, RecoveryWindowInDays: days, ForceDeleteWithoutRecovery: force } = input;
  const secret = force === true ? findSecret(scope.tx.world, scope.place, String(SecretId), scope.now) : usable(scope, input);
  if (force === true && days !== undefined)
    throw secretsErrors.badParameter("You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
  if (typeof days === "number" && (days < 7 || days > 30))
    throw secretsErrors.badParameter("The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
  const { tx, place, now } = scope;
  if (!secret) {
    const name = String(SecretId).replace(/^arn:.*:secret:/, "");
    return { ARN: secretArn(place, name), Name: name, DeletionDate: now / 1000 }; // (unverified)
  }
  const deletesAt = force === true ? now : now + (typeof days === "number" ? days : 30) * DAY;
  if (force === true) tx.delete("secrets", regionalKey(place, secret.name));
  else write(scope, { ...secret, deletedAt: now, deletesAt });
  return { ARN: secret.arn, Name: secret.name, DeletionDate: deletesAt / 1000 };
}

function stagesOf({ versions }: Secret): Record<string, readonly string[]> | undefined {
  return versions.length === 0 ? undefined : Object.fromEntries(versions.map(({ id, stages }) => [id, stages]));
}

function described(secret: Secret): Values {
  const tags = Object.entries(secret.tags).map(([Key, Value]) => ({ Key, Value }));
  return {
    ARN: secret.arn,
    Name: secret.name,
    Description: secret.description,
    KmsKeyId: secret.kmsKey,
    LastChangedDate: secret.changedAt / 1000,
    LastAccessedDate: secret.accessedAt === undefined ? undefined : secret.accessedAt / 1000,
    DeletedDate: secret.deletedAt === undefined ? undefined : secret.deletedAt / 1000,
    Tags: tags.length > 0 ? tags : undefined,
    CreatedDate: secret.createdAt / 1000,
  };
}

function describeSecret(input: Values, scope: JsonScope): Values {
  const secret = found(scope, input);
  return { ...described(secret), VersionIdsToStages: stagesOf(secret) };
}

/** The token of a page is the name that it ended with. */
function listSecrets(input: Values, { tx, place, now }: JsonScope): Values {
  const { IncludePlannedDeletion: planned, MaxResults: most = DEFAULT_PAGE, NextToken: token } = input;
  if (typeof most === "number" && (most < 1 || most > 100)) throw secretsErrors.badParameter("MaxResults must be between 1 and 100."); // (unverified)
  if (token !== undefined && !NAME.test(String(token))) throw secretsErrors.badToken();
  const after = token === undefined ? undefined : regionalKey(place, String(token));
  const shown: Secret[] = [];
  for (const [, secret] of range(tx.world, "secrets", regionalKey(place, ""), after)) {
    if (secret.deletedAt !== undefined && (planned !== true || (secret.deletesAt ?? 0) <= now)) continue;
    if (shown.length === most) return page(shown, shown.at(-1)?.name);
    shown.push(secret);
  }
  return page(shown, undefined);
}

function page(secrets: readonly Secret[], NextToken: string | undefined): Values {
  return { SecretList: secrets.map((secret) => ({ ...described(secret), SecretVersionsToStages: stagesOf(secret) })), NextToken };
}

export const OPERATIONS: ReadonlyMap<string, JsonOperation> = new Map([
  ["CreateSecret", createSecret],
  ["DeleteSecret", deleteSecret],
  ["DescribeSecret", describeSecret],
  ["GetSecretValue", getSecretValue],
  ["ListSecrets", listSecrets],
  ["PutSecretValue", putSecretValue],
]);
