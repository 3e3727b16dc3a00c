/** What a document seems to be for, from what stands in it. */
import type { PolicyKind } from "./problem.ts";
import { memberOf, readTree } from "./tree.ts";
import { documentView } from "./view.ts";

/**
 * A guess, for a file that somebody opens: by its elements and services. Undefined for a text that is no policy, and `identity` for a
 * statement without a principal, which may as well be a boundary's or a session's.
 */
export function kindOfPolicy(text: string): PolicyKind | undefined {
  const { root } = readTree(text);
  if (root?.type !== "object" || !memberOf(root, "Statement")) return undefined;
  const { statements } = documentView(text, root, "identity");
  const members = new Set(statements.flatMap((statement) => statement.members.map(({ name }) => name)));
  const actions = statements.flatMap((statement) => statement.actions.map((entry) => entry.text.toLowerCase()));
  const all = (prefix: string) => actions.length > 0 && actions.every((action) => action.startsWith(prefix));
  const named = members.has("Principal") || members.has("NotPrincipal");
  const placed = members.has("Resource") || members.has("NotResource");
  if (all("sts:assumerole") || (named && !placed && all("sts:"))) return named || !placed ? "trust" : "identity";
  if (!named) return "identity";
  if (all("kms:")) return "key";
  return placed && !statements.some(({ resources }) => resources.some((entry) => entry.text === "*")) ? "registry" : "repository";
}
