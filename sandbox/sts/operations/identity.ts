/** GetCallerIdentity, which no policy can deny, and GetAccessKeyInfo. */
import { notAuthorized, stsError } from "../errors.ts";
import { decided, signedOperation } from "../operation.ts";

export const getCallerIdentity = signedOperation("GetCallerIdentity", (_, { caller }) => ({
  Arn: caller.arn,
  UserId: caller.userId,
  Account: caller.account,
}));

export const getAccessKeyInfo = signedOperation("GetAccessKeyInfo", ({ AccessKeyId }, scope) => {
  const { caller, context } = scope;
  const action = "sts:GetAccessKeyInfo";
  const decision = decided(scope, { caller, action, resource: "*", target: { kind: "none", account: caller.account } });
  if (decision.verdict === "deny") throw notAuthorized(caller, action, "*", decision);
  const { world } = context.store;
  const owner = world.principals.get(world.accessKeys.get(AccessKeyId)?.principal ?? "");
  if (!owner) throw stsError("ValidationError", "Invalid or not supported access key id"); // (unverified)
  return { Account: owner.account };
});
