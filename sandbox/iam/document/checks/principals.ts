/** `Principal`: forms that exist, people who exist, and everybody. */
import { nearest } from "../facts.ts";
import { awsPrincipal, federatedPrincipal, namesPrincipals, servicePrincipal, UNIQUE_ID } from "../grammar.ts";
import { headOf, type Report } from "../report.ts";
import { memberOf, rangeOf } from "../tree.ts";
import type { DocumentView, PrincipalEntry, StatementView } from "../view.ts";

export function checkPrincipals(view: DocumentView, report: Report): void {
  if (!namesPrincipals(view.kind)) return;
  for (const statement of view.statements) {
    for (const entry of statement.principals) if (entry.text !== "") checkEntry(entry, view, report);
    checkEverybody(statement, view, report);
    checkNotPrincipal(statement, report);
  }
}

function checkEntry(entry: PrincipalEntry, view: DocumentView, report: Report): void {
  const { type, text, node } = entry;
  if (type === "*" && text !== "*") {
    report.add({
      code: "INVALID_PRINCIPAL",
      severity: "error",
      message: "A principal without a kind can only be *.",
      why: 'Write { "AWS": "arn:…" }.',
      at: node,
      fixes: [{ label: "Put it into AWS", edits: [{ ...rangeOf(node), text: `{ "AWS": ${JSON.stringify(text)} }` }] }],
    });
  } else if (type === "AWS") checkAws(entry, view, report);
  else if (type === "Service" && !servicePrincipal(text)) {
    report.add({
      code: "INVALID_PRINCIPAL",
      severity: "error",
      message: `${JSON.stringify(text)} is no service principal.`,
      why: "A service is named like lambda.amazonaws.com.",
      at: node,
      fixes: /^[a-z-]+$/.test(text) ? [report.replace(node, `${text}.amazonaws.com`)] : [],
    });
  } else if (type === "Federated") checkFederated(entry, view, report);
}

function checkFederated({ text, node }: PrincipalEntry, { site }: DocumentView, report: Report): void {
  if (!federatedPrincipal(text)) {
    report.add({
      code: "INVALID_PRINCIPAL",
      severity: "error",
      message: `${JSON.stringify(text)} is no identity provider.`,
      why: "Name it by its ARN: arn:aws:iam::111122223333:oidc-provider/HOST.",
      at: node,
    });
  } else if (site && text.includes(`::${site.account}:oidc-provider/`) && !site.identityProviders.includes(text)) {
    const meant = nearest(text, site.identityProviders);
    report.add({
      code: "PROVIDER_NOT_FOUND",
      severity: "warning",
      message: "This account has no such identity provider.",
      why: "Until it is created, nobody comes in through it.",
      at: node,
      fixes: meant ? [report.replace(node, meant)] : [],
    });
  }
}

function checkAws({ text, node }: PrincipalEntry, { site, kind }: DocumentView, report: Report): void {
  if (text === "*") return;
  if (/[*?]/.test(text)) {
    const [, account] = /^arn:aws:(?:iam|sts)::(\d{12}):/.exec(text) ?? [];
    report.add({
      code: "WILDCARD_IN_PRINCIPAL",
      severity: "error",
      message: "A principal cannot have a wildcard among other text.",
      why: "Name the account, and limit it with a Condition on aws:PrincipalArn.",
      at: node,
      fixes: account ? [report.replace(node, `arn:aws:iam::${account}:root`)] : [],
    });
    return;
  }
  if (/^arn:aws:iam::\d{12}:group\//.test(text)) {
    report.add({
      code: "GROUP_AS_PRINCIPAL",
      severity: "error",
      message: "A group is no principal.",
      why: "Name its users, or give the group an identity policy.",
      at: node,
    });
    return;
  }
  if (UNIQUE_ID.test(text)) {
    report.add({
      code: "DELETED_PRINCIPAL",
      severity: "error",
      message: "This is the id of a user or role that was deleted.",
      why: "Nobody new of the same name is meant, and such a policy is not saved again; take it out.",
      at: node,
      fixes: [report.removeEntry(node, "Remove it")],
    });
    return;
  }
  const named = awsPrincipal(text);
  if (!named) {
    const known = site?.principals ?? [];
    const meant = known.find((arn) => arn.endsWith(`/${text}`)) ?? nearest(text, known);
    report.add({
      code: "INVALID_PRINCIPAL",
      severity: "error",
      message: `${JSON.stringify(text)} names no account, user or role.`,
      why: meant ? `Did you mean ${meant}?` : "Write 111122223333, or arn:aws:iam::111122223333:role/release.",
      at: node,
      fixes: meant ? [report.replace(node, meant)] : [],
    });
    return;
  }
  if (!site || named.kind === "account" || named.kind === "federated") return;
  const own = site.principals.filter((arn) => arn.split(":")[4] === named.account);
  if (own.length === 0) return;
  const there = named.kind === "session" ? own.some((arn) => arn.includes(":role/") && arn.endsWith(`/${named.name}`)) : own.includes(text);
  if (there) return;
  const meant = nearest(text, own);
  report.add({
    code: "PRINCIPAL_NOT_FOUND",
    severity: "error",
    message: `There is no ${named.kind === "user" ? "user" : "role"} ${named.name} in account ${named.account}.`,
    why:
      kind === "trust"
        ? "IAM refuses a policy that names somebody who does not exist."
        : "ECR refuses a policy that names somebody who does not exist.",
    at: node,
    fixes: meant ? [report.replace(node, meant)] : [],
  });
}

const NARROWING =
  /^aws:(?:principal(?:arn|account|orgid|orgpaths|tag\/.*)|source(?:arn|account|ip|vpc|vpce|vpcarn|orgid|orgpaths)|vpce(?:account|orgid|orgpaths)|userid|username)$/i;

function checkEverybody(statement: StatementView, { kind }: DocumentView, report: Report): void {
  const { effect, principals, notPrincipal, conditions } = statement;
  const everybody = principals.find(({ text, type }) => text === "*" && (type === "*" || type === "AWS"));
  if (effect !== "Allow" || notPrincipal || !everybody) return;
  if (conditions.some(({ key, operator }) => NARROWING.test(key.text) && !/Not|IfExists|^ForAllValues/.test(operator.text))) return;
  const what =
    kind === "trust"
      ? "take on this role"
      : kind === "key"
        ? "use this key"
        : kind === "registry"
          ? "do this in the registry"
          : "do this with the repository";
  report.add({
    code: "PUBLIC_PRINCIPAL",
    severity: "security",
    message: `Everybody with an AWS account may ${what}.`,
    why: "Name accounts or roles, or add a Condition such as aws:PrincipalOrgID.",
    at: everybody.node,
  });
}

function checkNotPrincipal({ effect, notPrincipal, node, members }: StatementView, report: Report): void {
  if (effect !== "Allow" || !notPrincipal) return;
  const key = memberOf(node, "NotPrincipal")?.key;
  report.add({
    code: "ALLOW_NOT_PRINCIPAL",
    severity: "security",
    message: "Allow with NotPrincipal allows everybody but these.",
    why: "Name in Principal whom you mean.",
    at: key ?? headOf(node, members),
  });
}
