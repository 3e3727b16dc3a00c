/** STS: temporary credentials, and who one is (AWS STS API Reference). Global and regional hosts answer alike. */
import type { ApiService } from "../cloud/service.ts";
import { queryService } from "../http/query/service.ts";
import { STS_CONSTRAINTS } from "./constraints.ts";
import { stsError } from "./errors.ts";
import { STS_MODEL } from "./model/index.ts";
import type { SignedScope, StsOperation } from "./operation.ts";
import { assumeRole } from "./operations/assume-role.ts";
import { getAccessKeyInfo, getCallerIdentity } from "./operations/identity.ts";
import { getFederationToken, getSessionToken } from "./operations/tokens.ts";
import { assumeRoleWithWebIdentity } from "./operations/web-identity.ts";

const ALL: readonly StsOperation[] = [
  assumeRole,
  assumeRoleWithWebIdentity,
  getAccessKeyInfo,
  getCallerIdentity,
  getFederationToken,
  getSessionToken,
];

export const OPERATIONS: ReadonlyMap<string, StsOperation> = new Map(ALL.map((one) => [one.name, one]));

/** What a session of GetSessionToken without a device, and of GetFederationToken, may ask STS (AWS STS, "Compare AWS STS API operations"). */
const OPEN_TO_USER_SESSIONS: ReadonlySet<string> = new Set(["AssumeRole", "GetCallerIdentity", "AssumeRoleWithWebIdentity"]);
const OPEN_TO_FEDERATED: ReadonlySet<string> = new Set(["GetCallerIdentity", "AssumeRoleWithWebIdentity"]);

function checkSession(operation: string, session: SignedScope["caller"]["session"]): void {
  const open = session?.kind === "federated" ? OPEN_TO_FEDERATED : session?.kind === "user" && !session.mfa ? OPEN_TO_USER_SESSIONS : undefined;
  if (open?.has(operation) === false) throw stsError("AccessDenied", `Cannot call ${operation} with session credentials`);
}

export const stsService: ApiService = queryService({
  model: STS_MODEL,
  constraints: STS_CONSTRAINTS,
  unsigned: new Set(ALL.filter(({ signed }) => !signed).map(({ name }) => name)),
  async run({ operation: name, input, context, report, region, identified }) {
    const operation = OPERATIONS.get(name);
    if (!operation || (operation.signed && !identified))
      throw stsError("InvalidAction", `Could not find operation ${name} for version ${STS_MODEL.apiVersion}`);
    checkSession(name, identified?.caller.session);
    const before = context.store.world;
    // An operation that needs no signature never looks at its caller.
    const scope = { context, report, region, now: context.store.now(), ...(identified ? { caller: identified.caller } : {}) } as SignedScope;
    const output = operation.run(input, scope);
    if (context.store.world !== before) await context.settled();
    return output;
  },
});
