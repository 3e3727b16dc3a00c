/** What the door needs of a service, and what a service gets: one authenticated request, one store, one answer to log. */

import type { Caller } from "../iam/decision.ts";
import type { Outcome, RequestEvent } from "../kernel/events.ts";
import type { Handle, HttpRequest, HttpResponse } from "../kernel/exchange.ts";
import type { Hasher } from "../kernel/hash.ts";
import type { Blobs } from "../world/blobs.ts";
import type { RegistryId } from "../world/keys.ts";
import type { Store } from "../world/store.ts";

/** How addresses in answers are written (decision 15): real host names, or the local server that was asked. */
export interface Addresses {
  /** Host of a registry, `111122223333.dkr.ecr.us-east-1.amazonaws.com` or `127.0.0.1:5000`. */
  registryHost(account: string, region: string): string;
  /** `https` or `http`. */
  scheme: "https" | "http";
  /** Account and Region that the asked registry host stands for; undefined for a host of no registry. */
  registryOf(host: string): { account: string; region: string } | undefined;
  /** Whether a name lookup of the host would succeed. Left out: every host exists (a local server is whatever it was asked as). */
  exists?(host: string): boolean;
  /** Awaited for each registry whose host an answer may name. A local server opens its port; left out, every registry has its host already. */
  ready?(registry: RegistryId): Promise<void>;
  /** Where layer downloads of a Region begin, without a slash at the end. Left out: a path of the registry's own host. */
  layerOrigin?(region: string): string;
}

/** What ends: the process alone (kill -9), or the machine with all that was not flushed. */
export type Crash = "process" | "machine";

export interface CloudContext {
  readonly store: Store;
  readonly blobs: Blobs;
  readonly hasher: Hasher;
  /** Time of SigV4 dates and `Date` headers, epoch milliseconds (decision 11). */
  readonly transportNow: () => number;
  readonly addresses: Addresses;
  /** Resolves when everything committed so far would survive a crash, of the machine unless told otherwise; awaited before a change is acknowledged. */
  readonly settled: (crash?: Crash) => Promise<void>;
  /**
   * The way out of a service: to the public registries and to ECR's own, as over the internet. Not the learner's requests, so they leave no
   * event. Throws `UnknownHost`. The door gives it; a request that comes this way finds none, so that registries cannot ask in circles.
   */
  readonly outward?: Handle;
}

/** What a service reports of the request it answered; the door makes the event of it. */
export interface Report {
  service: string;
  account?: string;
  region?: string;
  principal?: string;
  operation?: string;
  action?: string;
  resource?: string;
  input?: unknown;
  output?: unknown;
  outcome?: Outcome;
  error?: { code: string; message: string };
  decision?: RequestEvent["decision"];
}

export interface Service {
  readonly name: string;
  /** Answers; fills `report` as it learns. Never throws for anything a client did. */
  handle(request: HttpRequest, context: CloudContext, report: Report): Promise<HttpResponse>;
}

/** A service beside AWS, with hosts of its own: Docker Hub and other upstream registries. */
export interface HostedService extends Service {
  /** `host` is in lower case, without port. */
  serves(host: string): boolean;
}

/** A request whose sender the door has identified, for one registry. What every ECR operation needs to run. */
export interface Identified {
  readonly context: CloudContext;
  readonly caller: Caller;
  /** The registry that the asked host stands for; for an API request the caller's own in the Region of the signature. */
  readonly registry: RegistryId;
  readonly report: Report;
}

/** The registry's side of ECR (`/v2/…`). The door has checked the Basic token already; permissions are asked per operation. */
export interface RegistryService {
  readonly name: string;
  handle(request: HttpRequest, identified: Identified): Promise<HttpResponse>;
}

/** A request to an AWS API whose body has been read and whose signature has been verified. */
export interface ApiRequest {
  readonly request: HttpRequest;
  readonly body: Uint8Array;
  readonly requestId: string;
}

/** An AWS service behind a signature: ECR, STS. */
export interface ApiService {
  /** As in the scope of a signature. */
  readonly name: string;
  handle(request: ApiRequest, identified: Identified): Promise<HttpResponse>;
  /** Answers a request without a signature, if its operation needs none; else gives undefined. */
  unsigned?(request: ApiRequest, context: CloudContext, report: Report, region: string): Promise<HttpResponse | undefined>;
  /** A refusal of the door (no signature, a wrong one …) in the words and the form of this service; notes it in the report. */
  refuse(refusal: ApiRefusal, request: Omit<ApiRequest, "body">, context: CloudContext, report: Report): HttpResponse;
}

/** What the door has against a request before any service sees it. */
export type ApiRefusal =
  | { readonly kind: "missing-token" }
  | { readonly kind: "incomplete"; readonly message: string }
  | { readonly kind: "unknown-key" }
  | { readonly kind: "expired-session" }
  | { readonly kind: "bad-signature"; readonly message: string }
  | { readonly kind: "too-large"; readonly limit: number }
  | { readonly kind: "fault" };
