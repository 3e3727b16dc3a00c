/** What all statements together say, sorted by the step of the decision order in which they count. */
import type { AppliedPolicy, PolicySource, StatementTrace, StepName } from "./decision.ts";
import type { Naming } from "./matching/principal.ts";

/** The step at which a policy's Allow counts. */
const STEP_OF: Readonly<Record<PolicySource, Exclude<StepName, "explicit-deny">>> = {
  rcp: "rcp",
  scp: "scp",
  resource: "resource",
  registry: "resource",
  trust: "resource",
  key: "resource",
  identity: "identity",
  boundary: "boundary",
  session: "session",
};

/** With several denials the sentence names one kind of policy; which, AWS does not say: here the first of the decision order. (unverified) */
const DENIAL_ORDER: readonly PolicySource[] = ["rcp", "scp", "resource", "registry", "trust", "key", "identity", "boundary", "session"];

export interface Tally {
  /** Whether any policy counts at the step. */
  readonly present: Record<Exclude<StepName, "explicit-deny">, boolean>;
  /** Places of the statements that allow, by step. */
  readonly allows: Record<Exclude<StepName, "explicit-deny">, number[]>;
  /** Places of the statements that deny, the one that is named first. */
  readonly denials: number[];
  /** A policy without which nobody has access takes part: a role's trust or a key's policy. */
  readonly mandatory?: "trust" | "key";
}

export function tally(policies: readonly AppliedPolicy[], statements: readonly StatementTrace[]): Tally {
  const present = { rcp: false, scp: false, resource: false, identity: false, boundary: false, session: false };
  const allows: Tally["allows"] = { rcp: [], scp: [], resource: [], identity: [], boundary: [], session: [] };
  const denials: number[] = [];
  let mandatory: "trust" | "key" | undefined;
  for (const { source } of policies) {
    present[STEP_OF[source]] = true;
    if (source === "trust" || source === "key") mandatory = source;
  }
  for (let place = 0; place < statements.length; place++) {
    const { outcome, source } = statements[place] as StatementTrace;
    if (outcome === "allow") allows[STEP_OF[source]].push(place);
    else if (outcome === "deny") denials.push(place);
  }
  if (denials.length > 1) {
    const rank = (place: number) => DENIAL_ORDER.indexOf((statements[place] as StatementTrace).source);
    denials.sort((a, b) => rank(a) - rank(b) || a - b);
  }
  return { present, allows, denials, ...(mandatory ? { mandatory } : {}) };
}

const STRENGTH: Readonly<Record<Naming, number>> = { none: 0, account: 1, principal: 2, session: 3 };

export interface Grant {
  readonly naming: Naming;
  /** Place of the statement; undefined when nothing allows. */
  readonly at?: number;
}

/** The resource's Allow that names the caller most directly. */
export function strongestGrant({ allows }: Tally, namings: readonly Naming[]): Grant {
  let best: Grant = { naming: "none" };
  for (const at of allows.resource) {
    const naming = namings[at] ?? "none";
    if (STRENGTH[naming] > STRENGTH[best.naming]) best = { naming, at };
  }
  return best;
}
