/** Values of conditions: of the key's type, with wildcards only where they count. */
import type { KeyFacts } from "../../data/services.ts";
import { conditionKey, nearest } from "../facts.ts";
import { OPERATORS, operatorParts, type ValueType } from "../grammar.ts";
import type { Report } from "../report.ts";
import type { ConditionEntry, DocumentView, Entry } from "../view.ts";

const FORMS: { readonly [T in ValueType]?: (value: string) => boolean } = {
  Bool: (value) => /^(?:true|false)$/i.test(value),
  Null: (value) => /^(?:true|false)$/i.test(value),
  Numeric: (value) => /^-?\d+(?:\.\d+)?$/.test(value),
  Date: (value) =>
    /^\d+$/.test(value) ||
    (/^\d{4}(?:-\d{2}(?:-\d{2})?)?(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/i.test(value) && !Number.isNaN(Date.parse(value))),
  IpAddress: isNetwork,
  ARN: (value) => value === "*" || /^[^:]*:[^:]*:[^:]*:[^:]*:[^:]*:.+$/s.test(value) || /^arn:\*$/.test(value),
};

const EXPECTED: { readonly [T in ValueType]?: string } = {
  Bool: "Write true or false.",
  Null: "Write true for a key that is missing, false for one that is there.",
  Numeric: "Write a number, such as 3600.",
  Date: "Write 2026-11-23T08:00:00Z, or seconds since 1970.",
  IpAddress: "Write 203.0.113.0/24, or one address.",
  ARN: "An ARN has six parts: arn:aws:iam::111122223333:role/release.",
};

/** An address of version 4 or 6, alone or with the length of a prefix. */
function isNetwork(value: string): boolean {
  const [address = "", bits, more] = value.split("/");
  if (more !== undefined || (bits !== undefined && !/^\d{1,3}$/.test(bits))) return false;
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(address)) return address.split(".").every((part) => Number(part) < 256) && Number(bits ?? 32) <= 32;
  if (!address.includes(":") || !/^[0-9a-f:.]+$/i.test(address) || Number(bits ?? 128) > 128) return false;
  const groups = address.split(":");
  return groups.length <= 8 && groups.every((group) => group.length <= 4) && (address.includes("::") || groups.length === 8);
}

export function checkValues({ operator, key, values }: ConditionEntry, facts: KeyFacts, view: DocumentView, report: Report): void {
  const { set, name, ifExists } = operatorParts(operator.text);
  const type = OPERATORS[name] ?? "String";
  for (const value of values) {
    checkVariables(value, view, report);
    const form = FORMS[type];
    if (form && !value.text.includes("${") && !form(value.text)) {
      report.add({
        code: "INVALID_VALUE",
        severity: "error",
        message: `${name} cannot compare with ${JSON.stringify(value.text)}.`,
        why: EXPECTED[type] ?? "",
        at: value.node,
      });
    }
    const plain = value.text.replace(/\$\{[^}]*\}/g, "");
    if (/^String(?:Not)?Equals/.test(name) && plain.includes("*") && (facts.type === "String" || facts.type === "ARN")) {
      const like = facts.type === "ARN" ? `Arn${name.includes("Not") ? "Not" : ""}Like` : `String${name.includes("Not") ? "Not" : ""}Like`;
      const whole = `${set ? `${set}:` : ""}${like}${ifExists ? "IfExists" : ""}`;
      report.add({
        code: "WILDCARD_WITHOUT_LIKE",
        severity: "warning",
        message: `In ${name} a * is only a star.`,
        why: `Use ${whole}, where it stands for any text.`,
        at: value.node,
        fixes: [report.changeOperator(operator.node, whole)],
      });
    }
    checkKnownValue(key, value, report);
  }
}

/** Accounts have twelve digits, organizations begin with `o-`. */
function checkKnownValue(key: Entry, value: Entry, report: Report): void {
  const name = key.text.toLowerCase();
  if (/[*?$]/.test(value.text)) return;
  if (/^aws:(?:principal|resource|source|vpce)account$/.test(name) && !/^\d{12}$/.test(value.text)) {
    report.add({
      code: "INVALID_VALUE",
      severity: "error",
      message: "An account has twelve digits.",
      why: "Write 111122223333, without hyphens.",
      at: value.node,
    });
  }
  if (/^aws:(?:principal|resource|source|vpce)orgid$/.test(name) && !/^o-[a-z0-9]{10,32}$/.test(value.text)) {
    report.add({
      code: "INVALID_VALUE",
      severity: "error",
      message: `${JSON.stringify(value.text)} is no organization.`,
      why: "An organization's id is o- and ten or more letters and digits.",
      at: value.node,
    });
  }
}

/** `${aws:username}` in resources and values: only in the present version, and only keys that exist. */
export function checkVariables(entry: Entry, view: DocumentView, report: Report): void {
  if (!entry.text.includes("${")) return;
  if (view.version?.text !== "2012-10-17") {
    const { version, root } = view;
    report.add({
      code: "VARIABLE_IN_OLD_VERSION",
      severity: "warning",
      message: "Variables are only text in a document of 2008-10-17.",
      why: "Set Version to 2012-10-17, or the ${…} is compared letter for letter.",
      at: entry.node,
      fixes: [version ? report.replace(version.node, "2012-10-17") : report.insert(root, '"Version": "2012-10-17"', "Add Version 2012-10-17")],
    });
    return;
  }
  for (const [whole, inside] of entry.text.matchAll(/\$\{([^}]*)(?:\}|$)/g)) checkVariable(whole, inside ?? "", entry, report);
}

function checkVariable(whole: string, inside: string, entry: Entry, report: Report): void {
  if (!whole.endsWith("}")) {
    report.add({
      code: "INVALID_VARIABLE",
      severity: "error",
      message: "This variable has no closing }.",
      why: "Write ${aws:username}.",
      at: entry.node,
    });
    return;
  }
  const [key = ""] = inside.split(",");
  const name = key.trim();
  if (/^[*?$]$/.test(name) || conditionKey(name)) return;
  const meant = nearest(name, [
    "aws:username",
    "aws:userid",
    "aws:PrincipalArn",
    "aws:PrincipalAccount",
    "aws:PrincipalOrgID",
    "aws:PrincipalType",
    "aws:SourceIp",
  ]);
  report.add({
    code: "INVALID_VARIABLE",
    severity: "error",
    message: `There is no variable \${${name}}.`,
    why: meant ? `Did you mean \${${meant}}?` : "Its name is that of a condition key, such as ${aws:PrincipalTag/team}.",
    at: entry.node,
    fixes: meant
      ? [
          report.replace(
            entry.node,
            entry.text.replace(whole, () => `\${${meant}}`),
          ),
        ]
      : [],
  });
}
