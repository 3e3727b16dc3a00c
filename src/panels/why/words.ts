/** What a refusal meant for the command around it. */
import type { RequestEvent } from "../../session/contract.ts";

/** One sentence about the rest of a push, when that says more than the decision alone; empty for everything else. */
export function aside(request: RequestEvent, requests: readonly RequestEvent[]): string {
  const others = requests.filter(({ command, seq }) => command === request.command && command !== 0 && seq < request.seq);
  const worked = (action: string) => others.some((other) => other.action === action && other.outcome === "works");
  if (request.action === "ecr:PutImage" && (worked("ecr:CompleteLayerUpload") || worked("ecr:BatchCheckLayerAvailability")))
    return "The layers were let in; only the manifest was refused, so no tag moved.";
  if (request.action === "ecr:InitiateLayerUpload") return "The push ended before any layer was sent.";
  return "";
}
