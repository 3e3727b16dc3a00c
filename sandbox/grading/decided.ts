/** Who decided, in the words of lessons: `by`, `effect`, `sid`, `policy`. */
import type { Decision, PolicySource } from "../iam/decision.ts";
import { isMap } from "./values.ts";

const BY: Readonly<Record<PolicySource, string>> = {
  identity: "identity-policy",
  resource: "repository-policy",
  registry: "registry-policy",
  boundary: "permissions-boundary",
  session: "session-policy",
  scp: "service-control-policy",
  rcp: "resource-control-policy",
  trust: "trust-policy",
  key: "key-policy",
};

interface Decided {
  readonly verdict: "allow" | "deny";
  readonly by: string;
  readonly effect: "allow" | "deny" | "implicit-deny";
  readonly sid?: string;
  readonly policy?: string;
}

/** Of an event's `decision`, which the kernel keeps as unknown. */
export function decidedOf(decision: unknown): Decided | undefined {
  return isDecision(decision) ? wordsOf(decision) : undefined;
}

export function wordsOf(decision: Decision): Decided {
  const statement = decision.decidedBy === undefined ? undefined : decision.statements[decision.decidedBy];
  return {
    verdict: decision.verdict,
    by: statement ? BY[statement.source] : "nothing",
    effect: decision.verdict === "allow" ? "allow" : decision.reason === "explicit-deny" ? "deny" : "implicit-deny",
    ...(statement?.sid === undefined ? {} : { sid: statement.sid }),
    ...(statement ? { policy: statement.policy } : {}),
  };
}

function isDecision(value: unknown): value is Decision {
  return isMap(value) && typeof value.verdict === "string" && Array.isArray(value.statements);
}
