/**
 * What happened, as data. Every request to the simulated cloud leaves exactly one `RequestEvent`; lesson checks, the map, the
 * request inspector and the why-card all read these and nothing else.
 */
import type { HttpHeaders } from "./exchange.ts";

/** `denied`: a policy said no. `refused`: the service said no for another reason. `fails`: the client gave up or the body broke off. */
export type Outcome = "works" | "denied" | "refused" | "fails";

/** The wire as the inspector shows it. Bodies are text of at most 16 kB; binary bodies are left out and only counted. */
export interface Wire {
  readonly headers: HttpHeaders;
  readonly body?: string;
  readonly bytes: number;
}

export interface RequestEvent {
  readonly kind: "request";
  readonly seq: number;
  /** Command that caused it; 0 for requests from outside the terminal. */
  readonly command: number;
  /** Virtual time, epoch milliseconds. */
  readonly at: number;
  readonly method: string;
  readonly host: string;
  /** Path and query as sent. */
  readonly path: string;
  readonly status: number;
  /** Which service answered: `ecr`, `sts`, `registry` (the OCI side of ECR), `hub`, `storage`, … */
  readonly service: string;
  /** The User-Agent header, `aws-cli/2.36.12 …`. */
  readonly client: string;
  readonly account?: string;
  readonly region?: string;
  /** ARN of the principal, once authenticated. */
  readonly principal?: string;
  /** API operation behind it, `PutImage`; also for registry requests. */
  readonly operation?: string;
  /** The IAM action asked for, `ecr:PutImage`, and the resource it was asked on. */
  readonly action?: string;
  readonly resource?: string;
  /** Parsed input and output of the operation (never blobs). */
  readonly input?: unknown;
  readonly output?: unknown;
  readonly outcome: Outcome;
  readonly error?: { readonly code: string; readonly message: string };
  /** The permission decision, as `iam/` gave it (`Decision`); unknown here because the kernel knows no policies. */
  readonly decision?: unknown;
  readonly request: Wire;
  readonly response: Wire;
}

/** Something that happened without a request: a client's refusal, a leaked password, a clock jump, a fault of the simulator … (FORMAT §4.3). */
export interface FactEvent {
  readonly kind:
    | "refusal"
    | "leak"
    | "expiry"
    | "visit"
    | "fault"
    | "clock"
    | "lifecycle"
    | "lifecycle-preview"
    | "scan"
    | "replication"
    | "signing"
    | "cache-refresh"
    | "cleanup";
  readonly seq: number;
  readonly command: number;
  readonly at: number;
  /** What it is about: `docker login`, `aws`, a repository … */
  readonly of?: string;
  /** `{code, names}` of a refusal, `{where}` of a leak … */
  readonly has: Readonly<Record<string, string | number | boolean>>;
  /** What CloudTrail is told of it. */
  readonly told?: ServiceAct;
}

/** What a service did by itself, for the records of an account in a Region. */
export interface ServiceAct {
  readonly account: string;
  readonly region: string;
  /** When, epoch milliseconds: a job's own moment, which may be earlier than the event's. */
  readonly at: number;
  /** `ecr.amazonaws.com`, `PolicyExecutionEvent`. */
  readonly source: string;
  readonly name: string;
  /** ARN of what it was done to, and its type. */
  readonly resource: string;
  readonly resourceType: string;
  /** One record each. */
  readonly details: readonly Readonly<Record<string, unknown>>[];
}

export type SandboxEvent = RequestEvent | FactEvent;

/** An event before the log numbers it. */
export type NewEvent = Omit<RequestEvent, "seq" | "command" | "at"> | Omit<FactEvent, "seq" | "command" | "at">;
