/**
 * The Bearer tokens of a simulated public registry: what may be done with which repositories, until when, sealed with the world's key.
 * Anybody gets one; none allows more than pulling. https://distribution.github.io/distribution/spec/auth/token/
 */

import type { CloudContext } from "../cloud/service.ts";
import { base64, fromBase64, hex, text, utf8 } from "../kernel/bytes.ts";

/** Seconds; what the real hub grants. */
const LIFETIME = 300;

export interface Grant {
  /** Repositories that may be pulled from. */
  readonly pull: readonly string[];
  readonly expiresAt: number;
}

export function issueToken(
  context: CloudContext,
  registry: string,
  scopes: readonly string[],
  exists: (repository: string) => boolean,
): { token: string; expiresIn: number } {
  const pull = scopes.flatMap((scope) => {
    const [type, repository, actions] = splitScope(scope);
    return type === "repository" && actions.includes("pull") && exists(repository) ? [repository] : [];
  });
  const grant: Grant = { pull, expiresAt: context.store.now() + LIFETIME * 1000 };
  const payload = base64(utf8(JSON.stringify(grant)));
  return { token: `${payload}.${sign(context, registry, payload)}`, expiresIn: LIFETIME };
}

/** The grant of a token that this registry issued and that has not expired. */
export function readToken(context: CloudContext, registry: string, token: string): Grant | undefined {
  const [payload = "", signature = ""] = token.split(".");
  if (signature !== sign(context, registry, payload)) return undefined;
  const bytes = fromBase64(payload);
  if (!bytes) return undefined;
  const grant = JSON.parse(text(bytes)) as Grant;
  return grant.expiresAt > context.store.now() ? grant : undefined;
}

function sign(context: CloudContext, registry: string, payload: string): string {
  return hex(context.hasher.hmacSha256(utf8(`${registry} ${context.store.meta.sealingKey}`), utf8(payload)));
}

/** `repository:library/alpine:pull,push` taken apart; a repository's name may hold a port's colon. */
function splitScope(scope: string): [string, string, string[]] {
  const [first, last] = [scope.indexOf(":"), scope.lastIndexOf(":")];
  return [scope.slice(0, first), scope.slice(first + 1, last), scope.slice(last + 1).split(",")];
}
