/** Policies of a patch: customer managed ones, groups, and how principals, groups and boundaries name the policies that they have. */
import { managedPolicy } from "../../iam/managed/managed-policies.ts";
import { groupKey } from "../../world/keys.ts";
import type { ManagedPolicy, NamedPolicy, PolicyDocument } from "../../world/tables.ts";
import { idsFor } from "./derive.ts";
import { BadWorld } from "./grammar.ts";
import { isPlainObject, mergePatch } from "./merge-patch.ts";
import { elsewhere } from "./names.ts";
import type { Site } from "./principals.ts";

/** IAM keeps five versions of a customer managed policy (IAM User Guide, "IAM and AWS STS quotas"). */
const VERSIONS = 5;

const AWS_MANAGED = /^arn:aws:iam::aws:policy\/(?:.*\/)?/;

/** A document written out, or an AWS managed policy's by its name. */
export function documentFrom(written: unknown, where: string): PolicyDocument {
  if (isPlainObject(written)) return written;
  const document = typeof written === "string" ? managedPolicy(written) : undefined;
  if (!document) throw new BadWorld(`${where}: "${String(written)}" is no policy document and no AWS managed policy`);
  return document;
}

/** A map from names to documents, as a patch: `null` stays and removes. */
export function documentsFrom(written: unknown): Record<string, PolicyDocument | null> {
  if (!isPlainObject(written)) return {};
  return Object.fromEntries(Object.entries(written).map(([name, document]) => [name, document === null ? null : documentFrom(document, name)]));
}

/** A list of policies with a map laid over it, by name. */
export function namedPolicies(before: readonly NamedPolicy[], written: unknown): readonly NamedPolicy[] {
  if (written === null) return [];
  const documents = Object.fromEntries(before.map(({ name, document }) => [name, document]));
  // A document is replaced as a whole: an SCP is no patch over another.
  for (const [name, document] of Object.entries(documentsFrom(written))) {
    if (document === null) delete documents[name];
    else documents[name] = document;
  }
  return Object.entries(documents).map(([name, document]) => ({ name, document }));
}

/** What the tables keep: the name of an AWS managed policy, the ARN of a customer managed one. */
export function policyRefs({ tx }: Pick<Site, "tx">, account: string, written: unknown): readonly string[] {
  const names: unknown[] = Array.isArray(written) ? written : [];
  return names.map((name) => {
    const text = String(name);
    if (managedPolicy(text)) return text.replace(AWS_MANAGED, "");
    for (const [arn, policy] of tx.range("managedPolicies", `arn:aws:iam::${account}:policy/`)) {
      if (arn === text || policy.name === text) return arn;
    }
    throw new BadWorld(
      `no policy is called "${text}": it is no AWS managed policy that the sandbox knows, and account ${account} has none of that name`,
    );
  });
}

/** Names of groups that are there. */
export function groupsOf({ tx }: Pick<Site, "tx">, account: string, written: unknown): readonly string[] {
  const names = (Array.isArray(written) ? written : []).map(String);
  const missing = names.find((name) => !tx.get("groups", groupKey(account, name)));
  if (missing !== undefined) throw new BadWorld(`no group is called "${missing}": list it under groups`);
  return names;
}

/** `policies`: customer managed policies by name. A document laid over one that is there becomes its next version. */
export function applyPolicies(site: Site, policies: unknown): void {
  if (!isPlainObject(policies)) return;
  for (const [written, spec] of Object.entries(policies)) {
    const { account, name } = elsewhere(written, site.home);
    const there = [...site.tx.range("managedPolicies", `arn:aws:iam::${account}:policy/`)].find(([, policy]) => policy.name === name)?.[1];
    if (spec === null) {
      if (there) site.tx.delete("managedPolicies", there.arn);
      continue;
    }
    if (!isPlainObject(spec)) throw new BadWorld(`policies.${written} must be a map with a document`);
    const row = there ? withVersion(there, spec.document, site.now, written) : firstVersion(site, account, name, spec);
    site.tx.set("managedPolicies", row.arn, {
      ...row,
      ...(typeof spec.description === "string" ? { description: spec.description } : {}),
      tags: mergePatch(row.tags, spec.tags ?? {}) as Record<string, string>,
    });
  }
}

function firstVersion({ hasher, seed, now }: Site, account: string, name: string, spec: Readonly<Record<string, unknown>>): ManagedPolicy {
  const path = typeof spec.path === "string" ? spec.path : "/";
  const arn = `arn:aws:iam::${account}:policy${path}${name}`;
  return {
    account,
    name,
    path,
    id: `ANPA${idsFor(hasher, seed, `policy/${arn}`).base32(17)}`,
    arn,
    versions: [{ id: "v1", document: documentFrom(spec.document, `policies.${name}.document`), createdAt: now }],
    defaultVersion: "v1",
    lastVersion: 1,
    tags: {},
    createdAt: now,
    updatedAt: now,
  };
}

function withVersion(policy: ManagedPolicy, document: unknown, now: number, name: string): ManagedPolicy {
  if (document === undefined) return policy;
  const lastVersion = policy.lastVersion + 1;
  const id = `v${lastVersion}`;
  const versions = [...policy.versions, { id, document: documentFrom(document, `policies.${name}.document`), createdAt: now }];
  return { ...policy, versions: versions.slice(-VERSIONS), defaultVersion: id, lastVersion, updatedAt: now };
}

/** `groups`: IAM groups by name; users say which ones they are in. */
export function applyGroups(site: Site, groups: unknown): void {
  if (!isPlainObject(groups)) return;
  const { tx, hasher, seed, now, home } = site;
  for (const [written, spec] of Object.entries(groups)) {
    const { account, name } = elsewhere(written, home);
    const key = groupKey(account, name);
    if (spec === null) {
      tx.delete("groups", key);
      for (const [member, row] of [...tx.range("principals", `${account}/`)]) {
        if (row.groups?.includes(name)) tx.set("principals", member, { ...row, groups: row.groups.filter((one) => one !== name) });
      }
      continue;
    }
    if (!isPlainObject(spec)) throw new BadWorld(`groups.${written} must be a map`);
    const before = tx.get("groups", key);
    const path = typeof spec.path === "string" ? spec.path : (before?.path ?? "/");
    tx.set("groups", key, {
      account,
      name,
      path,
      id: before?.id ?? `AGPA${idsFor(hasher, seed, `group/${key}`).base32(17)}`,
      arn: `arn:aws:iam::${account}:group${path}${name}`,
      managed: spec.managed === undefined ? (before?.managed ?? []) : policyRefs(site, account, spec.managed),
      policies: mergePatch(before?.policies ?? {}, documentsFrom(spec.policies)) as Record<string, PolicyDocument>,
      createdAt: before?.createdAt ?? now,
    });
  }
}
