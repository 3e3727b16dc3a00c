/** Grammar of one statement. */

import { nearest } from "../facts.ts";
import { EFFECTS, namesPrincipals, needsResource, PRINCIPAL_TYPES, STATEMENT_ELEMENTS } from "../grammar.ts";
import type { PolicyKind } from "../problem.ts";
import { headOf, type Report } from "../report.ts";
import { type Member, membersOf, type Node, valuesOf } from "../tree.ts";
import { checkNames, kindName, wrongType } from "./common.ts";

/** Elements of a statement: which must be there, which must not, and what form they have. */
export function checkStatement(node: Node, kind: PolicyKind, report: Report): void {
  const members = membersOf(node);
  const has = (name: string) => members.some((member) => member.name === name);
  checkNames(members, STATEMENT_ELEMENTS, "A statement", report);
  checkEffect(node, members, report);
  const pair = (name: string, missing?: { readonly message: string; readonly why: string; readonly add?: string }) => {
    if (has(name) && has(`Not${name}`)) {
      const second = members.find((member) => member.name === `Not${name}`) as Member;
      report.add({
        code: `${name.toUpperCase()}_AND_NOT_${name.toUpperCase()}`,
        severity: "error",
        message: `A statement has ${name} or Not${name}, not both.`,
        why: "Put the other one into a statement of its own.",
        at: second.key,
        fixes: [report.remove(second.node, `Remove Not${name}`)],
      });
    } else if (!has(name) && !has(`Not${name}`) && missing) {
      const { message, why, add } = missing;
      const fixes = add === undefined ? [] : [report.insert(node, add, `Add ${add}`)];
      report.add({ code: `MISSING_${name.toUpperCase()}`, severity: "error", message, why, at: headOf(node, members), fixes });
    }
    for (const member of members) if (member.name === name || member.name === `Not${name}`) checkList(member, name === "Principal", report);
  };
  pair("Action", { message: "This statement has no Action.", why: "Action says what is allowed or denied." });
  pair(
    "Resource",
    needsResource(kind)
      ? { message: "This statement has no Resource.", why: "Resource says on what; * stands for everything.", add: '"Resource": "*"' }
      : undefined,
  );
  pair(
    "Principal",
    namesPrincipals(kind) ? { message: "This statement has no Principal.", why: `${kindName(kind)} must say whom it is for.` } : undefined,
  );
  checkForbidden(members, kind, report);
  const condition = members.find(({ name }) => name === "Condition")?.value;
  if (condition) checkCondition(condition, report);
}

function checkEffect(node: Node, members: readonly Member[], report: Report): void {
  const effect = members.find(({ name }) => name === "Effect");
  if (!effect) {
    report.add({
      code: "MISSING_EFFECT",
      severity: "error",
      message: "This statement has no Effect.",
      why: "Effect is Allow or Deny; there is no default.",
      at: headOf(node, members),
      fixes: EFFECTS.map((value) => report.insert(node, `"Effect": "${value}"`, `Add Effect ${value}`)),
    });
    return;
  }
  const { value } = effect;
  if (!value || (EFFECTS as readonly unknown[]).includes(value.value)) return;
  const meant = nearest(String(value.value ?? ""), EFFECTS);
  report.add({
    code: "INVALID_EFFECT",
    severity: "error",
    message: "Effect is Allow or Deny, with these capitals.",
    why: meant ? `Did you mean ${meant}?` : "Nothing else can be said here.",
    at: value,
    fixes: (meant ? [meant] : EFFECTS).map((one) => report.replace(value, one)),
  });
}

/** Values of Action, Resource and Principal: a text or a list of texts, and none empty. */
function checkList({ name, value }: Member, principal: boolean, report: Report): void {
  if (!value) return;
  if (principal && value.type === "object") {
    checkPrincipalTypes(value, name, report);
    return;
  }
  if (principal) {
    if (value.type === "string") return;
    wrongType(name, `"*" or an object such as { "AWS": … }`, value, report);
    return;
  }
  checkTexts(name, value, report);
}

function checkTexts(name: string, value: Node, report: Report): void {
  if (value.type !== "string" && value.type !== "array") {
    wrongType(name, "a text or a list of texts", value, report);
    return;
  }
  if (value.type === "array" && !value.children?.length) {
    report.add({ code: "EMPTY_LIST", severity: "error", message: `${name} has an empty list.`, why: "An empty list matches nothing.", at: value });
  }
  for (const entry of valuesOf(value)) {
    if (entry.type !== "string") wrongType(`An entry of ${name}`, "a text", entry, report);
    else if (entry.value === "") {
      report.add({ code: "EMPTY_VALUE", severity: "error", message: `${name} has an empty text.`, why: "It matches nothing.", at: entry });
    }
  }
}

function checkPrincipalTypes(value: Node, name: string, report: Report): void {
  const members = membersOf(value);
  if (members.length === 0) {
    report.add({ code: "EMPTY_LIST", severity: "error", message: `${name} names nobody.`, why: 'Write { "AWS": "arn:…" } or "*".', at: value });
  }
  for (const member of members) {
    const known = (PRINCIPAL_TYPES as readonly string[]).includes(member.name);
    if (!known) {
      const meant = nearest(member.name, PRINCIPAL_TYPES);
      report.add({
        code: "UNKNOWN_PRINCIPAL_TYPE",
        severity: "error",
        message: `${JSON.stringify(member.name)} is no kind of principal.`,
        why: meant ? `Did you mean ${meant}? Capitals count.` : "There are AWS, Service and Federated.",
        at: member.key,
        fixes: meant ? [report.replace(member.key, meant)] : [],
      });
    }
    if (member.value) checkTexts(member.name, member.value, report);
  }
}

/** Elements that the kind of document must not have, or has no use for. */
function checkForbidden(members: readonly Member[], kind: PolicyKind, report: Report): void {
  for (const { name, key, node } of members) {
    if ((name === "Principal" || name === "NotPrincipal") && !namesPrincipals(kind)) {
      report.add({
        code: "UNSUPPORTED_PRINCIPAL",
        severity: "error",
        message: `${kindName(kind)} has no ${name}.`,
        why: kind === "identity" ? "It is for whoever it is attached to." : "It limits whoever it is attached to.",
        at: key,
        fixes: [report.remove(node, `Remove ${name}`)],
      });
    }
    if (name !== "Resource" && name !== "NotResource") continue;
    const fixes = [report.remove(node, `Remove ${name}`)];
    if (kind === "trust") {
      report.add({
        code: "RESOURCE_IN_TRUST_POLICY",
        severity: "error",
        message: `A trust policy has no ${name}.`,
        why: "It is for the one role it belongs to.",
        at: key,
        fixes,
      });
    } else if (kind === "repository") {
      report.add({
        code: "USELESS_RESOURCE",
        severity: "suggestion",
        message: `${name} has no use in a repository policy.`,
        why: "The policy is for the one repository it belongs to.",
        at: key,
        fixes,
      });
    }
  }
}

function checkCondition(condition: Node, report: Report): void {
  if (condition.type !== "object") {
    wrongType("Condition", 'an object such as { "StringEquals": { "key": "value" } }', condition, report);
    return;
  }
  const operators = membersOf(condition);
  if (operators.length === 0) {
    report.add({
      code: "EMPTY_CONDITION",
      severity: "suggestion",
      message: "This Condition says nothing.",
      why: "Without an operator the statement is for every request.",
      at: condition,
    });
  }
  for (const { name, value } of operators) {
    if (!value) continue;
    if (value.type !== "object") {
      wrongType(name, 'an object such as { "key": "value" }', value, report);
      continue;
    }
    for (const key of membersOf(value)) {
      if (key.value) checkConditionValues(key.name, key.value, report);
    }
  }
}

function checkConditionValues(key: string, value: Node, report: Report): void {
  const plain = (node: Node) => node.type === "string" || node.type === "number" || node.type === "boolean";
  if (!plain(value) && value.type !== "array") {
    wrongType(key, "a text or a list of texts", value, report);
    return;
  }
  if (value.type === "array" && !value.children?.length) {
    report.add({
      code: "EMPTY_LIST",
      severity: "error",
      message: `${key} has an empty list.`,
      why: "An empty list matches nothing.",
      at: value,
    });
  }
  for (const entry of valuesOf(value)) if (!plain(entry)) wrongType(`An entry of ${key}`, "a text", entry, report);
}
