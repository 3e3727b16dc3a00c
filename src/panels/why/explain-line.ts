/** Questions in words: as a person says them, and as the terminal's `explain` takes them. */
import type { Question } from "../../../sandbox/policy.ts";

/** `user/ci`, `role/release in session build-1`, `444455556666:role/run`; a service by its name. */
export function whoOf({ caller, resourceAccount }: Pick<Question, "caller" | "resourceAccount">): string {
  const { kind, account, arn } = caller;
  if (kind === "service" || kind === "web-identity") return arn;
  const foreign = account === resourceAccount ? "" : `${account}:`;
  const [, role, session] = /:assumed-role\/([^/]+)\/(.+)$/.exec(arn) ?? [];
  if (role !== undefined) return `${foreign}role/${role} in session ${session}`;
  return `${foreign}${arn.slice(arn.lastIndexOf(":") + 1)}`;
}

/** `explain me ecr:PutImage arn:aws:ecr:…`. `me`: the ARN that the terminal's credentials belong to. */
export function explainLine({ caller, action, resource }: Pick<Question, "caller" | "action" | "resource">, me: string): string {
  const who = caller.arn === me ? "me" : caller.kind === "federated" ? caller.principalArn : caller.arn;
  return `explain ${who} ${action} ${resource === "*" ? "'*'" : resource}`;
}
