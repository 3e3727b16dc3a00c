/** ECR as a client of an upstream registry: challenge, token, manifests and blobs (OCI distribution specification, "Pull"). */
import type { CloudContext } from "../../cloud/service.ts";
import { collect, NO_BYTES, text } from "../../kernel/bytes.ts";
import { type HttpBody, type HttpRequest, type HttpResponse, UnknownHost } from "../../kernel/exchange.ts";
import type { Credentials } from "./credentials.ts";

/** Why nothing came: the codes of ImageFailureCode, or that the registry does not have it. */
export type UpstreamTrouble = "ImageNotFound" | "UpstreamAccessDenied" | "UpstreamTooManyRequests" | "UpstreamUnavailable";

export class UpstreamError extends Error {
  readonly trouble: UpstreamTrouble;
  constructor(trouble: UpstreamTrouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

/** Bytes of the largest manifest that ECR stores. */
const LARGEST_MANIFEST = 4 * 1024 * 1024;

const ACCEPT = [
  "application/vnd.oci.image.index.v1+json",
  "application/vnd.oci.image.manifest.v1+json",
  "application/vnd.docker.distribution.manifest.list.v2+json",
  "application/vnd.docker.distribution.manifest.v2+json",
].join(", ");

export class UpstreamClient {
  readonly #outward: NonNullable<CloudContext["outward"]>;
  readonly #origin: string;
  readonly #repository: string;
  readonly #credentials: Credentials;
  #authorization: string | undefined;

  constructor({ outward }: CloudContext, host: string, repository: string, credentials: Credentials) {
    if (!outward) throw new UpstreamError("UpstreamUnavailable");
    this.#outward = outward;
    this.#origin = `https://${host}`;
    this.#repository = repository;
    this.#credentials = credentials;
  }

  /** Throws `UpstreamError`. */
  async manifest(reference: string): Promise<{ readonly bytes: Uint8Array; readonly mediaType: string | undefined }> {
    const response = await this.#get(`/v2/${this.#repository}/manifests/${reference}`, { accept: ACCEPT });
    const bytes = await collect(response.body, LARGEST_MANIFEST);
    return { bytes, mediaType: response.headers["content-type"]?.split(";")[0]?.trim() };
  }

  async blob(digest: string): Promise<HttpBody> {
    return (await this.#get(`/v2/${this.#repository}/blobs/${digest}`, {})).body;
  }

  /** That the registry is there and takes the credentials. */
  async ping(): Promise<void> {
    await this.#get("/v2/", {});
  }

  async #get(path: string, headers: Record<string, string>): Promise<HttpResponse> {
    let url = this.#origin + path;
    let response = await this.#send(url, { ...headers, ...(this.#authorization ? { authorization: this.#authorization } : {}) });
    if (response.status === 401 && this.#authorization === undefined) {
      this.#authorization = await this.#login(response.headers["www-authenticate"] ?? "");
      response = await this.#send(url, { ...headers, authorization: this.#authorization });
    }
    if (response.status === 307 && response.headers.location) {
      url = new URL(response.headers.location, url).href;
      response = await this.#send(url, headers);
    }
    if (response.status === 200) return response;
    throw new UpstreamError(this.#troubleOf(response.status));
  }

  /**
   * A registry hides what it does not have behind a refusal. Whoever came with credentials cannot tell it from one of those: that is why
   * `docker-hub/alpine`, without `library/`, is 403 (user guide, "Troubleshooting pull through cache issues").
   */
  #troubleOf(status: number): UpstreamTrouble {
    if (status === 429) return "UpstreamTooManyRequests";
    if (status >= 500) return "UpstreamUnavailable";
    return (status === 401 || status === 403) && this.#credentials.kind === "basic" ? "UpstreamAccessDenied" : "ImageNotFound";
  }

  /** https://distribution.github.io/distribution/spec/auth/token/ */
  async #login(challenge: string): Promise<string> {
    const basic = this.#credentials.kind === "basic" ? this.#credentials.authorization : undefined;
    const parameters = Object.fromEntries([...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name as string, value as string]));
    if (/^basic/i.test(challenge)) {
      if (basic === undefined) throw new UpstreamError("UpstreamAccessDenied");
      return basic;
    }
    const url = new URL(parameters.realm ?? this.#origin);
    if (parameters.service) url.searchParams.set("service", parameters.service);
    if (this.#repository !== "") url.searchParams.set("scope", `repository:${this.#repository}:pull`);
    const response = await this.#send(url.href, basic === undefined ? {} : { authorization: basic });
    if (response.status !== 200) throw new UpstreamError(response.status >= 500 ? "UpstreamUnavailable" : "UpstreamAccessDenied");
    const { token, access_token } = JSON.parse(text(await collect(response.body))) as { token?: string; access_token?: string };
    return `Bearer ${token ?? access_token ?? ""}`;
  }

  async #send(url: string, headers: Record<string, string>): Promise<HttpResponse> {
    const request: HttpRequest = {
      method: "GET",
      url,
      headers: { host: new URL(url).host, "user-agent": "ecr-pull-through-cache", ...headers },
      body: NO_BYTES,
    };
    try {
      return await this.#outward(request);
    } catch (error) {
      if (error instanceof UnknownHost) throw new UpstreamError("UpstreamUnavailable");
      throw error;
    }
  }
}
