/** What may be written at a place of a policy. */
import { SOME_ACTIONS } from "../../data/global-keys.ts";
import { ALL_KEYS, actionsOf, conditionKey, keyStem, PREFIX_LIST, SERVICES } from "../facts.ts";
import {
  EFFECTS,
  namesPrincipals,
  OPERATORS,
  operatorParts,
  PRINCIPAL_TYPES,
  STATEMENT_ELEMENTS,
  TOP_ELEMENTS,
  type ValueType,
  VERSIONS,
} from "../grammar.ts";
import { actionNote, ELEMENT_NOTES, keyNote, operatorNote } from "../notes.ts";
import type { Completion, PolicyKind, Site } from "../problem.ts";
import type { StatementView } from "../view.ts";
import type { Cursor } from "./place.ts";

export type Option = Completion["options"][number];

/** An option for a value: the text is its JSON. */
function value(label: string, note: string, kind: Option["kind"]): Option {
  return { label, text: JSON.stringify(label), note, kind };
}

/** An option for a member: its name, and an empty value when it has none yet. */
function member(name: string, content: string, note: string, kind: Option["kind"], cursor: Cursor): Option {
  return { label: name, text: cursor.token.hasColon ? JSON.stringify(name) : `${JSON.stringify(name)}: ${content}`, note, kind };
}

const CONTENT: Readonly<Record<string, string>> = {
  Version: '"2012-10-17"',
  Id: '""',
  Statement: "[]",
  Sid: '""',
  Effect: '"Allow"',
  Principal: '{ "AWS": "" }',
  NotPrincipal: '{ "AWS": "" }',
  Action: "[]",
  NotAction: "[]",
  Resource: '""',
  NotResource: '""',
  Condition: "{}",
};

export function elementOptions(of: "document" | "statement", kind: PolicyKind, cursor: Cursor): Option[] {
  const names: readonly string[] = of === "document" ? TOP_ELEMENTS : STATEMENT_ELEMENTS;
  const left = names.filter((name) => {
    if (cursor.names.includes(name)) return false;
    if (cursor.names.includes(name.startsWith("Not") ? name.slice(3) : `Not${name}`)) return false;
    if (name.endsWith("Principal")) return namesPrincipals(kind);
    return !name.endsWith("Resource") || (kind !== "repository" && kind !== "trust");
  });
  return left.map((name) => member(name, CONTENT[name] ?? '""', ELEMENT_NOTES[name] ?? "", "element", cursor));
}

const TRUST_ACTIONS = ["sts:AssumeRole", "sts:AssumeRoleWithWebIdentity", "sts:AssumeRoleWithSAML", "sts:TagSession", "sts:SetSourceIdentity"];

/** Names of the actions that a kind of document may have, wildcards for whole services last. */
export function actionNames(kind: PolicyKind): string[] {
  if (kind === "trust") return TRUST_ACTIONS;
  const ecr = SERVICES.ecr?.actions ?? [];
  if (kind === "repository")
    return [...ecr.filter(({ name, resources }) => resources.length > 0 && name !== "ecr:CreateRepository").map(({ name }) => name), "ecr:*"];
  if (kind === "registry") return [...ecr.map(({ name }) => name), "ecr:*"];
  if (kind === "key") return [...(SERVICES.kms?.actions ?? []).map(({ name }) => name), "kms:*"];
  return Object.values(SERVICES).flatMap(({ prefix, actions }) => [...actions.map(({ name }) => name), `${prefix}:*`]);
}

export function actionOptions(kind: PolicyKind, cursor: Cursor): Option[] {
  const known = actionNames(kind).map((name) => value(name, actionNote(name), "action"));
  if (kind !== "identity" && kind !== "boundary" && kind !== "session" && kind !== "scp") return known;
  const typed = cursor.token.typed.toLowerCase();
  const prefixes =
    typed === "" || typed.includes(":") ? [] : PREFIX_LIST.filter((prefix) => prefix.startsWith(typed) && !Object.hasOwn(SERVICES, prefix));
  return [...known, ...prefixes.map((prefix) => value(`${prefix}:*`, `Every action of ${prefix}.`, "action"))];
}

function nameOfArn(arn: string): string {
  return arn.slice(arn.lastIndexOf(":") + 1);
}

/** ARNs of the world that the actions of the statement may be limited to; `*` first when some action needs it. */
export function resourceOptions(statement: StatementView | undefined, site: Site | undefined): Option[] {
  const actions = (statement?.actions ?? []).flatMap((entry) => actionsOf(entry.text));
  const services = new Set(actions.map(({ name }) => name.split(":")[0]));
  const about = (service: string) => services.size === 0 || services.has(service);
  const star = value("*", "Everything. Actions such as GetAuthorizationToken need it.", "resource");
  if (!site) return [star];
  const { account, region } = site;
  const needsStar = actions.length > 0 && actions.every(({ resources }) => resources.length === 0);
  const ecr = about("ecr")
    ? [
        ...site.repositories.map((arn) => value(arn, `Repository ${arn.slice(arn.indexOf("/") + 1)}.`, "resource")),
        value(`arn:aws:ecr:${region}:${account}:repository/*`, "Every repository of this registry.", "resource"),
      ]
    : [];
  const named = about("iam") || about("sts") ? site.principals.filter((arn) => !arn.endsWith(":root")) : [];
  const keys = about("kms") ? site.keys.map((arn) => value(arn, "KMS key.", "resource")) : [];
  const all = [...ecr, ...named.map((arn) => value(arn, `${nameOfArn(arn)} in account ${arn.split(":")[4]}.`, "resource")), ...keys];
  return needsStar ? [star, ...all] : [...all, star];
}

const SERVICE_PRINCIPALS = ["ecs-tasks", "lambda", "codebuild", "ec2", "events", "sagemaker", "replication.ecr", "pullthroughcache.ecr"];

export function principalTypeOptions(kind: PolicyKind, cursor: Cursor): Option[] {
  const types = PRINCIPAL_TYPES.filter((type) => type !== "CanonicalUser" && (type !== "Federated" || kind === "trust"));
  return types.filter((type) => !cursor.names.includes(type)).map((type) => member(type, '""', ELEMENT_NOTES[type] ?? "", "element", cursor));
}

export function principalOptions(type: string | undefined, site: Site | undefined): Option[] {
  if (type === undefined) {
    const all: Option = { label: "*", text: '"*"', note: "Everybody. Limit it with a Condition.", kind: "principal" };
    return [{ label: "AWS", text: '{ "AWS": "" }', note: ELEMENT_NOTES.AWS ?? "", kind: "principal" }, all];
  }
  if (type === "Service") return SERVICE_PRINCIPALS.map((name) => value(`${name}.amazonaws.com`, "AWS service.", "principal"));
  if (type === "Federated") return (site?.identityProviders ?? []).map((arn) => value(arn, "OpenID Connect provider.", "principal"));
  if (type !== "AWS") return [];
  const note = (arn: string) => {
    const [, , , , account] = arn.split(":");
    return arn.endsWith(":root") ? `Everybody in account ${account} whose own policies allow it too.` : `${nameOfArn(arn)} in account ${account}.`;
  };
  return [
    ...(site?.principals ?? []).map((arn) => value(arn, note(arn), "principal")),
    value("*", "Everybody. Limit it with a Condition.", "principal"),
  ];
}

export function operatorOptions(cursor: Cursor): Option[] {
  const typed = cursor.token.typed;
  const set = /^For/i.test(typed) ? ["ForAnyValue:", "ForAllValues:"] : [""];
  const suffix = /if/i.test(typed) ? ["IfExists", ""] : [""];
  const names = set.flatMap((prefix) =>
    Object.keys(OPERATORS).flatMap((name) => suffix.map((end) => `${prefix}${name}${name === "Null" ? "" : end}`)),
  );
  const more = set[0] === "" ? ["ForAnyValue:StringEquals", "ForAllValues:StringEquals"] : [];
  return [...new Set([...names, ...more])]
    .filter((name) => !cursor.names.includes(name))
    .map((name) => member(name, "{}", operatorNote(name), "operator", cursor));
}

/** Whether an operator of one type makes sense with a key of another. */
export function fits(operator: ValueType, key: ValueType): boolean {
  return operator === "Null" || operator === key || (operator === "String" && key === "ARN");
}

/** Keys with the world's tags put in for `${TagKey}`. */
function spelled(name: string, site: Site | undefined): string[] {
  if (!name.includes("${")) return [name];
  const stem = name.slice(0, name.indexOf("${"));
  return stem.endsWith("/") && site?.tagKeys.length ? site.tagKeys.map((tag) => `${stem}${tag}`) : [`${stem}`];
}

export function keyOptions(operator: string, kind: PolicyKind, cursor: Cursor, site: Site | undefined): Option[] {
  const wanted = OPERATORS[operatorParts(operator).name];
  const ofActions = new Set((cursor.statement?.actions ?? []).flatMap((entry) => actionsOf(entry.text)).flatMap(({ keys }) => keys.map(keyStem)));
  const usable = ALL_KEYS.filter(({ name, type }) => {
    if (wanted !== undefined && !fits(wanted, type)) return false;
    const stem = keyStem(name);
    if (ofActions.has(stem)) return true;
    if (stem.startsWith("token.")) return kind === "trust";
    return stem.startsWith("aws:") && !(ofActions.size > 0 && SOME_ACTIONS.has(stem));
  });
  const names = usable.flatMap(({ name }) => spelled(name, site)).filter((name) => !cursor.names.includes(name));
  const ranked = names.sort((a, b) => Number(ofActions.has(keyStem(b))) - Number(ofActions.has(keyStem(a))));
  const content = operator.endsWith("Null") ? '"true"' : '""';
  return ranked.map((name) => member(name, conditionKey(name)?.type === "Bool" ? '"true"' : content, keyNote(name), "key", cursor));
}

const VARIABLES = [
  "aws:username",
  "aws:userid",
  "aws:PrincipalAccount",
  "aws:PrincipalOrgID",
  "aws:PrincipalType",
  "aws:SourceIp",
  "aws:RequestedRegion",
];

/** `${aws:username}` and its like, behind what is typed already. */
export function variableOptions(cursor: Cursor, site: Site | undefined): Option[] {
  const { typed } = cursor.token;
  const open = typed.lastIndexOf("${");
  if (open < 0 || typed.indexOf("}", open) >= 0) return [];
  const names = [...(site?.tagKeys ?? []).map((tag) => `aws:PrincipalTag/${tag}`), ...VARIABLES];
  return names.map((name) => value(`${typed.slice(0, open)}\${${name}}`, keyNote(name), "value"));
}

function samples(key: string, site: Site | undefined): readonly string[] {
  const stem = keyStem(key);
  if (/^aws:(principal|resource|source|vpce)account$/.test(stem)) return [...new Set((site?.principals ?? []).map((arn) => arn.split(":")[4] ?? ""))];
  if (stem === "aws:principalarn") return site?.principals.filter((arn) => !arn.endsWith(":root")) ?? [];
  if (/^aws:(principal|resource|source|vpce)orgid$/.test(stem)) return site?.organization ? [site.organization] : [];
  if (stem === "aws:requestedregion") return site ? [site.region] : [];
  if (stem === "aws:principaltype") return ["Account", "User", "AssumedRole", "FederatedUser", "Anonymous"];
  if (stem === "aws:tagkeys") return site?.tagKeys ?? [];
  if (stem === "aws:sourceip" || stem === "aws:vpcsourceip") return ["203.0.113.0/24", "2001:db8::/32"];
  if (stem === "aws:resourcetag/" || stem === "ecr:resourcetag/") return [`\${aws:PrincipalTag/${key.slice(key.indexOf("/") + 1)}}`];
  if (stem.endsWith(":aud")) return ["sts.amazonaws.com"];
  if (stem.endsWith("githubusercontent.com:sub")) return ["repo:OWNER/NAME:ref:refs/heads/main", "repo:OWNER/NAME:*"];
  return [];
}

export function conditionValueOptions(operator: string, key: string, site: Site | undefined): Option[] {
  const { name } = operatorParts(operator);
  const type = conditionKey(key)?.type;
  if (name === "Null") return [value("true", "The request has no such key.", "value"), value("false", "The request has the key.", "value")];
  if (name === "Bool" || type === "Bool") return [value("true", keyNote(key), "value"), value("false", keyNote(key), "value")];
  return samples(key, site).map((text) => value(text, keyNote(key), "value"));
}

const FIRST_ACTION: { readonly [K in PolicyKind]?: string } = { trust: "sts:AssumeRole", key: "kms:Decrypt" };

/** A statement to begin with, by kind; or a document around it. */
export function skeletonOptions(of: "document" | "statement", kind: PolicyKind, site: Site | undefined): Option[] {
  const statement = {
    Effect: kind === "rcp" ? "Deny" : "Allow",
    ...(namesPrincipals(kind) ? { Principal: kind === "rcp" ? "*" : { AWS: site ? `arn:aws:iam::${site.account}:root` : "" } } : {}),
    Action: FIRST_ACTION[kind] ?? "ecr:BatchGetImage",
    ...(kind === "repository" || kind === "trust" ? {} : { Resource: kind === "key" ? "*" : (site?.repositories[0] ?? "*") }),
  };
  if (of === "statement")
    return [
      { label: "A statement", text: JSON.stringify(statement, undefined, 2), note: "Effect, action and whom or what it is for.", kind: "element" },
    ];
  const document = { Version: "2012-10-17", Statement: [statement] };
  return [{ label: "A policy", text: JSON.stringify(document, undefined, 2), note: "Version and one statement.", kind: "element" }];
}

export function plainOptions(element: string): Option[] {
  const words: readonly string[] = element === "Effect" ? EFFECTS : element === "Version" ? VERSIONS : [];
  return words.map((word) => value(word, ELEMENT_NOTES[word] ?? "", "value"));
}
