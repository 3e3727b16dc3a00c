/** Tags of users, roles, policies and providers. Keys differ by more than case; an update keeps the key's first spelling. */
import { iamError } from "./errors.ts";
import type { Tag } from "./model/index.ts";

export type Tags = Readonly<Record<string, string>>;

const MOST = 50;

export function tagList(tags: Tags): Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** `old` with `given`, or a refusal. */
export function withTags(old: Tags, given: readonly Tag[] | undefined): Tags {
  const seen = new Set<string>();
  const next = { ...old };
  for (const { Key, Value } of given ?? []) {
    const low = Key.toLowerCase();
    if (seen.has(low)) throw iamError("InvalidInput", "Duplicate tag keys found. Please note that Tag keys are case insensitive.");
    // (unverified)
    if (low.startsWith("aws:")) throw iamError("InvalidInput", "Caller is not authorized to use tag keys that begin with aws:.");
    seen.add(low);
    const spelled = Object.keys(next).find((key) => key.toLowerCase() === low) ?? Key;
    next[spelled] = Value;
  }
  if (Object.keys(next).length > MOST) throw iamError("LimitExceeded", `The number of tags has reached the maximum limit.`);
  return next;
}

export function withoutTags(old: Tags, keys: readonly string[]): Tags {
  const gone = new Set(keys.map((key) => key.toLowerCase()));
  return Object.fromEntries(Object.entries(old).filter(([key]) => !gone.has(key.toLowerCase())));
}
