/** A role's keys: asked of STS, and kept in `~/.aws/cli/cache` until a quarter of an hour before they end, as the CLI keeps them. */
import { strictText } from "../../../kernel/bytes.ts";
import { FileError } from "../../../shell/files/file-system.ts";
import type { ProgramContext } from "../../../shell/program.ts";
import { absolute } from "../config/settings.ts";
import { Failure } from "../errors/failure.ts";
import { dumps, loads } from "../python/json.ts";
import { sha1 } from "../python/sha1.ts";
import { type Dict, isDict, type Value } from "../python/values.ts";
import type { Credentials, Keys } from "./credentials.ts";

export type RoleContext = Pick<ProgramContext, "env" | "files" | "cwd" | "clock">;

/** Calls an operation of STS; without credentials the request is not signed. */
export type CallSts = (operation: string, input: Dict, credentials: Credentials | undefined) => Promise<Dict>;

export interface Role {
  readonly operation: "AssumeRole" | "AssumeRoleWithWebIdentity";
  readonly roleArn: string;
  readonly sessionName: string | undefined;
  /** What else is asked, in the order it is sent. */
  readonly more: Dict;
  /** What is not part of the cache's name. */
  readonly secret: Dict;
  readonly source: Credentials | undefined;
}

/** Keys are fetched anew when they end within this many milliseconds. */
const WINDOW = 15 * 60_000;

/** Python's `json.dumps(value, sort_keys=True)` of a flat object. */
const sorted = (value: Dict): string => dumps(Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))));

function cachePath(input: Dict, context: RoleContext): string {
  return absolute(`~/.aws/cli/cache/${sha1(sorted(input))}.json`, context);
}

function keysOf(answer: Value | undefined): Keys | undefined {
  const found = isDict(answer) ? answer.Credentials : undefined;
  if (!isDict(found)) return undefined;
  const { AccessKeyId: id, SecretAccessKey: secret, SessionToken: token, Expiration: end } = found;
  if (typeof id !== "string" || typeof secret !== "string" || typeof token !== "string" || typeof end !== "string") return undefined;
  return { accessKeyId: id, secretAccessKey: secret, sessionToken: token, expiration: end };
}

async function fromCache(path: string, { files, clock }: RoleContext): Promise<Keys | undefined> {
  let keys: Keys | undefined;
  try {
    keys = keysOf(loads(strictText(await files.read(path)) ?? ""));
  } catch {
    // A file that is not there or cannot be read is no cache.
    return undefined;
  }
  const end = Date.parse(keys?.expiration ?? "");
  return end - clock.now() >= WINDOW ? keys : undefined;
}

async function toCache(path: string, answer: Dict, { files }: RoleContext): Promise<void> {
  const { Credentials: keys, AssumedRoleUser: user } = answer;
  const account = isDict(user) ? String(user.Arn).split(":")[4] : undefined;
  const kept = isDict(keys) ? { ...keys, ...(account ? { AccountId: account } : {}) } : {};
  files.makeDirectory(path.slice(0, path.lastIndexOf("/")), { parents: true });
  await files.write(path, dumps({ ...answer, Credentials: kept }), 0o600);
}

/** The keys of a role, from the cache or from STS. */
export async function roleKeys(role: Role, context: RoleContext, callSts: CallSts): Promise<Keys> {
  const arn = { RoleArn: role.roleArn };
  const named = role.sessionName === undefined ? {} : { RoleSessionName: role.sessionName };
  const path = cachePath({ ...named, ...role.more, ...arn }, context);
  const cached = await fromCache(path, context);
  if (cached) return cached;
  // A name that the CLI makes up stands last and differs from call to call.
  const made = role.sessionName === undefined ? { RoleSessionName: `botocore-session-${Math.floor(context.clock.now() / 1000)}` } : {};
  const answer = await callSts(role.operation, { ...named, ...role.more, ...arn, ...made, ...role.secret }, role.source);
  const keys = keysOf(answer);
  if (!keys) throw new Failure("general", "no-credentials", `Error when retrieving credentials from assume-role: no keys in the answer`);
  await toCache(path, answer, context);
  return keys;
}

/** The token of an identity provider, as its file has it. The path is taken as it is written: `~` means nothing here. */
export async function readToken(path: string, { files, cwd }: RoleContext): Promise<string> {
  try {
    return strictText(await files.read(absolute(path.startsWith("~") ? `./${path}` : path, { env: {}, cwd }))) ?? "";
  } catch (error) {
    if (error instanceof FileError) throw new FileError(error.code, path);
    throw error;
  }
}
