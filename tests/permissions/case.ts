/** The form of a case of permissions: data only, so that a topic reads as a table. Expected values come from the page in `source`. */
import type { Caller, Context, PolicySource, Reason, StatementElement } from "../../sandbox/iam/decision.ts";

export type Statement = Readonly<Record<string, unknown>>;

/** Statements of one policy, or several policies of that kind. */
export type Statements = readonly Statement[];

export interface Expected {
  readonly verdict: "allow" | "deny";
  readonly reason?: Reason;
  /** Kind of the policy whose statement decided. */
  readonly by?: PolicySource;
  /** Place of that statement in its policy. */
  readonly statement?: number;
  /** The whole sentence. */
  readonly message?: string;
  /** How the sentence ends. */
  readonly ends?: string;
  /** What the first statement missed. */
  readonly missed?: StatementElement;
}

export interface Case {
  readonly title: string;
  /** Page of AWS's documentation, under https://docs.aws.amazon.com/, with its section. */
  readonly source: string;
  /** anna, a user of the repository's account, when left out. */
  readonly caller?: Caller;
  /** `ecr:PutImage` when left out. */
  readonly action?: string;
  /** The repository `web` when left out. */
  readonly resource?: string;
  /** The repository's account when left out. */
  readonly owner?: string;
  readonly context?: Context;
  /** Of all documents; `2012-10-17` when left out. */
  readonly version?: string | null;
  readonly policies: Readonly<Partial<Record<PolicySource, Statements>>>;
  readonly gives: Expected | "allow" | "deny";
}

export interface Topic {
  readonly name: string;
  readonly cases: readonly Case[];
}
