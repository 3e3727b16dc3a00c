/** `Action` and `NotAction`: names that exist, and that mean something in this kind of document. */
import type { ActionFacts } from "../../data/services.ts";
import { actionsOf, knownPrefix, nearest, PREFIX_LIST, SERVICES, serviceOf } from "../facts.ts";
import type { Fix } from "../problem.ts";
import type { Report } from "../report.ts";
import type { DocumentView, Entry, StatementView } from "../view.ts";

/** Actions that ECR asks an identity policy for and nothing else, or that are not about one repository that is there. */
const NOT_ON_A_REPOSITORY = new Set(["ecr:CreateRepository"]);
const TRUST_ACTIONS = /^sts:(?:AssumeRole|AssumeRoleWithSAML|AssumeRoleWithWebIdentity|TagSession|SetSourceIdentity|SetContext)$/i;

export function checkActions(view: DocumentView, report: Report): void {
  for (const statement of view.statements) {
    for (const entry of statement.actions) if (entry.text !== "") checkAction(entry, statement, view, report);
  }
}

function checkAction(entry: Entry, statement: StatementView, view: DocumentView, report: Report): void {
  if (entry.text === "*") {
    if (view.kind === "trust") notOfTrust(entry, report);
    return;
  }
  const parts = entry.text.split(":");
  if (parts.length !== 2) {
    wrongForm(entry, report);
    return;
  }
  const [prefix = "", name = ""] = parts;
  if (!checkPrefix(prefix, name, entry, report)) return;
  const found = actionsOf(entry.text);
  const service = serviceOf(prefix);
  if (service && found.length === 0) {
    const meant = /[*?]/.test(name) ? undefined : nearestAction(prefix, name);
    report.add({
      code: "INVALID_ACTION",
      severity: "error",
      message: /[*?]/.test(name) ? `No action of ${prefix} matches ${entry.text}.` : `There is no action ${entry.text}.`,
      why: meant ? `Did you mean ${meant}?` : "Look for it in the list that opens after the colon.",
      at: entry.node,
      fixes: meant ? [report.replace(entry.node, meant)] : [],
    });
    return;
  }
  checkKind(entry, prefix, found, statement, view, report);
}

function nearestAction(prefix: string, name: string): string | undefined {
  const names = (serviceOf(prefix)?.actions ?? []).map((action) => action.name);
  const lower = name.toLowerCase();
  const words: Readonly<Record<string, string>> = {
    pull: "ecr:BatchGetImage",
    pullimage: "ecr:BatchGetImage",
    getimage: "ecr:BatchGetImage",
    push: "ecr:PutImage",
    pushimage: "ecr:PutImage",
    deleteimage: "ecr:BatchDeleteImage",
    login: "ecr:GetAuthorizationToken",
    getlogin: "ecr:GetAuthorizationToken",
    getloginpassword: "ecr:GetAuthorizationToken",
    putrepositorypolicy: "ecr:SetRepositoryPolicy",
  };
  const spoken = prefix.toLowerCase() === "ecr" && Object.hasOwn(words, lower) ? words[lower] : undefined;
  return spoken ?? nearest(`${prefix}:${name}`, names);
}

function wrongForm(entry: Entry, report: Report): void {
  const ofName = Object.values(SERVICES)
    .flatMap(({ actions }) => actions)
    .filter(({ name }) => name.slice(name.indexOf(":") + 1).toLowerCase() === entry.text.toLowerCase());
  report.add({
    code: "INVALID_ACTION_FORM",
    severity: "error",
    message: `${entry.text} names no service.`,
    why: "An action is a service, one colon and a name: ecr:PutImage.",
    at: entry.node,
    fixes: ofName.slice(0, 3).map(({ name }) => report.replace(entry.node, name)),
  });
}

function checkPrefix(prefix: string, name: string, entry: Entry, report: Report): boolean {
  if (knownPrefix(prefix)) return true;
  const wild = /[*?]/.test(prefix);
  const meant = wild ? undefined : nearest(prefix, ["ecr", "ecr-public", "sts", "iam", "kms", ...PREFIX_LIST]);
  report.add({
    code: "UNKNOWN_SERVICE",
    severity: "error",
    message: wild ? "The service in an action cannot have a wildcard." : `There is no service ${JSON.stringify(prefix)}.`,
    why: meant ? `Did you mean ${meant}?` : "Wildcards stand only behind the colon; Amazon ECR is ecr.",
    at: entry.node,
    fixes: meant ? [report.replace(entry.node, `${meant}:${name}`)] : [],
  });
  return false;
}

function notOfTrust(entry: Entry, report: Report): void {
  const fixes: Fix[] = [report.replace(entry.node, "sts:AssumeRole")];
  report.add({
    code: "ACTION_NOT_OF_TRUST",
    severity: "error",
    message: "A trust policy names only the actions with which a role is assumed.",
    why: "What the role may do stands in the policies attached to it.",
    at: entry.node,
    fixes,
  });
}

function checkKind(
  entry: Entry,
  prefix: string,
  found: readonly ActionFacts[],
  { effect }: StatementView,
  { kind }: DocumentView,
  report: Report,
): void {
  const service = prefix.toLowerCase();
  if (kind === "trust") {
    if (!TRUST_ACTIONS.test(entry.text)) notOfTrust(entry, report);
    return;
  }
  const only = kind === "repository" || kind === "registry" ? "ecr" : kind === "key" ? "kms" : undefined;
  if (only !== undefined && service !== only) {
    report.add({
      code: "ACTION_OF_ANOTHER_SERVICE",
      severity: "error",
      message: `${entry.text} is no action of ${only}.`,
      why: kind === "key" ? "A key policy can only speak of its key." : "ECR asks this policy only about its own actions.",
      at: entry.node,
    });
    return;
  }
  if (kind !== "repository" || effect === "Deny" || found.length === 0) return;
  if (found.every(({ name }) => name === "ecr:GetAuthorizationToken")) {
    report.add({
      code: "USELESS_TOKEN",
      severity: "warning",
      message: "A repository policy cannot allow GetAuthorizationToken.",
      why: "A token is for the whole registry; allow it in an identity policy, on Resource *.",
      at: entry.node,
      fixes: [report.removeEntry(entry.node, "Remove it")],
    });
  } else if (found.every(({ name, resources }) => resources.length === 0 || NOT_ON_A_REPOSITORY.has(name))) {
    report.add({
      code: "USELESS_ACTION",
      severity: "warning",
      message: `${entry.text} is not about one repository.`,
      why: "ECR never asks a repository policy for it; allow it in an identity or registry policy.",
      at: entry.node,
      fixes: [report.removeEntry(entry.node, "Remove it")],
    });
  }
}
