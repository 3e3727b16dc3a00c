/** The steps of a decision in words: what each one looks at, and what was found there. */
import type { AppliedPolicy, Decision, PolicySource, StatementTrace, Step, StepName } from "../decision.ts";
import { isGrant } from "../key-grants.ts";
import { statementsOf } from "../matching/statement.ts";
import type { ExplainedStep } from "./explanation.ts";
import { actionName, arnName, callerName, listed, resourceName, statementName } from "./names.ts";

const SOURCES: Readonly<Record<Exclude<StepName, "explicit-deny">, readonly PolicySource[]>> = {
  rcp: ["rcp"],
  scp: ["scp"],
  resource: ["resource", "registry", "trust", "key"],
  identity: ["identity"],
  boundary: ["boundary"],
  session: ["session"],
};

export function explainSteps(decision: Decision): readonly ExplainedStep[] {
  return decision.steps.map((step) => ({
    step: step.step,
    title: titleOf(step.step, decision),
    verdict: step.verdict,
    decides: step.decides ?? false,
    found: foundAt(step, decision),
    statements: step.statements,
  }));
}

function titleOf(step: StepName, { policies, question }: Decision): string {
  switch (step) {
    case "explicit-deny":
      return "Any explicit Deny?";
    case "rcp":
      return "Organization limits on the resource";
    case "scp":
      return "Organization limits on the caller";
    case "resource": {
      if (policies.some(({ source }) => source === "trust")) return "Trust policy";
      if (policies.some(({ source, name }) => source === "key" && isGrant(name))) return "Key policy and grants";
      if (policies.some(({ source }) => source === "key") || question.resource.startsWith("arn:aws:kms:")) return "Key policy";
      const registry = policies.some(({ source }) => source === "registry");
      return registry ? "Repository and registry policy" : "Repository policy";
    }
    case "identity":
      return "Identity policies";
    case "boundary":
      return "Permissions boundary";
    case "session":
      return "Session policy";
  }
}

function foundAt(step: Step, decision: Decision): string {
  const { statements, policies, reason } = decision;
  if (reason === "always-allowed") return step.decides ? "no policy is asked" : "not asked";
  if (step.step === "explicit-deny") return denials(step, decision);
  const applied = policies.filter(({ source }) => SOURCES[step.step as keyof typeof SOURCES].includes(source));
  if (applied.length === 0) return absent(step.step, decision);
  const allowing = step.statements.flatMap((place) => statements[place] ?? []);
  if (allowing.length > 0) return listed([...new Set(allowing.map((trace) => granted(trace, applied.length > 1, decision)))]);
  if (step.decides && reason === "root") return "the root user needs none";
  return silence(applied, decision);
}

/** Denials of one policy together: `repository policy, statement OnlyReleasePushes`. */
function denials({ statements: places }: Step, { statements, policies }: Decision): string {
  const denying = places.flatMap((place) => statements[place] ?? []);
  if (denying.length > 0) return listed(denying.map((trace) => `${place(trace)}, ${statementName(trace)}`));
  const looked = policies.length;
  return looked === 0 ? "no policy takes part" : `none in ${looked === 1 ? "the one policy" : `${looked} policies`}`;
}

const SHORT: Readonly<Partial<Record<PolicySource, string>>> = {
  resource: "repository policy",
  registry: "registry policy",
  trust: "trust policy",
  key: "key policy",
  scp: "SCP",
  rcp: "RCP",
  boundary: "boundary",
};

/** Policies of which a resource has one. */
const OWN: ReadonlySet<PolicySource> = new Set(["resource", "registry", "trust", "key"]);

/** `repository policy`, `SCP GuardRails`, `CiPush`. */
function place({ source, policy }: Pick<StatementTrace, "source" | "policy">): string {
  if (source === "key" && isGrant(policy)) return policy;
  if (OWN.has(source)) return SHORT[source] ?? policy;
  return SHORT[source] ? `${SHORT[source]} ${policy}` : policy;
}

function granted(trace: StatementTrace, several: boolean, decision: Decision): string {
  if (trace.source === "scp" || trace.source === "rcp") return place(trace);
  const statement = statementName(trace);
  const whole = handedOver(trace, decision) ? ", which names the account and leaves the rest to its identity policies" : "";
  return `${OWN.has(trace.source) && !several ? statement : `${place(trace)}, ${statement}`}${whole}`;
}

/** In its own account a grant to the account is none by itself. */
function handedOver({ matched }: StatementTrace, { question }: Decision): boolean {
  const { account, kind } = question.caller;
  if (account !== question.resourceAccount || kind === "root") return false;
  return matched?.Principal === account || matched?.Principal === `arn:aws:iam::${account}:root`;
}

const PROGRESS: Readonly<Partial<Record<string, number>>> = { Principal: 0, Action: 1, Resource: 2, Condition: 3 };

/** There are policies, and none of them allows: the Allow statements that come closest, and what they lack. */
function silence(applied: readonly AppliedPolicy[], decision: Decision): string {
  const names = listed(applied.map((policy) => place({ source: policy.source, policy: policy.name })));
  const allowing = decision.statements.filter((trace) => isAllow(trace, applied, decision));
  if (allowing.length === 0) return `${names} ${applied.length === 1 ? "holds" : "hold"} no Allow`;
  const furthest = Math.max(...allowing.map(progress));
  const closest = allowing.length <= 2 ? allowing : allowing.filter((trace) => progress(trace) === furthest);
  const [first] = closest;
  if (!first) return "";
  const same = closest.every((trace) => trace.missed === first.missed);
  const subject = (trace: StatementTrace) => subjectOf(trace, applied.length > 1);
  if (!same) return listed(closest.map((trace) => `${subject(trace)} ${lack(trace, false, decision)}`));
  if (closest.length === 1 || closest.length > 3)
    return `${closest.length === 1 ? subject(first) : names} ${lack(first, closest.length > 1 && applied.length > 1, decision)}`;
  return `${listed(closest.map(subject))} ${lack(first, true, decision)}`;
}

function progress({ missed }: StatementTrace): number {
  return PROGRESS[missed ?? ""] ?? 0;
}

function isAllow({ of, index }: StatementTrace, applied: readonly AppliedPolicy[], { policies }: Decision): boolean {
  const policy = policies[of];
  return policy !== undefined && applied.includes(policy) && statementsOf(policy.document)[index]?.Effect === "Allow";
}

/** `TeamPull`, or `CiPush, statement 2`. */
function subjectOf(trace: StatementTrace, several: boolean): string {
  if (trace.sid !== undefined) return trace.sid;
  return several || !OWN.has(trace.source) ? `${place(trace)}, statement ${trace.index + 1}` : `statement ${trace.index + 1}`;
}

/** `does not list PutImage`. */
function lack(trace: StatementTrace, plural: boolean, { question }: Decision): string {
  const not = plural ? "do not" : "does not";
  switch (trace.missed) {
    case "Principal":
      return `${not} name ${callerName(question)}`;
    case "Action":
      return `${not} list ${actionName(question.action)}`;
    case "Resource":
      return `${not} cover ${resourceName(question.resource)}`;
    case "Condition":
      return `${plural ? "have conditions that do" : "has a condition that does"} not hold${plural ? "" : conditionFact(trace, question.resourceAccount)}`;
    default:
      return `${not} apply`;
  }
}

/** `: the request has no aws:SourceVpce`. */
function conditionFact({ condition }: StatementTrace, home: string): string {
  if (!condition) return "";
  const { key, actual } = condition;
  return actual === undefined || actual.length === 0
    ? `: the request has no ${key}`
    : `: ${key} is ${listed(actual.map((one) => arnName(one, home)))}`;
}

function absent(step: StepName, { question }: Decision): string {
  const who = callerName(question);
  const { kind, session } = question.caller;
  switch (step) {
    case "rcp":
      return question.resource === "*" ? "no resource to limit" : "the resource's account has none";
    case "scp":
      return kind === "service" || kind === "web-identity" ? `${who} is in no account` : "the caller's account has none";
    case "resource": {
      const name = resourceName(question.resource);
      return question.resource === "*" ? `${actionName(question.action)} has no resource with a policy` : `${name} has none`;
    }
    case "identity":
      return kind === "root"
        ? "the root user has none"
        : kind === "service" || kind === "web-identity"
          ? `${who} can have none`
          : `none attached to ${who}`;
    case "boundary":
      return kind === "service" || kind === "web-identity" ? `${who} can have none` : `none attached to ${who}`;
    default:
      return session === undefined ? "not a session" : kind === "role" ? "this role session has none" : "this session has none";
  }
}
