/** The one line and the reason under it. */
import type { AppliedPolicy, Decision, StatementTrace } from "../decision.ts";
import { actionName, callerName, capital, listed, policyName, resourceName, statementName } from "./names.ts";

/** `A Deny in the policy of repository web stopped PutImage`. */
export function headlineOf(decision: Decision): string {
  const { question, reason, policies, statements, decidedBy } = decision;
  const what = actionName(question.action);
  const who = callerName(question);
  const trace = decidedBy === undefined ? undefined : statements[decidedBy];
  const decider = trace && policies[trace.of];
  const named = (source: AppliedPolicy["source"]) => policyName(policies.find((one) => one.source === source) ?? { source, name: "" }).trim();
  switch (reason) {
    case "root":
      return "The root user may do everything in its own account";
    case "always-allowed":
      return `${what} needs no permission`;
    case "explicit-deny":
      return `A Deny in ${decider ? policyName(decider) : "a policy"} stopped ${what}`;
    case "identity-allow":
    case "resource-allow":
      return `${capital(decider ? policyName(decider) : "a policy")} lets ${who} do ${what}`;
    case "both-allow":
      return `Both accounts let ${who} do ${what}`;
    case "implicit-deny-identity":
      return abroad(decision) ? `Nothing in its own account lets ${who} do ${what}` : `Nothing lets ${who} do ${what}`;
    case "implicit-deny-resource":
      return resourceSilent(decision, who, what);
    case "implicit-deny-boundary":
      return `${capital(named("boundary"))} does not let ${what} through`;
    case "implicit-deny-session":
      return `${capital(named("session"))} does not let ${what} through`;
    case "implicit-deny-scp":
      return `No service control policy lets ${what} through`;
    case "implicit-deny-rcp":
      return `No resource control policy lets ${what} through`;
  }
}

function abroad({ question }: Decision): boolean {
  return question.caller.account !== question.resourceAccount;
}

function resourceSilent({ policies, question }: Decision, who: string, what: string): string {
  const own = policies.find(({ source }) => source === "trust" || source === "key" || source === "resource");
  if (own) return `${capital(policyName(own))} does not let ${who} do ${what}`;
  const registry = policies.find(({ source }) => source === "registry");
  if (registry) return `${capital(policyName(registry))} does not let ${who} do ${what}`;
  return question.resource === "*"
    ? `Account ${question.resourceAccount} does not let ${who} do ${what}`
    : `No policy of ${resourceName(question.resource)} lets ${who} do ${what}`;
}

/** One or two sentences. */
export function whyOf(decision: Decision): string {
  const { reason, question, decidedBy, statements } = decision;
  const trace = decidedBy === undefined ? undefined : statements[decidedBy];
  switch (reason) {
    case "root":
      return "No policy of the account limits it: only a Deny or a limit of the organization could.";
    case "always-allowed":
      return "It tells who is asking, and AWS asks no policy for that, not even one that denies.";
    case "explicit-deny":
      return `${trace ? `${capital(statementName(trace))} matches this request. ` : ""}${overridden(decision)}`;
    case "identity-allow":
      return `${trace ? capital(statementName(trace)) : "A statement"} matches, and no Deny does. In one account an Allow on one side is enough.`;
    case "resource-allow":
      return `${trace ? capital(statementName(trace)) : "A statement"} names ${named(trace, decision)}, and no Deny matches. Here that is enough by itself.`;
    case "both-allow":
      return `${capital(callerSide(decision))} allows it, and so does ${resourceSide(decision)}. From another account both are needed.`;
    case "implicit-deny-identity":
      return identitySilent(decision);
    case "implicit-deny-resource":
      return resourceWhy(decision);
    case "implicit-deny-boundary":
      return `${granted(decision)}. A boundary grants nothing, and what it does not list stays denied.`;
    case "implicit-deny-session":
      return `${granted(decision)}. A session gets only what its policies list too.`;
    case "implicit-deny-scp":
      return `What no SCP of account ${question.caller.account} lists is denied there to everybody, whatever other policies say.`;
    case "implicit-deny-rcp":
      return `What no RCP lists is denied on the resources of account ${question.resourceAccount}, whatever other policies say.`;
  }
}

/** What the Deny overrides, if anything allows. */
function overridden(decision: Decision): string {
  const allowing = policiesThatAllow(decision, ["identity", "resource"]);
  if (decision.question.caller.kind === "root") return "A Deny binds the root user too.";
  if (allowing.length === 0) return "A Deny wins over every Allow. Here nothing allows it either.";
  const [first = ""] = allowing;
  const others = allowing.length === 1 ? `${capital(first)} allows it` : `${capital(listed(allowing))} allow it`;
  return `${others}, but an Allow elsewhere cannot override a Deny.`;
}

/** `policy CiPush`, of the steps that grant. */
function policiesThatAllow({ steps, statements, policies }: Decision, wanted: readonly ("identity" | "resource")[]): string[] {
  const places = steps.filter(({ step }) => wanted.some((one) => one === step)).flatMap((step) => step.statements);
  const found = places.flatMap((place) => policies[statements[place]?.of ?? -1] ?? []);
  return [...new Set(found.map(policyName))];
}

function named(trace: StatementTrace | undefined, { question }: Decision): string {
  return trace?.matched?.Principal === "*" ? "everyone" : callerName(question);
}

function callerSide(decision: Decision): string {
  const [policy] = policiesThatAllow(decision, ["identity"]);
  return policy ?? "the root user's own account";
}

function resourceSide({ decidedBy, statements, policies }: Decision): string {
  const trace = decidedBy === undefined ? undefined : statements[decidedBy];
  const policy = trace && policies[trace.of];
  return policy ? policyName(policy) : "the resource";
}

/** The part that somebody does allow, before what holds it back. */
function granted(decision: Decision): string {
  const allowing = policiesThatAllow(decision, ["identity", "resource"]);
  if (allowing.length === 0) return "Nothing else allows it either";
  return `${capital(listed(allowing))} ${allowing.length === 1 ? "allows" : "allow"} it`;
}

function identitySilent(decision: Decision): string {
  const { question, policies } = decision;
  const own = policies.filter(({ source }) => source === "identity");
  const who = callerName(question);
  const found =
    own.length === 0
      ? `No identity policy is attached to ${who}`
      : `${capital(listed(own.slice(0, 3).map(policyName)))}${own.length > 3 ? ` and ${own.length - 3} more` : ""} ${own.length === 1 ? "does" : "do"} not allow it`;
  if (!abroad(decision)) return `${found}. What nobody allows is denied.`;
  const other = policiesThatAllow(decision, ["resource"])[0];
  return `${other ? `${capital(other)} allows it, and ${found.charAt(0).toLowerCase()}${found.slice(1)}` : found}. From another account both sides must allow.`;
}

function resourceWhy(decision: Decision): string {
  const { kind } = decision.question.caller;
  const has = (wanted: AppliedPolicy["source"]) => decision.policies.some(({ source }) => source === wanted);
  if (kind === "service") return "A service has no policies of its own: only the policy of the resource can let it in.";
  if (kind === "web-identity") return "Whoever bears a token has no policies yet: only the role's trust policy can let it in.";
  if (has("trust")) return "Who may take a role is said by its trust policy alone. An identity policy is not enough.";
  if (has("key")) return "A key's own policy must allow, or hand over to the account. An identity policy is not enough.";
  const [own] = policiesThatAllow(decision, ["identity"]);
  if (own === undefined) return "From another account both sides must allow, and neither does.";
  return `${capital(own)} allows it on the caller's side. From another account both sides must allow, and this side is silent.`;
}
