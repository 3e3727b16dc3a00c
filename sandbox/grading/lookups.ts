/** `{{noun name .path}}` and its like in data (FORMAT §4.6): values of the world in place of text. One that finds nothing makes its check false. */
import type { Context } from "./context.ts";
import { isMap, NOTHING, part } from "./values.ts";

const WHOLE = /^\{\{([^{}]*)\}\}$/;
const EACH = /\{\{([^{}]*)\}\}/g;

/** What a lookup's first word names; kept apart so that nouns and kinds may themselves hold lookups. */
export type Source = (words: readonly string[], context: Context) => Promise<unknown>;

const sources = new Map<string, Source>();

/** Called by the modules that own a first word, once, when they load. */
export function lookupFrom(word: string, source: Source): void {
  sources.set(word, source);
}

export function knowsLookup(word: string): boolean {
  return sources.has(word);
}

/** First words of the lookups in a value, for the check at parse time. */
export function lookupsIn(value: unknown): string[] {
  if (typeof value === "string") return [...value.matchAll(EACH)].map(([, body]) => (body ?? "").trim().split(/\s+/)[0] ?? "");
  if (Array.isArray(value)) return value.flatMap(lookupsIn);
  return isMap(value) ? Object.entries(value).flatMap(([key, one]) => [...lookupsIn(key), ...lookupsIn(one)]) : [];
}

/** The value with every lookup looked up. A text that is one lookup keeps its type; a list inside a longer text gives one text a member. */
export async function resolve(value: unknown, context: Context): Promise<unknown> {
  if (typeof value === "string") return value.includes("{{") ? resolveText(value, context) : value;
  if (Array.isArray(value))
    return (await Promise.all(value.map((one) => resolve(one, context)))).flatMap((one, index) =>
      spreads(value[index]) && Array.isArray(one) ? one : [one],
    );
  if (!isMap(value)) return value;
  const entries = await Promise.all(Object.entries(value).map(async ([key, one]) => [key, await resolve(one, context)] as const));
  return Object.fromEntries(entries);
}

async function resolveText(text: string, context: Context): Promise<unknown> {
  const whole = WHOLE.exec(text);
  if (whole) return look(whole[1] ?? "", context);
  let texts: string[] = [""];
  let last = 0;
  for (const match of text.matchAll(EACH)) {
    const value = await look(match[1] ?? "", context);
    if (value === NOTHING) return NOTHING;
    const before = text.slice(last, match.index);
    const members = Array.isArray(value) ? value : [value];
    texts = texts.flatMap((one) => members.map((member) => `${one}${before}${String(member)}`));
    last = match.index + match[0].length;
  }
  const done = texts.map((one) => one + text.slice(last));
  return done.length === 1 ? done[0] : done;
}

async function look(body: string, context: Context): Promise<unknown> {
  const words = body.trim().split(/\s+/);
  const path = words.at(-1)?.startsWith(".") && words.length > 1 ? (words.pop() as string).slice(1) : "";
  const source = sources.get(words[0] ?? "");
  if (!source) return NOTHING;
  const value = part(await source(words.slice(1), context), path);
  return value === undefined || value === null ? NOTHING : value;
}

function spreads(value: unknown): boolean {
  return typeof value === "string" && WHOLE.test(value);
}
