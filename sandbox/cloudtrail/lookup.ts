/** LookupEvents (API_LookupEvents): the event history of an account in a Region, the latest first, for the last 90 days. */
import { ServiceError } from "../http/errors/service-error.ts";
import type { JsonOperation, JsonScope } from "../http/json/service.ts";
import type { Values } from "../http/json/values.ts";
import { base64, fromBase64, text, utf8 } from "../kernel/bytes.ts";
import { recordsOf, type TrailRecord } from "./record.ts";

const KEPT = 90 * 24 * 60 * 60 * 1000;
const DEFAULT_PAGE = 50;

export const trailErrors = {
  attributes: (message: string) => new ServiceError("InvalidLookupAttributesException", message),
  range: () => new ServiceError("InvalidTimeRangeException", "End time must be after the start time."), // (unverified)
  // (unverified)
  results: (given: unknown) =>
    new ServiceError("InvalidMaxResultsException", `Max results of ${given} is invalid. Specify max results between 1 and 50.`),
  category: () => new ServiceError("InvalidEventCategoryException", "The event category is not valid."), // (unverified)
  token: () => new ServiceError("InvalidNextTokenException", "Invalid NextToken"), // (unverified)
  denied: (message: string) => new ServiceError("AccessDeniedException", message, { refusal: "denied" }),
} as const;

type Test = (record: TrailRecord) => boolean;

const BY: Readonly<Record<string, (record: TrailRecord, value: string) => boolean>> = {
  EventId: ({ id }, value) => id === value,
  EventName: ({ name }, value) => name === value,
  ReadOnly: ({ readOnly }, value) => String(readOnly) === value,
  Username: ({ userName }, value) => userName === value,
  ResourceType: ({ resources }, value) => resources.some(({ type }) => type === value),
  ResourceName: ({ resources }, value) => resources.some(({ name }) => name === value),
  EventSource: ({ source }, value) => source === value,
  AccessKeyId: ({ accessKeyId }, value) => accessKeyId === value,
};

function testOf(attributes: unknown): Test {
  const given = (attributes ?? []) as readonly { readonly AttributeKey: string; readonly AttributeValue: string }[];
  if (given.length > 1) throw trailErrors.attributes("You can specify only one lookup attribute."); // (unverified)
  const [one] = given;
  if (!one) return () => true;
  const by = Object.hasOwn(BY, one.AttributeKey) ? BY[one.AttributeKey] : undefined;
  if (!by) throw trailErrors.attributes(`${one.AttributeKey} is not a valid lookup attribute.`); // (unverified)
  if (one.AttributeValue.length === 0) throw trailErrors.attributes("A lookup attribute needs a value."); // (unverified)
  return (record) => by(record, one.AttributeValue);
}

/** A page goes on before an event of the log, and at a place among its records. */
function readToken(token: unknown): { readonly seq: number; readonly place: number } {
  if (token === undefined) return { seq: Number.POSITIVE_INFINITY, place: 0 };
  const bytes = fromBase64(String(token));
  const [, seq, place] = /^(\d+)\/(\d+)$/.exec(bytes ? text(bytes) : "") ?? [];
  if (seq === undefined || place === undefined) throw trailErrors.token();
  return { seq: Number(seq), place: Number(place) };
}

function* latestFirst({ identified, tx, hasher, place }: JsonScope, from: ReturnType<typeof readToken>): Generator<readonly [TrailRecord, number]> {
  const { events } = identified.context.store;
  for (let index = events.length - 1; index >= 0; index--) {
    const event = events[index];
    if (!event || event.seq > from.seq) continue;
    const records = recordsOf(event, { world: tx.world, hasher, place });
    for (const [at, record] of records.entries()) if (event.seq < from.seq || at >= from.place) yield [record, at];
  }
}

function listed({ id, name, readOnly, accessKeyId, at, source, userName, resources, body }: TrailRecord): Values {
  return {
    EventId: id,
    EventName: name,
    ReadOnly: String(readOnly),
    ...(accessKeyId === undefined ? {} : { AccessKeyId: accessKeyId }),
    EventTime: Math.floor(at / 1000),
    EventSource: source,
    ...(userName === undefined ? {} : { Username: userName }),
    Resources: resources.map((resource) => ({ ResourceType: resource.type, ResourceName: resource.name })),
    CloudTrailEvent: JSON.stringify(body),
  };
}

export const lookupEvents: JsonOperation = (input, scope) => {
  const { LookupAttributes, StartTime, EndTime, EventCategory, MaxResults = DEFAULT_PAGE, NextToken } = input;
  const test = testOf(LookupAttributes);
  if (Number(MaxResults) < 1 || Number(MaxResults) > DEFAULT_PAGE) throw trailErrors.results(MaxResults);
  if (StartTime !== undefined && EndTime !== undefined && Number(StartTime) > Number(EndTime)) throw trailErrors.range();
  const begin = Math.max(Number(StartTime ?? 0) * 1000, scope.now - KEPT);
  const end = EndTime === undefined ? Number.POSITIVE_INFINITY : Number(EndTime) * 1000;
  const found: TrailRecord[] = [];
  // Insights need a trail that looks for them: nobody has one.
  if (EventCategory === "insight") return { Events: [] };
  if (EventCategory !== undefined) throw trailErrors.category();
  for (const [record, place] of latestFirst(scope, readToken(NextToken))) {
    if (record.at < begin || record.at > end || !test(record)) continue;
    if (found.length === Number(MaxResults)) return { Events: found.map(listed), NextToken: base64(utf8(`${record.seq}/${place}`)) };
    found.push(record);
  }
  return { Events: found.map(listed) };
};
