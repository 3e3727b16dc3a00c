/**
 * One HTTP exchange as plain objects: the form of the one door, `handle(HttpRequest) -> HttpResponse`.
 * Plain objects cost a fifth of WHATWG `Request`/`Response` on Node (docs/decisions/0001).
 */

/** Header names are lower case; a repeated header is joined with ", ". */
export type HttpHeaders = Readonly<Record<string, string>>;

/** Bytes at hand, or bytes still arriving. A stream that throws or ends early is a truncated body. */
export type HttpBody = Uint8Array | AsyncIterable<Uint8Array>;

/** Whether the sender has gone away. Any `AbortSignal` says it; making one costs a tenth of a small request (measured on Node: 4 µs). */
export type Sender = Pick<AbortSignal, "aborted" | "throwIfAborted">;

export interface HttpRequest {
  readonly method: string;
  /** Absolute, with scheme and authority exactly as the client wrote them: `https://HOST/v2/?x=1`. */
  readonly url: string;
  readonly headers: HttpHeaders;
  readonly body: HttpBody;
  readonly signal?: Sender;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: HttpHeaders;
  readonly body: HttpBody;
}

/** The one door. It answers every request it is given; it throws `UnknownHost`, and else only for a fault of the simulator itself. */
export type Handle = (request: HttpRequest) => Promise<HttpResponse>;

/** A host was found, and did not answer in time, or the connection to it broke. Only a computer's network throws it. */
export class ConnectionFailed extends Error {
  override readonly name = "ConnectionFailed";
  readonly how: "timeout" | "reset";
  constructor(host: string, how: "timeout" | "reset") {
    super(`${how}: ${host}`);
    this.how = how;
  }
}

/** The door was asked for a host that does not exist in the sandbox: what a failed name lookup is on a real network. Clients print their own words. */
export class UnknownHost extends Error {
  override readonly name = "UnknownHost";
  readonly host: string;
  constructor(host: string) {
    super(`no such host: ${host}`);
    this.host = host;
  }
}
