/** Temporary credentials: a row of the access keys that carries its session. */
import { base64, fromHex } from "../kernel/bytes.ts";
import type { AccessKey, KeySession } from "../world/tables.ts";
import type { Transaction } from "../world/world.ts";
import type { Credentials } from "./model/index.ts";
import type { StsScope } from "./operation.ts";

/** How the session tokens of AWS begin. */
const TOKEN_HEAD = "IQoJb3JpZ2luX2Vj";
/** Draws of 64 hexadecimal digits that a token is made of. */
const TOKEN_DRAWS = 8;
/** How long rows outlive their session: registry tokens of the last moment live 12 hours more. Milliseconds. */
const KEPT_AFTER = 36 * 3_600_000;

/** Rows of sessions that ended long ago. */
function sweep(tx: Transaction, now: number): void {
  const gone = [...tx.world.accessKeys.entries("ASIA")].filter(([id, { session }]) => {
    return id.startsWith("ASIA") && session !== undefined && session.issuedAt !== undefined && session.expiresAt + KEPT_AFTER < now;
  });
  for (const [id] of gone) tx.delete("accessKeys", id);
}

/** Makes credentials of `principal` (row key) that end after `duration` seconds. */
export function issue(
  scope: StsScope,
  principal: string,
  duration: number,
  session: Omit<KeySession, "token" | "expiresAt" | "issuedAt">,
): Credentials {
  return scope.context.store.change(({ tx, now, ids }) => {
    sweep(tx, now);
    // Sessions end on a whole second, as their answer says it.
    const expiresAt = (Math.floor(now / 1000) + duration) * 1000;
    const digits = Array.from({ length: TOKEN_DRAWS }, () => ids.hex(64)).join("");
    const key: AccessKey = {
      id: `ASIA${ids.base32(16)}`,
      secret: base64(fromHex(ids.hex(60))),
      status: "Active",
      principal,
      createdAt: now,
      session: { ...session, token: `${TOKEN_HEAD}${base64(fromHex(digits))}`, expiresAt, issuedAt: now },
    };
    tx.set("accessKeys", key.id, key);
    return { AccessKeyId: key.id, SecretAccessKey: key.secret, SessionToken: key.session?.token ?? "", Expiration: expiresAt / 1000 };
  });
}
