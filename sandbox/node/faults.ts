/** Faults to practise with, switched by the control socket: each answers every request in place of the cloud, or delays it. */
import { setTimeout } from "node:timers/promises";
import type { Handle, HttpRequest, HttpResponse } from "../kernel/exchange.ts";

/** What each fault does, in words for `help`. */
export const FAULTS = {
  throttle: "every request is refused because there were too many",
  unavailable: "every request is answered with 503",
  slow: "every answer comes three seconds late",
} as const;

export type FaultName = keyof typeof FAULTS;

export function isFault(name: string): name is FaultName {
  return Object.hasOwn(FAULTS, name);
}

/** Milliseconds. */
const LATE = 3_000;

/** The one switch of a server. While it is off, a request costs one comparison more. */
export class Faults {
  active: FaultName | undefined;

  guard(handle: Handle): Handle {
    return (request) => (this.active === undefined ? handle(request) : faulty(this.active, request, handle));
  }
}

async function faulty(fault: FaultName, request: HttpRequest, handle: Handle): Promise<HttpResponse> {
  if (fault !== "slow") {
    const { failingAnswer } = await import("../cloud/faults.ts");
    return failingAnswer(fault, request, { requestId: crypto.randomUUID(), now: Date.now() });
  }
  await setTimeout(LATE);
  return handle(request);
}
