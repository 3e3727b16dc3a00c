/** Why a command ends without success, before it is worded for a generation of the CLI. */

/** What the page's session is told beside the printed text. */
export type FailureCode =
  | "unknown-command"
  | "unknown-operation"
  | "unknown-option"
  | "missing-argument"
  | "bad-value"
  | "no-credentials"
  | "partial-credentials"
  | "no-region"
  | "no-profile"
  | "cannot-connect"
  | "not-simulated"
  | "waiter-failed"
  | "service-error";

export type FailureKind =
  /** argparse said no: usage is printed. */
  | { readonly kind: "usage" }
  /** An operation was left with words it does not know: usage first, then the message. */
  | { readonly kind: "unknown-options" }
  | { readonly kind: "param" }
  | { readonly kind: "no-region" }
  | { readonly kind: "no-credentials" }
  | { readonly kind: "general" }
  /** The sandbox's own "this is real, but not here". */
  | { readonly kind: "sandbox" }
  /** The service answered with an error; `body` is what it sent beside code and message. */
  | { readonly kind: "service"; readonly service: ServiceError };

export interface ServiceError {
  readonly code: string;
  readonly message: string;
  readonly operation: string;
  /** Retries made, when they ran out. */
  readonly retries?: number;
  /** Members of the error beside its message, as sent. */
  readonly body: Readonly<Record<string, unknown>>;
}

export class Failure extends Error {
  readonly what: FailureKind;
  readonly code: FailureCode;
  readonly names: string | undefined;
  constructor(what: FailureKind | FailureKind["kind"], code: FailureCode, message: string, names?: string) {
    super(message);
    this.what = typeof what === "string" ? ({ kind: what } as FailureKind) : what;
    this.code = code;
    this.names = names;
  }
}

/** Error parsing parameter '--x': … */
export function parameterFailure(option: string, message: string): Failure {
  return new Failure("param", "bad-value", `Error parsing parameter '${option}': ${message}`, option);
}
