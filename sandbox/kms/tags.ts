/** Tags of keys. */
import type { JsonOperation, JsonScope } from "../http/json/service.ts";
import type { Values } from "../http/json/values.ts";
import { kmsErrors } from "./errors.ts";
import { customers, keyOf, lasting, pageOf, writeKey } from "./lookup.ts";

const MOST = 50;
const USUAL_PAGE = 50;

/** `old` with what a request gives. */
export function tagsFrom(old: Readonly<Record<string, string>>, given: unknown): Readonly<Record<string, string>> {
  const tags = (given ?? []) as readonly { readonly TagKey: string; readonly TagValue: string }[];
  if (new Set(tags.map(({ TagKey }) => TagKey)).size < tags.length) throw kmsErrors.tag("Duplicate tag keys"); // (unverified)
  if (tags.some(({ TagKey }) => TagKey.startsWith("aws:"))) throw kmsErrors.tag("Tags beginning with aws: are reserved"); // (unverified)
  const next = { ...old, ...Object.fromEntries(tags.map(({ TagKey, TagValue }) => [TagKey, TagValue])) };
  if (Object.keys(next).length > MOST) throw kmsErrors.tag("Too many tags"); // (unverified)
  return next;
}

function tagResource(input: Values, scope: JsonScope): Values {
  const key = lasting(customers(keyOf(scope, input)));
  writeKey(scope, { ...key, tags: tagsFrom(key.tags, input.Tags) });
  return {};
}

function untagResource(input: Values, scope: JsonScope): Values {
  const key = lasting(customers(keyOf(scope, input)));
  const gone = input.TagKeys as readonly string[];
  writeKey(scope, { ...key, tags: Object.fromEntries(Object.entries(key.tags).filter(([name]) => !gone.includes(name))) });
  return {};
}

function listResourceTags(input: Values, scope: JsonScope): Values {
  const { page, next } = pageOf(Object.entries(keyOf(scope, input).tags), input, USUAL_PAGE);
  return { Tags: page.map(([TagKey, TagValue]) => ({ TagKey, TagValue })), ...next };
}

export const TAG_OPERATIONS: readonly (readonly [string, JsonOperation])[] = [
  ["TagResource", tagResource],
  ["UntagResource", untagResource],
  ["ListResourceTags", listResourceTags],
];
