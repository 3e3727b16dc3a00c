/** A rule for every event of an account in a Region, and the log group in which they can be read. */
import { ACCOUNT, LEARNER, REGION, STRANGER, type TestCloud } from "./testing.ts";
import { cloudWatchLogs, eventBridge } from "./testing-json.ts";

export const GROUP = "/aws/events/all";

/** EventBridge may write to every group below `/aws/events/`. */
export function deliveryPolicy(account = ACCOUNT, region = REGION): string {
  const Principal = { Service: ["events.amazonaws.com", "delivery.logs.amazonaws.com"] };
  const Resource = `arn:aws:logs:${region}:${account}:log-group:/aws/events/*:*`;
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal, Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource }],
  });
}

/** An event as it lies in the log group. */
export interface ToldEvent {
  readonly "detail-type": string;
  readonly resources: readonly string[];
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface Listener {
  /** What arrived so far, in the order of time. */
  events(): Promise<readonly ToldEvent[]>;
}

export async function listen(cloud: TestCloud, pattern: object, { account = ACCOUNT, region = REGION } = {}): Promise<Listener> {
  const key = account === ACCOUNT ? LEARNER : STRANGER;
  const steps: readonly (readonly [typeof eventBridge, string, object])[] = [
    [cloudWatchLogs, "CreateLogGroup", { logGroupName: GROUP }],
    [cloudWatchLogs, "PutResourcePolicy", { policyName: "events", policyDocument: deliveryPolicy(account, region) }],
    [eventBridge, "PutRule", { Name: "all", EventPattern: JSON.stringify(pattern) }],
    [eventBridge, "PutTargets", { Rule: "all", Targets: [{ Id: "1", Arn: `arn:aws:logs:${region}:${account}:log-group:${GROUP}` }] }],
  ];
  for (const [ask, operation, input] of steps) {
    const { status, json } = await ask(cloud, operation, input, key, region);
    if (status !== 200) throw new Error(`${operation}: ${JSON.stringify(json)}`);
  }
  return {
    async events() {
      const { json } = await cloudWatchLogs(cloud, "FilterLogEvents", { logGroupName: GROUP }, key, region);
      return (json.events as readonly { message: string }[]).map(({ message }) => JSON.parse(message) as ToldEvent);
    },
  };
}
