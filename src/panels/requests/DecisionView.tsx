/** Why a request was allowed or denied: the question, the sentence, and what each statement said. */
import type { Decision, RequestEvent } from "../../session/contract.ts";

const REASONS: Record<Decision["reason"], string> = {
  root: "The account's root user may do everything in its account.",
  "explicit-deny": "A statement denies it, and a Deny ends the matter.",
  "identity-allow": "A policy of the caller allows it.",
  "resource-allow": "The repository's policy allows it.",
  "both-allow": "The caller's policy and the repository's policy both allow it.",
  "implicit-deny-identity": "No policy of the caller allows it.",
  "implicit-deny-boundary": "The caller's permissions boundary does not allow it.",
  "implicit-deny-resource": "The repository belongs to another account, and its policy does not allow it.",
};

export function DecisionView({ request }: { request: RequestEvent }) {
  const decision = request.decision as Decision | undefined;
  if (!decision) {
    return (
      <div class="decision">
        <p class="none">No permission was asked for this request: {request.error ? request.error.message : "it needs none"}</p>
      </div>
    );
  }
  const { question, verdict, reason, statements, decidedBy } = decision;
  return (
    <div class="decision" tabIndex={0} role="group" aria-label="Decision">
      <h3>
        <span class={verdict === "allow" ? "pass" : "fail"}>{verdict === "allow" ? "Allowed." : "Denied."}</span> {REASONS[reason]}
      </h3>
      <dl>
        <dt>Who</dt>
        <dd>{question.caller.arn}</dd>
        <dt>Action</dt>
        <dd>{question.action}</dd>
        <dt>Resource</dt>
        <dd>{question.resource}</dd>
      </dl>
      {statements.length === 0 && <p class="none">No policy says anything to this caller. What nobody allows is denied.</p>}
      <ul>
        {statements.map((statement, index) => (
          <li
            key={`${statement.policy} ${statement.index}`}
            class={index === decidedBy ? `is-deciding ${verdict === "allow" ? "pass" : "fail"}` : ""}
          >
            <b>{{ allow: "Allow", deny: "Deny", silent: "Silent" }[statement.outcome]}</b>
            <span>
              {statement.sid ? `Statement ${statement.sid}` : `Statement ${statement.index + 1}`} of {statement.policy}
              {statement.missed ? `: ${statement.missed} does not match` : ""}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
