/** Who is behind a row of the table of principals, as the policy language names them. */
import type { KeySession } from "../world/tables.ts";
import type { World } from "../world/world.ts";
import type { Caller } from "./decision.ts";

/** A session that names no more than itself: what a check or the matrix asks about. */
export type SessionFacts = Pick<KeySession, "name"> &
  Partial<KeySession> & {
    /** Id of the temporary access key that the session came with. */
    readonly key?: string;
  };

/**
 * The caller of a principal's row key; with `session` the role session, federated user or user session that its temporary credentials
 * stand for. Undefined for a principal that does not exist.
 */
export function callerOf(world: World, principal: string, session?: SessionFacts): Caller | undefined {
  const row = world.principals.get(principal);
  if (!row) return undefined;
  const { account, kind, name, arn, id } = row;
  const base = { account, principalArn: arn, principal, ...(session ? { session } : {}) };
  if (session?.kind === "federated") {
    return { ...base, kind: "federated", arn: `arn:aws:sts::${account}:federated-user/${session.name}`, userId: `${account}:${session.name}` };
  }
  if (kind !== "role" || session === undefined || session.kind === "user") return { ...base, kind, arn, userId: id };
  return { ...base, kind: "role", arn: `arn:aws:sts::${account}:assumed-role/${name}/${session.name}`, userId: `${id}:${session.name}` };
}
