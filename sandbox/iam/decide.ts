/** May this principal do that? The decision order of the IAM User Guide, "Policy evaluation logic", with every reason kept. */
import type { AppliedPolicy, Decision, PolicySource, Question } from "./decision.ts";
import { type Judged, judgePolicy } from "./matching/statement.ts";

const PLACE: Readonly<Record<PolicySource, string>> = {
  identity: "an identity-based policy",
  resource: "a resource-based policy",
  registry: "a resource-based policy",
  boundary: "a permissions boundary",
  session: "a session policy",
  scp: "a service control policy",
  rcp: "a resource control policy",
};

function refusal({ caller, action, resource }: Question, reason: string): string {
  return `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource} ${reason}`;
}

function silence(question: Question, source: "identity-based policy" | "resource-based policy" | "permissions boundary"): string {
  return refusal(question, `because no ${source} allows the ${question.action} action`);
}

/** Decides from the policies given; which policies take part is `policiesFor`'s matter. */
export function decide(question: Question, policies: readonly AppliedPolicy[]): Decision {
  const judged = policies.flatMap((policy) => judgePolicy(policy, question));
  const statements = judged.map(({ trace }) => trace);
  const base = { question, statements };
  const find = (test: (one: Judged) => boolean) => judged.findIndex(test);
  const { caller } = question;
  const sameAccount = caller.account === question.resourceAccount;

  const denying = find(({ trace }) => trace.outcome === "deny");
  const denial = statements[denying];
  if (denial) {
    return {
      ...base,
      verdict: "deny",
      reason: "explicit-deny",
      decidedBy: denying,
      message: refusal(question, `with an explicit deny in ${PLACE[denial.source]}`),
    };
  }

  const ofResource = ({ trace }: Judged) => (trace.source === "resource" || trace.source === "registry") && trace.outcome === "allow";
  const identity = find(({ trace }) => trace.source === "identity" && trace.outcome === "allow");
  const resource = find((one) => ofResource(one) && (!sameAccount || one.naming === "direct"));
  const allows = (source: PolicySource) => find(({ trace }) => trace.source === source && trace.outcome === "allow") >= 0;
  const bounded = policies.some(({ source }) => source === "boundary") && !allows("boundary");

  if (caller.kind === "root" && sameAccount) return { ...base, verdict: "allow", reason: "root" };
  // A grant to a user by name is not limited by the user's boundary; one to a role is.
  if (sameAccount && resource >= 0 && (caller.kind === "user" || !bounded)) {
    return { ...base, verdict: "allow", reason: "resource-allow", decidedBy: resource };
  }
  // Of another account only its root user needs no identity policy.
  if (identity < 0 && caller.kind !== "root") {
    return { ...base, verdict: "deny", reason: "implicit-deny-identity", message: silence(question, "identity-based policy") };
  }
  if (bounded) return { ...base, verdict: "deny", reason: "implicit-deny-boundary", message: silence(question, "permissions boundary") };
  if (sameAccount) return { ...base, verdict: "allow", reason: "identity-allow", decidedBy: identity };
  if (resource < 0) return { ...base, verdict: "deny", reason: "implicit-deny-resource", message: silence(question, "resource-based policy") };
  return { ...base, verdict: "allow", reason: "both-allow", decidedBy: resource };
}
