/** What is known of services, actions and condition keys, by name: the editor's knowledge in one place. */
import { GLOBAL_KEYS } from "../data/global-keys.ts";
import { OTHERS } from "../data/others.gen.ts";
import { PREFIXES } from "../data/prefixes.gen.ts";
import { type ActionFacts, ecrFacts, type KeyFacts, readService, type ServiceFacts } from "../data/services.ts";
import { matchesWildcard } from "../matching/wildcard.ts";

export const SERVICES: Readonly<Record<string, ServiceFacts>> = {
  ecr: ecrFacts,
  ...Object.fromEntries(Object.entries(OTHERS).map(([prefix, rows]) => [prefix, readService(prefix, rows)])),
};

const PREFIX_SET = new Set(PREFIXES.split(" "));

export function knownPrefix(prefix: string): boolean {
  return PREFIX_SET.has(prefix.toLowerCase());
}

export const PREFIX_LIST: readonly string[] = [...PREFIX_SET];

/** The service of an action or of an ARN, when its actions are known by name. */
export function serviceOf(prefix: string): ServiceFacts | undefined {
  const name = prefix.toLowerCase();
  return Object.hasOwn(SERVICES, name) ? SERVICES[name] : undefined;
}

const ALL_ACTIONS: readonly ActionFacts[] = Object.values(SERVICES).flatMap(({ actions }) => actions);
const BY_NAME = new Map(ALL_ACTIONS.map((action) => [action.name.toLowerCase(), action]));
const EXPANDED = new Map<string, readonly ActionFacts[]>();

/** Actions of known services that an entry of `Action` stands for. Asked again and again for the same entries, so remembered. */
export function actionsOf(entry: string): readonly ActionFacts[] {
  if (!/[*?]/.test(entry)) {
    const one = BY_NAME.get(entry.toLowerCase());
    return one ? [one] : [];
  }
  const before = EXPANDED.get(entry);
  if (before) return before;
  const found = ALL_ACTIONS.filter(({ name }) => matchesWildcard(entry, name, true));
  if (EXPANDED.size > 500) EXPANDED.clear();
  EXPANDED.set(entry, found);
  return found;
}

/** `aws:ResourceTag/` of `aws:ResourceTag/team` and of `aws:ResourceTag/${TagKey}`; the whole name, in lower case, of other keys. */
export function keyStem(key: string): string {
  const slash = key.indexOf("/");
  return (slash < 0 ? key : key.slice(0, slash + 1)).toLowerCase();
}

/** `kms:EncryptionContext:${Key}` and its like: what comes before the part that the writer chooses. */
const OPEN_KEYS: readonly KeyFacts[] = Object.values(SERVICES).flatMap(({ keys }) => keys.filter(({ name }) => /:\$\{/.test(name)));

const KEYS = new Map<string, KeyFacts>(
  [...Object.values(SERVICES).flatMap(({ keys }) => keys), ...GLOBAL_KEYS].map((key) => [keyStem(key.name), key]),
);

/** What is known of a condition key; a claim of an identity provider, `example.com:sub`, is a string. */
export function conditionKey(key: string): KeyFacts | undefined {
  const known = KEYS.get(keyStem(key));
  if (known) return known;
  const open = OPEN_KEYS.find(({ name }) => key.toLowerCase().startsWith(name.slice(0, name.indexOf("${")).toLowerCase()));
  if (open) return open;
  return issuerKey(key) ? { name: key, type: "String", many: key.endsWith(":amr") } : undefined;
}

/** Whether the key is a claim of an identity provider: `token.actions.githubusercontent.com:sub`. */
export function issuerKey(key: string): boolean {
  return /^[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:\/[\w./-]*)?:[\w-]+$/i.test(key);
}

export const ALL_KEYS: readonly KeyFacts[] = [...KEYS.values()];

/** How many letters must be added, removed, changed or exchanged with their neighbour; `limit + 1` when more than `limit`. */
export function distance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let [older, old] = [[] as number[], Array.from({ length: b.length + 1 }, (_, i) => i)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (older[j - 2] as number) + 1 : Number.POSITIVE_INFINITY;
      row[j] = Math.min((old[j] as number) + 1, (row[j - 1] as number) + 1, (old[j - 1] as number) + same, swapped);
    }
    if (Math.min(...row) > limit) return limit + 1;
    [older, old] = [old, row];
  }
  return old[b.length] as number;
}

/** The candidate that is meant, if one is near: the same in other capitals, or a few letters away. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const lower = word.toLowerCase();
  let best: string | undefined;
  let least = Math.max(1, Math.min(4, Math.floor(word.length / 3))) + 1;
  for (const candidate of candidates) {
    const away = distance(lower, candidate.toLowerCase(), least - 1);
    if (away < least) [best, least] = [candidate, away];
    if (least === 0) break;
  }
  return best;
}
