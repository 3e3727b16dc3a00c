/**
 * Resource policies hold whom they name by unique id: the ARN that one reads follows a renamed user, and whoever is made anew under the
 * name of a deleted one is not meant (IAM User Guide, "AWS JSON policy elements: Principal"). Here the texts are kept true instead.
 */
import type { PolicyDocument } from "../world/tables.ts";
import type { Transaction } from "../world/world.ts";
import { statementsOf } from "./matching/compiled.ts";

type Statement = Readonly<Record<string, unknown>>;

/** Writes `to`, a new ARN or after a deletion the unique id, for `from` in every policy of repositories, registries, roles and keys. */
export function renameInPolicies(tx: Transaction, from: string, to: string): void {
  for (const table of ["repositories", "registries", "kmsKeys"] as const) {
    for (const [key, { policy }] of [...tx.range(table, "")]) {
      const next = policy && renamed(policy, from, to);
      if (next !== policy && next) tx.update(table, key, { policy: next });
    }
  }
  for (const [key, { trust }] of [...tx.range("principals", "")]) {
    const next = trust && renamed(trust, from, to);
    if (next !== trust && next) tx.update("principals", key, { trust: next });
  }
}

/** The same document where it does not name `from`. */
function renamed(document: PolicyDocument, from: string, to: string): PolicyDocument {
  if (!statementsOf(document).some((statement) => names(statement.Principal, from) || names(statement.NotPrincipal, from))) return document;
  const { Statement: statements } = document;
  const one = (statement: unknown) =>
    typeof statement === "object" && statement !== null ? inStatement(statement as Statement, from, to) : statement;
  return { ...document, Statement: Array.isArray(statements) ? statements.map(one) : one(statements) };
}

function entriesOf(principal: unknown): unknown {
  return typeof principal === "object" && principal !== null ? (principal as { readonly AWS?: unknown }).AWS : undefined;
}

function names(principal: unknown, arn: string): boolean {
  const entries = entriesOf(principal);
  return entries === arn || (Array.isArray(entries) && entries.includes(arn));
}

function inStatement(statement: Statement, from: string, to: string): Statement {
  return Object.fromEntries(
    Object.entries(statement).map(([element, value]) => {
      if ((element !== "Principal" && element !== "NotPrincipal") || !names(value, from)) return [element, value];
      const entries = entriesOf(value);
      const AWS = Array.isArray(entries) ? entries.map((entry) => (entry === from ? to : entry)) : to;
      return [element, { ...(value as object), AWS }];
    }),
  );
}
