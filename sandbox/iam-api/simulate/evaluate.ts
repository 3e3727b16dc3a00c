/** A simulation: the evaluator asked about each action and resource, its decision written as IAM's simulator writes it. */
import { decide } from "../../iam/decide.ts";
import type { Caller, Context, Decision, PolicySource } from "../../iam/decision.ts";
import type { EvaluationResult, PolicyEvaluationDecisionType, PolicySourceType, Statement } from "../model/index.ts";
import { keysOfStatement, statementsOf, unique } from "./context-keys.ts";
import { type Simulated, SOURCE_TYPE } from "./policies.ts";
import { statementPositions } from "./positions.ts";

export interface Case {
  readonly action: string;
  readonly resource: string;
  readonly resourceAccount: string;
  readonly caller: Caller;
  readonly context: Context;
  readonly policies: readonly Simulated[];
}

const DECIDES: ReadonlySet<PolicySource> = new Set(["identity", "resource", "trust", "key", "session"]);

/** For a refusal by a Deny only what denies; for an Allow what allows. */
function matchedStatements({ reason, verdict, statements }: Decision, policies: readonly Simulated[]): Statement[] {
  const outcome = reason === "explicit-deny" ? "deny" : verdict === "allow" ? "allow" : undefined;
  return statements.flatMap((trace) => {
    const policy = policies[trace.of];
    if (!policy || trace.outcome !== outcome || (outcome === "allow" && !DECIDES.has(trace.source))) return [];
    return [
      {
        SourcePolicyId: policy.id,
        SourcePolicyType: SOURCE_TYPE[trace.source] as PolicySourceType,
        ...statementPositions(policy.text, trace.index),
      },
    ];
  });
}

/** Keys that statements asked for once everything before their condition had matched, and that nobody gave. */
function missingKeys({ statements }: Decision, { policies, context }: Case): string[] {
  const given = new Set(Object.keys(context).map((key) => key.toLowerCase()));
  const asked = statements.flatMap((trace) => {
    const document = policies[trace.of]?.applied.document;
    const statement = document && statementsOf(document)[trace.index];
    if (!document || !statement || (trace.missed !== undefined && trace.missed !== "Condition" && trace.missed !== "Resource")) return [];
    return keysOfStatement(statement, document.Version);
  });
  return unique(asked).filter((key) => !given.has(key.toLowerCase()));
}

function decisionOf({ verdict, reason }: Decision): PolicyEvaluationDecisionType {
  if (verdict === "allow") return "allowed";
  return reason === "explicit-deny" ? "explicitDeny" : "implicitDeny";
}

/** Whether every policy of a kind together lets the request through; undefined where none takes part. */
function letThrough({ policies, statements }: Decision, source: PolicySource): boolean | undefined {
  if (!policies.some((policy) => policy.source === source)) return undefined;
  const outcomes = statements.filter((trace) => trace.source === source).map(({ outcome }) => outcome);
  return outcomes.includes("allow") && !outcomes.includes("deny");
}

/** Across accounts, what each side says. (unverified) */
function acrossAccounts(decision: Decision): Record<string, PolicyEvaluationDecisionType> {
  const { resourceAccount, caller } = decision.question;
  if (resourceAccount === caller.account) return {};
  const said = (sources: readonly PolicySource[]): PolicyEvaluationDecisionType => {
    const outcomes = decision.statements.filter(({ source }) => sources.includes(source)).map(({ outcome }) => outcome);
    if (outcomes.includes("deny")) return "explicitDeny";
    return outcomes.includes("allow") ? "allowed" : "implicitDeny";
  };
  return { "IAM Policy": said(["identity"]), "Resource Policy": said(["resource", "trust", "key"]) };
}

export function evaluate(one: Case): EvaluationResult {
  const { action, resource, resourceAccount, caller, context, policies } = one;
  const decision = decide(
    { caller, action, resource, resourceAccount, context },
    policies.map(({ applied }) => applied),
  );
  const verdict = decisionOf(decision);
  const matched = matchedStatements(decision, policies);
  const missing = missingKeys(decision, one);
  const bounded = letThrough(decision, "boundary");
  const organization = letThrough(decision, "scp");
  const boundary = bounded === undefined ? {} : { PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: bounded } };
  const head = { EvalActionName: action, EvalResourceName: resource, EvalDecision: verdict, MatchedStatements: matched };
  const tail = {
    ...(organization === undefined ? {} : { OrganizationsDecisionDetail: { AllowedByOrganizations: organization } }),
    ...boundary,
  };
  if (resource === "*") return { ...head, MissingContextValues: missing, ...tail };
  const details = acrossAccounts(decision);
  const specific = {
    EvalResourceName: resource,
    EvalResourceDecision: verdict,
    MatchedStatements: matched,
    MissingContextValues: missing,
    EvalDecisionDetails: details,
    ...boundary,
  };
  return { ...head, MissingContextValues: [], ...tail, EvalDecisionDetails: details, ResourceSpecificResults: [specific] };
}
