/**
 * One registry as the engine talks to it: the challenge asked for anew by every command, Basic with the stored credentials (ECR), Bearer
 * from the token server the challenge names (Docker Hub), redirects followed without taking the credentials along.
 */
import { base64, NO_BYTES, utf8 } from "../../../kernel/bytes.ts";
import { ConnectionFailed, type HttpBody, type HttpResponse, UnknownHost } from "../../../kernel/exchange.ts";
import type { ProgramContext } from "../../../shell/program.ts";
import { type Credentials, HUB_SERVER } from "../config/config.ts";
import { findCredentials } from "../config/credentials.ts";
import { HUB } from "../reference/reference.ts";
import { answerJson, answerText, RegistryError, refusalOf } from "./answers.ts";

const USER_AGENT =
  "docker/20.10.24+dfsg1 go/go1.19.8 git-commit/5d6db84 kernel/6.1.0 os/linux arch/amd64 UpstreamClient(Docker-Client/28.2.2 \\(linux\\))";

export const NO_CREDENTIALS = "no basic auth credentials";

export interface Asked {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: HttpBody;
}

interface Challenge {
  readonly scheme: "basic" | "bearer" | "none";
  readonly parameters: Readonly<Record<string, string>>;
}

type Port = Pick<ProgramContext, "network" | "signal" | "env" | "files" | "run"> & ProgramContext;

/** Registries on this machine are asked over plain HTTP, all others over HTTPS. */
export function registryUrl(domain: string): string {
  if (domain === HUB) return "https://registry-1.docker.io";
  const host = domain.split(":")[0] ?? "";
  return `${/^(localhost|127(\.\d+){3})$/.test(host) ? "http" : "https"}://${domain}`;
}

export class RegistryHost {
  readonly base: string;
  readonly #context: Port;
  readonly #domain: string;
  readonly #scope: string;
  readonly #find: typeof findCredentials;
  #challenge: Challenge | undefined;
  #credentials: Credentials | undefined;
  #token: string | undefined;

  /** `scope` is what a Bearer token will be asked for: `repository:library/alpine:pull`; `find` knows whose credentials to send. */
  constructor(context: ProgramContext, domain: string, scope: string, find = findCredentials) {
    this.#find = find;
    this.#context = context;
    this.#domain = domain;
    this.#scope = scope;
    this.base = registryUrl(domain);
  }

  /** `GET /v2/` without credentials: which kind of credentials does this registry want? */
  async ping(): Promise<void> {
    const url = `${this.base}/v2/`;
    const response = await this.#exchange("GET", url, {}, NO_BYTES);
    this.#challenge = parseChallenge(response.headers["www-authenticate"] ?? "");
    if (response.status !== 401) this.#challenge = { scheme: "none", parameters: {} };
    this.#credentials = await this.#find(this.#context, this.#domain === HUB ? HUB_SERVER : this.#domain);
  }

  /** One authenticated request to a path or a URL the registry gave. Throws `RegistryError` when there are no credentials to send. */
  async ask(method: string, where: string, { headers = {}, body = NO_BYTES }: Asked = {}): Promise<HttpResponse> {
    let url = where.startsWith("/") ? this.base + where : where;
    let response = await this.#exchange(method, url, { ...headers, ...(await this.#authorization()) }, body);
    for (let hop = 0; method === "GET" && [301, 302, 303, 307, 308].includes(response.status) && response.headers.location && hop < 10; hop++) {
      const next = new URL(response.headers.location, url);
      const sameHost = next.host === new URL(url).host;
      url = next.href;
      response = await this.#exchange(method, url, { ...headers, ...(sameHost ? await this.#authorization() : {}) }, NO_BYTES);
    }
    return response;
  }

  /** As `ask`, and anything but the expected statuses is thrown as what the registry says. */
  async expect(statuses: readonly number[], method: string, where: string, asked: Asked = {}): Promise<HttpResponse> {
    const response = await this.ask(method, where, asked);
    if (!statuses.includes(response.status)) throw await refusalOf(response);
    return response;
  }

  async #authorization(): Promise<Record<string, string>> {
    if (!this.#challenge) await this.ping();
    const scheme = this.#challenge?.scheme;
    if (scheme === "basic") {
      if (!this.#credentials) throw new RegistryError(NO_CREDENTIALS, 401, NO_CREDENTIALS);
      return { authorization: basic(this.#credentials) };
    }
    if (scheme === "bearer") {
      this.#token ??= await this.#fetchToken();
      return { authorization: `Bearer ${this.#token}` };
    }
    return {};
  }

  /** https://distribution.github.io/distribution/spec/auth/token/ */
  async #fetchToken(): Promise<string> {
    const { realm = "", service } = this.#challenge?.parameters ?? {};
    const url = new URL(realm);
    if (service) url.searchParams.set("service", service);
    url.searchParams.set("scope", this.#scope);
    const headers: Record<string, string> = this.#credentials ? { authorization: basic(this.#credentials) } : {};
    const response = await this.#exchange("GET", url.href, headers, NO_BYTES);
    if (response.status !== 200) throw await refusalOf(response);
    const answer = answerJson<{ token?: string; access_token?: string }>(await answerText(response), response.status);
    return answer.token ?? answer.access_token ?? "";
  }

  #exchange(method: string, url: string, headers: Readonly<Record<string, string>>, body: HttpBody): Promise<HttpResponse> {
    return exchange(this.#context, method, url, headers, body);
  }
}

/** Go's words for a host that stays silent, and for a line that breaks. */
const BROKEN = {
  timeout: "net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)",
  reset: "EOF",
} as const;

/** One request over the computer's network. A host that cannot be reached is told as Go tells it. */
export async function exchange(
  context: Pick<ProgramContext, "network" | "signal">,
  method: string,
  url: string,
  headers: Readonly<Record<string, string>>,
  body: HttpBody,
): Promise<HttpResponse> {
  const { host } = new URL(url);
  const length: Record<string, string> =
    body instanceof Uint8Array ? (method === "GET" || method === "HEAD" ? {} : { "content-length": String(body.length) }) : {};
  try {
    return await context.network({ method, url, headers: { host, "user-agent": USER_AGENT, ...length, ...headers }, body, signal: context.signal });
  } catch (error) {
    if (!(error instanceof UnknownHost || error instanceof ConnectionFailed)) throw error;
    const shown = `${method[0]}${method.slice(1).toLowerCase()} "${url}"`;
    if (error instanceof ConnectionFailed) throw new RegistryError(`${shown}: ${BROKEN[error.how]}`, 0, "broken");
    throw new RegistryError(`${shown}: dial tcp: lookup ${host.split(":")[0]} on 127.0.0.53:53: no such host`, 0, "unreachable");
  }
}

export function basic({ username, password }: Credentials): string {
  return `Basic ${base64(utf8(`${username}:${password}`))}`;
}

export function parseChallenge(header: string): Challenge {
  const scheme = /^\s*(\w+)/.exec(header)?.[1]?.toLowerCase();
  const parameters = Object.fromEntries([...header.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name as string, value as string]));
  return { scheme: scheme === "basic" || scheme === "bearer" ? scheme : "none", parameters };
}
