/** Ways from a failed command to its reason, and from there to the panels that show more. */
import type { Question } from "../../../sandbox/policy.ts";
import { showPanel } from "../../page/prose.ts";
import { accessFocus } from "../../stores/access-focus.ts";
import { inspected } from "../../stores/inspected.ts";
import { session } from "../../stores/session.ts";
import { why } from "../../stores/why.ts";

/** The buttons under failed commands; they carry the command's number. */
export const REASON_BUTTON = "button.why";

/** Opens the reason of a failure: the why-card when a policy refused the request, the request itself for any other. */
export function showReason(seq: number): void {
  const request = session.getState().view?.requests.find((candidate) => candidate.seq === seq);
  if (request?.outcome === "denied" && request.decision) why.setState({ request });
  else showRequest(seq);
}

export function showRequest(seq: number): void {
  inspected.setState({ seq });
  showPanel("requests");
}

/** The Access tab at the repository and the cell that a question is about. */
export function showAccess({ resource, caller, action }: Question): void {
  const [, region, account, name] = /^arn:aws:ecr:([^:]+):(\d{12}):repository\/(.+)$/.exec(resource) ?? [];
  accessFocus.setState({
    ...(name === undefined ? {} : { repository: `${account}/${region}/${name}` }),
    cell: { principal: caller.principal, action },
  });
  showPanel("access");
}

/** The request behind a command's failure that tells most: one that a policy refused, else the last that did not work. */
export function reasonOf(command: number): number | undefined {
  const failed = (session.getState().view?.requests ?? []).filter((request) => request.command === command && request.outcome !== "works");
  const told =
    failed.findLast(({ outcome, decision }) => outcome === "denied" && decision !== undefined) ?? failed.findLast(({ status }) => status !== 401);
  return (told ?? failed.at(-1))?.seq;
}
