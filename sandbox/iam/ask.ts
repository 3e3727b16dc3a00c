/** The one way to a decision: gathers the policies and the condition keys of a question from the world, and decides. */
import type { World } from "../world/world.ts";
import { contextFor } from "./context-for.ts";
import { decide } from "./decide.ts";
import type { Caller, Context, Decision, Question, Step, StepName } from "./decision.ts";
import { policiesFor } from "./policies-for.ts";
import { accountOf, type Target } from "./target.ts";

export type { Target } from "./target.ts";

export interface Asked {
  readonly caller: Caller;
  readonly action: string;
  /** ARN, or `*`. */
  readonly resource: string;
  readonly target: Target;
  readonly region: string;
  /** Virtual time, epoch milliseconds. */
  readonly now: number;
  /** Condition keys of the request itself (`aws:RequestTag/…`), winning over those of the world. */
  readonly more?: Context;
}

/** Actions for which AWS asks no policy at all, not even one that denies (STS API Reference). */
const ALWAYS_ALLOWED: ReadonlySet<string> = new Set(["sts:getcalleridentity", "sts:getsessiontoken"]);

/** Nothing but the caller's own policies can grant a token: its resource is always `*`. */
const TOKEN = "ecr:getauthorizationtoken";

/** Asks the policies of the world as it is. */
export function ask(world: World, asked: Asked): Decision {
  const action = asked.action.toLowerCase();
  if (action === TOKEN) return asking(world, { ...asked, resource: "*", target: { kind: "none", account: asked.caller.account } });
  return ALWAYS_ALLOWED.has(action) ? always(questionOf(world, asked)) : asking(world, asked);
}

function asking(world: World, asked: Asked): Decision {
  return decide(questionOf(world, asked), policiesFor(world, asked.caller, asked.target, asked.more));
}

/** The question with the condition keys that the world has for it. */
export function questionOf(world: World, asked: Asked): Question {
  const { caller, action, resource, target } = asked;
  return { caller, action, resource, resourceAccount: accountOf(target, caller), context: contextFor(world, asked) };
}

function always(question: Question): Decision {
  const names: readonly StepName[] = ["explicit-deny", "rcp", "scp", "resource", "identity", "boundary", "session"];
  const steps = names.map((step): Step => ({ step, verdict: "skip", statements: [] }));
  const decided = steps.map((one): Step => (one.step === "identity" ? { ...one, verdict: "allow", decides: true } : one));
  return { question, verdict: "allow", reason: "always-allowed", policies: [], statements: [], steps: decided };
}
