/** CONTRACT (body to come): the one way to run an ECR operation, for the JSON API and for the registry routes alike. */
import type { CloudContext, Report } from "../cloud/service.ts";
import type { Caller } from "../iam/decision.ts";
import type { RegistryId } from "../world/keys.ts";

/** Who runs an operation, on which registry, answering to which request. */
export interface Invocation {
  readonly context: CloudContext;
  readonly caller: Caller;
  readonly registry: RegistryId;
  readonly report: Report;
}
