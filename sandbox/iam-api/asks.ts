/** The questions that operations ask: resource ARNs and condition keys (Service Authorization Reference, "AWS Identity and Access Management"). */
import type { Context } from "../iam/decision.ts";
import type { Noun } from "./errors.ts";
import { arnOf, attachedOf, holderIfThere, ownName } from "./find.ts";
import type { Tag } from "./model/index.ts";
import type { IamQuestion, Where } from "./operation.ts";

/** `iam:ResourceTag/KEY` and its global twin. */
export function tagsOfResource(tags: Readonly<Record<string, string>>): Context {
  return Object.fromEntries(
    Object.entries(tags).flatMap(([key, value]) => [
      [`aws:ResourceTag/${key}`, value],
      [`iam:ResourceTag/${key}`, value],
    ]),
  );
}

/** `aws:RequestTag/KEY` and `aws:TagKeys`. */
export function tagsOfRequest(tags: readonly Tag[] | undefined, keys: readonly string[] = []): Context {
  const all = [...(tags ?? []).map(({ Key }) => Key), ...keys];
  return {
    ...Object.fromEntries((tags ?? []).map(({ Key, Value }) => [`aws:RequestTag/${Key}`, Value])),
    ...(all.length > 0 ? { "aws:TagKeys": all } : {}),
  };
}

/** A question about a user, group or role by name, there or not. IAM's refusals name it in words (reports of GetRole, GetUser, AttachRolePolicy). */
export function aboutNamed(where: Where, noun: Noun, name: string, more: Context = {}): IamQuestion[] {
  const found = holderIfThere(where, noun, name);
  const tags = found && found.kind !== "group" ? tagsOfResource(found.row.tags) : {};
  return [{ resource: found?.row.arn ?? arnOf(where.account, noun, name), shown: `${noun} ${name}`, more: { ...tags, ...more } }];
}

/** Changes of what a user or role may do: a condition may ask for the boundary it has. */
export function aboutPermissions(where: Where, noun: Noun, name: string, more: Context = {}): IamQuestion[] {
  const found = holderIfThere(where, noun, name);
  const boundary = found && found.kind !== "group" ? found.row.boundary : undefined;
  const limit = boundary === undefined ? {} : { "iam:PermissionsBoundary": attachedOf(where.world, boundary).PolicyArn };
  return aboutNamed(where, noun, name, { ...limit, ...more });
}

/** The user named, else the one who asks. */
export function aboutUser(where: Where, name: string | undefined): IamQuestion[] {
  return aboutNamed(where, "user", name ?? ownName(where));
}

/** Lists are asked on the path below which they look: `arn:aws:iam::111122223333:user/`. */
export function aboutPath({ account }: Where, noun: Noun, prefix = "/"): IamQuestion[] {
  return [{ resource: `arn:aws:iam::${account}:${noun}${prefix}` }];
}

export function aboutPolicy({ world }: Where, arn: string, more: Context = {}): IamQuestion[] {
  const row = world.managedPolicies.get(arn);
  return [{ resource: arn, shown: `policy ${arn}`, more: { ...(row ? tagsOfResource(row.tags) : {}), ...more } }];
}

export function aboutProvider({ world }: Where, arn: string, more: Context = {}): IamQuestion[] {
  const row = world.identityProviders.get(arn);
  return [{ resource: arn, more: { ...(row ? tagsOfResource(row.tags) : {}), ...more } }];
}

export function aboutAll(): IamQuestion[] {
  return [{ resource: "*" }];
}
