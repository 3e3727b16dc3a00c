/** Grants: leave to use a key, given by whoever may, to a person or a service (KMS Developer Guide, "Grants in AWS KMS"). */
import type { JsonOperation, JsonScope } from "../http/json/service.ts";
import type { Values } from "../http/json/values.ts";
import { principalExists } from "../iam/document/accept.ts";
import { base64, fromBase64, strictText, utf8 } from "../kernel/bytes.ts";
import { digestOf } from "../kernel/hash.ts";
import type { RegistryId } from "../world/keys.ts";
import { stateTrouble } from "../world/kms.ts";
import type { KmsGrant, KmsKey } from "../world/tables.ts";
import type { World } from "../world/world.ts";
import { kmsErrors } from "./errors.ts";
import { keyNamed, keyOf, pageOf, writeKey } from "./lookup.ts";

const USUAL_PAGE = 50;

type Pairs = Readonly<Record<string, string>>;

/** A token names the grant and its key. */
function tokenOf({ arn }: KmsKey, id: string): string {
  return base64(utf8(`${arn} ${id}`));
}

/** Key and id of the grant that RetireGrant means, by token or by both. Throws for what is neither. */
export function retired(world: World, place: RegistryId, { GrantToken, KeyId, GrantId }: Values): { readonly key: KmsKey; readonly id: string } {
  if (GrantToken !== undefined) {
    const [arn = "", id = ""] = (strictText(fromBase64(String(GrantToken)) ?? new Uint8Array()) ?? "").split(" ");
    const key = world.kmsKeys.get(arn);
    if (!key || id === "") throw kmsErrors.badGrantToken();
    return { key, id };
  }
  // (unverified)
  if (KeyId === undefined || GrantId === undefined) throw kmsErrors.invalid("A grant token, or a key ID and a grant ID, must be specified");
  return { key: keyNamed(world, place, String(KeyId)), id: String(GrantId) };
}

function checkPrincipal(world: World, named: unknown): void {
  const entry = String(named);
  const service = /^[a-z0-9.-]+\.amazonaws\.com$/.test(entry);
  if (!service && !(/^arn:aws[a-z-]*:(?:iam|sts)::\d{12}:/.test(entry) && principalExists(world, entry))) throw kmsErrors.badPrincipal();
}

function contextOf({ Constraints }: Values): Pick<KmsGrant, "context" | "exact"> {
  const { EncryptionContextSubset: subset, EncryptionContextEquals: equals } = (Constraints ?? {}) as Readonly<Record<string, Pairs | undefined>>;
  if (equals !== undefined) return { context: equals, exact: true };
  return subset === undefined ? {} : { context: subset };
}

/** With a name, the same request again gives the same grant. */
function alike(grant: KmsGrant, other: KmsGrant): boolean {
  const essence = ({ id: _, createdAt: __, ...rest }: KmsGrant) => JSON.stringify(rest);
  return grant.name !== undefined && essence(grant) === essence(other);
}

function createGrant(input: Values, scope: JsonScope): Values {
  const { tx, ids, now, hasher, identified } = scope;
  const key = keyOf(scope, input);
  const trouble = stateTrouble(key);
  if (trouble) throw kmsErrors.trouble(trouble);
  checkPrincipal(tx.world, input.GranteePrincipal);
  if (input.RetiringPrincipal !== undefined) checkPrincipal(tx.world, input.RetiringPrincipal);
  if (input.DryRun === true) throw kmsErrors.dryRun();
  const grant: KmsGrant = {
    id: digestOf(hasher, `grant ${key.arn} ${ids.uuid()}`).slice("sha256:".length),
    grantee: String(input.GranteePrincipal),
    ...(input.RetiringPrincipal === undefined ? {} : { retiring: String(input.RetiringPrincipal) }),
    issuer: `arn:aws:iam::${identified.caller.account}:root`,
    operations: input.Operations as readonly string[],
    ...contextOf(input),
    ...(input.Name === undefined ? {} : { name: String(input.Name) }),
    createdAt: now,
  };
  const grants = key.grants ?? [];
  const before = grants.find((other) => alike(grant, other));
  if (!before) writeKey(scope, { ...key, grants: [...grants, grant] });
  const { id } = before ?? grant;
  return { GrantToken: tokenOf(key, id), GrantId: id };
}

function entry({ arn }: KmsKey, grant: KmsGrant): Values {
  const { id, name, createdAt, grantee, retiring, issuer, operations, context, exact } = grant;
  return {
    KeyId: arn,
    GrantId: id,
    Name: name ?? "",
    CreationDate: createdAt / 1000,
    GranteePrincipal: grantee,
    ...(retiring === undefined ? {} : { RetiringPrincipal: retiring }),
    IssuingAccount: issuer,
    Operations: operations,
    ...(context === undefined ? {} : { Constraints: exact ? { EncryptionContextEquals: context } : { EncryptionContextSubset: context } }),
  };
}

function listGrants(input: Values, scope: JsonScope): Values {
  const key = keyOf(scope, input);
  const { GrantId, GranteePrincipal } = input;
  const matching = (key.grants ?? []).filter(
    ({ id, grantee }) => (GrantId === undefined || id === GrantId) && (GranteePrincipal === undefined || grantee === GranteePrincipal),
  );
  const { page, next } = pageOf(matching, input, USUAL_PAGE);
  return { Grants: page.map((grant) => entry(key, grant)), ...next };
}

/** Of every account's keys in the Region. */
function listRetirableGrants(input: Values, { tx, place }: JsonScope): Values {
  const all = [...tx.range("kmsKeys", "")].map(([, key]) => key).filter(({ region }) => region === place.region);
  const mine = all.flatMap((key) =>
    (key.grants ?? []).filter(({ retiring }) => retiring === input.RetiringPrincipal).map((grant) => entry(key, grant)),
  );
  const { page, next } = pageOf(mine, input, USUAL_PAGE);
  return { Grants: page, ...next };
}

function remove(key: KmsKey, id: string, { DryRun }: Values, scope: JsonScope): Values {
  const grants = key.grants ?? [];
  const left = grants.filter((grant) => grant.id !== id);
  if (left.length === grants.length) throw kmsErrors.noGrant(id);
  if (DryRun === true) throw kmsErrors.dryRun();
  writeKey(scope, { ...key, grants: left });
  return {};
}

function revokeGrant(input: Values, scope: JsonScope): Values {
  return remove(keyOf(scope, input), String(input.GrantId), input, scope);
}

function retireGrant(input: Values, scope: JsonScope): Values {
  const { key, id } = retired(scope.tx.world, scope.place, input);
  return remove(key, id, input, scope);
}

export const GRANT_OPERATIONS: readonly (readonly [string, JsonOperation])[] = [
  ["CreateGrant", createGrant],
  ["ListGrants", listGrants],
  ["ListRetirableGrants", listRetirableGrants],
  ["RevokeGrant", revokeGrant],
  ["RetireGrant", retireGrant],
];
