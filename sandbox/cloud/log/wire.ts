/** Requests and answers as the event log keeps them: text up to 16 kB, no secrets, binary bodies only counted. */
import { strictText } from "../../kernel/bytes.ts";
import type { Wire } from "../../kernel/events.ts";
import type { HttpBody, HttpHeaders, HttpRequest, HttpResponse } from "../../kernel/exchange.ts";
import { KnownBytes } from "../../kernel/known-bytes.ts";

const LONGEST = 16_384;
const TEXT_TYPE = /json|xml|text|urlencoded|javascript/;
const SECRET_MEMBER = /"(authorizationToken|token|access_token)"\s*:\s*"([^"]{0,12})[^"]*"/g;

/** The same in the answers and forms of the Query protocol. */
const SECRET_ELEMENT = /<(SecretAccessKey|SessionToken)>([^<]{0,6})[^<]*</g;
const SECRET_PARAMETER = /(^|&)(WebIdentityToken)=([^&]{0,12})[^&]*/g;
/** Stands in every name above: one look at the text instead of three. */
const MAY_BE_SECRET = /oken|SecretAccessKey/;

const SIGNATURE = "Signature=";

/** Keeps the scheme and the beginning, so that a learner sees what kind of credential it was. */
function shortened(value: string): string {
  const space = value.indexOf(" ");
  const scheme = space < 0 ? "" : value.slice(0, space + 1);
  if (scheme.startsWith("AWS4")) {
    const signature = value.indexOf(SIGNATURE);
    return signature < 0 ? value : `${value.slice(0, signature + SIGNATURE.length + 8)}…`;
  }
  return `${scheme}${value.slice(scheme.length, scheme.length + 12)}…`;
}

const SECRET_HEADERS: readonly string[] = ["authorization", "x-amz-security-token", "cookie"];

function withoutSecrets(headers: HttpHeaders): HttpHeaders {
  let shown: Record<string, string> | undefined;
  for (const name of SECRET_HEADERS) {
    const value = headers[name];
    if (value === undefined) continue;
    shown ??= { ...headers } as Record<string, string>;
    shown[name] = shortened(value);
  }
  return shown ?? headers;
}

function bodyText(bytes: Uint8Array, headers: HttpHeaders): string | undefined {
  if (bytes.length === 0 || !TEXT_TYPE.test(headers["content-type"] ?? "")) return undefined;
  const source = strictText(bytes.subarray(0, LONGEST)) ?? strictText(bytes.subarray(0, LONGEST - 3));
  if (source === undefined || !MAY_BE_SECRET.test(source)) return source;
  return source.replace(SECRET_MEMBER, '"$1":"$2…"').replace(SECRET_ELEMENT, "<$1>$2…<").replace(SECRET_PARAMETER, "$1$2=$3…");
}

function wire(headers: HttpHeaders, seen: Uint8Array | undefined, bytes: number): Wire {
  const body = seen && bodyText(seen, headers);
  return { headers: withoutSecrets(headers), bytes, ...(body === undefined ? {} : { body }) };
}

function countOf(body: HttpBody, headers: HttpHeaders): number {
  if (body instanceof Uint8Array) return body.length;
  return body instanceof KnownBytes ? body.size : Number(headers["content-length"] ?? 0);
}

export function responseWire({ headers, body }: HttpResponse): Wire {
  return wire(headers, body instanceof Uint8Array ? body : undefined, countOf(body, headers));
}

/** A request whose body is watched as it is read. */
export interface Watched {
  readonly request: HttpRequest;
  /** The body ended with an error, or the client gave up. */
  broken(): boolean;
  wire(): Wire;
}

/** Bodies at hand and content-addressed ones are handed on as they are; streams are counted on their way. */
export function watch(request: HttpRequest): Watched {
  const { body, headers, signal } = request;
  if (body instanceof Uint8Array || body instanceof KnownBytes) {
    const seen = body instanceof Uint8Array ? body : undefined;
    return { request, broken: () => signal?.aborted ?? false, wire: () => wire(headers, seen, countOf(body, headers)) };
  }
  let bytes = 0;
  let failed = false;
  let first: Uint8Array | undefined;
  const counted = (async function* (): AsyncGenerator<Uint8Array> {
    try {
      for await (const part of body) {
        bytes += part.length;
        first ??= part.slice(0, LONGEST);
        yield part;
      }
    } catch (error) {
      failed = true;
      throw error;
    }
  })();
  return {
    request: { ...request, body: counted },
    broken: () => failed || (signal?.aborted ?? false),
    wire: () => wire(headers, first, bytes),
  };
}
