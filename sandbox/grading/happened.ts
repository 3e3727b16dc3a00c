/** Which events count: the log since the lesson, the task or the last command that left one (FORMAT §4.3). */
import type { FactEvent, RequestEvent, SandboxEvent } from "../kernel/events.ts";
import { type Context, fullName, nameOfArn, type Where } from "./context.ts";
import { decidedOf } from "./decided.ts";
import type { Check } from "./lesson.ts";
import { resolve } from "./lookups.ts";
import { glob, isMap, matches, part } from "./values.ts";

const FIXED = ["outcome", "status", "error"];

function eventsSince(check: Check, context: Context): readonly SandboxEvent[] {
  const { events } = context.evidence;
  const since = check.since ?? context.since;
  if (since === "task") return events.filter(({ seq }) => seq > context.openedAfter);
  if (since !== "command") return events;
  const last = events.at(-1);
  return last === undefined ? [] : last.command === 0 ? [last] : events.filter(({ command }) => command === last.command);
}

/** Requests of that name, whatever came of them, and those that are all the check says. */
export async function requestsOf(
  check: Check,
  context: Context,
): Promise<{ readonly asked: readonly RequestEvent[]; readonly fitting: readonly RequestEvent[] }> {
  const what = String(await resolve(check.request, context));
  const asked = eventsSince(check, context).filter((event): event is RequestEvent => event.kind === "request" && isRequest(event, what));
  const [input, output, message, error, where] = await Promise.all(
    [check.input, check.output, check.message, check.error, check.in].map((value) => resolve(value, context)),
  );
  const outcome = FIXED.some((key) => key in check) ? check.outcome : "works";
  const fitting = asked.filter(
    (event) =>
      (check.as === undefined || (event.principal !== undefined && nameOfArn(event.principal) === fullName(context, String(check.as)))) &&
      (check.host === undefined || glob(String(check.host), event.host)) &&
      (check.client === undefined || glob(`${String(check.client)}*`, event.client)) &&
      inPlace(event, where as Where | undefined) &&
      parts(input, event.input) &&
      parts(output, event.output) &&
      (outcome === undefined || outcomeIs(String(outcome), event.outcome)) &&
      (check.status === undefined || event.status === check.status) &&
      (error === undefined || errorIs(error, event)) &&
      (message === undefined || matches(message, event.error?.message)) &&
      (!isMap(check.decided) || matches(check.decided, decidedOf(event.decision))),
  );
  return { asked, fitting };
}

/** Facts of that kind, and those that fit. */
export async function factsOf(check: Check, context: Context): Promise<readonly FactEvent[]> {
  const has = await resolve(check.has, context);
  return eventsSince(check, context).filter(
    (event): event is FactEvent =>
      event.kind !== "request" &&
      event.kind === check.event &&
      (check.of === undefined || glob(String(check.of), event.of ?? "")) &&
      parts(has, event.has),
  );
}

/** A refusal has the API's code, and on the wire of a registry its own: `RepositoryNotFoundException` is `NAME_UNKNOWN` there. Either may be meant. */
function errorIs(wanted: unknown, event: Pick<RequestEvent, "error" | "response">): boolean {
  return event.error?.code === wanted || `${event.error?.code}Exception` === wanted || wireCodes(event.response.body).includes(String(wanted));
}

function wireCodes(body: string | undefined): string[] {
  return [...(body ?? "").slice(0, 4096).matchAll(/"code"\s*:\s*"([A-Z_]+)"/g)].map(([, code]) => code ?? "");
}

/** `fails` is any way of not working; the others are themselves. */
export function outcomeIs(wanted: string, outcome: RequestEvent["outcome"]): boolean {
  return wanted === outcome || (wanted === "fails" && outcome !== "works");
}

/** `ecr:PutImage` is the API call and the manifest PUT; `GET /v2/` a method and a path, in which globs count. */
function isRequest(event: RequestEvent, wanted: string): boolean {
  const [method = "", pattern] = wanted.split(" ");
  if (pattern !== undefined) {
    return (method === "*" || method === event.method) && (glob(pattern, event.path.split("?")[0] ?? "") || glob(pattern, event.path));
  }
  const [service, operation] = wanted.split(":");
  const own = event.service === "registry" || event.service === "storage" ? "ecr" : event.service;
  return event.action === wanted || (event.operation === operation && own === service);
}

function inPlace(event: RequestEvent, where: Where | undefined): boolean {
  return (where?.account === undefined || where.account === event.account) && (where?.region === undefined || where.region === event.region);
}

function parts(tests: unknown, value: unknown): boolean {
  return !isMap(tests) || Object.entries(tests).every(([path, test]) => matches(test, part(value, path)));
}
