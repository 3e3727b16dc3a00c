/**
 * What an AWS service tells the default event bus of its account and Region, and what the bus does with it: every enabled rule whose
 * pattern fits hands the event to its targets. Nothing is kept of an event that no rule wants.
 */
import type { Hasher } from "../kernel/hash.ts";
import { type RegistryId, regionalKey } from "../world/keys.ts";
import { idsIn } from "../world/store.ts";
import type { EventRule } from "../world/tables.ts";
import type { Transaction } from "../world/world.ts";
import { deliverToLogs, isLogGroupArn } from "./log-target.ts";
import { matchesPattern } from "./match.ts";
import { type JsonObject, readPattern } from "./pattern.ts";
import { shaped } from "./target-input.ts";

export interface ServiceEvent {
  /** `aws.ecr`. */
  readonly source: string;
  /** `ECR Image Action`. */
  readonly detailType: string;
  readonly place: RegistryId;
  /** When it happened, epoch milliseconds. */
  readonly at: number;
  /** ARNs of what it is about; some events name none. */
  readonly resources: readonly string[];
  readonly detail: JsonObject;
}

/** What a transaction publishes in: at its own moment, which for a job is earlier than now. */
export interface Publishing {
  readonly tx: Transaction;
  readonly hasher: Hasher;
}

/** `2026-11-23T08:00:00Z`. */
function isoTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

function rulesOf(tx: Transaction, place: RegistryId): readonly EventRule[] {
  return [...tx.range("eventRules", regionalKey(place, ""))].map(([, rule]) => rule).filter(({ state }) => state !== "DISABLED");
}

/** The event as it travels, in the order of the user guide's examples. */
function envelope({ source, detailType, place, at, resources, detail }: ServiceEvent, id: string): JsonObject {
  const { account, region } = place;
  return { version: "0", id, "detail-type": detailType, source, account, time: isoTime(at), region, resources, detail };
}

/** Whether anybody listens: what is costly to describe need not be described for nobody. */
export function hasRules(tx: Transaction, place: RegistryId): boolean {
  return tx.world.eventRules.size > 0 && !tx.range("eventRules", regionalKey(place, "")).next().done;
}

export function publish({ tx, hasher }: Publishing, event: ServiceEvent): void {
  if (!hasRules(tx, event.place)) return;
  const ids = idsIn(tx, hasher);
  const whole = envelope(event, ids.uuid());
  for (const rule of rulesOf(tx, event.place)) {
    const reading = readPattern(rule.pattern);
    if (reading.kind === "refused" || !matchesPattern(reading.pattern, whole)) continue;
    for (const target of rule.targets) {
      // Whatever else a target may be is not in the sandbox: the event goes nowhere.
      if (isLogGroupArn(target.arn)) deliverToLogs({ tx, ids, at: event.at }, rule, target.arn, shaped(target, whole));
    }
  }
}
