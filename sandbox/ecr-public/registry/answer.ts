/**
 * `public.ecr.aws`: the registry of all public registries, `/v2/ALIAS/NAME/…`, and its token server. Anybody with a token reads, and
 * anybody gets a token; writing needs a login. Status and words of refusals: github.com/lablup/backend.ai#2549 (lengths of the bodies),
 * github.com/dependabot/proxy#157, github.com/docker/login-action#38.
 */
import type { CloudContext, Identified, Report } from "../../cloud/service.ts";
import { digestAtHeadOnly, firstError } from "../../ecr/dialect/index.ts";
import { NO_BYTES, utf8 } from "../../kernel/bytes.ts";
import type { HttpRequest, HttpResponse } from "../../kernel/exchange.ts";
import { type Backend, OciError } from "../../oci/backend.ts";
import { parsePath, splitUrl } from "../../oci/path.ts";
import { answerRegistry } from "../../oci/registry.ts";
import { accountOfAlias, HOME_REGION, publicPlace } from "../place.ts";
import { anonymousBackend, noImage, noRepository, type PublicShelf, publicBackend } from "./backend.ts";
import { type Bearer, judgeBearer, tokenFor } from "./token.ts";

/** The registries of AWS and others, whose images the simulated internet has: read-only, without accounts. */
export type Gallery = (context: CloudContext) => Promise<Backend>;

const NOT_AUTHORIZED = "Not Authorized";
const SERVICE = "public.ecr.aws";

export async function answerPublic(request: HttpRequest, context: CloudContext, report: Report, gallery: Gallery): Promise<HttpResponse> {
  const { path } = splitUrl(request.url);
  const response = await (path === "/token" || path === "/token/" ? token(request, context) : registry(request, context, report, gallery));
  noteOutcome(response, report);
  return request.method === "HEAD" ? { ...response, body: NO_BYTES } : response;
}

/** What no operation has reported. */
function noteOutcome(response: HttpResponse, report: Report): void {
  if (response.status < 400) {
    report.outcome ??= "works";
    return;
  }
  report.error ??= firstError(response) ?? { code: "UNKNOWN", message: `status ${response.status}` };
  if (report.outcome === undefined || report.outcome === "works") report.outcome = response.status === 403 ? "denied" : "refused";
}

async function token(request: HttpRequest, context: CloudContext): Promise<HttpResponse> {
  const issued = tokenFor(context, request.headers.authorization);
  return issued === undefined ? denied(401, NOT_AUTHORIZED) : json(200, { token: issued });
}

async function registry(request: HttpRequest, context: CloudContext, report: Report, gallery: Gallery): Promise<HttpResponse> {
  const { origin, path } = splitUrl(request.url);
  const bearer = bearerOf(request, context);
  if (bearer === undefined) return challenged(origin, denied(401, NOT_AUTHORIZED));
  if (bearer.kind === "invalid") return denied(400, "Your Authorization Token is invalid.");
  if (bearer.kind === "expired") return denied(403, "Your authorization token has expired. Reauthenticate and try again.");
  if (bearer.kind === "known") report.principal = bearer.caller.arn;
  const target = parsePath(path);
  const name = "name" in target ? target.name : "";
  const shelf = shelfOf(context, name);
  if (shelf) Object.assign(report, { account: shelf.account, region: HOME_REGION });
  const backend = shelf ? shelfBackend(bearer, context, report, shelf) : namedByAlias(await gallery(context));
  const response = await answerRegistry(request, backend);
  return response.status === 401 ? challenged(origin, response) : digestAtHeadOnly(response, { request, target });
}

function bearerOf({ headers: { authorization } }: HttpRequest, context: CloudContext): Bearer | undefined {
  if (authorization === undefined) return undefined;
  const [, given] = /^Bearer +(.*)$/i.exec(authorization) ?? [];
  // A Basic credential is refused as a token that makes no sense.
  return given === undefined ? { kind: "invalid" } : judgeBearer(context, given.trim());
}

function shelfOf({ store }: CloudContext, name: string): PublicShelf | undefined {
  const alias = name.split("/")[0] ?? "";
  const account = alias === "" ? undefined : accountOfAlias(store.world, alias);
  return account === undefined ? undefined : { account, alias };
}

function shelfBackend(bearer: Bearer, context: CloudContext, report: Report, shelf: PublicShelf): Backend {
  if (bearer.kind !== "known") return anonymousBackend(context, shelf, () => new OciError("DENIED", NOT_AUTHORIZED, 401));
  const identified: Identified = { context, caller: bearer.caller, registry: publicPlace(shelf.account), report };
  return publicBackend(identified, shelf);
}

/** A registry outside the world in the words of ECR: the first part of a name is the alias, the rest the repository. */
function namedByAlias(gallery: Backend): Backend {
  const worded =
    <A extends readonly unknown[], T>(work: (repository: string, ...rest: A) => Promise<T>) =>
    async (name: string, ...rest: A): Promise<T> => {
      try {
        return await work(name, ...rest);
      } catch (error) {
        if (!(error instanceof OciError)) throw error;
        if (error.code === "MANIFEST_UNKNOWN") throw noImage();
        const [alias = "", ...repository] = name.split("/");
        throw error.code === "NAME_UNKNOWN" ? noRepository(repository.join("/"), alias) : error;
      }
    };
  return {
    ...gallery,
    blob: worded(gallery.blob),
    readBlob: worded(gallery.readBlob),
    manifest: worded(gallery.manifest),
    tags: worded(gallery.tags),
  };
}

function challenged(origin: string, response: HttpResponse): HttpResponse {
  const challenge = `Bearer realm="${origin}/token/",service="${SERVICE}",scope="aws"`;
  return { ...response, headers: { ...response.headers, "www-authenticate": challenge } };
}

function denied(status: number, message: string): HttpResponse {
  return json(status, { errors: [{ code: "DENIED", message }] });
}

/** AWS ends its JSON with a line. */
function json(status: number, value: unknown): HttpResponse {
  const body = utf8(`${JSON.stringify(value)}\n`);
  const headers = { "content-type": "application/json; charset=utf-8", "docker-distribution-api-version": "registry/2.0" };
  return { status, headers: { ...headers, "content-length": String(body.length) }, body };
}
