/** The steps of a decision in words: what each one looks at, and what was found there. */
import type { AppliedPolicy, Decision, PolicySource, StatementTrace, Step, StepName } from "../decision.ts";
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

/** `repository policy`, `SCP GuardRails`, `CiPush`. */
function place({ source, policy }: Pick<StatementTrace, "source" | "policy">): string {
  if (source === "resource" || source === "registry" || source === "trust" || source === "key") return SHORT[source] ?? policy;
  return SHORT[source] ? `${SHORT[source]} ${policy}` : policy;
}

function granted(trace: StatementTrace, several: boolean, decision: Decision): string {
  if (trace.source === "scp" || trace.source === "rcp") return place(trace);
  const statement = statementName(trace);
  const whole = handedOver(trace, decision) ? ", which names the account and leaves the rest to its identity policies" : "";
  const ofOne = trace.source === "resource" || trace.source === "registry" || trace.source === "trust" || trace.source === "key";
  return `${ofOne && !several ? statement : `${place(trace)}, ${statement}`}${whole}`;
}

/** In its own account a grant to the account is none by itself. */
function handedOver({ matched }: StatementTrace, { question }: Decision): boolean {
  const { account, kind } = question.caller;
  if (account !== question.resourceAccount || kind === "root") return false;
  return matched?.Principal === account || matched?.Principal === `arn:aws:iam::${account}:root`;
}

/** There are policies, and none of them allows. */
function silence(applied: readonly AppliedPolicy[], decision: Decision): string {
  const traces = decision.statements.filter(({ of }) => applied.some((policy) => policy === decision.policies[of]));
  const speaking = traces.filter(({ outcome }) => outcome !== "deny");
  const [only] = speaking;
  const names = listed(applied.map((policy) => place({ source: policy.source, policy: policy.name })));
  if (traces.length === 0) return `${names} says nothing`;
  if (!only) return `${names} only denies`;
  if (speaking.length === 1) return missedBy(only, applied.length, decision);
  const closest = speaking.filter(({ missed }) => missed !== "Action" && missed !== "Principal")[0];
  if (closest) return missedBy(closest, applied.length, decision);
  const verb = applied.length === 1 ? "does" : "do";
  return `${names} ${verb} not ${speaking.every(({ missed }) => missed === "Principal") ? `name ${callerName(decision.question)}` : `list ${actionName(decision.question.action)}`}`;
}

/** `TeamPull does not list PutImage`. */
function missedBy(trace: StatementTrace, policies: number, { question }: Decision): string {
  const owner = place(trace);
  const subject =
    trace.sid ?? (policies === 1 && trace.source === "resource" ? `statement ${trace.index + 1}` : `${owner}, statement ${trace.index + 1}`);
  switch (trace.missed) {
    case "Principal":
      return `${subject} does not name ${callerName(question)}`;
    case "Action":
      return `${subject} does not list ${actionName(question.action)}`;
    case "Resource":
      return `${subject} does not cover ${resourceName(question.resource)}`;
    case "Condition":
      return `${subject} has a condition that does not hold${conditionFact(trace, question.resourceAccount)}`;
    default:
      return `${subject} does not apply`;
  }
}

/** `: aws:SourceVpce is missing`. */
export function conditionFact({ condition }: StatementTrace, home: string): string {
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
      return "the resource's account has none";
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
