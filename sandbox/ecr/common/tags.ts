/** AWS tags of repositories (not image tags). */
import type { Tag } from "../model/types.gen.ts";

const MOST = 50;

/** What is wrong with tags, if anything. `others` are the keys that stay. */
export function tagProblem(tags: readonly Tag[], others: readonly string[] = []): string | undefined {
  const keys = tags.map(({ Key }) => Key);
  if (new Set(keys).size < keys.length) return "Duplicate tag keys are not allowed";
  for (const { Key, Value } of tags) {
    if (Key.length < 1 || Key.length > 128) return "Tag keys have 1 to 128 characters";
    if (Value.length > 256) return "Tag values have at most 256 characters";
    if (/^aws:/i.test(Key) || /^aws:/i.test(Value)) return "Tags must not begin with aws:";
  }
  return new Set([...keys, ...others]).size > MOST ? "too many" : undefined;
}

export function tagsOf(tags: readonly Tag[]): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}
