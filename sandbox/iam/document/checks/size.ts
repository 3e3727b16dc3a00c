/** How long a document may be ("IAM and AWS STS quotas"; Amazon ECR service quotas). */
import { POLICY_LIMITS, policySize } from "../limits.ts";
import type { PolicyKind } from "../problem.ts";
import type { Report } from "../report.ts";
import { kindName } from "./common.ts";

/** Longest documents by kind, characters; `plain` counts white space too. */
const LIMITS: { readonly [K in Exclude<PolicyKind, "identity">]: { readonly limit: number; readonly plain?: true } } = {
  repository: { limit: 10_240, plain: true },
  registry: { limit: 10_240, plain: true },
  trust: { limit: POLICY_LIMITS.trust },
  session: { limit: POLICY_LIMITS.session, plain: true },
  boundary: { limit: POLICY_LIMITS.managed },
  key: { limit: 32_768, plain: true },
  scp: { limit: 5120 },
  rcp: { limit: 5120 },
};

function figure(value: number): string {
  return value.toLocaleString("en-GB");
}

export function checkSize(text: string, kind: PolicyKind, report: Report): void {
  // White space at the end is no part of the document.
  const at = { from: 0, to: Math.min(1, text.length) };
  if (kind === "identity") {
    const size = policySize(text);
    const fits = [
      size <= POLICY_LIMITS.user ? "a user" : "",
      size <= POLICY_LIMITS.managed ? "a managed policy" : "",
      size <= POLICY_LIMITS.group ? "a group" : "",
      size <= POLICY_LIMITS.role ? "a role" : "",
    ].filter(Boolean);
    if (fits.length === 4) return;
    report.add({
      code: "TOO_LONG",
      severity: fits.length === 0 ? "error" : size > POLICY_LIMITS.managed ? "warning" : "suggestion",
      message: `This policy has ${figure(size)} characters without white space.`,
      why: fits.length
        ? `It fits ${fits.join(" or ")}; inline policies of a user have ${figure(POLICY_LIMITS.user)} together.`
        : `The longest has ${figure(POLICY_LIMITS.role)}.`,
      at,
    });
    return;
  }
  const { limit, plain } = LIMITS[kind];
  const size = plain ? text.length : policySize(text);
  if (size <= limit) return;
  report.add({
    code: "TOO_LONG",
    severity: "error",
    message: `${kindName(kind)} has at most ${figure(limit)} characters; this one has ${figure(size)}.`,
    why: plain ? "White space counts." : "White space does not count.",
    at,
  });
}
