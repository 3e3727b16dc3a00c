/** Who is behind a row of the table of principals, as the policy language names them. */
import type { AccessKey, KeySession } from "../world/tables.ts";
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

/**
 * A principal as it acts when nobody says how. A role never acts but in a session, and policies may name that: it is the one whose keys
 * somebody was lent (a profile of the learner's has them), else one named `session`.
 */
export function actingCaller(world: World, principal: string): Caller | undefined {
  return callerOf(world, principal, world.principals.get(principal)?.kind === "role" ? { name: lentName(world, principal) } : undefined);
}

function lentName(world: World, role: string): string {
  for (const { principal, session } of world.accessKeys.values()) {
    if (principal === role && session && session.issuedAt === undefined && !session.policies && !session.tags) return session.name;
  }
  return "session";
}

/** The session of temporary credentials without their token, which is a secret: callers end up in the log. */
export function sessionOf({ id, session }: AccessKey): SessionFacts | undefined {
  if (!session) return undefined;
  const { token: _, ...facts } = session;
  return { ...facts, key: id };
}

/** The role session's name ends an assumed-role ARN. */
const SESSION = /:assumed-role\/[^/]+\/(.+)$/;

/**
 * The session that a token was asked for in, with its policies and tags as the key's row has them. It may have ended since: the token
 * lives its twelve hours, and what it may do stays what the session might. A row that is gone takes the token with it.
 */
function sessionBehind(world: World, { arn, session }: Caller): SessionFacts | "gone" | undefined {
  const name = SESSION.exec(arn)?.[1];
  if (session?.key === undefined) return session ?? (name === undefined ? undefined : { name });
  const row = world.accessKeys.get(session.key);
  return (row && sessionOf(row)) ?? "gone";
}

/** Whom a token names, as they are now: their permissions at the time of the request count, and who was deleted is nobody. */
export function callerAgain(world: World, named: Caller): Caller | undefined {
  const session = sessionBehind(world, named);
  const known = session === "gone" ? undefined : callerOf(world, named.principal, session);
  return known?.userId === named.userId ? known : undefined;
}
