/**
 * One request, or one thing that ECR did by itself, as a record of CloudTrail (User Guide, "CloudTrail record contents"). The one place
 * where the log of requests is read as a trail: every request that ran an API operation is one record, and a registry's requests run ECR's.
 */
import type { FactEvent, RequestEvent, SandboxEvent } from "../kernel/events.ts";
import type { Hasher } from "../kernel/hash.ts";
import { derivedIds } from "../kernel/ids.ts";
import type { RegistryId } from "../world/keys.ts";
import { metaOf } from "../world/store.ts";
import type { World } from "../world/world.ts";
import { type Identity, identityOf } from "./identity.ts";
import { written } from "./parameters.ts";
import { resourcesOf, type TrailResource } from "./resources.ts";

export interface TrailRecord {
  readonly seq: number;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly readOnly: boolean;
  readonly userName?: string;
  readonly accessKeyId?: string;
  readonly resources: readonly TrailResource[];
  /** The record itself. */
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Trail {
  readonly world: World;
  readonly hasher: Hasher;
  /** Whose trail, where. */
  readonly place: RegistryId;
}

const VERSION = "1.11";

/** Services whose requests are management events, by the name that the log gives them. */
const SOURCES: Readonly<Record<string, string>> = {
  ecr: "ecr",
  registry: "ecr",
  "ecr-public": "ecr-public",
  iam: "iam",
  sts: "sts",
  kms: "kms",
  secretsmanager: "secretsmanager",
  events: "events",
  logs: "logs",
  cloudtrail: "cloudtrail",
};

/** Reading log events is an event of data, which the history does not have. */
const NOT_RECORDED: ReadonlySet<string> = new Set(["FilterLogEvents", "GetLogEvents"]);

const READS = /^(?:BatchGet|BatchCheck|Describe|Get|List|Lookup|Test|Validate|Simulate|AssumeRole)/;

/** Reads whose answer is written all the same. */
const WITH_ANSWER = /^(?:AssumeRole|GetSessionToken|GetFederationToken)/;

/** Address of the learner's computer (RFC 5737, for documentation). */
const SOURCE_IP = "203.0.113.10";

function isoTime(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** Ids of a record: always the same for one event of the log. */
function idOf({ world, hasher }: Trail, what: string, { seq, at }: SandboxEvent): string {
  return derivedIds(hasher, `${metaOf(world).seed}/trail/${what}/${at}`, () => seq).uuid();
}

/** The accounts in whose history a request stands: the caller's, and that of what it was about. */
function concerns(event: RequestEvent, { account: caller }: Identity, { account, region }: RegistryId): boolean {
  const owner = event.resource?.split(":")[4] ?? "";
  return event.region === region && [event.account, caller, owner].includes(account);
}

function errorOf({ outcome, error, service }: RequestEvent): object {
  if (!error || outcome === "works") return {};
  if (outcome === "denied") return { errorCode: "AccessDenied", errorMessage: error.message };
  // What the registry's protocol alone calls an error was none to the API.
  return service === "registry" && !error.code.endsWith("Exception") ? {} : { errorCode: error.code, errorMessage: error.message };
}

/** Requests of the registry name their registry, as ECR writes it. */
function parametersOf({ service, account, input }: RequestEvent): unknown {
  const value = written(input) as Readonly<Record<string, unknown>> | undefined;
  if (!value || Object.keys(value).length === 0) return null;
  return service === "registry" && value.repositoryName !== undefined && value.registryId === undefined ? { registryId: account, ...value } : value;
}

function answerOf({ operation = "", output, outcome }: RequestEvent): unknown {
  if (outcome !== "works" || (READS.test(operation) && !WITH_ANSWER.test(operation))) return null;
  const value = written(output) as Readonly<Record<string, unknown>> | undefined;
  return value && Object.keys(value).length > 0 ? value : null;
}

/** The services that name in the record itself what it is about. */
const NAMING: readonly string[] = ["AWS::ECR::Repository", "AWS::KMS::Key"];

function ofRequest(event: RequestEvent, trail: Trail): TrailRecord | undefined {
  const { operation = "", service, region = "", at, seq } = event;
  const short = Object.hasOwn(SOURCES, service) ? SOURCES[service] : undefined;
  if (short === undefined || operation === "" || NOT_RECORDED.has(operation) || event.outcome === "fails") return undefined;
  const { place } = trail;
  const identity = identityOf(event, trail.world, place.account);
  if (!identity || !concerns(event, identity, place)) return undefined;
  const [source, id, readOnly] = [`${short}.amazonaws.com`, idOf(trail, "event", event), READS.test(operation)];
  const resources = resourcesOf(service === "registry" ? "ecr" : service, event.input, event.resource);
  const named = resources.filter(({ type }) => NAMING.includes(type));
  const body = {
    eventVersion: VERSION,
    userIdentity: identity.element,
    eventTime: isoTime(at),
    eventSource: source,
    eventName: operation,
    awsRegion: region,
    sourceIPAddress: SOURCE_IP,
    userAgent: event.client,
    ...errorOf(event),
    requestParameters: parametersOf(event),
    responseElements: answerOf(event),
    requestID: event.response.headers["x-amzn-requestid"] ?? idOf(trail, "request", event),
    eventID: id,
    readOnly,
    ...(named.length === 0 ? {} : { resources: named.map(({ type, name }) => ({ accountId: name.split(":")[4], type, ARN: name })) }),
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: place.account,
    eventCategory: "Management",
  };
  const { userName, accessKeyId } = identity;
  const who = { ...(userName === undefined ? {} : { userName }), ...(accessKeyId === undefined ? {} : { accessKeyId }) };
  return { seq, at, id, name: operation, source, readOnly, ...who, resources, body };
}

/** What a service did by itself: a repository's lifecycle policy (user guide of ECR, "Image lifecycle policy action"). */
function ofService(event: FactEvent, trail: Trail): readonly TrailRecord[] {
  const { told } = event;
  if (!told || told.account !== trail.place.account || told.region !== trail.place.region) return [];
  return told.details.map((serviceEventDetails, index) => {
    const id = idOf(trail, `event/${index}`, event);
    const resource = { type: told.resourceType, name: told.resource };
    const body = {
      eventVersion: VERSION,
      userIdentity: { accountId: told.account, invokedBy: "AWS Internal" },
      eventTime: isoTime(told.at),
      eventSource: told.source,
      eventName: told.name,
      awsRegion: told.region,
      sourceIPAddress: "AWS Internal",
      userAgent: "AWS Internal",
      requestParameters: null,
      responseElements: null,
      eventID: id,
      readOnly: true,
      resources: [{ ARN: told.resource, accountId: told.account, type: told.resourceType }],
      eventType: "AwsServiceEvent",
      managementEvent: true,
      recipientAccountId: told.account,
      serviceEventDetails,
      eventCategory: "Management",
    };
    return { seq: event.seq, at: told.at, id, name: told.name, source: told.source, readOnly: true, resources: [resource], body };
  });
}

export function recordsOf(event: SandboxEvent, trail: Trail): readonly TrailRecord[] {
  if (event.kind !== "request") return ofService(event, trail);
  const record = ofRequest(event, trail);
  return record ? [record] : [];
}
