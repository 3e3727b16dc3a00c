/**
 * Where ECR departs from the specification that `oci/` keeps: one row per departure, each laid over the finished answer. Departures that
 * are refusals (405 for parameter errors, no deletion of blobs, no empty blobs) or redirects are made by the backend; they are rows of
 * `BACKEND_DEPARTURES`, so that the list is complete.
 */
import { strictText, utf8 } from "../../kernel/bytes.ts";
import type { HttpHeaders, HttpRequest, HttpResponse } from "../../kernel/exchange.ts";
import type { Parsed } from "../../oci/path.ts";
import { refusal } from "../refusals.ts";

/** What a departure looks at. */
export interface Exchanged {
  readonly request: HttpRequest;
  readonly target: Parsed;
  /** Scheme and host as the client wrote them: `https://111122223333.dkr.ecr.us-east-1.amazonaws.com`. */
  readonly origin: string;
}

export interface Departure {
  readonly id: string;
  /** What differs, in one sentence. */
  readonly what: string;
  /** Where it was seen. */
  readonly source: string;
  readonly apply: (response: HttpResponse, exchanged: Exchanged) => HttpResponse;
}

export const DEPARTURES: readonly Departure[] = [
  {
    id: "patch-created",
    what: "An accepted part of an upload is answered with 201 instead of 202.",
    source: "github.com/aws/containers-roadmap#2831",
    apply: (response, { request, target }) =>
      request.method === "PATCH" && target.kind === "upload" && response.status === 202 ? { ...response, status: 201 } : response,
  },
  {
    id: "no-upload-uuid",
    what: "Upload answers carry no Docker-Upload-UUID.",
    source: "github.com/distribution/distribution#2927",
    apply: (response) => without(response, "docker-upload-uuid"),
  },
  {
    id: "no-manifest-location",
    what: "An accepted manifest is answered without a Location.",
    source: "github.com/apple/swift-container-plugin#27",
    apply: (response, { request, target }) => (request.method === "PUT" && target.kind === "manifest" ? without(response, "location") : response),
  },
  {
    id: "digest-at-head-only",
    what: "GET of a manifest is answered without Docker-Content-Digest; HEAD has it.",
    source: "github.com/ChangemakerStudios/Docker.Registry.DotNet#34; github.com/oras-project/oras#436; github.com/aws/containers-roadmap#1931",
    apply: digestAtHeadOnly,
  },
  {
    id: "absolute-locations",
    what: "Location and Link hold whole addresses.",
    source: "github.com/distribution/distribution#2927",
    apply: (response, { origin }) => {
      const { location, link } = response.headers;
      const absolute: Record<string, string> = {};
      if (location?.startsWith("/v2/")) absolute.location = origin + location;
      if (link?.startsWith("</v2/")) absolute.link = `<${origin}${link.slice(1)}`;
      return location || link ? withHeaders(response, absolute) : response;
    },
  },
  {
    id: "tag-list-text",
    what: "Lists of tags are sent as text/plain.",
    source: "recorded answer of GET /v2/amazonlinux/tags/list",
    apply: (response, { target }) =>
      target.kind === "tags" && response.status === 200 ? withHeaders(response, { "content-type": "text/plain; charset=utf-8" }) : response,
  },
  {
    id: "name-parameter",
    what: "An invalid repository name is a parameter error like any other: 405 UNSUPPORTED.",
    source: "by analogy with the recorded 405 for maxResults (unverified)",
    apply: (response, { request, target }) => (target.kind === "bad-name" ? unsupported(response, request.method) : response),
  },
];

/** Departures made where the answer is decided. */
export const BACKEND_DEPARTURES: readonly Omit<Departure, "apply">[] = [
  {
    id: "parameter-errors-405",
    what: "Errors of parameters are 405 UNSUPPORTED instead of 400.",
    source: "recorded: GET /v2/NAME/tags/list?n=1001",
  },
  {
    id: "layer-redirect",
    what: "GET of a blob answers 307 with a short-lived address of the storage.",
    source: "Amazon ECR API reference, GetDownloadUrlForLayer",
  },
  {
    id: "named-blobs",
    what: "A blob that no manifest of its repository names cannot be downloaded (404) or mounted (202).",
    source: "Amazon ECR API reference, GetDownloadUrlForLayer; github.com/aws/containers-roadmap#2860",
  },
  { id: "no-blob-deletion", what: "Blobs cannot be deleted: 405.", source: "(unverified)" },
  { id: "no-empty-blobs", what: "An upload without bytes cannot be completed.", source: "github.com/devcontainers/cli#814" },
  { id: "opaque-last", what: "`last` of a list is a page token, not a name; a name is 405.", source: "github.com/OctopusDeploy/Issues#6495" },
];

/** The answer as ECR gives it. */
export function inDialect(response: HttpResponse, exchanged: Exchanged): HttpResponse {
  return DEPARTURES.reduce((answer, { apply }) => apply(answer, exchanged), response);
}

/** ECR Public does the same. */
export function digestAtHeadOnly(response: HttpResponse, { request, target }: Pick<Exchanged, "request" | "target">): HttpResponse {
  return request.method === "GET" && target.kind === "manifest" ? without(response, "docker-content-digest") : response;
}

function without(response: HttpResponse, header: string): HttpResponse {
  if (response.headers[header] === undefined) return response;
  const { [header]: _, ...headers } = response.headers;
  return { ...response, headers };
}

function withHeaders(response: HttpResponse, headers: HttpHeaders): HttpResponse {
  return { ...response, headers: { ...response.headers, ...headers } };
}

const NAME_CONSTRAINT = "must satisfy regular expression '[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*'";

function unsupported(response: HttpResponse, method: string): HttpResponse {
  const { message } = refusal("InvalidParameterException", { parameter: "repositoryName", constraint: NAME_CONSTRAINT });
  const body = utf8(JSON.stringify({ errors: [{ code: "UNSUPPORTED", message }] }));
  const headers = { ...response.headers, "content-length": String(body.length) };
  return { status: 405, headers, body: method === "HEAD" ? response.body : body };
}

/** Code and message of an error answer's first error. */
export function firstError({ body }: HttpResponse): { code: string; message: string } | undefined {
  if (!(body instanceof Uint8Array) || body.length === 0) return undefined;
  const { errors } = JSON.parse(strictText(body) ?? "{}") as { errors?: { code: string; message: string }[] };
  return errors?.[0] && { code: errors[0].code, message: errors[0].message };
}
