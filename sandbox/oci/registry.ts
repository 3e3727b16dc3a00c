/** The registry protocol over a backend: finds the route, runs it, and words every refusal. Never throws for what a client sent. */
import { BodyTooLarge } from "../kernel/bytes.ts";
import type { HttpRequest, HttpResponse } from "../kernel/exchange.ts";
import { StorageFull } from "../world/blobs.ts";
import { empty, errors, refusal, withoutBody } from "./answer.ts";
import { type Backend, OciError } from "./backend.ts";
import { BrokenBody } from "./body.ts";
import { type Parsed, parsePath, splitUrl, type Target } from "./path.ts";
import type { AnyRoute, Asked } from "./route.ts";
import { ROUTES } from "./routes/index.ts";

/** Routes by kind of path, then by method. */
const TABLE: ReadonlyMap<string, ReadonlyMap<string, AnyRoute>> = byKind(ROUTES);

function byKind(routes: readonly AnyRoute[]): Map<string, Map<string, AnyRoute>> {
  const table = new Map<string, Map<string, AnyRoute>>();
  for (const route of routes) {
    const methods = table.get(route.kind) ?? new Map<string, AnyRoute>();
    for (const method of route.methods) methods.set(method, route);
    table.set(route.kind, methods);
  }
  return table;
}

/** Answers one registry request, strictly by the OCI distribution specification 1.1. */
export async function answerRegistry(request: HttpRequest, backend: Backend): Promise<HttpResponse> {
  const { path, query } = splitUrl(request.url);
  const response = await route(request, parsePath(path), query, backend);
  return request.method === "HEAD" ? withoutBody(response) : response;
}

async function route(request: HttpRequest, target: Parsed, query: string, backend: Backend): Promise<HttpResponse> {
  if (target.kind === "nothing") return refusal(new OciError("UNSUPPORTED", "no such route", 404));
  if (target.kind === "bad-name") return refusal(errors.nameInvalid(target.name));
  const methods = TABLE.get(target.kind);
  const found = methods?.get(request.method);
  if (!found) return refusal(errors.unsupported(), { allow: [...(methods?.keys() ?? [])].join(", ") });
  try {
    // The table pairs each kind of path with routes of that kind, which the compiler cannot follow.
    const handle = found.handle as (asked: Asked<Target["kind"]>) => Promise<HttpResponse>;
    return await handle({ request, target, query: new URLSearchParams(query), backend });
  } catch (error) {
    if (error instanceof OciError) return refusal(error);
    if (error instanceof BrokenBody) return refusal(errors.uploadInvalid(error.message));
    if (error instanceof BodyTooLarge) return refusal(new OciError("SIZE_INVALID", `the manifest is larger than ${error.limit} bytes`, 413));
    if (error instanceof StorageFull) return refusal(new OciError("DENIED", error.message, 413));
    if (request.signal?.aborted) return empty(499);
    throw error;
  }
}
