/** Variables of a lesson (FORMAT §7): a seed picks one value of each; without a seed the first is taken. */
import { isMap } from "./data.ts";

export type Values = Readonly<Record<string, string>>;

const VARIABLE = /\{\{\s*([A-Za-z][A-Za-z0-9]*)\s*\}\}/g;

/** Known names are replaced; lookups and unknown names stay as they are. */
export function fill(text: string, values: Values): string {
  return text.replace(VARIABLE, (whole, name: string) => values[name] ?? whole);
}

/** Names of single words in double braces that are left: in prose each is a mistake. */
export function unfilled(text: string): string[] {
  return [...text.matchAll(VARIABLE)].map(([, name]) => name ?? "");
}

/** One value of each variable. Later `vary` maps win over earlier ones. */
export function pick(varies: readonly unknown[], seed: string | undefined): Record<string, string> {
  const all = Object.assign({}, ...varies.filter(isMap)) as Record<string, unknown>;
  return Object.fromEntries(Object.entries(all).map(([name, choice]) => [name, chosen(choice, seed === undefined ? undefined : `${seed}/${name}`)]));
}

function chosen(choice: unknown, seed: string | undefined): string {
  if (Array.isArray(choice)) return String(choice[seed === undefined ? 0 : spread(seed) % choice.length]);
  if (!isMap(choice)) return String(choice);
  if (typeof choice.hex === "number") return hexDigits(seed ?? "first", choice.hex);
  const from = Number(choice.from);
  const step = Number(choice.step ?? 1);
  const count = Math.floor((Number(choice.to) - from) / step) + 1;
  return String(from + step * (seed === undefined ? 0 : spread(seed) % count));
}

function hexDigits(seed: string, length: number): string {
  let digits = "";
  for (let i = 0; digits.length < length; i++) digits += spread(`${seed}/${i}`).toString(16).padStart(8, "0");
  return digits.slice(0, length);
}

/** FNV-1a, 32 bits: spreads similar seeds well enough to pick from short lists. */
function spread(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) >>> 0;
}
