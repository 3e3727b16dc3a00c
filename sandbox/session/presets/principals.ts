/** Accounts and principals of a patch, and their access keys. */
import type { Hasher } from "../../kernel/hash.ts";
import type { PolicyDocument, Principal } from "../../world/tables.ts";
import type { Transaction } from "../../world/world.ts";
import { idsFor, secretFor } from "./derive.ts";
import { BadWorld } from "./grammar.ts";
import { isPlainObject, mergePatch } from "./merge-patch.ts";
import { type Home, type PrincipalName, principalName } from "./names.ts";

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
    site.tx.set("accounts", id, { id, settings: settings as Record<string, string> });
    ensurePrincipal(site, { account: id, kind: "root", name: "", key: `${id}/root` });
  }
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
    const before = ensurePrincipal(site, name);
    site.tx.set("principals", name.key, {
      ...before,
      managed: (spec.managed as string[] | undefined) ?? before.managed,
      policies: mergePatch(before.policies, spec.policies ?? {}) as Record<string, PolicyDocument>,
      tags: mergePatch(before.tags, spec.tags ?? {}) as Record<string, string>,
      ...(typeof spec.boundary === "string" ? { boundary: spec.boundary } : {}),
      ...(isPlainObject(spec.trust) ? { trust: spec.trust } : {}),
    });
    if (spec.keys === true) accessKeyOf(site, name);
  }
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

/** The principal's access key, made on first use. */
export function accessKeyOf(site: Site, name: PrincipalName, session = "gantry"): Keys {
  const { tx, hasher, seed, now } = site;
  const principal = tx.get("principals", name.key);
  if (!principal) throw new BadWorld(`nobody is called ${name.key}: list it under principals`);
  const temporary = principal.kind === "role";
  const ids = idsFor(hasher, seed, `key/${name.key}`);
  const id = `${temporary ? "ASIA" : "AKIA"}${ids.base32(16)}`;
  const secret = secretFor(hasher, seed, name.key);
  const token = temporary ? sessionToken(site, name.key) : undefined;
  if (!tx.get("accessKeys", id)) {
    tx.set("accessKeys", id, {
      id,
      secret,
      status: "Active",
      principal: name.key,
      ...(token === undefined ? {} : { session: { token, expiresAt: now + LENT_FOR, name: session } }),
    });
  }
  return { id, secret, ...(token === undefined ? {} : { token }) };
}

/** Opaque and long, as STS gives them. */
function sessionToken({ hasher, seed }: Site, key: string): string {
  const parts = Array.from({ length: 9 }, (_, part) => secretFor(hasher, seed, `session/${key}/${part}`));
  return `IQoJb3JpZ2luX2VjE${parts.join("")}`;
}
