/** Access keys: two for a user, their secret shown once. */
import { base64, fromHex } from "../../kernel/bytes.ts";
import type { RequestEvent } from "../../kernel/events.ts";
import { principalKey } from "../../world/keys.ts";
import type { AccessKey } from "../../world/tables.ts";
import { aboutUser } from "../asks.ts";
import { iamError, quota } from "../errors.ts";
import { keysOfUser, ownName, seconds, userNamed } from "../find.ts";
import { operation, type Scope, silent } from "../operation.ts";
import { page } from "../paging.ts";

const KEYS_PER_USER = 2;

function ownerKey(scope: Scope, name: string | undefined): string {
  return principalKey(scope.account, "user", userNamed(scope, name ?? ownName(scope)).name);
}

function nameOf({ world }: Scope, principal: string): string {
  return world.principals.get(principal)?.name ?? "";
}

const createAccessKey = operation(
  "CreateAccessKey",
  ({ UserName }, where) => aboutUser(where, UserName),
  ({ UserName }, scope) => {
    const { tx, ids, now } = scope;
    const principal = ownerKey(scope, UserName);
    if (keysOfUser(tx.world, principal).length >= KEYS_PER_USER) throw quota("AccessKeysPerUser", KEYS_PER_USER);
    const key: AccessKey = { id: `AKIA${ids.base32(16)}`, secret: base64(fromHex(ids.hex(60))), status: "Active", principal, createdAt: now };
    tx.set("accessKeys", key.id, key);
    return {
      AccessKey: {
        UserName: nameOf(scope, principal),
        AccessKeyId: key.id,
        Status: key.status,
        SecretAccessKey: key.secret,
        CreateDate: seconds(now),
      },
    };
  },
);

const listAccessKeys = operation(
  "ListAccessKeys",
  ({ UserName }, where) => aboutUser(where, UserName),
  (input, scope) => {
    const principal = ownerKey(scope, input.UserName);
    const { entries, rest } = page("access-keys", keysOfUser(scope.world, principal), input);
    const UserName = nameOf(scope, principal);
    return {
      AccessKeyMetadata: entries.map(({ id, status, createdAt }) => ({
        UserName,
        AccessKeyId: id,
        Status: status,
        ...(createdAt === undefined ? {} : { CreateDate: seconds(createdAt) }),
      })),
      ...rest,
    };
  },
);

function keyOfUser(scope: Scope, name: string | undefined, id: string): AccessKey {
  const key = keysOfUser(scope.world, ownerKey(scope, name)).find((one) => one.id === id);
  if (!key) throw iamError("NoSuchEntity", `The Access Key with id ${id} cannot be found.`);
  return key;
}

const updateAccessKey = silent(
  "UpdateAccessKey",
  ({ UserName }, where) => aboutUser(where, UserName),
  ({ UserName, AccessKeyId, Status }, scope) => {
    const { id } = keyOfUser(scope, UserName, AccessKeyId);
    if (Status === "Expired") throw iamError("InvalidInput", "Status Expired cannot be set."); // (unverified)
    scope.tx.update("accessKeys", id, { status: Status });
  },
);

const deleteAccessKey = silent(
  "DeleteAccessKey",
  ({ UserName }, where) => aboutUser(where, UserName),
  ({ UserName, AccessKeyId }, scope) => scope.tx.delete("accessKeys", keyOfUser(scope, UserName, AccessKeyId).id),
);

/** The latest request that was signed with a key. Read from the log: to write it into the world at each request would make every look at it a change. */
function lastUse({ events }: Scope, id: string): { at: number; service: string; region: string } | undefined {
  const wanted = `Credential=${id}/`;
  const used = (event: RequestEvent) => event.principal !== undefined && event.request.headers.authorization?.includes(wanted);
  for (let at = events.length - 1; at >= 0; at--) {
    const event = events[at];
    if (event?.kind === "request" && used(event)) return { at: event.at, service: event.service, region: event.region ?? "us-east-1" };
  }
  return undefined;
}

const getAccessKeyLastUsed = operation(
  "GetAccessKeyLastUsed",
  ({ AccessKeyId }, { world, account }) => {
    const principal = world.accessKeys.get(AccessKeyId)?.principal;
    return [{ resource: (principal && world.principals.get(principal)?.arn) ?? `arn:aws:iam::${account}:user/*` }];
  },
  ({ AccessKeyId }, scope) => {
    const key = scope.world.accessKeys.get(AccessKeyId);
    const owner = key && scope.world.principals.get(key.principal);
    // A key of nobody in this account is refused like one that may not be asked about.
    if (!owner || owner.account !== scope.account) throw iamError("AccessDenied", `The Access Key with id ${AccessKeyId} cannot be found.`); // (unverified)
    const used = lastUse(scope, AccessKeyId) ?? key.lastUsed;
    const never = { ServiceName: "N/A", Region: "N/A" };
    const AccessKeyLastUsed = used ? { LastUsedDate: seconds(used.at), ServiceName: used.service, Region: used.region } : never;
    return { UserName: owner.name, AccessKeyLastUsed };
  },
);

export const ACCESS_KEYS = [createAccessKey, listAccessKeys, updateAccessKey, deleteAccessKey, getAccessKeyLastUsed];
