/** What goes wrong on purpose between the learner's computer and the cloud: names that nobody answers at, lines that break, late answers. */
import { concerns } from "../cloud/faults.ts";
import { ConnectionFailed, type Handle, type HttpRequest } from "../kernel/exchange.ts";
import type { Store } from "../world/store.ts";
import type { Fault } from "../world/tables.ts";
import { changeMeta, passTime } from "./machine.ts";

/** Milliseconds after which a client gives a silent host up. */
const PATIENCE = 15_000;
/** Hosts that a private network reaches: those of AWS in its Regions, by endpoints. */
const INSIDE = /\.amazonaws\.com$/;

/** One request over a network that may have faults. Throws `ConnectionFailed`. */
export async function troubled(handle: Handle, store: Store, request: HttpRequest): Promise<Awaited<ReturnType<Handle>>> {
  const { host } = new URL(request.url);
  const { faults = [], network } = store.meta;
  const unheard = faults.find((fault) => silent(fault, host))?.kind ?? (network === "private" && !INSIDE.test(host) ? "private" : undefined);
  if (unheard) {
    passTime(store, PATIENCE);
    store.log({ kind: "fault", of: unheard, has: { host } });
    throw new ConnectionFailed(host, "timeout");
  }
  for (const fault of faults) {
    if (fault.kind === "slow") passTime(store, fault.by);
    if (fault.kind !== "drop-after" || !breaks(fault, store, request)) continue;
    store.log({ kind: "fault", of: fault.kind, has: { host } });
    throw new ConnectionFailed(host, "reset");
  }
  return handle(request);
}

function silent(fault: Fault, host: string): boolean {
  if (fault.kind === "region-down") return host.includes(`.${fault.region}.`);
  return fault.kind === "unreachable" && concerns(fault, host);
}

/** The line breaks at a blob too many, for as long as the command runs that meets it; then the fault is over. */
function breaks(fault: Fault & { kind: "drop-after" }, store: Store, { method, url }: HttpRequest): boolean {
  const instead = (next: Fault[]) => changeMeta(store, ({ faults = [] }) => ({ faults: faults.flatMap((one) => (one === fault ? next : [one])) }));
  if (fault.met !== undefined) {
    if (fault.met === store.meta.command) return true;
    instead([]);
    return false;
  }
  if (method !== "PATCH" || !/\/blobs\/uploads\//.test(url)) return false;
  if (fault.blobs > 0) instead([{ ...fault, blobs: fault.blobs - 1 }]);
  else instead([{ ...fault, met: store.meta.command }]);
  return fault.blobs === 0;
}
