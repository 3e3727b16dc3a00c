/** What a public registry answers: the distribution protocol, strictly, with Bearer tokens. */
import type { CloudContext, Report } from "../cloud/service.ts";
import { fromBase64, strictText, text, utf8 } from "../kernel/bytes.ts";
import type { HttpRequest, HttpResponse } from "../kernel/exchange.ts";
import { type Parsed, parsePath, splitUrl } from "../oci/path.ts";
import { answerRegistry } from "../oci/registry.ts";
import { shelvesBackend, shelvesOf } from "./content.ts";
import type { PublicRegistry } from "./registries.ts";
import { stockOf } from "./stock.ts";
import { issueToken, readToken } from "./token.ts";

export async function answerPublicRegistry(
  registry: PublicRegistry,
  request: HttpRequest,
  context: CloudContext,
  report: Report,
): Promise<HttpResponse> {
  const { hosts, tokens } = registry;
  const { host, pathname } = new URL(request.url);
  const asksToken = tokens !== undefined && host === tokens.host && (!hosts.includes(host) || pathname === tokens.path);
  const response = await (asksToken ? answerToken(registry, request, context) : answerPull(registry, request, context));
  if (response.status >= 400) refused(report, response);
  return response;
}

/** The first answer to a client without a token is how the protocol begins, and no refusal worth a reason. */
function refused(report: Report, response: HttpResponse): void {
  report.outcome = "refused";
  const body = response.body instanceof Uint8Array ? response.body : undefined;
  const first = body && firstError(body);
  if (first) report.error = first;
}

function firstError(body: Uint8Array): { code: string; message: string } | undefined {
  try {
    return (JSON.parse(text(body)) as { errors?: { code: string; message: string }[] }).errors?.[0];
  } catch {
    return undefined;
  }
}

/** `GET https://auth.docker.io/token?service=…&scope=…`: a token for anybody, and for a user name with an access token of the right form. */
async function answerToken(registry: PublicRegistry, request: HttpRequest, context: CloudContext): Promise<HttpResponse> {
  const url = new URL(request.url);
  if (url.pathname !== registry.tokens?.path) return json(404, { details: "not found" });
  if (request.headers.authorization !== undefined && !knows(registry, request.headers.authorization))
    return json(401, { details: "incorrect username or password" });
  const shelves = await shelvesOf(context.hasher, stockOf(registry));
  const { token, expiresIn } = issueToken(context, registry.name, url.searchParams.getAll("scope"), (repository) => shelves.has(repository));
  return json(200, { token, access_token: token, expires_in: expiresIn, issued_at: new Date(context.store.now()).toISOString() });
}

/** No account is kept anywhere: a name with an access token that looks like the registry's is somebody. */
function knows({ accessToken }: PublicRegistry, authorization: string): boolean {
  const [, encoded = ""] = /^Basic +(.*)$/i.exec(authorization) ?? [];
  const bytes = fromBase64(encoded);
  const credential = (bytes && strictText(bytes)) ?? "";
  const colon = credential.indexOf(":");
  return colon > 0 && accessToken?.test(credential.slice(colon + 1)) === true;
}

async function answerPull(registry: PublicRegistry, request: HttpRequest, context: CloudContext): Promise<HttpResponse> {
  const backend = shelvesBackend(await shelvesOf(context.hasher, stockOf(registry)));
  if (!registry.tokens) return answerRegistry(request, backend);
  const target = parsePath(splitUrl(request.url).path);
  const wanted = scopeOf(request.method, target);
  const [, bearer] = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "") ?? [];
  const grant = bearer === undefined ? undefined : readToken(context, registry.name, bearer);
  if (!grant) return challenge(registry, wanted, bearer === undefined ? undefined : "invalid_token");
  const name = "name" in target ? target.name : undefined;
  if (name !== undefined && (wanted?.push || !grant.pull.includes(name))) return challenge(registry, wanted, "insufficient_scope");
  return answerRegistry(request, backend);
}

interface Scope {
  readonly text: string;
  readonly push: boolean;
}

function scopeOf(method: string, target: Parsed): Scope | undefined {
  if (!("name" in target)) return undefined;
  const push = method !== "GET" && method !== "HEAD";
  return { text: `repository:${target.name}:${push ? "pull,push" : "pull"}`, push };
}

function challenge({ tokens }: PublicRegistry, scope: Scope | undefined, error: string | undefined): HttpResponse {
  const parts = [`realm="https://${tokens?.host}${tokens?.path}"`, `service="${tokens?.service}"`];
  if (scope) parts.push(`scope="${scope.text}"`);
  if (error) parts.push(`error="${error}"`);
  return json(
    401,
    { errors: [{ code: "UNAUTHORIZED", message: "authentication required", detail: null }] },
    { "www-authenticate": `Bearer ${parts.join(",")}` },
  );
}

function json(status: number, value: unknown, headers: Record<string, string> = {}): HttpResponse {
  const body = utf8(JSON.stringify(value));
  return {
    status,
    headers: {
      "content-type": "application/json",
      "docker-distribution-api-version": "registry/2.0",
      "content-length": String(body.length),
      ...headers,
    },
    body,
  };
}
