/** The services this `aws` can call, made of the generated models. */
import { MODEL, type ServiceModel, type TypeRef, typeOf } from "../../ecr/model/index.ts";
import { STS_MODEL } from "../../sts/model/index.ts";
import { MINS } from "./mins.ts";
import { type Acceptor, kebab, type Operation, type Service, type Shape, type Structure, type Waiter } from "./model.ts";

/** The member's minimum where it is named alone, within its structure, or as the element of a list. */
function minimum(owner: string, name: string): { min?: number } {
  const min = MINS[`${owner}.${name}`] ?? MINS[name];
  return min === undefined ? {} : { min };
}

function shapeOf(model: ServiceModel, ref: TypeRef, owner: string, name: string): Shape {
  const type = typeOf(model, ref);
  switch (type.kind) {
    case "list":
      return { kind: "list", member: shapeOf(model, type.of, owner, `${name}[]`), ...minimum(owner, name) };
    case "map":
      return { kind: "map", key: { kind: "string" }, value: shapeOf(model, type.of, owner, `${name}{}`) };
    case "structure":
      return structureOf(model, type.name);
    case "enum":
      return { kind: "string", enum: type.values, ...minimum("", "") };
    default:
      if (type.name === "boolean" || type.name === "timestamp" || type.name === "blob") return { kind: type.name };
      return { kind: type.name, ...minimum(owner, name) };
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

function operationOf(model: ServiceModel, name: string): Operation {
  const found = model.operations[name];
  if (!found) throw new Error(`the model of ${model.service} has no operation ${name}`);
  const { input, output, pagination } = found;
  const base = { name, command: kebab(name), input: structureOf(model, input), output: structureOf(model, output) };
  return pagination && pagination.resultKeys.length > 0 ? { ...base, paging: pagination } : base;
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

function serviceOf(model: ServiceModel, id: string, host: (region: string) => string): Service {
  const operations = Object.keys(model.operations)
    .map((name) => operationOf(model, name))
    .sort((a, b) => (a.command < b.command ? -1 : 1));
  return {
    command: model.service,
    signingName: model.service,
    protocol: model.protocol === "json" ? { kind: "json", targetPrefix: model.targetPrefix } : { kind: "query", version: model.apiVersion },
    host,
    id,
    operations,
    waiters: Object.entries(model.waiters).map(([name, waiter]) => waiterOf(name, waiter, operations)),
  };
}

/** DNS suffix of a Region's partition. */
function suffix(region: string): string {
  return region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
}

/** ECR and STS, in the order of the command list. */
export const SERVICES: readonly Service[] = [
  serviceOf(MODEL, "ECR", (region) => `api.ecr.${region}.${suffix(region)}`),
  serviceOf(STS_MODEL, "STS", (region) => `sts.${region}.${suffix(region)}`),
];

export function serviceNamed(command: string): Service | undefined {
  return SERVICES.find((service) => service.command === command);
}
