/** Why a request was allowed or denied: the steps of the decision, the statement that settled it, what would turn it, and every statement. */
import { useMemo } from "preact/hooks";
import { type Decision, explain } from "../../../sandbox/policy.ts";
import { Icon } from "../../components/Icon.tsx";
import { ask } from "../../session/actions.ts";
import type { RequestEvent } from "../../session/contract.ts";
import { session } from "../../stores/session.ts";
import { Asked, EditDeciding, Flips, Lines, Trace, TryWithout, Verdict } from "../why/Explained.tsx";
import { explainLine } from "../why/explain-line.ts";
import { showAccess } from "../why/show.ts";

export function DecisionView({ request }: { request: RequestEvent }) {
  const decision = request.decision as Decision | undefined;
  if (!decision) {
    return (
      <div class="explained" tabIndex={0} role="group" aria-label="Decision">
        <p class="none">No permission was asked for this request: {request.error ? request.error.message : "it needs none"}</p>
      </div>
    );
  }
  return <Explained decision={decision} />;
}

function Explained({ decision }: { decision: Decision }) {
  const explanation = useMemo(() => explain(decision), [decision]);
  const { question, verdict } = decision;
  return (
    <div class="explained" tabIndex={0} role="group" aria-label="Decision">
      <h3>
        <Verdict verdict={verdict} /> {explanation.headline}
      </h3>
      <p class="why-words">{explanation.why}</p>
      <Asked decision={decision} />
      <Trace explanation={explanation} />
      <TryWithout explanation={explanation} />
      <div class="row">
        <EditDeciding decision={decision} />
        <button type="button" class="btn small" onClick={() => showAccess(question)}>
          <Icon name="person" />
          Who may do what
        </button>
        <button
          type="button"
          class="btn small"
          onClick={() => ask((actions) => actions.type([explainLine(question, session.getState().view?.me.arn ?? "")], false))}
        >
          <Icon name="play" />
          Ask in the terminal
        </button>
      </div>
      <Flips explanation={explanation} />
      <Everything decision={decision} />
    </div>
  );
}

const OUTCOMES = { allow: "Allow", deny: "Deny", silent: "Silent" } as const;

/** Every statement that was looked at, and of a silent one the first thing that did not match. */
function Everything({ decision }: { decision: Decision }) {
  const { statements, policies } = decision;
  if (statements.length === 0) return null;
  return (
    <section aria-label="Every statement that was looked at">
      {statements.map((statement, place) => (
        <details key={`${statement.of} ${statement.index}`}>
          <summary>
            {policies[statement.of]?.name}, {statement.sid ?? `statement ${statement.index + 1}`}
            <span class={`says ${{ allow: "pass", deny: "fail", silent: "" }[statement.outcome]}`}>{OUTCOMES[statement.outcome]}</span>
            {statement.missed ? `: ${statement.missed} does not match` : ""}
          </summary>
          <Lines decision={decision} place={place} />
        </details>
      ))}
    </section>
  );
}
