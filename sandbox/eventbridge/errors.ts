/** How EventBridge says no (API Reference; sentences as AWS has been seen to answer, where nothing else is said). */
import { ServiceError } from "../http/errors/service-error.ts";

export const eventErrors = {
  invalid: (message: string) => new ServiceError("ValidationException", message),
  badPattern: (reason: string) => new ServiceError("InvalidEventPatternException", `Event pattern is not valid. Reason: ${reason}`),
  noRule: (name: string) => new ServiceError("ResourceNotFoundException", `Rule ${name} does not exist on EventBus default.`),
  noBus: (name: string) => new ServiceError("ResourceNotFoundException", `Event bus ${name} does not exist.`),
  hasTargets: () => new ServiceError("ValidationException", "Rule can't be deleted since it has targets."),
  tooManyTargets: () => new ServiceError("LimitExceededException", "The requested resource exceeds the maximum number allowed."),
  denied: (message: string) => new ServiceError("AccessDeniedException", message, { refusal: "denied" }),
  lacks: (what: string) => new ServiceError("SandboxLacksOperation", `The sandbox does not have ${what}.`),
} as const;
