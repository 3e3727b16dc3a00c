/** Small things the browser remembers for the learner, outside of any session. */

/** A value of localStorage as parsed JSON; `fallback` when there is none, it is broken, or storage is not allowed. */
export function recall<T>(key: string, fallback: T): T {
  try {
    const text = localStorage.getItem(key);
    return text === null ? fallback : (JSON.parse(text) as T);
  } catch {
    return fallback;
  }
}

/** Keeps a value; without room or permission it lasts until the page is left. */
export function remember(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Private windows may refuse storage: the setting then holds for this page only.
  }
}

/** Forgets every key that `isGone` says; where storage is not allowed there is nothing to forget. */
export function forget(isGone: (key: string) => boolean): void {
  try {
    for (const key of Object.keys(localStorage)) if (isGone(key)) localStorage.removeItem(key);
  } catch {
    // As above.
  }
}
