/** What a kind of check needs while it judges, and what it answers. */

import type { RegistryId } from "../world/keys.ts";
import { metaOf } from "../world/store.ts";
import type { Evidence } from "./evidence.ts";
import type { Check, GoalRow, Lesson } from "./lesson.ts";

export interface Context {
  readonly lesson: Pick<Lesson, "world" | "reach">;
  readonly evidence: Evidence;
  /** Id of the task whose check is judged; missing in a proof. */
  readonly task?: string;
  /** Events after this one count for `since: task`. */
  readonly openedAfter: number;
  /** From where events count when a check does not say. */
  readonly since: "lesson" | "command";
  /** `later` leaves forks for another evaluation: their rows say "looking". */
  readonly forks: "now" | "later";
}

/** One check, judged. `now` is a fact; the goal is made by `goalOf` from the check alone. */
export interface Judgement {
  readonly state: GoalRow["state"];
  readonly now: string;
}

/** A kind of check: the key that is not a field names it. */
export interface Kind {
  readonly name: string;
  /** Fields it may carry besides `goal` and `else`. */
  readonly fields: readonly string[];
  goal(check: Check): string;
  judge(check: Check, context: Context): Promise<Judgement>;
}

export interface Where {
  readonly account?: string;
  readonly region?: string;
}

/** The registry that `in` names; home for what it leaves out. */
export function registryOf({ evidence }: Context, where: Where | undefined): RegistryId {
  const meta = metaOf(evidence.world);
  return { account: where?.account ?? meta.account, region: where?.region ?? meta.region };
}

/** `account:kind/name` of `me`, `root`, `user/anna`, `444455556666:role/run`. */
export function fullName(context: Context, name: string): string {
  const { account } = metaOf(context.evidence.world);
  const plain = name === "me" ? meOf(context) : name;
  return /^\d{12}:/.test(plain) ? plain : `${account}:${plain}`;
}

/** `account:kind/name` of an ARN of IAM or of a role session. */
export function nameOfArn(arn: string): string {
  const [, , , , account = "", rest = ""] = arn.split(":");
  return `${account}:${rest.replace(/^assumed-role\/([^/]+).*/, "role/$1")}`;
}

/** Key in the table of principals. */
export function principalKeyOf(context: Context, name: string): string {
  return fullName(context, name).replace(":", "/");
}

/** The name as a lesson would write it: without the home account. */
export function shortName(context: Context, full: string): string {
  const { account } = metaOf(context.evidence.world);
  return full.startsWith(`${account}:`) ? full.slice(account.length + 1) : full;
}

export function judged(holds: boolean, now: string): Judgement {
  return { state: holds ? "true" : "false", now };
}

function meOf({ lesson }: Context): string {
  const { me } = lesson.world;
  return typeof me === "string" ? me : "user/learner";
}
