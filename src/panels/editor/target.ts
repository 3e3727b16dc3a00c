/** What a policy is for: the choices that the account offers, the guess for a file, the command that applies it, and where to begin. */
import type { EditTarget, PolicyKind } from "../../../sandbox/policy.ts";
import type { Permissions } from "../../session/contract.ts";

/** Home of the learner's computer; the prompt shows it as `~`. */
export const HOME = "/home/learner";

export interface Registry {
  readonly account: string;
  readonly region: string;
}

export interface Choice {
  readonly key: string;
  /** Heading under which it is listed. */
  readonly group: "Repository policy of" | "Policy of the registry" | "Inline policy of" | "Managed policy" | "Trust policy of";
  readonly label: string;
  readonly target: EditTarget;
  /** It is not there yet: applying creates it. */
  readonly isNew?: true;
}

/** The grammar of a document for this target. */
export function kindOf({ kind }: EditTarget): PolicyKind {
  if (kind === "repository" || kind === "registry" || kind === "trust") return kind;
  return "identity";
}

/** One text per target, to compare targets by and as the value of a list. */
export function keyOf(target: EditTarget): string {
  switch (target.kind) {
    case "repository":
      return `repository ${target.registry.account}/${target.registry.region}/${target.name}`;
    case "registry":
      return `registry ${target.registry.account}/${target.registry.region}`;
    case "inline":
      return `inline ${target.principal} ${target.policy}`;
    case "group":
      return `group ${target.group} ${target.policy}`;
    case "managed":
      return `managed ${target.arn}`;
    case "trust":
      return `trust ${target.principal}`;
  }
}

/** Everything in one account that can have a policy. `path`: the file, after which a new policy is named. */
export function choicesOf({ tables }: Permissions, registry: Registry, path: string): Choice[] {
  const choices: Choice[] = [];
  const add = (group: Choice["group"], label: string, target: EditTarget, isNew = false) =>
    choices.push({ key: keyOf(target), group, label, target, ...(isNew ? { isNew: true as const } : {}) });
  const fresh = policyName(path);
  for (const [, { account, region, name }] of tables.repositories ?? [])
    if (account === registry.account && region === registry.region) add("Repository policy of", name, { kind: "repository", registry, name });
  add("Policy of the registry", `${registry.account} in ${registry.region}`, { kind: "registry", registry });
  const own = (tables.principals ?? []).filter(([, { account, kind }]) => account === registry.account && kind !== "root");
  for (const [principal, { kind, name, policies }] of own) {
    for (const policy of Object.keys(policies)) add("Inline policy of", `${kind}/${name}: ${policy}`, { kind: "inline", principal, policy });
    if (!(fresh in policies)) add("Inline policy of", `${kind}/${name}: ${fresh} (new)`, { kind: "inline", principal, policy: fresh }, true);
  }
  for (const [group, { account, name, policies }] of tables.groups ?? []) {
    if (account !== registry.account) continue;
    for (const policy of Object.keys(policies)) add("Inline policy of", `group/${name}: ${policy}`, { kind: "group", group, policy });
    if (!(fresh in policies)) add("Inline policy of", `group/${name}: ${fresh} (new)`, { kind: "group", group, policy: fresh }, true);
  }
  const freshArn = `arn:aws:iam::${registry.account}:policy/${fresh}`;
  const arns = (tables.managedPolicies ?? []).map(([arn]) => arn).filter((arn) => arn.split(":")[4] === registry.account);
  for (const arn of arns) add("Managed policy", afterLast(arn, "/"), { kind: "managed", arn });
  if (!arns.includes(freshArn)) add("Managed policy", `${fresh} (new)`, { kind: "managed", arn: freshArn }, true);
  for (const [principal, { kind, name }] of own) if (kind === "role") add("Trust policy of", `role/${name}`, { kind: "trust", principal });
  return choices;
}

/** The name that a file suggests for a policy: `ci-push.policy.json` gives `ci-push`. */
export function policyName(path: string): string {
  const base = afterLast(path, "/").replace(/\.json$/i, "");
  return base.replace(/[._-]?policy$/i, "").replace(/[^\w+=,.@-]/g, "-") || "policy";
}

/** The most likely target of a file. `last`: the key of what was chosen last. */
export function guessTarget(path: string, kind: PolicyKind | undefined, choices: readonly Choice[], last: string | undefined): Choice | undefined {
  if (kind !== undefined && !["identity", "repository", "registry", "trust"].includes(kind)) return undefined;
  const named = namedKind(path);
  const wanted = kind ?? named;
  const fitting = choices.filter(({ target }) => (wanted === undefined ? target.kind === "repository" : kindOf(target) === wanted));
  const words = wordsOf(policyName(path));
  const score = ({ key, target, isNew }: Choice) =>
    Math.max(0, ...namesOf(target).map((name) => likeness(wordsOf(name), words))) + (isNew ? -0.5 : 0) + (key === last ? 0.25 : 0);
  return fitting.reduce<Choice | undefined>((best, choice) => (best && score(best) >= score(choice) ? best : choice), undefined);
}

function namedKind(path: string): PolicyKind | undefined {
  const name = afterLast(path, "/").toLowerCase();
  if (name.includes("trust") || name.includes("assume")) return "trust";
  return name.includes("registry") ? "registry" : undefined;
}

function namesOf(target: EditTarget): string[] {
  switch (target.kind) {
    case "repository":
      return [target.name];
    case "registry":
      return ["registry"];
    case "inline":
      return [target.policy, afterLast(target.principal, "/")];
    case "group":
      return [target.policy, afterLast(target.group, "/")];
    case "managed":
      return [afterLast(target.arn, "/")];
    case "trust":
      return [afterLast(target.principal, "/")];
  }
}

function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "" && word !== "policy" && word !== "trust");
}

/** 2 for the same words, less for words that one of them lacks, 0 for none in common. */
function likeness(a: readonly string[], b: readonly string[]): number {
  const common = a.filter((word) => b.includes(word)).length;
  return a.length === 0 || b.length === 0 ? 0 : (4 * common) / (a.length + b.length);
}

/** What stands at the top: `111122223333 > web > repository policy`. */
export function crumbsOf(target: EditTarget): readonly string[] {
  switch (target.kind) {
    case "repository":
      return [target.registry.account, target.name, "repository policy"];
    case "registry":
      return [target.registry.account, target.registry.region, "registry policy"];
    case "inline":
      return [...principalCrumbs(target.principal), target.policy];
    case "group":
      return [...principalCrumbs(target.group.replace("/", "/group/")), target.policy];
    case "managed":
      return [target.arn.split(":")[4] ?? "", afterLast(target.arn, "/"), "managed policy"];
    case "trust":
      return [...principalCrumbs(target.principal), "trust policy"];
  }
}

function principalCrumbs(key: string): string[] {
  const [account = "", ...rest] = key.split("/");
  return [account, rest.join("/")];
}

/**
 * The command that applies a file, as one would type it. `here`: the registry of the learner's settings, beside which another one has to be
 * named; `directory`: where the shell stands.
 */
export function applyLine({ target, isNew }: Pick<Choice, "target" | "isNew">, path: string, directory: string, here: Registry): string {
  const document = quoted(`file://${path.startsWith(`${directory}/`) ? path.slice(directory.length + 1) : path}`);
  switch (target.kind) {
    case "repository":
      return `aws ecr set-repository-policy --repository-name ${target.name} --policy-text ${document}${elsewhere(target.registry, here)}`;
    case "registry":
      return `aws ecr put-registry-policy --policy-text ${document}${target.registry.region === here.region ? "" : ` --region ${target.registry.region}`}`;
    case "inline": {
      const [, kind = "user", name = ""] = /^[^/]+\/([^/]+)\/(.*)$/.exec(target.principal) ?? [];
      return `aws iam put-${kind}-policy --${kind}-name ${quoted(name)} --policy-name ${quoted(target.policy)} --policy-document ${document}`;
    }
    case "group":
      return `aws iam put-group-policy --group-name ${quoted(afterLast(target.group, "/"))} --policy-name ${quoted(target.policy)} --policy-document ${document}`;
    case "managed":
      return isNew
        ? `aws iam create-policy --policy-name ${quoted(afterLast(target.arn, "/"))} --policy-document ${document}`
        : `aws iam create-policy-version --policy-arn ${target.arn} --policy-document ${document} --set-as-default`;
    case "trust":
      return `aws iam update-assume-role-policy --role-name ${quoted(afterLast(target.principal, "/"))} --policy-document ${document}`;
  }
}

function elsewhere(there: Registry, here: Registry): string {
  return `${there.account === here.account ? "" : ` --registry-id ${there.account}`}${there.region === here.region ? "" : ` --region ${there.region}`}`;
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** Where the shell stands, read from its prompt: `learner@sandbox:~/app$ `. */
export function directoryOf(prompt: string): string {
  const shown = /:([^:]*?)[$#] ?$/.exec(prompt)?.[1] ?? "~";
  return shown.startsWith("~") ? HOME + shown.slice(1) : shown;
}

/** The file that a target's policy is written into, when it is not opened by its name. */
export function pathOf(target: EditTarget): string {
  const name = crumbsOf(target)[target.kind === "inline" || target.kind === "group" ? 2 : 1] ?? "policy";
  const base = target.kind === "registry" ? "registry" : afterLast(name, "/");
  return `${HOME}/${base}.${target.kind === "trust" ? "trust" : "policy"}.json`;
}

/** The characters that AWS allows: of a repository and a registry policy, and per kind in IAM (white space not counted there). */
export function limitOf(target: EditTarget): number {
  return {
    repository: 10_240,
    registry: 10_240,
    inline: target.kind === "inline" && target.principal.includes("/role/") ? 10_240 : 2048,
    group: 5120,
    managed: 6144,
    trust: 2048,
  }[target.kind];
}

/** Characters that count towards the limit: IAM leaves white space out, ECR counts all. */
export function lengthOf(target: EditTarget, text: string): number {
  return target.kind === "repository" || target.kind === "registry" ? text.length : text.replace(/\s/g, "").length;
}

function afterLast(text: string, separator: string): string {
  return text.slice(text.lastIndexOf(separator) + 1);
}
