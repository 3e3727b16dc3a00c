/** How a service says no. Whoever answers turns it into the form of its protocol: JSON, XML or the registry's error list. */

/** `denied`: a policy said no, or nobody was identified. `refused`: any other no. */
export type Refusal = "denied" | "refused";

export interface ServiceErrorDetails {
  /** HTTP status; 400 unless said otherwise. */
  readonly status?: number;
  readonly refusal?: Refusal;
  /** Further members of the error's body, as the model declares them. */
  readonly members?: Readonly<Record<string, unknown>>;
}

export class ServiceError extends Error {
  /** `RepositoryNotFoundException`. */
  readonly code: string;
  readonly status: number;
  readonly refusal: Refusal;
  readonly members: Readonly<Record<string, unknown>>;

  constructor(code: string, message: string, { status = 400, refusal = "refused", members = {} }: ServiceErrorDetails = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.refusal = refusal;
    this.members = members;
  }
}
