/** Sentences of goal rows: facts, never verdicts on the person, and never the value that an answer is compared with. */
import { isMap, isTestWord, NOTHING } from "./values.ts";

/** A value as it stands in a sentence; digests are cut to what an eye can compare. */
export function shown(value: unknown): string {
  if (value === undefined || value === null) return "not set";
  if (value === NOTHING) return "not known yet";
  if (Array.isArray(value)) return value.length === 0 ? "none" : list(value.map(shown));
  if (isMap(value))
    return Object.entries(value).length === 0
      ? "none"
      : Object.entries(value)
          .map(([key, one]) => `${key} ${shown(one)}`)
          .join(", ");
  const text = String(value);
  const short = text.replace(/sha256:([0-9a-f]{12})[0-9a-f]{52}/g, "sha256:$1…");
  return short.length > 90 ? `${short.slice(0, 80)}…` : short === "" ? "empty" : short;
}

/** `a`, `a and b`, `a, b and c`. */
export function list(words: readonly string[], and = "and"): string {
  if (words.length < 2) return words[0] ?? "none";
  return `${words.slice(0, -1).join(", ")} ${and} ${words.at(-1)}`;
}

/** Where, when a check says `in`: " in eu-west-1". */
export function placed(where: unknown): string {
  return isMap(where) ? ` in ${list(Object.values(where).map(String))}` : "";
}

/** A name whose lookups are not told: `web/app@…`. */
export function withoutLookups(name: string): string {
  return name.replace(/\{\{[^{}]*\}\}/g, "…");
}

/** As it stands within a sentence. */
export function lower(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

export function code(text: string): string {
  return `\`${text}\``;
}

/** What a value test wants, as the end of a sentence: "is MUTABLE", "is at least 3". A lookup stands for itself: its value is not told. */
export function wants(test: unknown): string {
  if (typeof test === "string" && test.includes("{{")) return "is what it should be";
  if (Array.isArray(test)) return test.some(holdsLookup) ? "holds what it should" : `holds ${list(test.map(shown))}`;
  if (!isMap(test)) return `is ${shown(test)}`;
  return list(Object.entries(test).flatMap(([key, wanted]) => phrase(key, wanted)));
}

function phrase(key: string, wanted: unknown): string[] {
  const value = holdsLookup(wanted) ? "what it should be" : isMap(wanted) ? wants(wanted) : shown(wanted);
  if (!isTestWord(key)) return [`${key} ${wants(wanted)}`];
  switch (key) {
    case "is":
      return [wants(wanted)];
    case "not":
      return holdsLookup(wanted) ? ["is another"] : [`is not ${value}`];
    case "any":
      return [
        `is ${
          Array.isArray(wanted) && !holdsLookup(wanted)
            ? list(
                wanted.map((one) => (isMap(one) ? wants(one) : shown(one))),
                "or",
              )
            : value
        }`,
      ];
    case "like":
      return holdsLookup(wanted) ? ["fits"] : [`looks like ${code(String(wanted))}`];
    case "atLeast":
      return [`is at least ${value}`];
    case "atMost":
      return [`is at most ${value}`];
    case "over":
      return [`is over ${value}`];
    case "under":
      return [`is under ${value}`];
    case "near":
      return [`is near ${value}`];
    case "within":
      return [];
    case "includes":
      return [`includes ${isMap(wanted) ? "one that " : ""}${value}`];
    case "excludes":
      return [`includes none ${isMap(wanted) ? "that " : "like "}${value}`];
    case "every":
      return [`has only members that ${isMap(wanted) ? value : `are ${value}`}`];
    case "count":
      return [Number(wanted) === 0 ? "is empty" : `has ${countWords(wanted)}`];
    case "exists":
      return [wanted === true ? "is set" : "is not set"];
  }
}

/** "3", "at least 3", "none". */
export function countWords(test: unknown): string {
  if (!isMap(test)) return Number(test) === 0 ? "none" : shown(test);
  return wants(test).replace(/^is /, "");
}

function holdsLookup(value: unknown): boolean {
  if (typeof value === "string") return value.includes("{{");
  return Array.isArray(value) ? value.some(holdsLookup) : isMap(value) && Object.values(value).some(holdsLookup);
}
