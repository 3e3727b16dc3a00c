/** A registry's refusals in the words of containerd's resolver, which BuildKit and buildx pass on. */
import { canonical, type Reference } from "../reference/reference.ts";
import type { RegistryError } from "./answers.ts";
import { NO_CREDENTIALS } from "./host.ts";

export function resolverWords(error: RegistryError, name: Reference): string {
  if (error.code === NO_CREDENTIALS)
    return `pull access denied, repository does not exist or may require authorization: authorization failed: ${NO_CREDENTIALS}`;
  if (error.code === "MANIFEST_UNKNOWN" || error.code === "NAME_UNKNOWN") return `${canonical(name)}: not found`;
  if (error.code === "DENIED" && error.status === 401)
    return "pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed";
  return error.status === 403 ? `unexpected status from HEAD request: 403 Forbidden: ${error.message}` : error.message;
}
