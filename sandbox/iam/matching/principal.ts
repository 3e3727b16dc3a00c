/** The `Principal` element of resource policies (IAM User Guide, "AWS JSON policy elements: Principal"). */
import type { Caller } from "../decision.ts";

/**
 * How a policy names the caller. `direct`: by the ARN of the user, role or session, or by `*`; a grant in itself. `account`: by account,
 * which within that account only delegates to identity policies.
 */
export type Naming = "direct" | "account" | "none";

function list(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).filter((entry) => typeof entry === "string");
}

function namedBy(entry: string, caller: Caller): Naming {
  if (entry === "*") return "direct";
  if (entry === caller.arn || entry === caller.principalArn || entry === caller.userId) return caller.kind === "root" ? "account" : "direct";
  if (entry === caller.account || entry === `arn:aws:iam::${caller.account}:root`) return "account";
  return "none";
}

/** The strongest way in which `principal` names the caller. */
export function naming(principal: unknown, caller: Caller): Naming {
  if (principal === "*") return "direct";
  if (typeof principal !== "object" || principal === null) return "none";
  const namings = list((principal as { AWS?: unknown }).AWS).map((entry) => namedBy(entry, caller));
  return namings.includes("direct") ? "direct" : namings.includes("account") ? "account" : "none";
}
