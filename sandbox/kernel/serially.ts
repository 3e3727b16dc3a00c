/** Work that must not overlap, by a word: the parts of one upload arrive one after another even when a client sends them at once. */
const queues = new WeakMap<object, Map<string, Promise<void>>>();

export async function serially<T>(owner: object, word: string, work: () => Promise<T>): Promise<T> {
  let waiting = queues.get(owner);
  if (!waiting) {
    waiting = new Map();
    queues.set(owner, waiting);
  }
  const before = waiting.get(word) ?? Promise.resolve();
  const mine = before.then(work);
  const settled = mine.then(
    () => undefined,
    () => undefined,
  );
  waiting.set(word, settled);
  try {
    return await mine;
  } finally {
    if (waiting.get(word) === settled) waiting.delete(word);
  }
}
