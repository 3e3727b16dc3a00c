/**
 * Log groups as targets of rules. EventBridge writes in its own name, so a resource policy of CloudWatch Logs has to let it: without one
 * nothing arrives, and nobody is told (EventBridge User Guide, "CloudWatch Logs permissions").
 */
import { ask } from "../iam/ask.ts";
import type { Caller } from "../iam/decision.ts";
import type { Ids } from "../kernel/ids.ts";
import { logEventKey, type RegistryId, regionalKey } from "../world/keys.ts";
import { metaOf } from "../world/store.ts";
import type { EventRule } from "../world/tables.ts";
import type { Transaction } from "../world/world.ts";

const ARN = /^arn:aws[a-z-]*:logs:([a-z0-9-]+):(\d{12}):log-group:([^:*]+)(?::\*)?$/;

const EVENTBRIDGE: Caller = {
  arn: "events.amazonaws.com",
  account: "",
  kind: "service",
  principalArn: "events.amazonaws.com",
  userId: "",
  principal: "",
};

const ACTIONS = ["logs:CreateLogStream", "logs:PutLogEvents"];

export function isLogGroupArn(arn: string): boolean {
  return ARN.test(arn);
}

interface Delivery {
  readonly tx: Transaction;
  readonly ids: Ids;
  readonly at: number;
}

function mayWrite({ tx, at }: Delivery, rule: EventRule, group: string, stream: string): boolean {
  const place: RegistryId = { account: rule.account, region: rule.region };
  const resource = `arn:aws:logs:${place.region}:${place.account}:log-group:${group}:log-stream:${stream}`;
  const more = { "aws:SourceArn": rule.arn, "aws:SourceAccount": rule.account };
  const asked = { caller: EVENTBRIDGE, resource, target: { kind: "log-groups", place }, region: place.region, now: at, more } as const;
  return ACTIONS.every((action) => ask(tx.world, { ...asked, action }).verdict === "allow");
}

/** Each event comes in a stream of its own. (unverified) */
export function deliverToLogs(delivery: Delivery, rule: EventRule, arn: string, message: string): void {
  const { tx, ids, at } = delivery;
  const [, region, account, name = ""] = ARN.exec(arn) ?? [];
  const group = regionalKey(rule, name);
  if (region !== rule.region || account !== rule.account || !tx.get("logGroups", group)) return;
  const stream = ids.uuid();
  if (!mayWrite(delivery, rule, name, stream)) return;
  // Every event drew an id before, so the counter has grown.
  tx.set("logEvents", logEventKey(group, at, metaOf(tx.world).counter), { stream, timestamp: at, ingestedAt: at, message });
}
