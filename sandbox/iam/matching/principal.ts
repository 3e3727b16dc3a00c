/** The `Principal` element of resource policies (IAM User Guide, "AWS JSON policy elements: Principal"), and its opposite. */
import type { Caller } from "../decision.ts";

/**
 * How a policy names the caller. `session`: as exactly who it is (a user, a role's session, a federated session, a service) or as
 * everybody; nothing of the caller's own limits such a grant. `principal`: the role or user behind the session, which boundary and
 * session policies still limit. `account`: the account, which within it only hands over to identity policies.
 */
export type Naming = "session" | "principal" | "account" | "none";

/** How strongly it names, and the entry that does. */
export interface Named {
  readonly naming: Naming;
  readonly entry?: string;
}

export interface CompiledPrincipal {
  readonly not: boolean;
  /** `*` or `{"AWS": "*"}`. */
  readonly everybody: boolean;
  readonly aws: ReadonlySet<string>;
  readonly services: ReadonlySet<string>;
  readonly federated: ReadonlySet<string>;
}

const NOBODY: Named = { naming: "none" };

export function strings(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((entry): entry is string => typeof entry === "string");
}

/** Undefined for a statement without either element. */
export function compilePrincipal({ Principal, NotPrincipal }: Readonly<Record<string, unknown>>): CompiledPrincipal | undefined {
  const not = Principal === undefined;
  const element = not ? NotPrincipal : Principal;
  if (element === undefined) return undefined;
  const lists = (typeof element === "object" && element !== null ? element : {}) as Readonly<Record<string, unknown>>;
  const aws = new Set(strings(lists.AWS));
  return {
    not,
    everybody: element === "*" || aws.has("*"),
    aws,
    services: new Set(strings(lists.Service)),
    federated: new Set(strings(lists.Federated)),
  };
}

function accountNamed({ aws }: CompiledPrincipal, { account }: Caller): string | undefined {
  const root = `arn:aws:iam::${account}:root`;
  return aws.has(root) ? root : account !== "" && aws.has(account) ? account : undefined;
}

/** The unique id of the user or role, which stands in a policy after what it named was deleted. */
function uniqueId({ userId, kind }: Caller): string {
  return kind === "role" ? userId.replace(/:.*$/s, "") : userId;
}

function namedIn(principal: CompiledPrincipal, caller: Caller): Named {
  if (principal.everybody) return { naming: "session", entry: "*" };
  const { arn, principalArn, kind } = caller;
  if (kind === "service") return principal.services.has(arn) ? { naming: "session", entry: arn } : NOBODY;
  if (kind === "web-identity") return principal.federated.has(arn) ? { naming: "session", entry: arn } : NOBODY;
  if (principal.aws.size === 0) return NOBODY;
  if (kind === "root") return asAccount(principal, caller);
  const exact = kind === "user" || arn !== principalArn ? "session" : "principal";
  if (principal.aws.has(arn)) return { naming: exact, entry: arn };
  if (principal.aws.has(principalArn)) return { naming: "principal", entry: principalArn };
  const id = uniqueId(caller);
  if (kind !== "federated" && principal.aws.has(id)) return { naming: kind === "user" ? "session" : "principal", entry: id };
  return asAccount(principal, caller);
}

function asAccount(principal: CompiledPrincipal, caller: Caller): Named {
  const entry = accountNamed(principal, caller);
  return entry === undefined ? NOBODY : { naming: "account", entry };
}

/**
 * Whether a list of exceptions spares the caller. To be spared by a Deny one must be listed as account, as principal and as session, and
 * nobody who has a permissions boundary is ever spared; to be left out of an Allow one of the three is enough.
 */
function spared(principal: CompiledPrincipal, caller: Caller, denies: boolean, bounded: boolean): boolean {
  if (!denies) return namedIn(principal, caller).naming !== "none";
  if (principal.everybody) return true;
  if (caller.kind === "service" || caller.kind === "web-identity") return namedIn(principal, caller).naming !== "none";
  const { aws } = principal;
  if (bounded || accountNamed(principal, caller) === undefined) return false;
  return caller.kind === "root" || (aws.has(caller.arn) && aws.has(caller.principalArn));
}

/** How the statement names the caller. `bounded`: the caller has a permissions boundary. */
export function namedBy(principal: CompiledPrincipal, caller: Caller, denies: boolean, bounded: boolean): Named {
  if (!principal.not) return namedIn(principal, caller);
  return spared(principal, caller, denies, bounded) ? NOBODY : { naming: "session", entry: "NotPrincipal" };
}
