/** `Condition`: operators and keys that exist, that fit each other, and that the actions have. */
import { SOME_ACTIONS } from "../../data/global-keys.ts";
import type { KeyFacts } from "../../data/services.ts";
import { ALL_KEYS, actionsOf, conditionKey, issuerKey, keyStem, knownPrefix, nearest, serviceOf } from "../facts.ts";
import { knownOperator, OPERATORS, operatorParts, type ValueType } from "../grammar.ts";
import type { Report } from "../report.ts";
import type { ConditionEntry, DocumentView, Entry, StatementView } from "../view.ts";
import { checkValues } from "./values.ts";

export function checkConditions(view: DocumentView, report: Report): void {
  for (const statement of view.statements) {
    const seen = new Set<Entry["node"]>();
    for (const condition of statement.conditions) {
      const { operator } = condition;
      if (!knownOperator(operator.text)) {
        if (!seen.has(operator.node)) unknownOperator(operator, report);
        seen.add(operator.node);
        continue;
      }
      checkKey(condition, statement, view, report);
    }
  }
}

function unknownOperator(operator: Entry, report: Report): void {
  const { set, name, ifExists } = operatorParts(operator.text);
  const known = nearest(name, Object.keys(OPERATORS));
  const whole = known && `${set ? `${set}:` : ""}${known}${ifExists && known !== "Null" ? "IfExists" : ""}`;
  report.add({
    code: "INVALID_OPERATOR",
    severity: "error",
    message: `There is no condition operator ${operator.text}.`,
    why: whole ? `Did you mean ${whole}?` : "An operator is StringEquals, ArnLike, Bool and so on; keys stand inside it.",
    at: operator.node,
    fixes: whole ? [report.replace(operator.node, whole)] : [],
  });
}

function checkKey(condition: ConditionEntry, statement: StatementView, view: DocumentView, report: Report): void {
  const { key } = condition;
  const facts = conditionKey(key.text);
  if (!facts) {
    unknownKey(key, view, report);
    return;
  }
  if (keyStem(key.text).endsWith("/") && /\/(?:\$\{TagKey\}|tag-key)?$/.test(key.text)) {
    report.add({
      code: "MISSING_TAG_KEY",
      severity: "error",
      message: `${key.text} needs the name of a tag behind the slash.`,
      why: "Write aws:ResourceTag/team for the tag team.",
      at: key.node,
      fixes: (view.site?.tagKeys ?? [])
        .slice(0, 3)
        .map((tag) => report.replace(key.node, `${facts.name.slice(0, facts.name.indexOf("/") + 1)}${tag}`)),
    });
    return;
  }
  checkOfActions(key, facts, statement, view, report);
  checkType(condition, facts, report);
  checkSet(condition, facts, statement, report);
  checkValues(condition, facts, view, report);
}

function unknownKey(key: Entry, { site }: DocumentView, report: Report): void {
  const [prefix = ""] = key.text.split(":");
  // Of services that are not known by name nothing can be said.
  if (key.text.includes(":") && prefix !== "aws" && knownPrefix(prefix) && !serviceOf(prefix)) return;
  const tag = key.text.includes("/") ? key.text.slice(key.text.indexOf("/") + 1) : (site?.tagKeys[0] ?? "team");
  const names = ALL_KEYS.map(({ name }) => name.replace(/\$\{\w+\}/, tag));
  const meant = nearest(key.text, names);
  report.add({
    code: "INVALID_CONDITION_KEY",
    severity: "error",
    message: `There is no condition key ${key.text}.`,
    why: meant ? `Did you mean ${meant}?` : "No request has it, so the condition compares with nothing.",
    at: key.node,
    fixes: meant ? [report.replace(key.node, meant)] : [],
  });
}

/** A key that none of the statement's actions has. */
function checkOfActions(key: Entry, { name }: KeyFacts, { actions, notAction }: StatementView, { kind }: DocumentView, report: Report): void {
  const stem = keyStem(name);
  const everywhere = stem.startsWith("aws:") && !SOME_ACTIONS.has(stem);
  if (everywhere || notAction || actions.length === 0) return;
  if (issuerKey(key.text) && !stem.startsWith("aws:") && !stem.startsWith("ecr:") && !knownPrefix(stem.split(":")[0] ?? "")) {
    if (kind === "trust") return;
  } else {
    // An entry whose service is not known by name may have any key.
    if (actions.some(({ text }) => text === "*" || !serviceOf(text.split(":")[0] ?? ""))) return;
    if (actions.some(({ text }) => actionsOf(text).some(({ keys }) => keys.some((one) => keyStem(one) === stem)))) return;
    if (actions.every(({ text }) => actionsOf(text).length === 0)) return;
  }
  const [one] = actions;
  report.add({
    code: "CONDITION_KEY_NEVER_THERE",
    severity: "warning",
    message: `${actions.length === 1 ? one?.text : "None of these actions"} ${actions.length === 1 ? "never has" : "ever has"} the key ${key.text}.`,
    why: "A positive operator then never holds, and a negated one always does.",
    at: key.node,
  });
}

const REPLACEMENTS: Readonly<Record<ValueType, Readonly<Record<string, string>>>> = {
  String: {},
  Numeric: {},
  Date: {},
  Binary: {},
  Null: {},
  Bool: { StringEquals: "Bool", StringLike: "Bool", StringEqualsIgnoreCase: "Bool" },
  IpAddress: { StringEquals: "IpAddress", StringLike: "IpAddress", StringNotEquals: "NotIpAddress", StringNotLike: "NotIpAddress" },
  ARN: {},
};

const FIRST: { readonly [T in ValueType]?: string } = {
  String: "StringEquals",
  Numeric: "NumericEquals",
  Date: "DateLessThan",
  Bool: "Bool",
  IpAddress: "IpAddress",
  ARN: "ArnLike",
};

function negated(name: string): boolean {
  return /Not/.test(name);
}

function checkType({ operator, key }: ConditionEntry, { type }: KeyFacts, report: Report): void {
  const { set, name, ifExists } = operatorParts(operator.text);
  const wanted = OPERATORS[name];
  if (wanted === undefined || wanted === "Null" || wanted === type || (wanted === "String" && type === "ARN") || wanted === "Binary") return;
  // ARNs may stand in keys of type String, for instance those of an issuer.
  if (wanted === "ARN" && type === "String" && issuerKey(key.text)) return;
  const better = REPLACEMENTS[type][name] ?? (negated(name) && type === "String" ? "StringNotEquals" : FIRST[type]);
  const whole = better && `${set ? `${set}:` : ""}${better}${ifExists ? "IfExists" : ""}`;
  // As a text a boolean is compared as well; that is only unusual.
  const harmless = wanted === "String" && type === "Bool";
  report.add({
    code: "OPERATOR_TYPE_MISMATCH",
    severity: harmless ? "suggestion" : "error",
    message: `${key.text} is of type ${type}; ${name} compares ${wanted === "ARN" ? "ARNs" : `values of type ${wanted}`}.`,
    why: whole ? `Use ${whole}.` : "The two are never equal.",
    at: operator.node,
    fixes: whole && whole !== operator.text ? [report.changeOperator(operator.node, whole)] : [],
  });
}

/** Set operators are for keys of several values, and those are for set operators. */
function checkSet({ operator, key }: ConditionEntry, { many, type }: KeyFacts, { effect }: StatementView, report: Report): void {
  const { set, name, ifExists } = operatorParts(operator.text);
  if (set && !many) {
    const plain = `${name}${ifExists ? "IfExists" : ""}`;
    const open = set === "ForAllValues" && effect === "Allow";
    report.add({
      code: set === "ForAllValues" ? "FOR_ALL_VALUES_SINGLE" : "FOR_ANY_VALUE_SINGLE",
      severity: open ? "security" : "warning",
      message: `${key.text} has one value; ${set} is for keys with several.`,
      why: open ? "ForAllValues also holds when the key is missing, and so allows more than it seems." : `Use ${plain}.`,
      at: operator.node,
      fixes: [report.changeOperator(operator.node, plain)],
    });
  } else if (!set && many && name !== "Null" && type !== "Null") {
    report.add({
      code: "MISSING_SET_OPERATOR",
      severity: "warning",
      message: `${key.text} has several values.`,
      why: "Say whether one must match, ForAnyValue, or all must, ForAllValues.",
      at: operator.node,
      fixes: ["ForAnyValue", "ForAllValues"].map((one) => report.changeOperator(operator.node, `${one}:${operator.text}`)),
    });
  }
}
