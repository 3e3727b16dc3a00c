/** Which tab of this browser writes: a Web Lock, held as long as the worker lives (decision 26). */

const NAME = "gantry-writer";
/** Real milliseconds for which a worker that was left may still hold the turn: browsers give one that computes two seconds to end. */
const LINGERS = 3000;

/** `ask`: only if nobody has it. `wait`: a worker that this tab had before may still hold it for a moment. `take`: whoever has it. */
export type Asking = "ask" | "wait" | "take";

/** Resolves with true once this tab holds the turn, with false when another does. `lost` is called when another takes it over. */
export function takeTurn(asking: Asking, lost: () => void): Promise<boolean> {
  // Without the Web Locks API (plain HTTP on a host name) there is nobody to ask: the writer's id in the database still guards.
  if (!("locks" in navigator)) return Promise.resolve(true);
  return new Promise((resolve) => {
    let isHeld = false;
    const patience = asking === "wait" ? AbortSignal.timeout(LINGERS) : undefined;
    const options = patience ? { signal: patience } : asking === "take" ? { steal: true } : { ifAvailable: true };
    navigator.locks
      .request(NAME, options, (lock) => {
        resolve(lock !== null);
        isHeld = lock !== null;
        return lock ? new Promise(() => undefined) : undefined;
      })
      // Refused before it was held: where storage is blocked there are no locks, and nothing that two tabs could write.
      .catch(() => (isHeld ? lost() : resolve(!patience?.aborted)));
  });
}
