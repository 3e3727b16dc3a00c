import type { Decision, StatementTrace } from "../../iam/decision.ts";
import type { RequestEvent, SandboxEvent } from "../../kernel/events.ts";
import type { Word } from "./host.ts";

function isDecided(event: SandboxEvent): event is RequestEvent & { decision: Decision } {
  return event.kind === "request" && event.decision !== undefined;
}

const REASONS: Readonly<Record<Decision["reason"], string>> = {
  root: "the root user of an account may do everything in it",
  "explicit-deny": "a Deny that matches wins over every Allow",
  "identity-allow": "a policy of the identity allows it",
  "resource-allow": "the policy of the resource allows it",
  "both-allow": "both the identity's account and the resource allow it",
  "implicit-deny-identity": "no policy of the identity allows it, and what nobody allows is denied",
  "always-allowed": "no policy is asked for it",
  "implicit-deny-boundary": "the permissions boundary does not allow it",
  "implicit-deny-session": "the session policy does not allow it",
  "implicit-deny-scp": "no service control policy of the organization allows it",
  "implicit-deny-rcp": "no resource control policy of the organization allows it",
  "implicit-deny-resource": "the resource lies in another account, and its policy does not allow it",
};

/** `explain` says how the newest denied request was decided (`explain -a`: the newest request of any verdict). */
export const explain: Word = (host) => async (context) => {
  const any = context.args[0] === "-a" || context.args[0] === "--any";
  const decided = host.machine().store.events.filter(isDecided);
  const event = decided.findLast(({ decision }) => any || decision.verdict === "deny");
  if (!event) {
    await context.stdout.write(any ? "No request has been decided yet.\n" : "Nothing has been denied yet.\n");
    return 1;
  }
  const { question, verdict, reason, decidedBy, statements } = event.decision;
  const lines = [
    `who       ${question.caller.arn}`,
    `action    ${question.action}`,
    `resource  ${question.resource}`,
    `verdict   ${verdict}: ${REASONS[reason]}`,
    ...statements.map((statement, index) => `${index === decidedBy ? "  ->" : "    "} ${statementText(statement)}`),
  ];
  await context.stdout.write(`${lines.join("\n")}\n`);
  return 0;
};

function statementText({ policy, source, sid, index, outcome, missed }: StatementTrace): string {
  const said = outcome === "silent" ? `does not apply${missed ? ` (its ${missed} does not match)` : ""}` : outcome;
  return `${policy} (${source}), statement ${sid ?? index + 1}: ${said}`;
}
