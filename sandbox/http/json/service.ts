/** What the smaller JSON services have in common: a request read by the service's model, one question to IAM, one operation run, JSON written. */
import type { ApiService, Identified } from "../../cloud/service.ts";
import { type Asked, ask } from "../../iam/ask.ts";
import type { Hasher } from "../../kernel/hash.ts";
import type { Ids } from "../../kernel/ids.ts";
import type { RegistryId } from "../../world/keys.ts";
import type { Transaction, World } from "../../world/world.ts";
import { ServiceError } from "../errors/service-error.ts";
import type { ServiceModel } from "../model/model.ts";
import { jsonAnswer, readJson } from "./json.ts";
import { doorRefusal, refused } from "./refusals.ts";
import { arranged, readInput, type Values } from "./values.ts";

/** What an operation works with. */
export interface JsonScope {
  readonly tx: Transaction;
  /** Virtual time, epoch milliseconds. */
  readonly now: number;
  readonly ids: Ids;
  readonly hasher: Hasher;
  /** The caller's account in the Region of the request. */
  readonly place: RegistryId;
  readonly identified: Identified;
}

/** Synchronous, from input and world to output. Throws `ServiceError` for every refusal; what throws writes nothing. */
export type JsonOperation = (input: Values, scope: JsonScope) => Values;

/** What IAM is asked before an operation runs; the action is `service:Operation` when left out. */
export type JsonQuestion = Pick<Asked, "resource"> & Partial<Pick<Asked, "action" | "target" | "more">>;

export interface JsonServiceOptions {
  readonly model: ServiceModel;
  readonly operations: ReadonlyMap<string, JsonOperation>;
  /** May throw `ServiceError` for a resource that has to be there before a permission can be asked. */
  question(operation: string, input: Values, world: World, place: RegistryId, now: number): JsonQuestion | readonly JsonQuestion[];
  /**
   * By operation, parameters that AWS has and the sandbox has not: asked for, they are refused and not left out in silence. `List[].member`
   * is one of a list's entries.
   */
  readonly lacks?: Readonly<Record<string, readonly string[]>>;
  /** A required member that is not there. */
  missing(member: string): ServiceError;
  denied(message: string): ServiceError;
  /** Checks of one input as a whole, before permissions are asked: lengths, patterns, enums. */
  validate?(shape: string, input: Values): void;
  /** Input or output as the log keeps it; left out, as it is. */
  sketch?(value: Values): Values;
}

/** Whether the input has a member, `Name` or `List[].name`. */
function has(given: Values, path: string): boolean {
  const [name = "", inner] = path.split("[].");
  if (inner === undefined || !Object.hasOwn(given, name)) return Object.hasOwn(given, name);
  return (given[name] as readonly Values[]).some((entry) => Object.hasOwn(entry, inner));
}

export function jsonService(options: JsonServiceOptions): ApiService {
  const { model, operations, sketch = (value) => value } = options;
  const prefix = `${model.targetPrefix}.`;

  function askPermission(operation: string, input: Values, { context, caller, registry, report }: Identified): void {
    const { store } = context;
    const now = store.now();
    for (const question of [options.question(operation, input, store.world, registry, now)].flat()) {
      const { action = `${model.service}:${operation}`, target = { kind: "none", account: caller.account }, resource, more } = question;
      const decision = ask(store.world, { caller, action, resource, target, region: registry.region, now, ...(more ? { more } : {}) });
      Object.assign(report, { action, resource, decision });
      if (decision.verdict === "deny") throw options.denied(decision.message ?? "");
    }
  }

  async function answer(operation: string, body: Uint8Array, identified: Identified): Promise<Values> {
    const { context, registry, report } = identified;
    const run = operations.get(operation);
    const shapes = model.operations[operation];
    if (!run || !shapes) throw new ServiceError("UnknownOperationException", "");
    report.operation = operation;
    const given = readJson(body);
    const input = readInput(model, shapes.input, given, options.missing);
    report.input = sketch(input);
    const lacking = options.lacks?.[operation]?.find((name) => has(given as Values, name));
    if (lacking !== undefined) throw new ServiceError("SandboxLacksOperation", `The sandbox does not have ${lacking} of ${operation}.`);
    options.validate?.(shapes.input, input);
    askPermission(operation, input, identified);
    let wrote = false;
    const output = context.store.change(({ tx, now, ids }) => {
      const result = run(input, { tx, now, ids, hasher: context.hasher, place: registry, identified });
      wrote = tx.writes.length > 0;
      return arranged(model, shapes.output, result);
    });
    if (wrote) await context.settled();
    report.output = sketch(output);
    report.outcome = "works";
    return output;
  }

  /** Some clients write a Java package before the service's name. */
  function operationOf(target: string): string {
    const at = target.lastIndexOf(prefix);
    return at === 0 || target[at - 1] === "." ? target.slice(at + prefix.length) : "";
  }

  return {
    name: model.service,
    async handle({ request, body, requestId }, identified) {
      const stamp = { requestId, now: identified.context.transportNow() };
      const target = request.headers["x-amz-target"] ?? "";
      try {
        return jsonAnswer(200, await answer(operationOf(target), body, identified), stamp);
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        return refused(error, stamp, identified.report);
      }
    },
    refuse(refusal, { requestId }, context, report) {
      return refused(doorRefusal(refusal, "InternalServiceError"), { requestId, now: context.transportNow() }, report);
    },
  };
}
