/** What a registry's refusal says, as the engine words it: `denied: …`, `name unknown: …` (ecr-facts §2.7; distribution client errors). */
import { BodyTooLarge, collect, text } from "../../../kernel/bytes.ts";
import type { HttpResponse } from "../../../kernel/exchange.ts";
import { decodeJson } from "../words/json.ts";

/** A refusal by the registry, or an answer that makes no sense. */
export class RegistryError extends Error {
  /** Code of the first error, `NAME_UNKNOWN`; undefined when the answer was no error document. */
  readonly code: string | undefined;
  readonly status: number;

  constructor(message: string, status: number, code?: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const REASONS: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  416: "Requested Range Not Satisfiable",
  429: "Too Many Requests",
  500: "Internal Server Error",
  502: "Bad Gateway",
  503: "Service Unavailable",
};

/** `403 Forbidden`. */
export function statusText(status: number): string {
  return `${status} ${REASONS[status] ?? ""}`.trim();
}

interface ErrorDocument {
  readonly errors?: readonly { readonly code?: string; readonly message?: string }[];
  readonly details?: string;
}

export async function refusalOf(response: HttpResponse): Promise<RegistryError> {
  const { status } = response;
  const challenge = response.headers["www-authenticate"] ?? "";
  if (/^bearer/i.test(challenge) && challenge.includes('error="insufficient_scope"')) {
    return new RegistryError("denied: requested access to the resource is denied", status, "DENIED");
  }
  const body = await answerText(response, 100_000);
  if (status >= 500) return new RegistryError(`received unexpected HTTP status: ${statusText(status)}`, status);
  const { value, problem } = decodeJson(body, { whole: true });
  const parsed = (value ?? undefined) as ErrorDocument | undefined;
  const errors = parsed?.errors ?? [];
  if (errors.length > 0) {
    const lines = errors.map(({ code = "UNKNOWN", message = "" }) => `${code.toLowerCase().replaceAll("_", " ")}: ${message}`);
    return new RegistryError(lines.length === 1 ? (lines[0] as string) : `errors:\n${lines.join("\n")}\n`, status, errors[0]?.code);
  }
  if (status === 401) return new RegistryError(`unauthorized: ${parsed?.details ?? "authentication required"}`, status, "UNAUTHORIZED");
  return new RegistryError(
    `error parsing HTTP ${status} response body: ${problem ?? "no error details found in HTTP response body"}: ${JSON.stringify(body)}`,
    status,
  );
}

/** A whole answer as text. More than `limit` bytes are refused, not read. */
export async function answerText(response: HttpResponse, limit = 4 * 1024 * 1024): Promise<string> {
  try {
    return text(await collect(response.body, limit));
  } catch (error) {
    if (error instanceof BodyTooLarge) throw new RegistryError(`http: response body too large (more than ${limit} bytes)`, response.status);
    throw error;
  }
}

/** JSON of an answer; what is none is told as Go's parser tells it. */
export function answerJson<T>(body: string, status: number): T {
  const { value, problem } = decodeJson(body, { whole: true });
  if (problem !== undefined) throw new RegistryError(problem, status);
  return value as T;
}
