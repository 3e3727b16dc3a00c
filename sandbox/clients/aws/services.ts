/** The services this `aws` can call, made of the generated models. */
import { MODEL, type ServiceModel, type TypeRef, typeOf } from "../../ecr/model/index.ts";
import type { Generation } from "./errors/print.ts";
import { ECR_PUBLIC_MINS, MINS, SECRETS_MINS, STS_MINS } from "./mins.ts";
import { type Acceptor, kebab, type Operation, type Service, type Shape, type Structure, type Waiter } from "./model.ts";

/** The members of a service that are not as their types alone say. */
interface Traits {
  readonly mins: Readonly<Record<string, number>>;
  readonly documents: ReadonlySet<string>;
}

const traits = new WeakMap<ServiceModel, Traits>();

/** The member's minimum where it is named alone, within its structure, or as the element of a list. */
function minimum(model: ServiceModel, owner: string, name: string): { min?: number } {
  const mins = traits.get(model)?.mins ?? {};
  const min = mins[`${owner}.${name}`] ?? mins[name];
  return min === undefined ? {} : { min };
}

function shapeOf(model: ServiceModel, ref: TypeRef, owner: string, name: string): Shape {
  const type = typeOf(model, ref);
  switch (type.kind) {
    case "list":
      return { kind: "list", member: shapeOf(model, type.of, owner, `${name}[]`), ...minimum(model, owner, name) };
    case "map":
      return { kind: "map", key: { kind: "string" }, value: shapeOf(model, type.of, owner, `${name}{}`) };
    case "structure":
      return structureOf(model, type.name);
    case "enum":
      return { kind: "string", enum: type.values };
    default:
      if (type.name === "boolean" || type.name === "timestamp" || type.name === "blob") return { kind: type.name };
      if (type.name === "string" && traits.get(model)?.documents.has(`${owner}.${name}`)) return { kind: "string", document: true };
      return { kind: type.name, ...minimum(model, owner, name) };
  }
}

/** Members are made when they are first asked for: `aws ecr help` needs no shape at all. */
function structureOf(model: ServiceModel, name: string): Structure {
  const members = model.shapes[name] ?? [];
  let made: ReadonlyMap<string, Shape> | undefined;
  return {
    kind: "structure",
    name,
    get members() {
      made ??= new Map(members.map((member) => [member.name, shapeOf(model, member.type, name, member.name)]));
      return made;
    },
    required: members.filter((member) => member.required).map((member) => member.name),
  };
}

/** Members that botocore takes from the first page, in its order. */
const BESIDE: Readonly<Record<string, readonly string[]>> = {
  DescribeImageScanFindings: ["registryId", "repositoryName", "imageId", "imageScanStatus"],
  // (unverified) No released CLI has the operations of backfills.
  DescribeReplicationBackfillResults: [
    "registryId",
    "replicationBackfillId",
    "destination",
    "status",
    "failureCode",
    "progress",
    "startedAt",
    "endedAt",
  ],
  DescribeRepositoryCreationTemplates: ["registryId"],
  GetGroup: ["Group"],
  GetLifecyclePolicyPreview: ["registryId", "repositoryName", "lifecyclePolicyText", "status", "summary"],
  ListReplicationBackfills: ["registryId"],
};

function operationOf(model: ServiceModel, name: string): Operation {
  const found = model.operations[name];
  if (!found) throw new Error(`the model of ${model.service} has no operation ${name}`);
  const { input, output, pagination } = found;
  const base = {
    name,
    command: kebab(name),
    input: structureOf(model, input),
    output: structureOf(model, output),
    ...(model.unsigned?.includes(name) ? ({ unsigned: true } as const) : {}),
  };
  if (!pagination || pagination.resultKeys.length === 0) return base;
  const moreResults = model.shapes[output]?.find((member) => member.name === "IsTruncated" || member.name === "Truncated")?.name;
  const more = moreResults === undefined ? {} : { moreResults };
  return { ...base, paging: { ...pagination, beside: BESIDE[name] ?? [], ...more } };
}

function waiterOf(name: string, waiter: ServiceModel["waiters"][string], operations: readonly Operation[]): Waiter {
  const operation = operations.find((candidate) => candidate.name === waiter.operation);
  if (!operation) throw new Error(`the waiter ${name} polls no operation of the model`);
  const acceptors: readonly Acceptor[] =
    "retryOn" in waiter
      ? [
          { kind: "answer", state: "success" },
          { kind: "error", state: "retry", code: waiter.retryOn },
        ]
      : [
          { kind: "path", state: "success", path: waiter.path, expected: waiter.success },
          { kind: "path", state: "failure", path: waiter.path, expected: waiter.failure },
        ];
  return { name, command: kebab(name), operation, delaySeconds: waiter.delay, maxAttempts: waiter.attempts, acceptors };
}

interface ServiceRow {
  readonly id: string;
  readonly mins: Readonly<Record<string, number>>;
  readonly host: (region: string) => string;
  readonly globalRegion?: (region: string) => string;
}

function serviceOf(model: ServiceModel, { mins, ...row }: ServiceRow): Service {
  traits.set(model, { mins, documents: new Set(model.documents) });
  const operations = Object.keys(model.operations)
    .map((name) => operationOf(model, name))
    .sort((a, b) => (a.command < b.command ? -1 : 1));
  return {
    ...row,
    command: model.service,
    signingName: model.service,
    protocol: model.protocol === "json" ? { kind: "json", targetPrefix: model.targetPrefix } : { kind: "query", version: model.apiVersion },
    operations,
    waiters: Object.entries(model.waiters)
      .map(([name, waiter]) => waiterOf(name, waiter, operations))
      .sort((a, b) => (a.command < b.command ? -1 : 1)),
  };
}

/** DNS suffix of a Region's partition. */
function suffix(region: string): string {
  return region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
}

/** Where IAM of a Region's partition is, and what its signatures name. */
function iamOf(region: string): readonly [host: string, region: string] {
  if (region.startsWith("cn-")) return ["iam.cn-north-1.amazonaws.com.cn", "cn-north-1"];
  if (region.startsWith("us-gov-")) return ["iam.us-gov.amazonaws.com", "us-gov-west-1"];
  return ["iam.amazonaws.com", "us-east-1"];
}

const ECR = serviceOf(MODEL, { id: "ECR", mins: MINS, host: (region) => `api.ecr.${region}.${suffix(region)}` });

/** How a service comes to be; all but ECR are fetched when they are first asked for. */
const LOADERS: Readonly<Record<string, () => Promise<Service>>> = {
  cloudtrail: async () => {
    const [{ CLOUDTRAIL_MODEL }, { CLOUDTRAIL_MINS }] = await Promise.all([import("../../cloudtrail/model/index.ts"), import("./mins-events.ts")]);
    return serviceOf(CLOUDTRAIL_MODEL, { id: "CLOUDTRAIL", mins: CLOUDTRAIL_MINS, host: (region) => `cloudtrail.${region}.${suffix(region)}` });
  },
  ecr: async () => ECR,
  "ecr-public": async () => {
    const { ECR_PUBLIC_MODEL } = await import("../../ecr-public/model/index.ts");
    return serviceOf(ECR_PUBLIC_MODEL, { id: "ECR_PUBLIC", mins: ECR_PUBLIC_MINS, host: (region) => `api.ecr-public.${region}.${suffix(region)}` });
  },
  events: async () => {
    const [{ EVENTS_MODEL }, { EVENTS_MINS }] = await Promise.all([import("../../eventbridge/model/index.ts"), import("./mins-events.ts")]);
    return serviceOf(EVENTS_MODEL, { id: "EVENTBRIDGE", mins: EVENTS_MINS, host: (region) => `events.${region}.${suffix(region)}` });
  },
  iam: async () => {
    const [{ IAM_MODEL }, { IAM_MINS }] = await Promise.all([import("../../iam-api/model/index.ts"), import("./mins-iam.ts")]);
    return serviceOf(IAM_MODEL, { id: "IAM", mins: IAM_MINS, host: (region) => iamOf(region)[0], globalRegion: (region) => iamOf(region)[1] });
  },
  kms: async () => {
    const [{ KMS_MODEL }, { KMS_MINS }] = await Promise.all([import("../../kms/model/index.ts"), import("./mins-kms.ts")]);
    return serviceOf(KMS_MODEL, { id: "KMS", mins: KMS_MINS, host: (region) => `kms.${region}.${suffix(region)}` });
  },
  logs: async () => {
    const [{ LOGS_MODEL }, { LOGS_MINS }] = await Promise.all([import("../../logs/model/index.ts"), import("./mins-events.ts")]);
    return serviceOf(LOGS_MODEL, { id: "CLOUDWATCH_LOGS", mins: LOGS_MINS, host: (region) => `logs.${region}.${suffix(region)}` });
  },
  secretsmanager: async () => {
    const { SECRETS_MODEL } = await import("../../secrets/model/index.ts");
    return serviceOf(SECRETS_MODEL, { id: "SECRETS_MANAGER", mins: SECRETS_MINS, host: (region) => `secretsmanager.${region}.${suffix(region)}` });
  },
  sts: async () => {
    const { STS_MODEL } = await import("../../sts/model/index.ts");
    return serviceOf(STS_MODEL, { id: "STS", mins: STS_MINS, host: (region) => `sts.${region}.${suffix(region)}` });
  },
};

/** `aws logs tail` is a command of CLI v2 itself. */
export function hasTail({ command }: Service, generation: Generation): boolean {
  return command === "logs" && generation === 2;
}

/** What is typed behind `aws`, in the order of the command list. */
export const SERVICE_NAMES: readonly string[] = Object.keys(LOADERS);

const loaded = new Map<string, Promise<Service>>();

/** The service of that name, its model fetched once. */
export async function serviceNamed(command: string): Promise<Service | undefined> {
  const load = Object.hasOwn(LOADERS, command) ? LOADERS[command] : undefined;
  if (!load) return undefined;
  let service = loaded.get(command);
  if (!service) {
    service = load();
    loaded.set(command, service);
    // A model that could not be fetched is asked for again.
    service.catch(() => loaded.delete(command));
  }
  return service;
}
