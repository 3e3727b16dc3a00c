/** Inputs and outputs as the event log keeps them: never blobs, never whole secrets, no text of unbounded length. */

const LONGEST = 16_384;
/** Members that hold a credential. */
const SECRET: ReadonlySet<string> = new Set(["authorizationToken"]);

export function sketch(value: unknown, name = ""): unknown {
  if (typeof value === "string") {
    if (SECRET.has(name)) return `${value.slice(0, 12)}…`;
    return value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
  }
  if (value instanceof Uint8Array) return { bytes: value.length };
  if (Array.isArray(value)) return value.map((entry) => sketch(entry, name));
  if (typeof value === "object" && value !== null) return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, sketch(entry, key)]));
  return value;
}
