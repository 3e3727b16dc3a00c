/** IAM (`iam.amazonaws.com`): the Query protocol over the operations. Global: one for all Regions, and what it changes holds at once. */
import type { ApiService } from "../cloud/service.ts";
import { ServiceError } from "../http/errors/service-error.ts";
import { type QueryRequest, queryService } from "../http/query/service.ts";
import { ask } from "../iam/ask.ts";
import { checkNames, IAM_CONSTRAINTS } from "./constraints.ts";
import { iamError } from "./errors.ts";
import { IAM_MODEL } from "./model/index.ts";
import type { IamOperation } from "./operation.ts";
import { OPERATIONS } from "./operations/index.ts";

/** Region in which IAM lives. */
const HOME_REGION = "us-east-1";

function askPermission({ name, asks }: IamOperation, { input, context, report, identified }: QueryRequest): void {
  if (!identified) throw iamError("AccessDenied", "");
  const { caller } = identified;
  const { world } = context.store;
  for (const { action = `iam:${name}`, resource, shown = resource, more } of asks(input, { world, account: caller.account, caller })) {
    const decision = ask(world, {
      caller,
      action,
      resource,
      target: { kind: "none", account: caller.account },
      region: HOME_REGION,
      now: context.store.now(),
      ...(more ? { more } : {}),
    });
    Object.assign(report, { action, resource, decision });
    if (decision.verdict === "deny") {
      throw iamError(
        "AccessDenied",
        (decision.message ?? "").replace(`on resource: ${resource}`, () => `on resource: ${shown}`),
      );
    }
  }
}

/** Sessions that may not call IAM at all (AWS STS, "Compare AWS STS API operations"). */
function checkSession({ identified }: QueryRequest): void {
  const session = identified?.caller.session;
  const barred = session?.kind === "federated" || (session?.kind === "user" && session.mfa !== true);
  if (barred) throw new ServiceError("InvalidClientTokenId", "The security token included in the request is invalid", { status: 403 });
}

export const iamService: ApiService = queryService({
  model: IAM_MODEL,
  constraints: IAM_CONSTRAINTS,
  async run(request) {
    const { operation: name, input, context, report, identified } = request;
    const operation = OPERATIONS.get(name);
    if (!operation || !identified) throw iamError("InvalidAction", `Could not find operation ${name} for version ${IAM_MODEL.apiVersion}`);
    checkSession(request);
    checkNames(input);
    askPermission(operation, request);
    const { store, hasher } = context;
    const { caller } = identified;
    report.account = caller.account;
    let wrote = false;
    const output = store.change(({ tx, now, ids }) => {
      // Operations read the world as it was; what they wrote themselves they take from the transaction.
      const result = operation.run(input, { tx, world: store.world, account: caller.account, caller, now, ids, hasher, events: store.events });
      wrote = tx.writes.length > 0;
      return result;
    });
    if (wrote) await context.settled();
    return output;
  },
});
