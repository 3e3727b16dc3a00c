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
  return typeof value === "object" && value !== null ? sketchMembers(value as Readonly<Record<string, unknown>>) : value;
}

/** The same object when there is nothing to leave out, as nearly always: nobody changes an input or an output. */
function sketchMembers(value: Readonly<Record<string, unknown>>): unknown {
  let sketched: Record<string, unknown> | undefined;
  for (const key in value) {
    const entry = value[key];
    const kept = sketch(entry, key);
    if (kept === entry) continue;
    sketched ??= { ...value };
    sketched[key] = kept;
  }
  return sketched ?? value;
}
