/** `faults` and `network` of a patch: what goes wrong from the beginning, as the word `fault` sets it later. */
import type { Fault } from "../../world/tables.ts";
import { parseDuration } from "./durations.ts";
import { BadWorld } from "./grammar.ts";
import { isPlainObject } from "./merge-patch.ts";

/** Each fault with the member that it takes, and what it does in words. */
export const FAULTS = {
  throttle: { takes: "host", says: "every request is refused because there were too many" },
  unavailable: { takes: "host", says: "every request is answered with 503" },
  unreachable: { takes: "host", says: "nobody answers" },
  "region-down": { takes: "region", says: "nobody answers in a Region" },
  "drop-after": { takes: "blobs", says: "the line breaks after so many blobs have been sent, until the command ends" },
  slow: { takes: "by", says: "every answer comes late" },
  "clock-skew": { takes: "by", says: "this computer's clock is wrong, fast or (-) slow" },
} as const;

export type FaultKind = keyof typeof FAULTS;

/** Milliseconds of a late answer when nothing is said. */
const LATE = 3_000;

/** A fault from its name and what it takes; a sentence when it cannot be. */
export function faultFrom(kind: string, given: unknown): Fault | { readonly problem: string } {
  if (!Object.hasOwn(FAULTS, kind)) return { problem: `there is no fault "${kind}"; there are ${Object.keys(FAULTS).join(", ")}` };
  const text = given === undefined ? undefined : String(given);
  switch (kind as FaultKind) {
    case "throttle":
    case "unavailable":
    case "unreachable":
      return { kind: kind as "throttle", ...(text === undefined ? {} : { host: text }) };
    case "region-down":
      return text === undefined ? { problem: "region-down takes a Region" } : { kind: "region-down", region: text };
    case "drop-after":
      return /^\d+$/.test(text ?? "") ? { kind: "drop-after", blobs: Number(text) } : { problem: "drop-after takes a number of blobs" };
    case "slow":
    case "clock-skew": {
      const by = text === undefined && kind === "slow" ? LATE : parseDuration((text ?? "").replace(/^-/, ""));
      if (by === undefined) return { problem: `${kind} takes a duration, for instance 20m` };
      return { kind: kind as "slow", by: text?.startsWith("-") ? -by : by };
    }
  }
}

/** `[{fault: throttle}, {fault: drop-after, blobs: 2}]`. Throws `BadWorld`. */
export function faultsFrom(list: unknown): readonly Fault[] {
  if (!Array.isArray(list)) throw new BadWorld("faults is a list, each with its name as fault");
  return list.map((one) => {
    const { fault, ...members }: Readonly<Record<string, unknown>> = isPlainObject(one) ? one : { fault: one };
    const name = String(fault);
    const takes = Object.hasOwn(FAULTS, name) ? FAULTS[name as FaultKind].takes : undefined;
    const strange = Object.keys(members).find((member) => member !== takes);
    if (strange !== undefined && takes !== undefined) throw new BadWorld(`the fault ${name} takes ${takes}, not ${strange}`);
    const read = faultFrom(name, takes === undefined ? undefined : members[takes]);
    if ("problem" in read) throw new BadWorld(read.problem);
    return read;
  });
}

export function networkFrom(said: unknown): "open" | "private" {
  if (said !== "open" && said !== "private") throw new BadWorld('network is "open" or "private"');
  return said;
}

/** A fault as `fault` is typed. */
export function faultText(fault: Fault): string {
  const by = "by" in fault ? ` ${fault.by < 0 ? "-" : ""}${Math.abs(fault.by) / 1000}s` : "";
  const host = "host" in fault && fault.host !== undefined ? ` ${fault.host}` : "";
  const region = "region" in fault ? ` ${fault.region}` : "";
  return `${fault.kind}${host}${region}${"blobs" in fault ? ` ${fault.blobs}` : ""}${by}`;
}
