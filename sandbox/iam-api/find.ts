/** Rows of IAM by the names that requests give, with IAM's refusals for those that are not there. */
import { MANAGED_POLICIES } from "../iam/managed/managed-policies.ts";
import { groupKey, principalKey } from "../world/keys.ts";
import type { AccessKey, Group, IdentityProvider, ManagedPolicy, Principal } from "../world/tables.ts";
import { range, type World } from "../world/world.ts";
import { awsManagedArn } from "./aws-managed.ts";
import { iamError, type Noun, noSuch } from "./errors.ts";
import type { Where } from "./operation.ts";

export function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}

export function userNamed({ world, account }: Where, name: string): Principal {
  const row = world.principals.get(principalKey(account, "user", name));
  if (!row) throw noSuch("user", name);
  return row;
}

export function roleNamed({ world, account }: Where, name: string): Principal {
  const row = world.principals.get(principalKey(account, "role", name));
  if (!row) throw noSuch("role", name);
  return row;
}

export function groupNamed({ world, account }: Where, name: string): Group {
  const row = world.groups.get(groupKey(account, name));
  if (!row) throw noSuch("group", name);
  return row;
}

/** The user meant when no name is given: the one who asks. */
export function ownName({ world, caller }: Where): string {
  const row = world.principals.get(caller.principal);
  if (caller.kind !== "user" || !row) throw iamError("ValidationError", "Must specify userName when calling with non-User credentials");
  return row.name;
}

export function principalsOf(world: World, account: string, kind: "user" | "role"): Principal[] {
  return [...range(world, "principals", `${account}/${kind}/`)].map(([, row]) => row);
}

export function groupsOf(world: World, account: string): Group[] {
  return [...range(world, "groups", `${account}/`)].map(([, row]) => row);
}

export function policiesOf(world: World, account: string): ManagedPolicy[] {
  return [...range(world, "managedPolicies", `arn:aws:iam::${account}:policy/`)].map(([, row]) => row);
}

export function providersOf(world: World, account: string): IdentityProvider[] {
  return [...range(world, "identityProviders", `arn:aws:iam::${account}:oidc-provider/`)].map(([, row]) => row);
}

/** Long-term keys of a user; temporary credentials are no access keys to IAM. */
export function keysOfUser(world: World, principal: string): AccessKey[] {
  return [...world.accessKeys.values()].filter((key) => key.principal === principal && key.session === undefined);
}

/** Whether a name is in use: names differ by more than case. */
export function nameTaken(rows: readonly { readonly name: string }[], name: string): boolean {
  const wanted = name.toLowerCase();
  return rows.some((row) => row.name.toLowerCase() === wanted);
}

/** Something that policies hang on. */
export type Holder =
  | { readonly kind: "user" | "role"; readonly key: string; readonly row: Principal }
  | { readonly kind: "group"; readonly key: string; readonly row: Group };

export function holderNamed(where: Where, noun: Noun, name: string): Holder {
  if (noun === "group") return { kind: noun, key: groupKey(where.account, name), row: groupNamed(where, name) };
  const row = noun === "user" ? userNamed(where, name) : roleNamed(where, name);
  return { kind: noun, key: principalKey(where.account, noun, name), row };
}

/** The same without the refusal: to ask permission comes before the answer whether it is there. */
export function holderIfThere(where: Where, noun: Noun, name: string): Holder | undefined {
  const { world, account } = where;
  if (noun === "group") {
    const row = world.groups.get(groupKey(account, name));
    return row && { kind: noun, key: groupKey(account, name), row };
  }
  const row = world.principals.get(principalKey(account, noun, name));
  return row && { kind: noun, key: principalKey(account, noun, name), row };
}

export function arnOf(account: string, noun: Noun | "policy", name: string, path = "/"): string {
  return `arn:aws:iam::${account}:${noun}${path}${name}`;
}

const AWS_POLICY = /^arn:aws:iam::aws:policy\/(?:.*\/)?([^/]+)$/;
const POLICY = /^arn:aws:iam::(?:\d{12}|aws):policy\/[\w+=,.@/-]+$/;

/** How a row names a policy: an AWS managed one by name, a customer's by ARN. Undefined for a policy that does not exist. */
export function entryOf(world: World, arn: string): string | undefined {
  const name = AWS_POLICY.exec(arn)?.[1];
  if (name !== undefined) return Object.hasOwn(MANAGED_POLICIES, name) && awsManagedArn(name) === arn ? name : undefined;
  return world.managedPolicies.get(arn) ? arn : undefined;
}

/** Refuses what is no policy's ARN at all. */
export function checkPolicyArn(arn: string): void {
  if (!POLICY.test(arn)) throw iamError("InvalidInput", `ARN ${arn} is not valid.`);
}

/** ARN and name of an entry of `managed`. */
export function attachedOf(world: World, entry: string): { PolicyName: string; PolicyArn: string } {
  const own = world.managedPolicies.get(entry);
  if (own) return { PolicyName: own.name, PolicyArn: own.arn };
  if (entry.startsWith("arn:")) {
    const name = entry.slice(entry.lastIndexOf("/") + 1);
    return { PolicyName: name, PolicyArn: entry };
  }
  return { PolicyName: entry, PolicyArn: awsManagedArn(entry) };
}

/** How often an account uses a policy: attached to principals and groups, and as a boundary. */
export function usageOf(world: World, account: string, entry: string): { readonly attachments: number; readonly boundaries: number } {
  const principals = [...range(world, "principals", `${account}/`)].map(([, row]) => row);
  const holders = [...principals, ...groupsOf(world, account)];
  return {
    attachments: holders.filter(({ managed }) => managed.includes(entry)).length,
    boundaries: principals.filter(({ boundary }) => boundary === entry).length,
  };
}
