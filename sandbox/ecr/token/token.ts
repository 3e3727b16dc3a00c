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
/** Every token's user name, and the colon of a Basic credential. */
const USER = "AWS:";
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
  return base64(utf8(`${USER}${password(hasher, sealingKey, { ...content, caller: slim(content.caller) })}`));
}

function textOf(encoded: string): string | undefined {
  const bytes = fromBase64(encoded);
  return bytes && strictText(bytes);
}

function parseContent(hasher: Hasher, sealingKey: string, given: string): TokenContent | undefined {
  const json = textOf(given);
  if (!json) return undefined;
  try {
    const { payload } = JSON.parse(json) as { payload?: unknown };
    const sealed = typeof payload === "string" ? fromBase64(payload) : undefined;
    return sealed ? (unseal(hasher, sealingKey, PURPOSE, sealed) as TokenContent | undefined) : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Credentials proved genuine lately, as they stand in a header: a push proves the same one dozens of times, and each proof costs a hundred
 * MACs, its decoding alone a tenth of a small request.
 */
const proved = new Map<string, Proved>();
const PROVED_AT_MOST = 256;
/** Of the request before: to compare 3 kB is quicker than to look them up. */
let latest: Proved | undefined;

interface Proved {
  readonly encoded: string;
  readonly sealingKey: string;
  readonly content: TokenContent;
}

function prove(hasher: Hasher, sealingKey: string, encoded: string): TokenContent | undefined {
  const known = latest?.encoded === encoded ? latest : proved.get(encoded);
  if (known?.sealingKey === sealingKey) {
    latest = known;
    return known.content;
  }
  const credential = textOf(encoded);
  if (!credential?.startsWith(USER)) return undefined;
  const given = credential.slice(USER.length);
  const content = parseContent(hasher, sealingKey, given);
  // The token follows from its content, so one comparison covers every part of it, the unsealed ones included.
  if (!content || password(hasher, sealingKey, content) !== given) return undefined;
  if (proved.size >= PROVED_AT_MOST) proved.clear();
  latest = { encoded, sealingKey, content };
  proved.set(encoded, latest);
  return content;
}

/** Judges the base64 of a Basic credential, `AWS:` and a password, at virtual time `now`. */
export function verifyCredential(hasher: Hasher, sealingKey: string, encoded: string, now: number): TokenVerdict {
  const content = prove(hasher, sealingKey, encoded);
  if (!content) return { kind: "malformed" };
  return { kind: now < content.issuedAt + TOKEN_LIFE ? "valid" : "expired", content };
}

/** Judges the password alone. Any change of any character makes it malformed. */
export function verifyToken(hasher: Hasher, sealingKey: string, given: string, now: number): TokenVerdict {
  return verifyCredential(hasher, sealingKey, base64(utf8(USER + given)), now);
}
