/** `identityProviders` of a patch, and `tokens`: files that hold a token such as a provider gives to what runs there. */
import { issueWebIdentityToken } from "../../iam/web-identity/web-identity.ts";
import { META } from "../../world/keys.ts";
import type { Meta } from "../../world/tables.ts";
import { homePath, writeText } from "./computer.ts";
import { parseDuration } from "./durations.ts";
import { BadWorld } from "./grammar.ts";
import { isPlainObject, mergePatch } from "./merge-patch.ts";
import { elsewhere } from "./names.ts";
import type { Site } from "./principals.ts";

const SCHEME = /^https:\/\//;

/** As long as the tokens that Kubernetes puts into a pod for AWS. */
const LIFETIME = "24h";

/** By URL, with or without its scheme; in another account `ACCOUNT:URL`. */
export function applyIdentityProviders({ tx, now, home }: Site, providers: unknown): void {
  if (!isPlainObject(providers)) return;
  for (const [written, spec] of Object.entries(providers)) {
    const { account, name } = elsewhere(written, home);
    const url = name.replace(SCHEME, "");
    const arn = `arn:aws:iam::${account}:oidc-provider/${url}`;
    if (spec === null) {
      tx.delete("identityProviders", arn);
      continue;
    }
    if (!isPlainObject(spec)) throw new BadWorld(`identityProviders.${written} must be a map`);
    const before = tx.get("identityProviders", arn);
    tx.set("identityProviders", arn, {
      account,
      arn,
      url,
      clientIds: Array.isArray(spec.clientIds) ? spec.clientIds.map(String) : (before?.clientIds ?? ["sts.amazonaws.com"]),
      thumbprints: Array.isArray(spec.thumbprints) ? spec.thumbprints.map(String) : (before?.thumbprints ?? []),
      tags: mergePatch(before?.tags ?? {}, spec.tags ?? {}) as Record<string, string>,
      createdAt: before?.createdAt ?? now,
    });
  }
}

/** By path, absolute or in the home directory; `null` removes the file. */
export function applyTokens({ tx, hasher, now }: Site, tokens: unknown): void {
  if (!isPlainObject(tokens)) return;
  const { sealingKey } = tx.get("meta", META) as Meta;
  for (const [written, spec] of Object.entries(tokens)) {
    const path = homePath(written);
    if (spec === null) {
      tx.delete("files", path);
      continue;
    }
    if (!isPlainObject(spec) || typeof spec.issuer !== "string" || typeof spec.subject !== "string") {
      throw new BadWorld(`tokens.${written} must be a map with issuer and subject`);
    }
    const lifetime = parseDuration(String(spec.lifetime ?? LIFETIME));
    if (lifetime === undefined) throw new BadWorld(`tokens.${written}: "${String(spec.lifetime)}" is no duration; write 10m or 24h`);
    const token = issueWebIdentityToken(hasher, sealingKey, {
      issuer: SCHEME.test(spec.issuer) ? spec.issuer : `https://${spec.issuer}`,
      subject: spec.subject,
      audience: String(spec.audience ?? "sts.amazonaws.com"),
      issuedAt: now,
      expiresAt: now + lifetime,
    });
    writeText(tx, path, token, now, 0o600);
  }
}
