/** AWS's sentences for a refusal (IAM User Guide, "Troubleshoot access denied error messages"). */
import type { PolicySource, Question } from "./decision.ts";

/** How the sentence names the kind of policy that holds an explicit deny. */
const DENYING: Readonly<Record<PolicySource, string>> = {
  identity: "an identity-based policy",
  resource: "a resource-based policy",
  registry: "a resource-based policy",
  key: "a resource-based policy",
  trust: "the role trust policy",
  boundary: "a permissions boundary",
  session: "a session policy",
  scp: "a service control policy",
  rcp: "a resource control policy",
};

/** How it names the kind of policy in which an Allow is missing. */
const MISSING: Readonly<Record<PolicySource, string>> = {
  identity: "identity-based policy",
  resource: "resource-based policy",
  registry: "resource-based policy",
  key: "resource-based policy",
  trust: "role trust policy",
  boundary: "permissions boundary",
  session: "session policy",
  scp: "service control policy",
  rcp: "resource control policy", // (unverified)
};

function refusal({ caller, action, resource }: Question, reason: string): string {
  return `User: ${caller.arn} is not authorized to perform: ${action} on resource: ${resource} ${reason}`;
}

/** `User: … is not authorized to perform: … with an explicit deny in …`. */
export function deniedBy(question: Question, source: PolicySource): string {
  return refusal(question, `with an explicit deny in ${DENYING[source]}`);
}

/** `User: … is not authorized to perform: … because no … allows the … action`. */
export function allowedByNo(question: Question, source: PolicySource): string {
  return refusal(question, `because no ${MISSING[source]} allows the ${question.action} action`);
}
