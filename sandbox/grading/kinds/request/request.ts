/** `request: ecr:PutImage`: somebody asked the cloud for this, from any client, by parsed meaning. */
import type { RequestEvent } from "../../../kernel/events.ts";
import { judged, type Kind } from "../../context.ts";
import { requestsOf } from "../../happened.ts";
import type { Check } from "../../lesson.ts";
import { isMap, matches } from "../../values.ts";
import { code, countWords, list, placed, wants } from "../../words.ts";

export const request: Kind = {
  name: "request",
  fields: ["as", "host", "client", "in", "input", "output", "outcome", "status", "error", "message", "decided", "since", "count"],
  goal: requestGoal,
  async judge(check, context) {
    const { asked, fitting } = await requestsOf(check, context);
    const holds = check.count === undefined ? fitting.length > 0 : matches(check.count, fitting.length);
    if (check.count !== undefined && fitting.length > 0) return judged(holds, fitting.length === 1 ? "once" : `${fitting.length} times`);
    return judged(holds, holds && check.count === undefined ? "it has happened" : last(asked));
  },
};

export function requestGoal(check: Check): string {
  const what = code(String(check.request).replace(/^ecr:/, ""));
  const who = check.as === undefined ? "" : ` as ${check.as === "me" ? "you" : code(String(check.as))}`;
  const place = `${check.host === undefined ? "" : ` at ${String(check.host)}`}${placed(check.in)}`;
  const by = check.client === undefined ? "" : ` by ${code(String(check.client))}`;
  const parts = [check.input, check.output]
    .filter(isMap)
    .flatMap((tests) => Object.entries(tests).map(([path, test]) => `${code(path)} ${wants(test)}`));
  const times = check.count === undefined ? "" : check.count === 1 ? " once" : ` ${countWords(check.count)} times`;
  return `${what}${by}${who}${place} ${came(check)}${times}${parts.length > 0 ? `, where ${list(parts)}` : ""}`;
}

function came({ outcome, status, error }: Check): string {
  const withCode = error === undefined ? "" : ` with ${code(String(error))}`;
  if (outcome === "denied") return `was denied by a policy${withCode}`;
  if (outcome === "refused" || error !== undefined) return `was refused${withCode}`;
  if (outcome === "fails") return "has failed";
  if (status !== undefined) return `was answered with ${status}`;
  return "has worked";
}

function last(asked: readonly RequestEvent[]): string {
  const event = asked.at(-1);
  if (!event) return "not asked yet";
  const times = asked.length === 1 ? "asked once" : `asked ${asked.length} times`;
  return `${times}; last answer: ${event.status}${event.error ? ` ${event.error.code}` : ""}`;
}
