/** How an explanation calls things: short, as a person would. */
import type { AppliedPolicy, Caller, PolicySource, Question, StatementTrace } from "../decision.ts";

/** `PutImage`. */
export function actionName(action: string): string {
  return action.slice(action.indexOf(":") + 1);
}

const HOME_KINDS: ReadonlySet<Caller["kind"]> = new Set(["user", "role"]);

/** `user/ci`, `role/release`, `444455556666:role/run`; the account is left out where it is the resource's. */
export function callerName({ caller, resourceAccount }: Question): string {
  const { kind, account, arn } = caller;
  if (kind === "service") return arn;
  if (kind === "web-identity") return `a bearer of a token from ${arn.slice(arn.indexOf("/") + 1)}`;
  if (kind === "root") return account === resourceAccount ? "the root user" : `the root user of ${account}`;
  const name = kind === "federated" ? `federated-user/${arn.slice(arn.lastIndexOf("/") + 1)}` : principalName(caller);
  return account === resourceAccount ? name : `${account}:${name}`;
}

/** Without path: `user/ci`. */
function principalName({ principalArn, kind }: Caller): string {
  return `${HOME_KINDS.has(kind) ? kind : "user"}/${principalArn.slice(principalArn.lastIndexOf("/") + 1)}`;
}

/** An ARN of IAM as it is called beside its account: `role/release`; anything else as it stands. */
export function arnName(arn: string, home: string): string {
  const match = /^arn:aws:(?:iam|sts)::(\d{12}):(root|user|role|assumed-role|federated-user)(?:\/(.+))?$/.exec(arn);
  if (!match) return arn;
  const [, account = "", kind = "", rest] = match;
  if (kind === "root") return `account ${account}`;
  const path = rest ?? "";
  const name = kind === "assumed-role" ? `role/${path.replace("/", " in session ")}` : `${kind}/${path.slice(path.lastIndexOf("/") + 1)}`;
  return account === home ? name : `${account}:${name}`;
}

/** What is asked about, in a sentence: `repository web`, `role release`, `everything`. */
export function resourceName(resource: string): string {
  if (resource === "*") return "everything";
  const [, , service = "", , , ...rest] = resource.split(":");
  const path = rest.join(":");
  const name = path.slice(path.indexOf("/") + 1);
  if (service === "ecr" && path.startsWith("repository/")) return name === "*" ? "all repositories" : `repository ${name}`;
  if (service === "iam" && /^(role|user|policy|group)\//.test(path)) return path.replace("/", " ");
  if (service === "kms" && path.startsWith("key/")) return `key ${name}`;
  return resource;
}

const KIND: Readonly<Partial<Record<PolicySource, string>>> = {
  boundary: "permissions boundary",
  session: "session policy",
  scp: "service control policy",
  rcp: "resource control policy",
};

const OF_RESOURCES: ReadonlySet<PolicySource> = new Set(["resource", "registry", "trust", "key"]);

/** Within a sentence: `the policy of repository web`, `policy CiPush`, `the service control policy GuardRails`. */
export function policyName({ source, name }: Pick<AppliedPolicy, "source" | "name">): string {
  if (OF_RESOURCES.has(source)) return `the ${name}`;
  if (source === "session" && name === "no session policy") return "the session, which has no policy,";
  return source === "identity" ? `policy ${name}` : `the ${KIND[source]} ${name}`;
}

/** `statement OnlyReleasePushes`, or by its number from 1. */
export function statementName({ sid, index }: Pick<StatementTrace, "sid" | "index">): string {
  return `statement ${sid ?? index + 1}`;
}

/** `a, b and c`. */
export function listed(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;
}

/** For words of ours: names of principals keep their first letter. */
export function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}
