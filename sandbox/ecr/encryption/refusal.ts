/** How ECR passes on what KMS refused: KMS's sentence, and its error's code beside it (API_CreateRepository, "KmsException"). */
import { ServiceError } from "../../http/errors/service-error.ts";

/** `code` is KMS's. The sentence is recorded nowhere; here it is KMS's own. (unverified) */
export function kmsException({ code, message }: { readonly code: string; readonly message: string }): ServiceError {
  return new ServiceError("KmsException", message, {
    refusal: code === "AccessDeniedException" ? "denied" : "refused",
    members: { kmsError: code },
  });
}

export function kmsDenied(message: string): ServiceError {
  return kmsException({ code: "AccessDeniedException", message });
}
