/** May this principal do that? The decision order of the IAM User Guide, "Policy evaluation logic", with every reason kept. */
import type { AppliedPolicy, Decision, PolicySource, Question, Reason, StatementTrace, Step, StepName } from "./decision.ts";
import type { Naming } from "./matching/principal.ts";
import { judge } from "./matching/statement.ts";
import { allowedByNo, deniedBy } from "./messages.ts";
import { type Grant, strongestGrant, type Tally, tally } from "./tally.ts";

/** What settled it, before it is written out. */
interface Settled {
  readonly step: StepName;
  readonly reason: Reason;
  readonly decidedBy?: number;
  /** The kind of policy that the refusal names; missing for an Allow. */
  readonly refusedFor?: PolicySource;
}

/** Decides from the policies given; which policies take part is `policiesFor`'s matter. */
export function decide(question: Question, policies: readonly AppliedPolicy[]): Decision {
  const { statements, namings } = judge(policies, question);
  const facts = tally(policies, statements);
  const settled = settle(question, facts, namings, statements);
  const { reason, decidedBy, refusedFor } = settled;
  return {
    question,
    verdict: refusedFor === undefined ? "allow" : "deny",
    reason,
    ...(decidedBy === undefined ? {} : { decidedBy }),
    policies,
    statements,
    steps: stepsOf(question, facts, settled),
    ...(refusedFor === undefined ? {} : { message: reason === "explicit-deny" ? deniedBy(question, refusedFor) : allowedByNo(question, refusedFor) }),
  };
}

function settle(question: Question, facts: Tally, namings: readonly Naming[], statements: readonly StatementTrace[]): Settled {
  const [denial] = facts.denials;
  if (denial !== undefined) {
    const { source } = statements[denial] as StatementTrace;
    return { step: "explicit-deny", reason: "explicit-deny", decidedBy: denial, refusedFor: source };
  }
  if (lacks(facts, "rcp")) return { step: "rcp", reason: "implicit-deny-rcp", refusedFor: "rcp" };
  if (lacks(facts, "scp")) return { step: "scp", reason: "implicit-deny-scp", refusedFor: "scp" };
  const grant = strongestGrant(facts, namings);
  return sameAccount(question) ? settleAtHome(question, facts, grant) : settleAcross(question, facts, grant);
}

/** In the resource's own account an Allow on either side is enough; where the resource's policy must allow, it may hand over to the identity's. */
function settleAtHome(question: Question, facts: Tally, grant: Grant): Settled {
  const { mandatory } = facts;
  const granted: Settled = { step: "resource", reason: "resource-allow", ...placed(grant.at) };
  if (mandatory && grant.naming === "none") return { step: "resource", reason: "implicit-deny-resource", refusedFor: mandatory };
  if (question.caller.kind === "root") return mandatory ? granted : { step: "identity", reason: "root" };
  if (grant.naming === "session") return granted;
  if (grant.naming === "principal") return limited(facts) ?? granted;
  if (facts.allows.identity.length === 0) return { step: "identity", reason: "implicit-deny-identity", refusedFor: "identity" };
  return limited(facts) ?? { step: "identity", reason: "identity-allow", ...placed(facts.allows.identity[0]) };
}

/** Between accounts both sides must allow; services and web identities have only the resource's side. */
function settleAcross({ caller }: Question, facts: Tally, grant: Grant): Settled {
  if (grant.naming === "none") return { step: "resource", reason: "implicit-deny-resource", refusedFor: facts.mandatory ?? "resource" };
  const granted = placed(grant.at);
  if (caller.kind === "service" || caller.kind === "web-identity") return { step: "resource", reason: "resource-allow", ...granted };
  // The root user of another account may all that its own account may, without a policy.
  if (caller.kind !== "root" && facts.allows.identity.length === 0) {
    return { step: "identity", reason: "implicit-deny-identity", refusedFor: "identity" };
  }
  return limited(facts) ?? { step: "resource", reason: "both-allow", ...granted };
}

/** What a permissions boundary or a session policy holds back. */
function limited(facts: Tally): Settled | undefined {
  if (lacks(facts, "boundary")) return { step: "boundary", reason: "implicit-deny-boundary", refusedFor: "boundary" };
  if (lacks(facts, "session")) return { step: "session", reason: "implicit-deny-session", refusedFor: "session" };
  return undefined;
}

function lacks({ present, allows }: Tally, step: "rcp" | "scp" | "boundary" | "session"): boolean {
  return present[step] && allows[step].length === 0;
}

function placed(decidedBy: number | undefined): { readonly decidedBy?: number } {
  return decidedBy === undefined ? {} : { decidedBy };
}

function sameAccount({ caller, resourceAccount }: Question): boolean {
  return caller.account !== "" && caller.account === resourceAccount;
}

const ORDER = ["rcp", "scp", "resource", "identity", "boundary", "session"] as const;

/** Every step in its order: the one that decides with the verdict, the others with what they say by themselves. */
function stepsOf(question: Question, facts: Tally, settled: Settled): Step[] {
  const verdict = settled.refusedFor === undefined ? "allow" : "deny";
  const steps: Step[] = [written("explicit-deny", facts.denials.length > 0 ? "deny" : "silent", facts.denials)];
  for (const step of ORDER) steps.push(written(step, saidBy(step, question, facts), facts.allows[step]));
  return steps.map((one) => (one.step === settled.step ? { ...one, verdict, decides: true } : one));
}

function written(step: StepName, verdict: Step["verdict"], statements: readonly number[]): Step {
  return { step, verdict, statements };
}

function saidBy(step: (typeof ORDER)[number], question: Question, { present, allows, mandatory }: Tally): Step["verdict"] {
  if (!present[step]) return "skip";
  if (allows[step].length > 0) return "allow";
  return step === "resource" && !mandatory && sameAccount(question) ? "silent" : "deny";
}
