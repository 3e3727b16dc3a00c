/** One question to the evaluator that answers real requests. */
import { ask as askWorld, type Asked as Question, questionOf } from "../../../iam/ask.ts";
import { actingCaller } from "../../../iam/caller.ts";
import { decide } from "../../../iam/decide.ts";
import type { Decision, PolicySource } from "../../../iam/decision.ts";
import { policiesFor } from "../../../iam/policies-for.ts";
import type { RegistryId } from "../../../world/keys.ts";
import { metaOf } from "../../../world/store.ts";
import type { World } from "../../../world/world.ts";
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
  key: ["key"],
  trust: ["trust"],
};

/** Undefined when there is no such principal. */
export function ask(asked: Asked, context: Context): Decision | undefined {
  const { world } = context.evidence;
  const caller = actingCaller(world, principalKeyOf(context, asked.as));
  if (!caller) return undefined;
  const registry = registryOf(context, asked.in);
  const question: Question = {
    caller,
    action: asked.action,
    ...aboutOf(asked.on, registry),
    region: registry.region,
    now: metaOf(world).now,
    more: given(asked.with),
  };
  return asked.from === undefined ? askWorld(world, question) : askOnly(world, question, asked.from);
}

/** Only the policies of the kinds that a check names. */
function askOnly(world: World, question: Question, from: readonly string[]): Decision {
  const allowed = from.flatMap((word) => FROM[word] ?? []);
  const policies = policiesFor(world, question.caller, question.target).filter(({ source }) => allowed.includes(source));
  return decide(questionOf(world, question), policies);
}

/** A repository by name or ARN, any other ARN, or the registry as a whole. */
function aboutOf(on: string, registry: RegistryId): Pick<Question, "resource" | "target"> {
  if (on === "*") return { resource: on, target: { kind: "registry", registry } };
  const [, region, account, rest] = /^arn:aws:ecr:([^:]+):(\d{12}):repository\/(.+)$/.exec(on) ?? [];
  if (region && account && rest) return { resource: on, target: { kind: "repository", registry: { account, region }, name: rest } };
  if (on.startsWith("arn:aws:kms:")) return { resource: on, target: { kind: "key", arn: on } };
  if (on.startsWith("arn:")) return { resource: on, target: { kind: "registry", registry } };
  return {
    resource: `arn:aws:ecr:${registry.region}:${registry.account}:repository/${on}`,
    target: { kind: "repository", registry, name: on },
  };
}

function given(extra: unknown): Record<string, string | readonly string[]> {
  if (!isMap(extra)) return {};
  return Object.fromEntries(Object.entries(extra).map(([key, value]) => [key, Array.isArray(value) ? value.map(String) : String(value)]));
}
