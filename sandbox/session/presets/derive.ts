/** Ids and secrets of a starting world, derived from its seed and from what they are for, so that a preset is the same every time. */
import { base64 } from "../../kernel/bytes.ts";
import type { Hasher } from "../../kernel/hash.ts";
import { derivedIds, type Ids } from "../../kernel/ids.ts";

/** Ids for one purpose; the same seed and purpose give the same ids. */
export function idsFor(hasher: Hasher, seed: string, purpose: string): Ids {
  let drawn = 0;
  return derivedIds(hasher, `${seed}/${purpose}`, () => drawn++);
}

/** A secret access key: 40 characters of base64, as AWS issues them. */
export function secretFor(hasher: Hasher, seed: string, purpose: string): string {
  return base64(hasher.sha256(`${seed}/secret/${purpose}`).slice(0, 30));
}
