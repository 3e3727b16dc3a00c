/** A lifecycle policy as data, read from its text or refused in ECR's words (user guide, "Lifecycle policy parameters"). */

export type CountType = "imageCountMoreThan" | "sinceImagePushed" | "sinceImagePulled" | "sinceImageTransitioned";

export interface Selection {
  readonly tagStatus: "tagged" | "untagged" | "any";
  /** Patterns of which every one must be met by some tag; prefixes end in `*`. */
  readonly tags: readonly string[];
  /** Whether they were written as prefixes. */
  readonly prefixes: boolean;
  readonly storageClass: "standard" | "archive";
  readonly countType: CountType;
  /** Images, or days. */
  readonly countNumber: number;
}

export interface Rule {
  readonly priority: number;
  readonly description?: string;
  readonly selection: Selection;
  readonly action: "expire" | "transition";
}

/** Rules by priority, lowest number first; or what is wrong, as ECR says it after `Lifecycle policy validation failure: `. */
export type Reading = { readonly kind: "policy"; readonly rules: readonly Rule[] } | { readonly kind: "refused"; readonly why: string };

type Json = Readonly<Record<string, unknown>>;

/** Thrown with the text of a refusal, caught in `readLifecyclePolicy`. */
class Refused extends Error {}

const quoted = (names: readonly string[]): string => `[${names.map((name) => `"${name}"`).join(",")}]`;

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const wrongType = (value: unknown, wanted: string) =>
  `instance type (${typeName(value)}) does not match any allowed primitive type (allowed: ["${wanted}"])`;

/** `value` as an object that has `required` and nothing besides `allowed`. */
function members(value: unknown, required: readonly string[], allowed: readonly string[]): Json {
  if (!isObject(value)) throw new Refused(wrongType(value, "object"));
  const missing = required.filter((name) => value[name] === undefined).sort();
  const strange = Object.keys(value)
    .filter((name) => !allowed.includes(name))
    .sort();
  if (strange.length > 0) throw new Refused(`object instance has properties which are not allowed by the schema: (${quoted(strange)})`);
  if (missing.length > 0) throw new Refused(`object has missing required properties (${quoted(missing)})`);
  return value;
}

function typeName(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return typeof value === "number" ? (Number.isInteger(value) ? "integer" : "number") : typeof value;
}

function choice<T extends string>(value: unknown, values: readonly T[]): T {
  if (!values.includes(value as T))
    throw new Refused(`instance value (${JSON.stringify(value)}) not found in enum (possible values: ${quoted(values)})`);
  return value as T;
}

function positive(value: unknown): number {
  if (typeof value !== "number" || !Number.isInteger(value)) throw new Refused(wrongType(value, "integer"));
  if (value < 1) throw new Refused(`numeric instance is lower than the required minimum (minimum: 1, found: ${value})`);
  return value;
}

function texts(value: unknown): string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length === 0 || value.some((item) => typeof item !== "string"))
    throw new Refused("instance failed to match exactly one schema (matched 0 out of 2)");
  return value as string[];
}

const NO_SCHEMA = "instance failed to match exactly one schema (matched 0 out of 2)";
/** Days that an image must have been archived before a rule may delete it. */
const ARCHIVED_AT_LEAST = 90;

function readSelection(value: unknown, action: Rule["action"]): Selection {
  const given = members(
    value,
    ["tagStatus", "countType", "countNumber"],
    ["tagStatus", "tagPatternList", "tagPrefixList", "storageClass", "countType", "countUnit", "countNumber"],
  );
  const tagStatus = choice(given.tagStatus, ["tagged", "untagged", "any"]);
  const countType = choice(given.countType, ["imageCountMoreThan", "sinceImagePushed", "sinceImagePulled", "sinceImageTransitioned"]);
  const storageClass = given.storageClass === undefined ? "standard" : choice(given.storageClass, ["standard", "archive"]);
  const patterns = texts(given.tagPatternList);
  const prefixes = texts(given.tagPrefixList);
  if ((tagStatus === "tagged") !== patterns.length + prefixes.length > 0 || (patterns.length > 0 && prefixes.length > 0))
    throw new Refused(NO_SCHEMA);
  if (patterns.some((pattern) => pattern.split("*").length > 5)) throw new Refused("A tag pattern can have at most 4 wildcards."); // (unverified)
  if (countType === "imageCountMoreThan" ? given.countUnit !== undefined : given.countUnit === undefined) throw new Refused(NO_SCHEMA);
  if (given.countUnit !== undefined) choice(given.countUnit, ["days"]);
  const countNumber = positive(given.countNumber);
  const fits =
    countType === "sinceImageTransitioned"
      ? storageClass === "archive" && action === "expire" && countNumber >= ARCHIVED_AT_LEAST
      : storageClass === "standard" && (countType !== "sinceImagePulled" || action === "transition");
  if (!fits) throw new Refused(NO_SCHEMA);
  const tags = [...patterns, ...prefixes.map((prefix) => `${prefix}*`)];
  return { tagStatus, tags, prefixes: prefixes.length > 0, storageClass, countType, countNumber };
}

function readRule(value: unknown): Rule {
  const given = members(value, ["rulePriority", "selection", "action"], ["rulePriority", "description", "selection", "action"]);
  const priority = positive(given.rulePriority);
  const asked = members(given.action, ["type"], ["type", "targetStorageClass"]);
  const action = choice(asked.type, ["expire", "transition"]);
  if ((action === "transition") !== (asked.targetStorageClass !== undefined)) throw new Refused(NO_SCHEMA);
  if (asked.targetStorageClass !== undefined) choice(asked.targetStorageClass, ["archive"]);
  const selection = readSelection(given.selection, action);
  const { description } = given;
  if (description !== undefined && typeof description !== "string") throw new Refused(wrongType(description, "string"));
  return { priority, ...(description === undefined ? {} : { description }), selection, action };
}

/** What rules may not be beside each other. */
function checkTogether(rules: readonly Rule[]): void {
  const seen = new Set<number>();
  for (const { priority } of rules) {
    if (seen.has(priority)) throw new Refused(`Rule priorities must be unique. Duplicate: ${priority}`); // (unverified)
    seen.add(priority);
  }
  for (const storageClass of ["standard", "archive"] as const) {
    const here = rules.filter(({ selection }) => selection.storageClass === storageClass);
    if (here.filter(({ selection }) => selection.tagStatus === "untagged").length > 1)
      throw new Refused("Only one rule can select Untagged images per storage class.");
    const any = here.findIndex(({ selection }) => selection.tagStatus === "any");
    if (any >= 0 && any < here.length - 1) throw new Refused("A rule that selects any images must have the lowest priority."); // (unverified)
    const lists = here.filter(({ selection }) => selection.tags.length > 0).map(({ selection }) => [...selection.tags].sort().join(" "));
    if (new Set(lists).size < lists.length) throw new Refused("Tag lists must be unique across rules."); // (unverified)
  }
}

/** The text of a policy that was read, as ECR keeps it in a repository: without the author's spacing, its rules by priority. */
export function minified(text: string): string {
  const { rules } = JSON.parse(text) as { readonly rules: readonly { readonly rulePriority: number }[] };
  return JSON.stringify({ rules: [...rules].sort((a, b) => a.rulePriority - b.rulePriority) });
}

export function readLifecyclePolicy(text: string): Reading {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { kind: "refused", why: "Could not map policyString into LifecyclePolicy." };
  }
  if (!isObject(parsed)) return { kind: "refused", why: "Could not map policyString into LifecyclePolicy." };
  try {
    const { rules: given } = members(parsed, ["rules"], ["rules"]);
    if (!Array.isArray(given)) throw new Refused(wrongType(given, "array"));
    if (given.length === 0) throw new Refused("array is too short: must have at least 1 elements but instance has 0 elements");
    if (given.length > 50) throw new Refused(`array is too long: must have at most 50 elements but instance has ${given.length} elements`);
    const rules = given.map(readRule).sort((a, b) => a.priority - b.priority);
    checkTogether(rules);
    return { kind: "policy", rules };
  } catch (problem) {
    if (problem instanceof Refused) return { kind: "refused", why: problem.message };
    throw problem;
  }
}
