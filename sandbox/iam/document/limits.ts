/** How long policies of IAM may be. */

/** Longest documents, in characters that are not white space ("IAM and AWS STS quotas"). */
export const POLICY_LIMITS = { managed: 6144, user: 2048, group: 5120, role: 10240, trust: 2048, session: 2048 } as const;

/** Characters that count for IAM's limits: white space does not. */
export function policySize(text: string): number {
  return text.replace(/\s/g, "").length;
}
