/** Grammar: elements that are missing, unknown, twice there, or not of the form they must have. */

import { TOP_ELEMENTS, VERSIONS } from "../grammar.ts";
import type { PolicyKind } from "../problem.ts";
import type { Report } from "../report.ts";
import { type Member, memberOf, membersOf, type Node, valuesOf } from "../tree.ts";
import { checkNames, wrongType } from "./common.ts";
import { checkStatement } from "./statement.ts";

/** Kinds whose documents IAM takes only in the present version of the language. */
const PRESENT_ONLY: readonly PolicyKind[] = ["identity", "session", "boundary"];

/** Every object of the tree: a name may stand in each only once. */
export function checkDuplicates(root: Node, report: Report): void {
  const visit = (node: Node) => {
    const seen = new Map<string, Member>();
    for (const member of membersOf(node)) {
      const before = seen.get(member.name);
      if (before) {
        report.add({
          code: "DUPLICATE_ELEMENT",
          severity: "error",
          message: `${member.name} stands here twice.`,
          why: "Only the last one would count; put the values into one list.",
          at: member.key,
          fixes: [report.remove(before.node, `Remove the first ${member.name}`)],
        });
      }
      seen.set(member.name, member);
    }
    for (const child of node.children ?? []) visit(child);
  };
  visit(root);
}

function checkVersion(root: Node, kind: PolicyKind, report: Report): void {
  const version = memberOf(root, "Version");
  const strict = PRESENT_ONLY.includes(kind);
  if (!version) {
    report.add({
      code: "MISSING_VERSION",
      severity: strict ? "error" : "suggestion",
      message: "Version is missing, so this is a document of 2008-10-17.",
      why: strict ? "IAM takes only 2012-10-17 here." : "Variables such as ${aws:username} work only in 2012-10-17.",
      at: { from: root.offset, to: root.offset + 1 },
      fixes: [report.insert(root, '"Version": "2012-10-17"', "Add Version 2012-10-17")],
    });
    return;
  }
  const { value } = version;
  if (!value) return;
  if (!(VERSIONS as readonly unknown[]).includes(value.value)) {
    report.add({
      code: "INVALID_VERSION",
      severity: "error",
      message: "There are two versions of the policy language: 2012-10-17 and 2008-10-17.",
      why: "Version is the language's date, not the date of your policy.",
      at: value,
      fixes: [report.replace(value, "2012-10-17")],
    });
  } else if (value.value === "2008-10-17") {
    report.add({
      code: "OLD_VERSION",
      severity: strict ? "error" : "suggestion",
      message: "2008-10-17 is the older version of the policy language.",
      why: strict ? "IAM takes only 2012-10-17 here." : "Variables such as ${aws:username} work only in 2012-10-17.",
      at: value,
      fixes: [report.replace(value, "2012-10-17")],
    });
  }
}

/** The document's own elements; then each statement. */
export function checkStructure(root: Node, kind: PolicyKind, report: Report): void {
  if (root.type !== "object") {
    report.add({
      code: "NOT_AN_OBJECT",
      severity: "error",
      message: "A policy is one object.",
      why: 'It begins with { "Version": "2012-10-17", "Statement": [ … ] }.',
      at: root,
    });
    return;
  }
  const members = membersOf(root);
  checkNames(members, TOP_ELEMENTS, "A policy", report);
  checkVersion(root, kind, report);
  const id = memberOf(root, "Id")?.value;
  if (id && id.type !== "string") wrongType("Id", "a text", id, report);
  const statement = memberOf(root, "Statement");
  if (!statement) {
    report.add({
      code: "MISSING_STATEMENT",
      severity: "error",
      message: "Statement is missing.",
      why: "Statements are what allows and denies.",
      at: { from: root.offset, to: root.offset + 1 },
    });
    return;
  }
  const { value } = statement;
  if (!value) return;
  if (value.type !== "array" && value.type !== "object") {
    wrongType("Statement", "a list of statements", value, report);
    return;
  }
  if (value.type === "array" && !value.children?.length) {
    report.add({
      code: "EMPTY_LIST",
      severity: "error",
      message: "There is no statement in this list.",
      why: "A policy needs at least one statement. To take a policy away, delete it.",
      at: value,
    });
  }
  for (const node of valuesOf(value)) {
    if (node.type === "object") checkStatement(node, kind, report);
    else wrongType("A statement", "an object", node, report);
  }
  checkSids(valuesOf(value), kind, report);
}

function checkSids(statements: readonly Node[], kind: PolicyKind, report: Report): void {
  const seen = new Set<string>();
  const byIam = PRESENT_ONLY.includes(kind) || kind === "trust";
  for (const statement of statements) {
    const { value } = memberOf(statement, "Sid") ?? {};
    if (!value) continue;
    if (value.type !== "string") {
      wrongType("Sid", "a text", value, report);
      continue;
    }
    const sid = String(value.value);
    if (sid !== "" && seen.has(sid)) {
      report.add({
        code: "DUPLICATE_SID",
        severity: byIam ? "error" : "warning",
        message: `Another statement has the Sid ${sid} already.`,
        why: byIam ? "Each Sid stands once in a policy." : "An answer that names it would not say which of them decided.",
        at: value,
        fixes: [report.replace(value, freeName(sid, statements))],
      });
    }
    seen.add(sid);
    if (PRESENT_ONLY.includes(kind) && !/^[0-9A-Za-z]*$/.test(sid)) {
      const plain = sid.replace(/[^0-9A-Za-z]+(.)?/g, (_, next: string | undefined) => (next ?? "").toUpperCase());
      report.add({
        code: "INVALID_SID",
        severity: "error",
        message: "IAM takes only letters and digits in a Sid.",
        why: "No spaces, no hyphens: write PushWeb, not push-web.",
        at: value,
        fixes: [plain === "" ? undefined : report.replace(value, plain)],
      });
    }
  }
}

function freeName(sid: string, statements: readonly Node[]): string {
  const taken = new Set(statements.map((statement) => memberOf(statement, "Sid")?.value?.value));
  const stem = sid.replace(/\d+$/, "");
  let number = 2;
  while (taken.has(`${stem}${number}`)) number++;
  return `${stem}${number}`;
}
