/** Who asked, as CloudTrail writes it (User Guide, "CloudTrail userIdentity element"). */
import { callerOf } from "../iam/caller.ts";
import type { Caller, Decision } from "../iam/decision.ts";
import type { RequestEvent } from "../kernel/events.ts";
import { principalKey } from "../world/keys.ts";
import type { World } from "../world/world.ts";

export interface Identity {
  readonly element: Readonly<Record<string, unknown>>;
  /** What events are looked up by: the user's name, the role session's, `root`. */
  readonly userName?: string;
  readonly accessKeyId?: string;
  readonly account: string;
}

/** The caller that the decision was about; of a request refused before any, whom its ARN names. */
function whoAsked({ decision, principal = "" }: RequestEvent, world: World): Caller | undefined {
  const decided = (decision as Decision | undefined)?.question.caller;
  if (decided) return decided;
  const [, account = "", kind = "", path = ""] =
    /^arn:aws:(?:iam|sts)::(\d{12}):(user|root|assumed-role|federated-user)\/?(.*)$/.exec(principal) ?? [];
  const [first = "", session = ""] = path.split("/");
  if (kind === "root") return callerOf(world, principalKey(account, "root"));
  if (kind === "assumed-role") return callerOf(world, principalKey(account, "role", first), { name: session });
  return kind === "user" ? callerOf(world, principalKey(account, "user", path.slice(path.lastIndexOf("/") + 1))) : undefined;
}

/** Temporary keys are known by their session, others by the signature. A registry's token does not say which key it came of. */
function keyOf({ session }: Caller, { request }: RequestEvent): string | undefined {
  return session?.key ?? /Credential=([A-Z0-9]+)\//.exec(request.headers.authorization ?? "")?.[1];
}

function isoTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

const ISSUERS: Readonly<Record<string, string>> = { role: "Role", user: "IAMUser", root: "Root" };

function sessionContext({ session, principal, principalArn, account }: Caller, world: World): object {
  if (!session || principal === "") return {};
  const row = world.principals.get(principal);
  const { name = "", kind = "user", id = "" } = row ?? {};
  const attributes = {
    ...(session.issuedAt === undefined ? {} : { creationDate: isoTime(session.issuedAt) }),
    mfaAuthenticated: String(session.mfa ?? false),
  };
  if (session.kind === "user") return { sessionContext: { attributes } };
  const sessionIssuer = { type: ISSUERS[kind], principalId: id, arn: row?.arn ?? principalArn, accountId: account, userName: name };
  const federated = session.provider === undefined ? {} : { webIdFederationData: { federatedProvider: session.provider, attributes: {} } };
  return { sessionContext: { sessionIssuer, ...federated, attributes } };
}

const TYPES: Readonly<Record<Caller["kind"], string>> = {
  root: "Root",
  user: "IAMUser",
  role: "AssumedRole",
  federated: "FederatedUser",
  service: "AWSService",
  "web-identity": "WebIdentityUser",
};

function userNameOf({ kind, session, arn }: Caller): string | undefined {
  if (kind === "root") return "root";
  if (kind === "role" || kind === "federated") return session?.name;
  return kind === "user" ? arn.slice(arn.lastIndexOf("/") + 1) : undefined;
}

/** The bearer of a provider's token: provider, audience and subject name it. */
function bearer({ decision }: RequestEvent, { arn, userId }: Caller): Identity["element"] {
  const context = (decision as Decision | undefined)?.question.context ?? {};
  const audience = Object.entries(context).find(([key]) => key.endsWith(":aud"))?.[1];
  const named = [arn, ...(audience === undefined ? [] : [String(audience)]), userId];
  return { type: "WebIdentityUser", principalId: named.join(":"), userName: userId, identityProvider: arn };
}

/** To another account than the caller's no more is said than whose it is. */
export function identityOf(event: RequestEvent, world: World, viewer: string): Identity | undefined {
  const caller = whoAsked(event, world);
  if (!caller) return undefined;
  const { kind, account, arn, userId } = caller;
  if (kind === "service") return { element: { type: "AWSService", invokedBy: arn }, account };
  if (kind === "web-identity") return { element: bearer(event, caller), account, userName: userId };
  if (account !== viewer) return { element: { type: "AWSAccount", principalId: userId, accountId: account }, account };
  const userName = userNameOf(caller);
  const accessKeyId = keyOf(caller, event);
  const element = {
    type: TYPES[kind],
    principalId: userId,
    arn,
    accountId: account,
    ...(accessKeyId === undefined ? {} : { accessKeyId }),
    ...(kind === "user" ? { userName } : {}),
    ...sessionContext(caller, world),
  };
  return { element, account, ...(userName === undefined ? {} : { userName }), ...(accessKeyId === undefined ? {} : { accessKeyId }) };
}
