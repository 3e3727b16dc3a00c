/** The policy simulator: what would be decided, by the evaluator that decides every request; and which condition keys policies ask for. */
import { questionOf } from "../../iam/ask.ts";
import { callerOf } from "../../iam/caller.ts";
import type { Caller, Context } from "../../iam/decision.ts";
import { aboutAll, tagsOfResource } from "../asks.ts";
import { iamError, type Noun, noSuch } from "../errors.ts";
import { type Holder, holderIfThere } from "../find.ts";
import type { ContextEntry, Input } from "../model/index.ts";
import { type IamQuestion, operation, type Scope, type Where } from "../operation.ts";
import { page } from "../paging.ts";
import { keysOfDocument, unique } from "./context-keys.ts";
import { type Case, evaluate } from "./evaluate.ts";
import { givenPolicies, policiesOfHolder, resourcePolicy, type Simulated } from "./policies.ts";

type Asked = Input<"SimulateCustomPolicy"> | Input<"SimulatePrincipalPolicy">;

const ENTITY = /^arn:aws:iam::(\d{12}):(user|group|role)\/(?:[!-~]*\/)?([\w+=,.@-]+)$/;

/** The user, group or role whose policies are simulated. */
function sourceOf(where: Where, arn: string): Holder {
  const [, account, noun, name] = ENTITY.exec(arn) ?? [];
  if (account === undefined || noun === undefined || name === undefined) {
    throw iamError("InvalidInput", `Invalid Entity Arn: ${arn} does not clearly define entity type and name.`);
  }
  const holder = holderIfThere({ ...where, account }, noun as Noun, name);
  if (holder?.row.arn !== arn) throw noSuch(noun as Noun, name);
  return holder;
}

function contextGiven(entries: readonly ContextEntry[] = []): Context {
  return Object.fromEntries(
    entries.map(({ ContextKeyName = "", ContextKeyValues = [], ContextKeyType = "string" }) => {
      const list = ContextKeyType.endsWith("List") || ContextKeyValues.length > 1;
      return [ContextKeyName, list ? [...ContextKeyValues] : (ContextKeyValues[0] ?? "")];
    }),
  );
}

/** Keys that follow from who asks and when; all others a simulation takes from its `ContextEntries` alone. */
const OF_CALLER = /^aws:(?:principal|user(?:id|name)$|currenttime$|epochtime$)/i;

function contextOf(scope: Scope, caller: Caller | undefined, given: Context): Context {
  if (!caller) return given;
  const asked = {
    caller,
    action: "",
    resource: "*",
    target: { kind: "none", account: caller.account },
    region: "us-east-1",
    now: scope.now,
  } as const;
  const known = Object.entries(questionOf(scope.world, asked).context).filter(([key]) => OF_CALLER.test(key));
  const low = new Set(Object.keys(given).map((key) => key.toLowerCase()));
  return { ...Object.fromEntries(known.filter(([key]) => !low.has(key.toLowerCase()))), ...given };
}

/** A caller for an ARN, in the world or not. */
function callerNamed({ world, account }: Where, arn: string): Caller {
  const [, ofAccount = account, kind = "user", name = ""] = ENTITY.exec(arn) ?? [];
  const known = kind === "group" ? undefined : callerOf(world, `${ofAccount}/${kind}/${name}`);
  if (known?.arn === arn) return known;
  return { arn, account: ofAccount, kind: kind === "role" ? "role" : "user", principalArn: arn, userId: "", principal: "" };
}

/** Account of a resource: the owner given, else the one in its ARN, else the caller's. */
function ownerOf(resource: string, owner: string | undefined, caller: Caller): string {
  const given = owner === undefined ? undefined : (/^arn:aws:iam::(\d{12}):/.exec(owner)?.[1] ?? owner);
  return given ?? (/^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(resource)?.[1] || caller.account);
}

function evaluated(input: Asked, caller: Caller, context: Context, policies: readonly Simulated[]) {
  const bad = input.ActionNames.find((name) => !/^[\w-]+:[\w*?-]+$/.test(name));
  if (bad !== undefined) throw iamError("InvalidInput", `Invalid Action Name: ${bad}`); // (unverified)
  const resources = input.ResourceArns?.length ? input.ResourceArns : ["*"];
  const cases = input.ActionNames.flatMap((action) =>
    resources.map((resource): Case => {
      const resourceAccount = ownerOf(resource, input.ResourceOwner, caller);
      return { action, resource, resourceAccount, caller, context, policies: [...policies, ...resourcePolicy(input.ResourcePolicy, action)] };
    }),
  );
  const { entries, rest } = page("simulation", cases, input);
  return { EvaluationResults: entries.map(evaluate), ...rest };
}

const simulateCustomPolicy = operation("SimulateCustomPolicy", aboutAll, (input, scope) => {
  if (input.ResourcePolicy !== undefined && input.CallerArn === undefined) {
    throw iamError("InvalidInput", "CallerArn must be provided when ResourcePolicy is provided."); // (unverified)
  }
  const named = input.CallerArn === undefined ? undefined : callerNamed(scope, input.CallerArn);
  const caller = named ?? callerNamed(scope, `arn:aws:iam::${scope.account}:user/simulated`);
  const policies = [
    ...givenPolicies("PolicyInputList", input.PolicyInputList),
    ...givenPolicies("PermissionsBoundaryPolicyInputList", input.PermissionsBoundaryPolicyInputList),
  ];
  return evaluated(input, caller, contextOf(scope, named, contextGiven(input.ContextEntries)), policies);
});

function aboutSource({ world }: Where, arn: string): IamQuestion[] {
  const row = [...world.principals.values()].find((one) => one.arn === arn);
  return [{ resource: arn, more: row ? tagsOfResource(row.tags) : {} }];
}

const simulatePrincipalPolicy = operation(
  "SimulatePrincipalPolicy",
  ({ PolicySourceArn }, where) => aboutSource(where, PolicySourceArn),
  (input, scope) => {
    const { PolicySourceArn, CallerArn, PermissionsBoundaryPolicyInputList, PolicyExclusionList } = input;
    const holder = sourceOf(scope, PolicySourceArn);
    if (CallerArn === undefined && input.ResourcePolicy !== undefined && holder.kind !== "user") {
      throw iamError("InvalidInput", "CallerArn must be provided when ResourcePolicy is provided."); // (unverified)
    }
    const named = CallerArn !== undefined ? callerNamed(scope, CallerArn) : holder.kind === "group" ? undefined : callerNamed(scope, PolicySourceArn);
    const caller = named ?? callerNamed(scope, `arn:aws:iam::${scope.account}:user/simulated`);
    const source = holder.kind === "group" ? caller : callerNamed(scope, PolicySourceArn);
    const own = policiesOfHolder(scope, holder, source, PolicyExclusionList).filter(
      // A boundary that is given stands for the one that is set.
      ({ applied }) => applied.source !== "boundary" || !PermissionsBoundaryPolicyInputList?.length,
    );
    const policies = [
      ...own,
      ...givenPolicies("PolicyInputList", input.PolicyInputList),
      ...givenPolicies("PermissionsBoundaryPolicyInputList", PermissionsBoundaryPolicyInputList),
    ];
    return evaluated(input, caller, contextOf(scope, named, contextGiven(input.ContextEntries)), policies);
  },
);

const getContextKeysForCustomPolicy = operation("GetContextKeysForCustomPolicy", aboutAll, ({ PolicyInputList }) => ({
  ContextKeyNames: unique(givenPolicies("PolicyInputList", PolicyInputList).flatMap(({ applied }) => keysOfDocument(applied.document))),
}));

const getContextKeysForPrincipalPolicy = operation(
  "GetContextKeysForPrincipalPolicy",
  ({ PolicySourceArn }, where) => aboutSource(where, PolicySourceArn),
  ({ PolicySourceArn, PolicyInputList }, scope) => {
    const holder = sourceOf(scope, PolicySourceArn);
    const own = policiesOfHolder(scope, holder, callerNamed(scope, PolicySourceArn)).filter(({ applied }) => applied.source === "identity");
    const all = [...own, ...givenPolicies("PolicyInputList", PolicyInputList)];
    return { ContextKeyNames: unique(all.flatMap(({ applied }) => keysOfDocument(applied.document))) };
  },
);

export const SIMULATION = [simulateCustomPolicy, simulatePrincipalPolicy, getContextKeysForCustomPolicy, getContextKeysForPrincipalPolicy];
