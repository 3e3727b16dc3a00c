/** Which single statement would turn a verdict: each is tried on a copy of the policies, and only what turns it is told. */
import type { PolicyDocument } from "../../world/tables.ts";
import { decide } from "../decide.ts";
import type { AppliedPolicy, Decision, PolicySource, Question } from "../decision.ts";
import { statementsOf } from "../matching/statement.ts";
import type { Flip } from "./explanation.ts";
import { actionName, callerName, policyName, statementName } from "./names.ts";

type Removal = Extract<Flip, { kind: "remove" }>;
type Addition = Extract<Flip, { kind: "add" }>;

/** The decision as it would be with the change made. */
export function applyFlip(decision: Decision, flip: Flip): Decision {
  const policies = flip.kind === "remove" ? without(decision, flip.statement) : withStatement(decision.policies, flip);
  return decide(decision.question, policies);
}

/** Removals in the order of the statements, then additions in the order in which one would think of them. */
export function flipsOf(decision: Decision): readonly Flip[] {
  const turns = (flip: Flip) => applyFlip(decision, flip).verdict !== decision.verdict;
  const additions = decision.verdict === "deny" && decision.reason !== "explicit-deny" ? additionsTo(decision) : [];
  return [...removalsFrom(decision).filter(turns), ...onePerPlace(additions.filter(turns))];
}

function without({ policies, statements }: Decision, place: number): readonly AppliedPolicy[] {
  const gone = statements[place];
  return policies.map((policy, at) => {
    if (at !== gone?.of) return policy;
    return { ...policy, document: { ...policy.document, Statement: statementsOf(policy.document).filter((_, index) => index !== gone.index) } };
  });
}

/** Nobody can detach it (Organizations User Guide, "RCP evaluation"). */
const FIXED = "RCPFullAWSAccess";

/** A statement that is silent turns nothing when it goes. */
function removalsFrom({ question, policies, statements, verdict }: Decision): Removal[] {
  const who = callerName(question);
  const can = `${who} ${verdict === "deny" ? "could" : "could not"} do ${actionName(question.action)}`;
  return statements.flatMap((trace, statement): Removal[] => {
    const policy = policies[trace.of];
    if (trace.outcome === "silent" || !policy || policy.name === FIXED) return [];
    return [{ kind: "remove", statement, sentence: `Without ${statementName(trace)} of ${policyName(policy)}, ${can}.` }];
  });
}

function withStatement(policies: readonly AppliedPolicy[], { source, policy: name, statement }: Addition): readonly AppliedPolicy[] {
  const at = policies.findIndex((policy) => policy.source === source && policy.name === name);
  if (at < 0) return [...policies, { source, name, document: { Version: "2012-10-17", Statement: [statement] } }];
  return policies.map((policy, index) => {
    if (index !== at) return policy;
    return { ...policy, document: { ...policy.document, Statement: [...statementsOf(policy.document), statement] } };
  });
}

/** Two ways of naming the caller in one policy: the first that works is enough. */
function onePerPlace(additions: readonly Addition[]): readonly Addition[] {
  return additions.filter((one, at) => additions.findIndex(({ source, policy }) => source === one.source && policy === one.policy) === at);
}

/** AWS's own policies cannot be edited, and a group's would speak to the whole group. */
function editable({ arn, via }: AppliedPolicy): boolean {
  return via?.kind !== "group" && !arn?.startsWith("arn:aws:iam::aws:") && !arn?.startsWith("arn:aws:organizations::aws:");
}

function additionsTo(decision: Decision): Addition[] {
  const { question, policies } = decision;
  const own = ofCaller(question, policies);
  const limits = (["boundary", "session", "scp"] as const).flatMap((source) => raised(question, policies, source));
  return [...limits, ...own, ...ofResource(question, policies)];
}

function allowed({ action, resource }: Question): PolicyDocument {
  return { Effect: "Allow", Action: action, Resource: resource };
}

function ofCaller(question: Question, policies: readonly AppliedPolicy[]): Addition[] {
  const { caller, action, resourceAccount } = question;
  if (caller.kind === "service" || caller.kind === "web-identity" || caller.kind === "root") return [];
  const found = policies.find((policy) => policy.source === "identity" && editable(policy));
  const abroad = caller.account === resourceAccount ? "" : ` in account ${caller.account}`;
  const where = found ? `${policyName(found)}${abroad}` : `an identity policy of ${callerName(question)}`;
  const sentence = `An Allow for ${action} in ${where} would let it through.`;
  return [{ kind: "add", source: "identity", policy: found?.name ?? "new policy", statement: allowed(question), sentence }];
}

/** A limit can only be widened where there is one. */
function raised(question: Question, policies: readonly AppliedPolicy[], source: "boundary" | "session" | "scp"): Addition[] {
  const all = policies.filter((policy) => policy.source === source);
  const found = all.find(editable) ?? all[0];
  if (!found) return [];
  const where = editable(found)
    ? policyName(found)
    : `a ${source === "boundary" ? "permissions boundary" : "policy"} in place of ${found.name}, which AWS owns,`;
  return [
    {
      kind: "add",
      source,
      policy: found.name,
      statement: allowed(question),
      sentence: `An Allow for ${question.action} in ${where} would let it through.`,
    },
  ];
}

/** How a resource's policy names the caller: as widely as its kind allows, then exactly as who it is now. */
function principalsFor({ caller }: Question): readonly PolicyDocument[] {
  if (caller.kind === "service") return [{ Service: caller.arn }];
  if (caller.kind === "web-identity") return [{ Federated: caller.arn }];
  return [...new Set([caller.principalArn, caller.arn])].map((AWS) => ({ AWS }));
}

/** A repository's policy cannot speak about making the repository. */
const BEFORE_THE_REPOSITORY: ReadonlySet<string> = new Set(["ecr:createrepository"]);

interface Place {
  readonly source: PolicySource;
  readonly name: string;
  readonly resource?: string;
}

function placesOf({ action, resource }: Question, policies: readonly AppliedPolicy[]): Place[] {
  const places: Place[] = [];
  const there = (source: PolicySource) => policies.find((policy) => policy.source === source)?.name;
  const repository = /^arn:aws:ecr:[^:]*:\d{12}:repository\/([^*]+)$/.exec(resource)?.[1];
  if (repository !== undefined && !BEFORE_THE_REPOSITORY.has(action.toLowerCase())) {
    places.push({ source: "resource", name: there("resource") ?? `policy of repository ${repository}` });
  }
  const registry = there("registry");
  if (repository !== undefined && registry !== undefined) places.push({ source: "registry", name: registry, resource });
  const trust = there("trust");
  if (trust !== undefined) places.push({ source: "trust", name: trust });
  const key = there("key");
  if (key !== undefined) places.push({ source: "key", name: key, resource: "*" });
  return places;
}

function ofResource(question: Question, policies: readonly AppliedPolicy[]): Addition[] {
  const { action, caller } = question;
  return placesOf(question, policies).flatMap(({ source, name, resource }) =>
    principalsFor(question).map((Principal): Addition => {
      const session = caller.arn !== caller.principalArn && Principal.AWS === caller.arn;
      const named = session ? `this session of ${callerName(question)}` : callerName(question);
      return {
        kind: "add",
        source,
        policy: name,
        statement: { Effect: "Allow", Principal, Action: action, ...(resource === undefined ? {} : { Resource: resource }) },
        sentence: `An Allow for ${named} to do ${action} in ${policyName({ source, name })} would let it through.`,
      };
    }),
  );
}
