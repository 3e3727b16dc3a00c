/** The role that a request names, and how long its sessions may last. */
import { principalKey } from "../world/keys.ts";
import type { Principal } from "../world/tables.ts";
import type { World } from "../world/world.ts";
import { stsError } from "./errors.ts";

export interface FoundRole {
  readonly key: string;
  readonly row: Principal;
}

const ROLE = /^arn:aws:iam::(\d{12}):role\/(?:[!-~]*\/)?([\w+=,.@-]+)$/;

export function roleOf(world: World, arn: string): FoundRole | undefined {
  const [, account, name] = ROLE.exec(arn) ?? [];
  if (account === undefined || name === undefined) throw stsError("ValidationError", `${arn} is invalid`);
  const key = principalKey(account, "role", name);
  const row = world.principals.get(key);
  return row?.arn === arn ? { key, row } : undefined;
}

const HOUR = 3600;

/** Seconds of the session; an hour when the request does not say. */
export function durationOf({ maxSessionDuration = HOUR }: Principal, asked: number | undefined, chained: boolean): number {
  const duration = asked ?? HOUR;
  if (chained && duration > HOUR) {
    throw stsError("ValidationError", "The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining");
  }
  if (duration > maxSessionDuration) {
    throw stsError("ValidationError", "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
  }
  return duration;
}
