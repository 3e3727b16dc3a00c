/** One question to the evaluator that answers real requests. */

import { decide } from "../../../iam/decide.ts";
import type { AppliedPolicy, Caller, Decision, PolicySource } from "../../../iam/decision.ts";
import { policiesFor } from "../../../iam/policies-for.ts";
import { repositoryKey } from "../../../world/keys.ts";
import type { Principal } from "../../../world/tables.ts";
import { type Context, principalKeyOf, registryOf, type Where } from "../../context.ts";
import { isMap } from "../../values.ts";

export interface Asked {
  readonly as: string;
  readonly action: string;
  readonly on: string;
  readonly in?: Where;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly from?: readonly string[];
}

/** Policy sources by the words of `from`. */
const FROM: Readonly<Record<string, readonly PolicySource[]>> = {
  identity: ["identity"],
  repository: ["resource"],
  registry: ["registry"],
  organization: ["scp", "rcp"],
  boundary: ["boundary"],
};

/** Undefined when there is no such principal. */
export function ask(asked: Asked, context: Context): Decision | undefined {
  const { world } = context.evidence;
  const key = principalKeyOf(context, asked.as);
  const row = world.principals.get(key);
  if (!row) return undefined;
  const registry = registryOf(context, asked.in);
  const whole = asked.on === "*" || asked.on.startsWith("arn:");
  const repository = asked.on.startsWith("arn:") ? asked.on.split(":repository/")[1] : whole ? undefined : asked.on;
  const caller: Caller = { arn: row.arn, account: row.account, kind: row.kind, principalArn: row.arn, userId: row.id, principal: key };
  const allowed = (asked.from ?? Object.keys(FROM)).flatMap((word) => FROM[word] ?? []);
  const policies = policiesFor(world, caller, registry, repository).filter(
    (policy: AppliedPolicy) => asked.from === undefined || allowed.includes(policy.source),
  );
  return decide(
    {
      caller,
      action: asked.action,
      resource: whole ? asked.on : `arn:aws:ecr:${registry.region}:${registry.account}:repository/${asked.on}`,
      resourceAccount: registry.account,
      context: { ...keysOf(row), ...tagsOf(context, registry, repository), ...given(asked.with) },
    },
    policies,
  );
}

function keysOf(row: Principal): Record<string, string> {
  return { "aws:PrincipalArn": row.arn, "aws:PrincipalAccount": row.account, ...prefixed("aws:PrincipalTag/", row.tags) };
}

function tagsOf({ evidence }: Context, registry: { account: string; region: string }, repository: string | undefined): Record<string, string> {
  const row = repository === undefined ? undefined : evidence.world.repositories.get(repositoryKey(registry, repository));
  return row ? { ...prefixed("aws:ResourceTag/", row.tags), ...prefixed("ecr:ResourceTag/", row.tags) } : {};
}

function prefixed(prefix: string, tags: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).map(([key, value]) => [prefix + key, value]));
}

function given(extra: unknown): Record<string, string | readonly string[]> {
  if (!isMap(extra)) return {};
  return Object.fromEntries(Object.entries(extra).map(([key, value]) => [key, Array.isArray(value) ? value.map(String) : String(value)]));
}
