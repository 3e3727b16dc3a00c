/** Why a decision came out as it did and what would turn it, as data and sentences: read by `explain`, the panels and the tests alike. */
import type { PolicyDocument } from "../../world/tables.ts";
import type { AppliedPolicy, Decision, PolicySource, StepName } from "../decision.ts";

/** One single change that would turn the verdict, found by trying it. */
export type Flip =
  | {
      readonly kind: "remove";
      /** Place in `Decision.statements`. */
      readonly statement: number;
      readonly sentence: string;
    }
  | {
      readonly kind: "add";
      /** The policy it would stand in; a new one where there is none. */
      readonly source: PolicySource;
      readonly policy: string;
      readonly statement: PolicyDocument;
      readonly sentence: string;
    };

export interface ExplainedStep {
  readonly step: StepName;
  /** `Any explicit Deny?`, `Identity policies` … */
  readonly title: string;
  readonly verdict: "allow" | "deny" | "silent" | "skip";
  readonly decides: boolean;
  /** What was found there: `repository policy, statement OnlyReleasePushes`, `none attached to user/ci`. */
  readonly found: string;
  readonly statements: readonly number[];
}

/** A statement with its own text and a remark for its lines. */
export interface ExplainedStatement {
  readonly policy: AppliedPolicy;
  readonly index: number;
  /** Pretty-printed JSON, two blanks. */
  readonly lines: readonly { readonly text: string; readonly remark?: string }[];
}

export interface Explanation {
  readonly decision: Decision;
  /** `A Deny in the policy of repository web stopped PutImage`. */
  readonly headline: string;
  /** One or two sentences that say why. */
  readonly why: string;
  readonly steps: readonly ExplainedStep[];
  /** The statement that decided, when one did. */
  readonly deciding?: ExplainedStatement;
  /** Empty when no single statement would do. */
  readonly flips: readonly Flip[];
}
