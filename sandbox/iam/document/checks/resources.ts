/** `Resource` and `NotResource`: ARNs of the right form, and ones that the actions can be about. */
import type { ActionFacts } from "../../data/services.ts";
import { actionsOf, nearest, serviceOf } from "../facts.ts";
import { meet, starred, withoutVariables } from "../patterns.ts";
import type { Report } from "../report.ts";
import type { DocumentView, Entry, StatementView } from "../view.ts";
import { checkVariables } from "./values.ts";

export function checkResources(view: DocumentView, report: Report): void {
  if (view.kind === "trust" || view.kind === "repository") return;
  for (const statement of view.statements) {
    const sound = statement.resources.filter((entry) => entry.text !== "" && checkForm(entry, view, report));
    for (const entry of sound) checkVariables(entry, view, report);
    if (!statement.notAction && !statement.notResource && sound.length === statement.resources.length) checkMatch(statement, view, report);
  }
}

interface Fault {
  readonly message: string;
  readonly why: string;
  readonly better?: string;
}

/** The form of any ARN; what the parts may be depends on the service. */
function faultOf(text: string, { site }: DocumentView): Fault | undefined {
  if (text === "*") return undefined;
  const parts = withoutVariables(text).split(":");
  const [head, partition, service = "", region = "", account = "", ...rest] = parts;
  const name = rest.join(":");
  if (head !== "arn" || parts.length < 6) {
    const short = site?.repositories.find((arn) => arn.endsWith(`/${text}`) || arn.endsWith(`:${text}`));
    return {
      message: `${JSON.stringify(text)} is no ARN.`,
      why: "An ARN has six parts: arn:aws:ecr:REGION:ACCOUNT:repository/NAME.",
      ...(short ? { better: short } : {}),
    };
  }
  if (partition !== "aws" && partition !== "*")
    return {
      message: `There is no partition ${JSON.stringify(partition)} here.`,
      why: "An ARN begins with arn:aws:.",
      better: text.replace(/^arn:[^:]*:/, "arn:aws:"),
    };
  if (/[*?]/.test(service)) return { message: "The service of an ARN cannot have a wildcard.", why: "Name it: ecr." };
  if (account !== "" && !/[*?]/.test(account) && !/^(?:\d{12}|aws|cloudfront)$/.test(account)) {
    return { message: `${JSON.stringify(account)} is no account.`, why: "An account has twelve digits." };
  }
  if (service === "iam" && region !== "")
    return { message: "ARNs of IAM have no Region.", why: "IAM is one for all Regions.", better: text.replace(/^(arn:[^:]*:iam):[^:]*:/, "$1::") };
  if (service === "ecr") return ecrFault(text, region, account, name, site);
  return undefined;
}

function ecrFault(text: string, region: string, account: string, name: string, site: DocumentView["site"]): Fault | undefined {
  const head = (of: { readonly region: string; readonly account: string }) => `arn:aws:ecr:${of.region}:${of.account}`;
  if (region === "" || account === "") {
    const filled = site && `${head({ region: region || site.region, account: account || site.account })}:${name}`;
    return {
      message: `The ARN of a repository has a Region and an account.`,
      why: "With an empty part it matches no repository.",
      ...(filled ? { better: filled } : {}),
    };
  }
  if (name === "*" || /^[*?]/.test(name)) return undefined;
  if (!name.startsWith("repository/") && !meet(withoutVariables(name), "repository/*")) {
    return {
      message: "Behind the account stands repository/ and the name.",
      why: "ECR has no other kind of resource.",
      better: `${head({ region, account })}:repository/${name.replace(/^.*\//, "") || "*"}`,
    };
  }
  const path = name.slice("repository/".length);
  if (/[A-Z]/.test(path.replace(/\$\{[^}]*\}/g, "")) || path.includes(":")) {
    const plain = path.replace(/:.*$/, "");
    return {
      message: path.includes(":") ? "A resource is a repository, not a tag." : "Names of repositories have small letters.",
      why: "This matches no repository.",
      better: `${head({ region, account })}:repository/${/\$\{/.test(plain) ? plain : plain.toLowerCase()}`,
    };
  }
  return text.endsWith("repository/")
    ? { message: "The name of the repository is missing.", why: "Write a name, or * for all.", better: `${text}*` }
    : undefined;
}

function checkForm(entry: Entry, view: DocumentView, report: Report): boolean {
  const fault = faultOf(entry.text, view);
  if (!fault) {
    checkThere(entry, view, report);
    return true;
  }
  const { message, why, better } = fault;
  report.add({ code: "INVALID_ARN", severity: "error", message, why, at: entry.node, fixes: better ? [report.replace(entry.node, better)] : [] });
  return false;
}

/** A repository of this registry that is named whole and is not there, or not yet. */
function checkThere({ text, node }: Entry, { site }: DocumentView, report: Report): void {
  if (!site || /[*?$]/.test(text) || !text.startsWith(`arn:aws:ecr:${site.region}:${site.account}:repository/`)) return;
  if (site.repositories.includes(text)) return;
  const meant = nearest(text, site.repositories);
  report.add({
    code: "REPOSITORY_NOT_FOUND",
    severity: "suggestion",
    message: `There is no repository ${text.slice(text.indexOf("/") + 1)} yet.`,
    why: meant ? `Did you mean ${meant.slice(meant.indexOf("/") + 1)}?` : "The statement matches nothing until it is created.",
    at: node,
    fixes: meant ? [report.replace(node, meant)] : [],
  });
}

/** Whether the action can be asked for on something that the entry matches. */
export function mayBeOn(action: ActionFacts, resource: string): boolean {
  if (resource === "*") return true;
  const service = serviceOf(action.name.split(":")[0] ?? "");
  const pattern = withoutVariables(resource);
  return action.resources.some((type) => meet(pattern, starred(service?.resources[type] ?? "*")));
}

function checkMatch(statement: StatementView, { kind, site }: DocumentView, report: Report): void {
  const { resources, actions } = statement;
  const known = actions.map((entry) => ({ entry, found: actionsOf(entry.text) }));
  if (resources.length === 0) return;
  for (const { entry, found } of known) {
    if (found.length === 0 || entry.text === "*") continue;
    if (found.some((action) => resources.some(({ text }) => mayBeOn(action, text)))) continue;
    const starOnly = found.every((action) => action.resources.length === 0);
    const lone = actions.length === 1 && resources.length === 1 ? resources[0] : undefined;
    report.add({
      code: starOnly ? "ACTION_NEEDS_STAR" : "RESOURCE_MISMATCH",
      severity: "error",
      message: starOnly
        ? `${entry.text} cannot be limited to a resource.`
        : `${entry.text} is never about ${resources.length === 1 ? "this resource" : "any of these resources"}.`,
      why: starOnly ? "Allow it in a statement of its own, on Resource *." : `It is about ${kindsOf(found)}.`,
      at: entry.node,
      fixes: starOnly && lone ? [report.replace(lone.node, "*")] : [],
    });
  }
  // A resource that none of the actions is about.
  if (known.some(({ entry, found }) => found.length === 0 || entry.text === "*")) return;
  const all = known.flatMap(({ found }) => found);
  if (resources.length < 2) return;
  for (const resource of resources) {
    if (all.some((action) => mayBeOn(action, resource.text))) continue;
    report.add({
      code: "UNUSED_RESOURCE",
      severity: "warning",
      message: "None of the actions is about this resource.",
      why: `They are about ${kindsOf(all)}${kind === "registry" && site ? " of this registry" : ""}.`,
      at: resource.node,
      fixes: [report.removeEntry(resource.node, "Remove it")],
    });
  }
}

function kindsOf(found: readonly ActionFacts[]): string {
  const kinds = [...new Set(found.flatMap(({ resources }) => resources))].map(
    (name) => `${name.replaceAll("-", " ").replace(/([^aeiou])y$/, "$1ie")}s`,
  );
  return kinds.length ? kinds.slice(0, 3).join(", ") : "nothing that has an ARN";
}
