/** Accounts and principals of a patch, and their access keys. */
import type { Hasher } from "../../kernel/hash.ts";
import type { KeySession, Organization, PolicyDocument, Principal } from "../../world/tables.ts";
import type { Transaction } from "../../world/world.ts";
import { idsFor, secretFor } from "./derive.ts";
import { parseDuration } from "./durations.ts";
import { BadWorld } from "./grammar.ts";
import { isPlainObject, mergePatch } from "./merge-patch.ts";
import { type Home, type PrincipalName, principalName } from "./names.ts";
import { documentFrom, documentsFrom, groupsOf, namedPolicies, policyRefs } from "./policies.ts";

/** What the makers of a world share. */
export interface Site {
  readonly tx: Transaction;
  readonly hasher: Hasher;
  readonly seed: string;
  readonly home: Home;
  /** The world's own time, epoch milliseconds. */
  readonly now: number;
}

/** Temporary keys of roles are renewed by the machine that lends them, so they outlive any lesson. Milliseconds. */
const LENT_FOR = 400 * 86_400_000;

export function applyAccounts(site: Site, accounts: unknown): void {
  const wanted = isPlainObject(accounts) ? accounts : {};
  for (const [id, spec] of Object.entries({ [site.home.account]: {}, ...wanted })) {
    if (spec === null) {
      site.tx.delete("accounts", id);
      continue;
    }
    const before = site.tx.get("accounts", id);
    const settings = mergePatch(before?.settings ?? {}, isPlainObject(spec) ? (spec.settings ?? {}) : {});
    const organization = organizationOf(before?.organization, spec, id);
    site.tx.set("accounts", id, { id, settings: settings as Record<string, string>, ...(organization ? { organization } : {}) });
    ensurePrincipal(site, { account: id, kind: "root", name: "", key: `${id}/root` });
  }
}

/** `organization: o-…` with `scps` and `rcps` beside it, or all three in one map; `null` takes the account out. */
function organizationOf(before: Organization | undefined, spec: unknown, account: string): Organization | undefined {
  if (!isPlainObject(spec)) return before;
  const { organization } = spec;
  if (organization === null) return undefined;
  const inner = isPlainObject(organization) ? organization : { id: organization };
  const { id = before?.id, scps = spec.scps, rcps = spec.rcps } = inner;
  if (id === undefined && scps === undefined && rcps === undefined) return before;
  if (typeof id !== "string") throw new BadWorld(`accounts.${account}: SCPs and RCPs belong to an organization, write organization: o-a1b2c3d4e5`);
  return { id, scps: namedPolicies(before?.scps ?? [], scps), rcps: namedPolicies(before?.rcps ?? [], rcps) };
}

export function applyPrincipals(site: Site, principals: unknown): void {
  if (!isPlainObject(principals)) return;
  for (const [written, spec] of Object.entries(principals)) {
    const name = principalName(written, site.home);
    if (spec === null) {
      removePrincipal(site, name.key);
      continue;
    }
    if (!isPlainObject(spec)) throw new BadWorld(`principals.${written} must be a map`);
    const made = ensurePrincipal(site, name);
    site.tx.set("principals", name.key, changed(site, typeof spec.path === "string" ? withPath(made, spec.path) : made, spec));
    if (spec.keys === true) accessKeyOf(site, name);
  }
}

function withPath(principal: Principal, path: string): Principal {
  const { account, kind, name } = principal;
  return { ...principal, path, arn: `arn:aws:iam::${account}:${kind}${path}${name}` };
}

/** The row with what the patch says of it. */
function changed(site: Site, { boundary: oldBoundary, trust: oldTrust, ...before }: Principal, spec: Readonly<Record<string, unknown>>): Principal {
  const { account } = before;
  const boundary = spec.boundary === undefined ? oldBoundary : spec.boundary === null ? undefined : policyRefs(site, account, [spec.boundary])[0];
  const trust = spec.trust === undefined ? oldTrust : spec.trust === null ? undefined : documentFrom(spec.trust, "trust");
  return {
    ...before,
    ...(typeof spec.description === "string" ? { description: spec.description } : {}),
    managed: spec.managed === undefined ? before.managed : policyRefs(site, account, spec.managed),
    policies: mergePatch(before.policies, documentsFrom(spec.policies)) as Record<string, PolicyDocument>,
    ...(spec.groups === undefined ? {} : { groups: groupsOf(site, account, spec.groups) }),
    tags: mergePatch(before.tags, spec.tags ?? {}) as Record<string, string>,
    ...(boundary === undefined ? {} : { boundary }),
    ...(trust === undefined ? {} : { trust }),
    ...(spec.maxSession === undefined ? {} : { maxSessionDuration: secondsOf(spec.maxSession) }),
  };
}

function secondsOf(written: unknown): number {
  const milliseconds = parseDuration(String(written));
  if (milliseconds === undefined) throw new BadWorld(`"${String(written)}" is no duration; write 1h or 12h`);
  return milliseconds / 1000;
}

/** The principal's row, made when it is not there. */
function ensurePrincipal({ tx, hasher, seed, now }: Site, { account, kind, name, key }: PrincipalName): Principal {
  const there = tx.get("principals", key);
  if (there) return there;
  const prefix = kind === "user" ? "AIDA" : "AROA";
  const made: Principal = {
    account,
    kind,
    name: kind === "root" ? "root" : name,
    id: kind === "root" ? account : `${prefix}${idsFor(hasher, seed, `principal/${key}`).base32(17)}`,
    arn: kind === "root" ? `arn:aws:iam::${account}:root` : `arn:aws:iam::${account}:${kind}/${name}`,
    managed: [],
    policies: {},
    tags: {},
    createdAt: now,
  };
  tx.set("principals", key, made);
  return made;
}

function removePrincipal({ tx }: Site, key: string): void {
  tx.delete("principals", key);
  for (const [id, row] of [...tx.range("accessKeys", "")]) if (row.principal === key) tx.delete("accessKeys", id);
}

/** Keys that act as a principal: long-lived for users, temporary with a session token for roles. */
export interface Keys {
  readonly id: string;
  readonly secret: string;
  readonly token?: string;
}

/** What a profile says of the session that lends it a role's keys. */
export type LentSession = Pick<KeySession, "name" | "policies" | "tags">;

/** The principal's access key, made on first use. A session of its own has keys of its own. */
export function accessKeyOf(site: Site, name: PrincipalName, session: LentSession = { name: "gantry" }, own = false): Keys {
  const { tx, hasher, seed, now } = site;
  const principal = tx.get("principals", name.key);
  if (!principal) throw new BadWorld(`nobody is called ${name.key}: list it under principals`);
  const temporary = principal.kind === "role";
  const purpose = own && temporary ? `${name.key}/${session.name}` : name.key;
  const ids = idsFor(hasher, seed, `key/${purpose}`);
  const id = `${temporary ? "ASIA" : "AKIA"}${ids.base32(16)}`;
  const secret = secretFor(hasher, seed, purpose);
  const token = temporary ? sessionToken(site, purpose) : undefined;
  if (!tx.get("accessKeys", id)) {
    tx.set("accessKeys", id, {
      id,
      secret,
      status: "Active",
      principal: name.key,
      ...(token === undefined ? {} : { session: { token, expiresAt: now + LENT_FOR, ...session } }),
    });
  }
  return { id, secret, ...(token === undefined ? {} : { token }) };
}

/** Opaque and long, as STS gives them. */
function sessionToken({ hasher, seed }: Site, key: string): string {
  const parts = Array.from({ length: 9 }, (_, part) => secretFor(hasher, seed, `session/${key}/${part}`));
  return `IQoJb3JpZ2luX2VjE${parts.join("")}`;
}
