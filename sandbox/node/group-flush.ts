/** Group commit: however many ask at once, one flush answers them all. */

/** Resolves after a flush that began after the call. */
export type Flush = () => Promise<void>;

export function groupFlush(flush: () => Promise<void>): Flush {
  let running: Promise<void> | undefined;
  let queued: Promise<void> | undefined;
  const start = (): Promise<void> => {
    running = flush().finally(() => {
      running = undefined;
    });
    return running;
  };
  return () => {
    if (!running) return start();
    queued ??= running
      .catch(() => undefined)
      .then(() => {
        queued = undefined;
        return start();
      });
    return queued;
  };
}
