/** The parts of an explanation that the why-card, the request inspector and the access matrix share. */
import type { ComponentChildren } from "preact";
import { useId, useState } from "preact/hooks";
import { applyFlip, type Decision, type ExplainedStep, type Explanation, explain, explainStatement, type Flip } from "../../../sandbox/policy.ts";
import { Icon } from "../../components/Icon.tsx";
import type { IconName } from "../../components/icons.ts";
import { type Opening, openPolicy } from "../editor/open-policy.ts";
import { editTargetOf, flipTargetOf } from "./edit-target.ts";
import { whoOf } from "./explain-line.ts";
import { statementPlace } from "./statement-place.ts";
import { adoptWhyStyles } from "./styles.ts";

adoptWhyStyles();

const SAYS: Readonly<Record<ExplainedStep["verdict"], { readonly icon: IconName; readonly tone: string; readonly word: string }>> = {
  allow: { icon: "check", tone: "pass", word: "Allow" },
  deny: { icon: "ban", tone: "fail", word: "Deny" },
  silent: { icon: "ring", tone: "", word: "Silent" },
  skip: { icon: "ring", tone: "is-skipped", word: "Skip" },
};

/** "Allowed" or "Denied", as icon, word and colour. */
export function Verdict({ verdict }: { verdict: Decision["verdict"] }) {
  return verdict === "allow" ? (
    <span class="verdict pass">
      <Icon name="check" />
      Allowed
    </span>
  ) : (
    <span class="verdict fail">
      <Icon name="ban" />
      Denied
    </span>
  );
}

/** Who asked for what; with what else is known of the request as children. */
export function Asked({ decision: { question }, children }: { decision: Decision; children?: ComponentChildren }) {
  const { caller, action, resource } = question;
  return (
    <dl class="asked">
      <dt>Who</dt>
      <dd title={caller.arn}>{whoOf(question)}</dd>
      <dt>Action</dt>
      <dd>{action}</dd>
      <dt>On</dt>
      <dd title={resource}>{resource === "*" ? "* (everything)" : resource.slice(resource.lastIndexOf(":") + 1)}</dd>
      {children}
    </dl>
  );
}

/** The steps of the decision order: the one that decided with its statement's lines, the others with what they would have said. */
export function Trace({ explanation }: { explanation: Explanation }) {
  const { steps, deciding, decision } = explanation;
  const at = steps.findIndex(({ decides }) => decides);
  const first = steps.slice(0, at + 1);
  const rest = steps.slice(at + 1);
  return (
    <>
      <ol class="trace" aria-label="Steps of the decision">
        {first.map((step, index) => (
          <StepRow
            key={step.step}
            step={step}
            number={index + 1}
            verdict={decision.verdict}
            isSilence={step.decides && !deciding && step.verdict !== "allow"}
          />
        ))}
      </ol>
      {deciding && <Lines decision={decision} place={decision.decidedBy ?? -1} decides />}
      {rest.length > 0 && (
        <>
          <p class="stencil rest">{deciding ? "Decided above. Without it, the rest would say:" : "Decided above. The rest would say:"}</p>
          <ol class="trace" start={at + 2} aria-label="Steps after it">
            {rest.map((step, index) => (
              <StepRow key={step.step} step={step} number={at + 2 + index} verdict={decision.verdict} />
            ))}
          </ol>
        </>
      )}
    </>
  );
}

interface StepRowProps {
  readonly step: ExplainedStep;
  readonly number: number;
  readonly verdict: Decision["verdict"];
  /** It decides because nobody there says Allow. */
  readonly isSilence?: boolean;
}

function StepRow({ step, number, verdict, isSilence = false }: StepRowProps) {
  const { icon, tone, word } = SAYS[step.verdict];
  const decided = verdict === "allow" ? { icon, tone: "pass" } : { icon: "ban" as const, tone: "fail" };
  const shown = step.decides ? decided : { icon, tone };
  return (
    <li class={step.decides ? `is-deciding ${shown.tone}` : ""} aria-current={step.decides ? "step" : undefined}>
      <Icon name={shown.icon} tone={shown.tone} />
      <b>
        <span class="num">{number}</span> {step.title}
      </b>
      <span>{step.found}</span>
      <span class={`says ${shown.tone}`}>
        {isSilence ? "No Allow" : word}
        {step.decides && <span class="unseen">, this decides</span>}
      </span>
    </li>
  );
}

/** The JSON of one statement with its line numbers in the document, and what each line means for this request. */
export function Lines({ decision, place, decides = false }: { decision: Decision; place: number; decides?: boolean }) {
  const explained = explainStatement(decision, place);
  if (!explained) return null;
  const from = statementPlace(explained.policy.document, explained.index)?.line ?? 1;
  const tone = !decides ? "" : decision.verdict === "allow" ? " pass" : " fail";
  return (
    <ol class={`statement${tone}`} aria-label={`Statement ${explained.index + 1} of ${explained.policy.name}`}>
      {explained.lines.map(({ text, remark }, index) => (
        <li key={index} class={remark === undefined ? "" : "is-hit"}>
          <span class="number num" aria-hidden="true">
            {from + index}
          </span>
          <span>
            <code>{text}</code>
            {remark !== undefined && <span class="remark">{remark}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}

/** What would turn the answer: one sentence each, with the way to do it and the way to try it. */
export function Flips({ explanation }: { explanation: Explanation }) {
  const { flips, decision } = explanation;
  const heading = useId();
  if (flips.length === 0) {
    return <p class="no-flip">No single statement would change this answer: more than one policy stands in the way.</p>;
  }
  return (
    <section class="flips" aria-labelledby={heading}>
      <h3 class="stencil" id={heading}>
        What would change the answer
      </h3>
      <ul>
        {flips.map((flip) => (
          <FlipRow key={flip.sentence} flip={flip} decision={decision} />
        ))}
      </ul>
    </section>
  );
}

function FlipRow({ flip, decision }: { flip: Flip; decision: Decision }) {
  const target = flipTargetOf(flip, decision);
  const opening: Opening = flip.kind === "add" ? { add: flip.statement } : { statement: decision.statements[flip.statement]?.index ?? 0 };
  return (
    <li>
      <p>{flip.sentence}</p>
      <WhatIf decision={decision} flip={flip} words={flip.kind === "add" ? "What if it were there?" : "What if this statement were gone?"}>
        {target && (
          <button type="button" class="btn small" onClick={() => void openPolicy(target, opening)}>
            <Icon name="pencil" />
            {flip.kind === "add" ? "Add this statement" : "Edit this statement"}
          </button>
        )}
      </WhatIf>
    </li>
  );
}

interface WhatIfProps {
  readonly decision: Decision;
  readonly flip: Flip;
  readonly words: string;
  readonly children?: ComponentChildren;
}

/** Tries a change on a copy of the policies and says what is decided then; nothing in the world is changed. */
function WhatIf({ decision, flip, words, children }: WhatIfProps) {
  const [tried, setTried] = useState<Explanation>();
  return (
    <>
      <div class="row">
        {children}
        <button
          type="button"
          class="btn small"
          aria-pressed={!!tried}
          onClick={() => setTried(tried ? undefined : explain(applyFlip(decision, flip)))}
        >
          <Icon name="fork" />
          {words}
        </button>
      </div>
      <div role="status" class="tried">
        {tried && (
          <>
            {flip.kind === "add" && <pre>{JSON.stringify(flip.statement, undefined, 2)}</pre>}
            <p>
              <Verdict verdict={tried.decision.verdict} /> on a copy: {tried.headline}. {tried.why}
            </p>
          </>
        )}
      </div>
    </>
  );
}

/** For the policy of the statement that decided: opens it there. Nothing when it cannot be edited here, or none decided. */
export function EditDeciding({ decision, primary = false }: { decision: Decision; primary?: boolean }) {
  const trace = decision.decidedBy === undefined ? undefined : decision.statements[decision.decidedBy];
  const policy = trace && decision.policies[trace.of];
  const target = policy && editTargetOf(policy, decision.question);
  if (!target) return null;
  const line = statementPlace(policy.document, trace.index)?.line;
  return (
    <button type="button" class={`btn small${primary ? " primary" : ""}`} onClick={() => void openPolicy(target, { statement: trace.index })}>
      <Icon name="pencil" />
      {line === undefined ? "Edit policy" : `Edit line ${line}`}
      <span class="unseen"> of {policy.name}</span>
    </button>
  );
}

/** For a Deny that decided although its going would turn nothing: it can be tried all the same. */
export function TryWithout({ explanation: { decision, flips } }: { explanation: Explanation }) {
  const { decidedBy, reason } = decision;
  if (decidedBy === undefined || reason !== "explicit-deny" || flips.some((flip) => flip.kind === "remove" && flip.statement === decidedBy))
    return null;
  return <WhatIf decision={decision} flip={{ kind: "remove", statement: decidedBy, sentence: "" }} words="What if this statement were gone?" />;
}
