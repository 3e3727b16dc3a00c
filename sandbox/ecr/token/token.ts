/**
 * The authorization token: a password for `docker login` that any registry of its Region takes for exactly 12 hours of virtual time. It
 * has the outer form of ECR's (base64 of a JSON object with `payload`, `datakey`, `version`, `type`, `expiration`) and a sealed payload.
 */

import type { Caller } from "../../iam/decision.ts";
import { base64, concat, fromBase64, strictText, utf8 } from "../../kernel/bytes.ts";
import type { Hasher } from "../../kernel/hash.ts";
import { keystream, seal, unseal } from "../seal/seal.ts";

/** Milliseconds that a token lives. */
export const TOKEN_LIFE = 12 * 60 * 60 * 1000;

/** What a token says about its bearer. */
export interface TokenContent {
  readonly caller: Caller;
  readonly region: string;
  /** Virtual time, epoch milliseconds. */
  readonly issuedAt: number;
}

export type TokenVerdict =
  | { readonly kind: "valid"; readonly content: TokenContent }
  | { readonly kind: "expired"; readonly content: TokenContent }
  | { readonly kind: "malformed" };

const PURPOSE = "authorization-token";
/** Sizes that give a password of the usual 2 to 3 kB. */
const PAYLOAD_BYTES = 1200;
const DATA_KEY_BYTES = 184;
/** How the wrapped data keys of the key service begin. */
const DATA_KEY_HEAD = [1, 1, 1, 0, 0x78];

function password(hasher: Hasher, sealingKey: string, content: TokenContent): string {
  const payload = seal(hasher, sealingKey, PURPOSE, content, PAYLOAD_BYTES);
  const datakey = concat([
    Uint8Array.from(DATA_KEY_HEAD),
    keystream(hasher, utf8(`${sealingKey}/datakey`), payload.slice(0, 32), DATA_KEY_BYTES - DATA_KEY_HEAD.length),
  ]);
  const expiration = Math.floor((content.issuedAt + TOKEN_LIFE) / 1000);
  return base64(utf8(JSON.stringify({ payload: base64(payload), datakey: base64(datakey), version: "2", type: "DATA_KEY", expiration })));
}

/** A caller as a token holds it: of a session the key id alone, since its policies would make the token as long as they are. */
function slim(caller: Caller): Caller {
  const { session, ...others } = caller;
  if (session?.key === undefined) return caller;
  return { ...others, session: { name: session.name, ...(session.kind === undefined ? {} : { kind: session.kind }), key: session.key } };
}

/** `authorizationToken` as the API gives it: base64 of `AWS:` and the password. */
export function issueToken(hasher: Hasher, sealingKey: string, content: TokenContent): string {
  return base64(utf8(`AWS:${password(hasher, sealingKey, { ...content, caller: slim(content.caller) })}`));
}

function parseContent(hasher: Hasher, sealingKey: string, given: string): TokenContent | undefined {
  const bytes = fromBase64(given);
  const json = bytes && strictText(bytes);
  if (!json) return undefined;
  try {
    const { payload } = JSON.parse(json) as { payload?: unknown };
    const sealed = typeof payload === "string" ? fromBase64(payload) : undefined;
    return sealed ? (unseal(hasher, sealingKey, PURPOSE, sealed) as TokenContent | undefined) : undefined;
  } catch {
    return undefined;
  }
}

/** Passwords proved genuine lately, by key and password: a push proves the same one dozens of times, and each proof costs a hundred MACs. */
const proved = new Map<string, TokenContent>();
const PROVED_AT_MOST = 256;

function prove(hasher: Hasher, sealingKey: string, given: string): TokenContent | undefined {
  const name = `${sealingKey} ${given}`;
  const known = proved.get(name);
  if (known) return known;
  const content = parseContent(hasher, sealingKey, given);
  // The token follows from its content, so one comparison covers every part of it, the unsealed ones included.
  if (!content || password(hasher, sealingKey, content) !== given) return undefined;
  if (proved.size >= PROVED_AT_MOST) proved.clear();
  proved.set(name, content);
  return content;
}

/** Judges the password of a Basic credential at virtual time `now`. Any change of any character makes it malformed. */
export function verifyToken(hasher: Hasher, sealingKey: string, given: string, now: number): TokenVerdict {
  const content = prove(hasher, sealingKey, given);
  if (!content) return { kind: "malformed" };
  return { kind: now < content.issuedAt + TOKEN_LIFE ? "valid" : "expired", content };
}
