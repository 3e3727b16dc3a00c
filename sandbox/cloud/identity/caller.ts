/** Who is behind a row of the table of principals, as the policy language names them. */
import type { Caller } from "../../iam/decision.ts";
import type { World } from "../../world/world.ts";

/** `session` is the name of a role's session. Undefined for a principal that does not exist. */
export function callerOf(world: World, principal: string, session?: string): Caller | undefined {
  const row = world.principals.get(principal);
  if (!row) return undefined;
  const { account, kind, name, arn, id } = row;
  if (kind !== "role" || session === undefined) return { arn, account, kind, principalArn: arn, userId: id, principal };
  const path = `arn:aws:sts::${account}:assumed-role/${name}/${session}`;
  return { arn: path, account, kind, principalArn: arn, userId: `${id}:${session}`, principal };
}
