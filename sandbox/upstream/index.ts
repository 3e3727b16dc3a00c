/**
 * The simulated Docker Hub: a registry that speaks the distribution protocol strictly, with the hub's Bearer tokens. Everybody may pull
 * its few base images; nobody may push, and nobody has an account.
 */
import type { CloudContext, Report, Service } from "../cloud/service.ts";
import { text, utf8 } from "../kernel/bytes.ts";
import type { HttpRequest, HttpResponse } from "../kernel/exchange.ts";
import { type Parsed, parsePath, splitUrl } from "../oci/path.ts";
import { answerRegistry } from "../oci/registry.ts";
import { hubBackend, hubContent } from "./content.ts";
import { issueToken, readToken } from "./token.ts";

const REGISTRY_HOSTS: readonly string[] = ["registry-1.docker.io", "index.docker.io", "docker.io"];
const AUTH_HOST = "auth.docker.io";

export function isDockerHubHost(host: string): boolean {
  return host === AUTH_HOST || REGISTRY_HOSTS.includes(host);
}

export const dockerHub: Service = {
  name: "hub",
  async handle(request, context, report) {
    report.service = "hub";
    const host = new URL(request.url).host;
    const response = await (host === AUTH_HOST ? answerToken(request, context) : answerHub(request, context));
    if (response.status >= 400) refused(report, response);
    return response;
  },
};

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

/** `GET https://auth.docker.io/token?service=…&scope=…`: a token for anybody, none for a user name. */
async function answerToken(request: HttpRequest, context: CloudContext): Promise<HttpResponse> {
  const url = new URL(request.url);
  if (url.pathname !== "/token") return json(404, { details: "not found" });
  if (request.headers.authorization) return json(401, { details: "incorrect username or password" });
  const hub = await hubContent(context.hasher);
  const { token, expiresIn } = issueToken(context, url.searchParams.getAll("scope"), (repository) => hub.has(repository));
  return json(200, { token, access_token: token, expires_in: expiresIn, issued_at: new Date(context.store.now()).toISOString() });
}

async function answerHub(request: HttpRequest, context: CloudContext): Promise<HttpResponse> {
  const target = parsePath(splitUrl(request.url).path);
  const wanted = scopeOf(request.method, target);
  const [, bearer] = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "") ?? [];
  const grant = bearer === undefined ? undefined : readToken(context, bearer);
  if (!grant) return challenge(wanted, bearer === undefined ? undefined : "invalid_token");
  const name = "name" in target ? target.name : undefined;
  if (name !== undefined && (wanted?.push || !grant.pull.includes(name))) return challenge(wanted, "insufficient_scope");
  return answerRegistry(request, hubBackend(await hubContent(context.hasher)));
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

function challenge(scope: Scope | undefined, error: string | undefined): HttpResponse {
  const parts = [`realm="https://${AUTH_HOST}/token"`, 'service="registry.docker.io"'];
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
