/** The targets of a rule (API_PutTargets, API_Target). A target that is no log group is kept, and reaches nothing: see docs/fidelity.md. */
import { readPath } from "../bus/target-input.ts";
import type { JsonOperation } from "../http/json/service.ts";
import type { Values } from "../http/json/values.ts";
import { regionalKey } from "../world/keys.ts";
import type { EventTarget } from "../world/tables.ts";
import { eventErrors } from "./errors.ts";
import { foundRule, page } from "./rules.ts";

/** Targets that a rule may have (quotas of EventBridge). */
const MOST = 5;

/** Service and what follows: every ARN has six parts, with Region and account where the service has them. */
const ARN = /^arn:aws[a-z-]*:[a-z0-9-]+:([a-z0-9-]*):(\d{12}|):.+$/;

interface Given {
  readonly Id: string;
  readonly Arn: string;
  readonly RoleArn?: string;
  readonly Input?: string;
  readonly InputPath?: string;
  readonly InputTransformer?: unknown;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Throws for a target that cannot be. */
function checkTarget({ Id, Arn, Input, InputPath, InputTransformer }: Given, region: string): void {
  const [whole, home] = ARN.exec(Arn) ?? [];
  if (whole === undefined) throw eventErrors.invalid(`Parameter ${Arn} is not valid. Reason: Provided Arn is not in correct format.`);
  if (home !== "" && home !== region && !Arn.includes(":event-bus/"))
    throw eventErrors.invalid(`Parameter ${Arn} is not valid. Reason: Provided Arn is not in the same region as the rule.`); // (unverified)
  if (InputTransformer !== undefined) throw eventErrors.lacks("InputTransformer; Input and InputPath are there");
  if (Input !== undefined && InputPath !== undefined)
    throw eventErrors.invalid(`Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`); // (unverified)
  if (Input !== undefined && !isJson(Input)) throw eventErrors.invalid(`JSON syntax error in input for target ${Id}.`); // (unverified)
  if (InputPath !== undefined && !readPath(InputPath)) throw eventErrors.invalid(`Invalid InputPath for target ${Id}.`); // (unverified)
}

function targetOf({ Id, Arn, RoleArn, Input, InputPath }: Given): EventTarget {
  return {
    id: Id,
    arn: Arn,
    ...(RoleArn === undefined ? {} : { roleArn: RoleArn }),
    ...(Input === undefined ? {} : { input: Input }),
    ...(InputPath === undefined ? {} : { inputPath: InputPath }),
  };
}

/** A target of an id that is there takes its place. */
export const putTargets: JsonOperation = (input, scope) => {
  const rule = foundRule(scope, input, input.Rule);
  const given = input.Targets as readonly Given[];
  for (const target of given) checkTarget(target, rule.region);
  const targets = new Map(rule.targets.map((target) => [target.id, target]));
  for (const target of given) targets.set(target.Id, targetOf(target));
  if (targets.size > MOST) throw eventErrors.tooManyTargets();
  scope.tx.set("eventRules", regionalKey(rule, rule.name), { ...rule, targets: [...targets.values()] });
  return { FailedEntryCount: 0, FailedEntries: [] };
};

/** An id that is not there is no failure. (unverified) */
export const removeTargets: JsonOperation = (input, scope) => {
  const rule = foundRule(scope, input, input.Rule);
  const ids = input.Ids as readonly string[];
  scope.tx.set("eventRules", regionalKey(rule, rule.name), { ...rule, targets: rule.targets.filter(({ id }) => !ids.includes(id)) });
  return { FailedEntryCount: 0, FailedEntries: [] };
};

function described({ id, arn, roleArn, input, inputPath }: EventTarget): Values {
  return Object.fromEntries(
    Object.entries({ Id: id, Arn: arn, RoleArn: roleArn, Input: input, InputPath: inputPath }).filter(([, value]) => value !== undefined),
  );
}

export const listTargetsByRule: JsonOperation = (input, scope) => {
  const { targets } = foundRule(scope, input, input.Rule);
  const { shown, next } = page(targets, input, ({ id }) => id);
  return { Targets: shown.map(described), NextToken: next };
};
