/** Boundaries are managed policies, given by ARN. */
import type { Context } from "../iam/decision.ts";
import type { World } from "../world/world.ts";
import { iamError, notAttachable } from "./errors.ts";
import { checkPolicyArn, entryOf } from "./find.ts";

export function boundaryEntry(world: World, arn: string): string {
  checkPolicyArn(arn);
  const entry = entryOf(world, arn);
  if (entry === undefined) throw notAttachable(arn);
  return entry;
}

/** As `CreateUser` and `CreateRole` refuse it. */
export function boundaryGiven(world: World, arn: string | undefined): { readonly boundary?: string } {
  if (arn === undefined) return {};
  checkPolicyArn(arn);
  const entry = entryOf(world, arn);
  if (entry === undefined) throw iamError("NoSuchEntity", `Scope ARN: ${arn} does not exist or is not attachable.`);
  return { boundary: entry };
}

/** What a condition may ask about the boundary of the request. */
export function boundaryAsked(arn: string | undefined): Context {
  return arn === undefined ? {} : { "iam:PermissionsBoundary": arn };
}
