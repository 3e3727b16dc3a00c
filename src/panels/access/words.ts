/** What a cell of the access matrix says: its sign, the letter of who says so, and all of it in words. */
import type { AccessCell, Decision, PolicySource } from "../../../sandbox/policy.ts";

export type Sign = "yes" | "no" | "half" | "none";

/** `none`: nobody says Allow, which is another matter than a Deny. */
export function signOf({ verdict, by, half }: Pick<AccessCell, "verdict" | "by" | "half">): Sign {
  if (half) return "half";
  if (verdict === "allow") return "yes";
  return by === undefined ? "none" : "no";
}

/** One letter per kind of policy; repository and registry share theirs, as service and resource control policies do. */
export const LETTERS: Readonly<Record<PolicySource, string>> = {
  identity: "I",
  resource: "R",
  registry: "R",
  boundary: "B",
  session: "P",
  scp: "S",
  rcp: "S",
  trust: "T",
  key: "K",
};

const NAMES: Readonly<Record<PolicySource, string>> = {
  identity: "an identity policy",
  resource: "the repository policy",
  registry: "the registry policy",
  boundary: "the permissions boundary",
  session: "a session policy",
  scp: "a service control policy",
  rcp: "a resource control policy",
  trust: "the trust policy",
  key: "the key policy",
};

/** `PutImage`. */
export function actionName(action: string): string {
  return action.slice(action.indexOf(":") + 1);
}

/** `denied, nobody allows it`. */
export function cellWords({
  verdict,
  by,
  half,
  decision,
}: Pick<AccessCell, "verdict" | "by" | "half"> & { decision: Pick<Decision, "reason"> }): string {
  const name = by && NAMES[by];
  if (half) return halfWords(verdict, by);
  if (verdict === "allow") return name ? `allowed by ${name}` : "allowed, the root user needs no policy";
  if (!name) return "denied, nobody allows it";
  return decision.reason === "explicit-deny" ? `denied by ${name}` : `denied, ${name} holds it back`;
}

function halfWords(verdict: AccessCell["verdict"], by: PolicySource | undefined): string {
  if (verdict === "allow") return `half allowed, ${by ? NAMES[by] : "this side"} lets the account in, and its own policies decide for whom`;
  return by === "identity"
    ? "denied, its own account allows it and the repository's does not"
    : "denied, the repository's account allows it and its own does not";
}

/** What a screen reader says of a cell: `user/ci, PutImage: denied, nobody allows it`. */
export function spoken(label: string, action: string, cell: AccessCell): string {
  const now = cell.changed && cell.before ? `. Changes if applied: ${cell.before.verdict === "allow" ? "allowed" : "denied"} so far` : "";
  return `${label}, ${actionName(action)}: ${cellWords(cell)}${now}`;
}

/** Heading of a cell's explanation: `user/ci, PutImage: allowed now, denied once applied`. */
export function cellTitle(label: string, action: string, { verdict, half, before, changed }: AccessCell): string {
  const state = (said: Decision["verdict"], isHalf?: boolean) => (said === "allow" ? `${isHalf ? "half " : ""}allowed` : "denied");
  const after = state(verdict, half);
  if (!changed || !before) return `${label}, ${actionName(action)}: ${after}`;
  return `${label}, ${actionName(action)}: ${state(before.verdict)} now, ${half && verdict === "deny" ? "half allowed" : after} once applied`;
}

/** `4 cells change if you apply this`. */
export function changedWords(changed: number): string {
  return changed === 0 ? "Applying this changes no cell" : `${changed} ${changed === 1 ? "cell changes" : "cells change"} if you apply this`;
}
