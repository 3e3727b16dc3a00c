/** A decision explained: what decided, what every step found, and what would turn it. */
import type { Decision } from "../decision.ts";
import type { Explanation } from "./explanation.ts";
import { flipsOf } from "./flips.ts";
import { headlineOf, whyOf } from "./headline.ts";
import { explainStatement } from "./statement.ts";
import { explainSteps } from "./steps.ts";

/** Everything that the text of `explain`, the panels and the tests say of a decision. */
export function explain(decision: Decision): Explanation {
  const deciding = decision.decidedBy === undefined ? undefined : explainStatement(decision, decision.decidedBy);
  return {
    decision,
    headline: headlineOf(decision),
    why: whyOf(decision),
    steps: explainSteps(decision),
    ...(deciding ? { deciding } : {}),
    flips: flipsOf(decision),
  };
}
