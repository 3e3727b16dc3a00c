/**
 * The door: one request in, one answer out, one event in the log. Path `/v2/` is the registry; else the signature's scope names the
 * service; else `X-Amz-Target` or `Action` does (decision 3).
 */
import { isDue } from "../ecr/jobs/due.ts";
import { isLayerRequest } from "../ecr/layer-url/layer-url.ts";
import { httpDate } from "../http/date.ts";
import { ServiceError } from "../http/errors/service-error.ts";
import { jsonRefusal, type Stamp } from "../http/json/json.ts";
import { queryRefusal, readQuery } from "../http/query/query.ts";
import { BodyTooLarge, collect, NO_BYTES, utf8 } from "../kernel/bytes.ts";
import type { RequestEvent } from "../kernel/events.ts";
import { type Handle, type HttpRequest, type HttpResponse, UnknownHost } from "../kernel/exchange.ts";
import { derivedIds } from "../kernel/ids.ts";
import { StorageFull } from "../world/blobs.ts";
import { PUBLIC_REGION, type RegistryId } from "../world/keys.ts";
import { apiOf, plainHost } from "./addresses.ts";
import { hostedRegistries, publicEcr } from "./hosted.ts";
import { bearerOf } from "./identity/basic.ts";
import { claimedBy, signatureProblem } from "./identity/signature.ts";
import { responseWire, type Watched, watch } from "./log/wire.ts";
import type { ApiRefusal, ApiService, CloudContext, HostedService, RegistryService, Report } from "./service.ts";

export interface CloudOptions extends CloudContext {
  /** Services with hosts of their own beside AWS; left out: those of the simulated internet. */
  readonly hosted?: readonly HostedService[];
  /** Told of a mistake of the simulator after it has been logged; tests throw it again. */
  readonly onFault?: (error: unknown) => void;
}

/** Bytes of the largest API request: a layer part of 20 MiB in base64, and some room. */
const API_LIMIT = 30_000_000;

/** Bytes of the largest unsigned form: a token of 20,000 characters and two policies fit well. */
const FORM_LIMIT = 200_000;
const IAM_VERSION = "2010-05-08";

/** The name of ECR's registry in the log. */
const REGISTRY = "registry";

/** Something that is fetched when it is first asked for, and then at hand without a promise: a request that finds it costs nothing more. */
function later<T>(fetched: () => Promise<T>): () => T | Promise<T> {
  let found: T | undefined;
  return () =>
    found ??
    fetched().then((value) => {
      found = value;
      return value;
    });
}

const registryService = later(async (): Promise<RegistryService> => (await import("../ecr/registry-service.ts")).registryService);
const layerStorage = later(async () => (await import("../ecr/layer-storage.ts")).layerStorage);
const ecrService = later(async () => (await import("../ecr/service.ts")).ecrService);
const stsService = later(async (): Promise<ApiService> => (await import("../sts/service.ts")).stsService);
const iamService = later(async (): Promise<ApiService> => (await import("../iam-api/service.ts")).iamService);

/** Services by the name in a signature's scope. Each is fetched when it is first asked: a server answers in half the time after its start. */
const APIS: Readonly<Record<string, () => ApiService | Promise<ApiService>>> = {
  ecr: ecrService,
  "ecr-public": later(async () => (await import("../ecr-public/service.ts")).ecrPublicService),
  sts: stsService,
  iam: iamService,
  kms: later(async () => (await import("../kms/service.ts")).kmsService),
  secretsmanager: later(async () => (await import("../secrets/service.ts")).secretsService),
  events: later(async () => (await import("../eventbridge/service.ts")).eventsService),
  logs: later(async () => (await import("../logs/service.ts")).logsService),
  cloudtrail: later(async () => (await import("../cloudtrail/service.ts")).cloudtrailService),
};

/** Fetches what nearly every session asks for, while nobody waits for it. */
export async function fetchUsual(): Promise<void> {
  await Promise.all([registryService(), layerStorage(), ecrService(), stsService()]);
}

type Logged = Omit<RequestEvent, "seq" | "command" | "at">;

/** Where a request goes. */
interface Asked {
  /** As written, `127.0.0.1:5000`. */
  readonly host: string;
  readonly origin: string;
  readonly path: string;
}

function asked(url: string): Asked {
  const start = url.indexOf("://") + 3;
  const slash = url.indexOf("/", start);
  const end = slash < 0 ? url.length : slash;
  return { host: url.slice(start, end), origin: url.slice(0, end), path: slash < 0 ? "/" : url.slice(slash) };
}

/** Opens the door of one cloud. It throws `UnknownHost` for a host that does not exist there, and nothing else. */
export function createCloud(options: CloudOptions): Handle {
  const { hosted = hostedRegistries, onFault, ...ports } = options;
  const { store, hasher } = ports;
  const publicOf = (host: string) => {
    const plain = plainHost(host);
    return hosted.find((service) => service.serves(plain));
  };
  const context: CloudContext = { ...ports, outward };
  let requests = 0;
  const requestId = () => derivedIds(hasher, `${store.meta.seed}/request/${store.now()}`, () => requests++).uuid();

  async function route(context: CloudContext, request: HttpRequest, { host, origin, path }: Asked, report: Report): Promise<HttpResponse> {
    const beside = publicOf(host);
    if (beside) {
      report.service = beside.name;
      return beside.handle(request, context, report);
    }
    if (isLayerRequest(request.url)) {
      const storage = await layerStorage();
      report.service = storage.name;
      return storage.handle(request, context, report);
    }
    if (/^\/(?:v2|token)(?:[/?]|$)/.test(path)) {
      const registry = context.addresses.registryOf(host);
      if (registry?.region === PUBLIC_REGION) return publicEcr.handle(request, context, report);
      if (registry && path.startsWith("/v2")) return answerRegistry(context, request, origin, registry, report);
    }
    return answerApi(context, requestId(), request, host, report);
  }

  /** Like `route`, in a world where services may be down on purpose. */
  async function routeUnlessDown(context: CloudContext, request: HttpRequest, where: Asked, report: Report): Promise<HttpResponse> {
    const { answerInstead } = await import("./faults.ts");
    const instead = answerInstead(store.meta.faults ?? [], request, { ...where, requestId, now: context.transportNow() }, report);
    return instead ?? route(context, request, where, report);
  }

  function answered(context: CloudContext, request: HttpRequest, where: Asked, report: Report): Promise<HttpResponse> {
    return (store.meta.faults ? routeUnlessDown : route)(context, request, where, report);
  }

  async function outward(request: HttpRequest): Promise<HttpResponse> {
    const where = asked(request.url);
    const known = publicOf(where.host) !== undefined || ports.addresses.registryOf(where.host) !== undefined || isLayerRequest(request.url);
    if (!known) throw new UnknownHost(where.host);
    return answered(ports, request, where, { service: "" });
  }

  return async (given) => {
    const where = asked(given.url);
    const known = context.addresses.exists?.(where.host) !== false || publicOf(where.host) !== undefined;
    if (!known) throw new UnknownHost(where.host);
    if (isDue(store)) await (await import("../ecr/jobs/jobs.ts")).runDueJobs(store, context.blobs);
    const watched = watch(given);
    const report: Report = { service: "" };
    let response: HttpResponse;
    try {
      response = dated(await answered(context, watched.request, where, report), context.transportNow());
    } catch (error) {
      if (watched.broken()) response = plain(400, "");
      else response = error instanceof StorageFull ? noSpace(error, report) : fault(error, report);
    }
    store.log(eventOf(given, where, report, watched, response));
    return response;
  };

  /** The one place where a mistake of ours is caught. */
  function fault(error: unknown, report: Report): HttpResponse {
    const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    store.log({ kind: "fault", of: report.operation ?? report.service, has: { message } });
    report.error = { code: "SimulatorFault", message };
    onFault?.(error);
    return serverException("The simulator made a mistake; this is no fault of your request.");
  }
}

/** The disk that the world is kept on is full: the same request may work when there is room again. */
function noSpace({ message }: StorageFull, report: Report): HttpResponse {
  report.error = { code: "ServerException", message };
  return serverException(message);
}

function serverException(message: string): HttpResponse {
  return plain(500, JSON.stringify({ __type: "ServerException", message }), "application/x-amz-json-1.1");
}

/** The registry's answer to whoever the token names. */
async function answerRegistry(
  context: CloudContext,
  request: HttpRequest,
  origin: string,
  registry: RegistryId,
  report: Report,
): Promise<HttpResponse> {
  Object.assign(report, { service: REGISTRY, ...registry });
  const bearer = bearerOf(request, origin, registry.region, context);
  if (bearer.kind === "refused") {
    report.outcome = "refused";
    report.error = { code: bearer.code, message: bearer.message };
    return request.method === "HEAD" ? { ...bearer.response, body: NO_BYTES } : bearer.response;
  }
  report.principal = bearer.caller.arn;
  return (await registryService()).handle(request, { context, caller: bearer.caller, registry, report });
}

/** A service's answer to whoever signed the request; the body is read only when the head gives no reason to refuse. */
async function answerApi(context: CloudContext, requestId: string, request: HttpRequest, host: string, report: Report): Promise<HttpResponse> {
  const claimed = claimedBy(request, host, context);
  if (claimed.kind === "missing-token" && isForm(request)) return answerUnsigned(context, requestId, request, host, report);
  const name = claimed.kind === "claimed" ? claimed.claim.scope.service : serviceByForm(request, host);
  const service = Object.hasOwn(APIS, name) ? await APIS[name]?.() : undefined;
  report.service = name;
  if (!service) return lacksService(name, request, { requestId, now: context.transportNow() }, report);
  const refuse = (refusal: ApiRefusal) => service.refuse(refusal, { request, requestId }, context, report);
  if (claimed.kind !== "claimed") return refuse(claimed);
  let body: Uint8Array;
  try {
    body = await collect(request.body, API_LIMIT);
  } catch (error) {
    if (error instanceof BodyTooLarge) return refuse({ kind: "too-large", limit: API_LIMIT });
    throw error;
  }
  const problem = signatureProblem(request, body, claimed, context);
  if (problem) return refuse(problem);
  const { caller, claim } = claimed;
  const registry = { account: caller.account, region: claim.scope.region };
  Object.assign(report, { ...registry, principal: caller.arn });
  return service.handle({ request, body, requestId }, { context, caller, registry, report });
}

/** Form requests without a signature: a few operations need none. Which service is meant stands in the body where the host does not say. */
async function answerUnsigned(context: CloudContext, requestId: string, request: HttpRequest, host: string, report: Report): Promise<HttpResponse> {
  const body = await collect(request.body, FORM_LIMIT).catch((error: unknown) => {
    if (error instanceof BodyTooLarge) return undefined;
    throw error;
  });
  const api = apiOf(host);
  const version = body && readQuery(request, body).get("Version");
  const named = api?.service ?? (version === IAM_VERSION ? "iam" : "sts");
  const service = await (named === "iam" ? iamService() : stsService());
  report.service = service.name;
  if (!body) return service.refuse({ kind: "too-large", limit: FORM_LIMIT }, { request, requestId }, context, report);
  const region = api?.region ?? context.store.meta.region;
  report.region = region;
  const answer = await service.unsigned?.({ request, body, requestId }, context, report, region);
  return answer ?? service.refuse({ kind: "missing-token" }, { request, requestId }, context, report);
}

/** What the log keeps of an exchange. */
function eventOf({ method, headers }: HttpRequest, { host, path }: Asked, report: Report, watched: Watched, response: HttpResponse): Logged {
  const broken = watched.broken();
  const outcome = broken || response.status >= 500 ? "fails" : (report.outcome ?? (response.status < 400 ? "works" : "refused"));
  return {
    kind: "request",
    method,
    host,
    path,
    status: response.status,
    client: headers["user-agent"] ?? "",
    ...report,
    outcome,
    request: watched.wire(),
    response: responseWire(response),
  };
}

function plain(status: number, body: string, type = "text/plain; charset=utf-8"): HttpResponse {
  const bytes = utf8(body);
  return { status, headers: { "content-type": type, "content-length": String(bytes.length) }, body: bytes };
}

function dated(response: HttpResponse, now: number): HttpResponse {
  return response.headers.date ? response : { ...response, headers: { ...response.headers, date: httpDate(now) } };
}

/** The service of a request without a readable signature. */
function serviceByForm({ headers }: HttpRequest, host: string): string {
  const scope = /Credential=[^/]+\/[^/]*\/[^/]*\/([a-z0-9-]+)\//.exec(headers.authorization ?? "")?.[1];
  const known = scope !== undefined && Object.hasOwn(APIS, scope) ? scope : undefined;
  return known ?? apiOf(host)?.service ?? (isForm({ headers }) ? "sts" : "ecr");
}

function isForm({ headers }: Pick<HttpRequest, "headers">): boolean {
  return headers["content-type"]?.includes("urlencoded") === true;
}

/** The one answer for AWS services that the sandbox does not have, in the form that the client seems to speak. */
function lacksService(name: string, { headers }: HttpRequest, stamp: Stamp, report: Report): HttpResponse {
  const message = `The sandbox has no service ${name}; it has ${Object.keys(APIS)
    .join(", ")
    .replace(/, (\w+)$/, " and $1")}.`;
  const error = new ServiceError("SandboxLacksService", message);
  report.outcome = error.refusal;
  report.error = { code: error.code, message };
  return isForm({ headers }) ? queryRefusal(`https://${name}.amazonaws.com/doc/`, error, stamp) : jsonRefusal(error, stamp);
}
