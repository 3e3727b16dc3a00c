/** What IAM and STS have in common: a request of the Query protocol read by the service's model, one operation run, XML written. */
import type { ApiRefusal, ApiService, CloudContext, Identified, Report } from "../../cloud/service.ts";
import type { HttpResponse } from "../../kernel/exchange.ts";
import { ServiceError } from "../errors/service-error.ts";
import type { Stamp } from "../json/json.ts";
import type { ServiceModel } from "../model/model.ts";
import { readForm } from "./form.ts";
import { queryAnswer, queryRefusal, readQuery } from "./query.ts";
import { type Constraints, validateForm } from "./validate.ts";

export type Values = Readonly<Record<string, unknown>>;

export interface QueryRequest {
  readonly operation: string;
  readonly input: Values;
  readonly context: CloudContext;
  readonly report: Report;
  readonly region: string;
  /** Undefined for an operation that is asked without a signature. */
  readonly identified: Identified | undefined;
}

export interface QueryServiceOptions {
  readonly model: ServiceModel;
  readonly constraints: Constraints;
  /** Operations that nobody has to sign. */
  readonly unsigned?: ReadonlySet<string>;
  /** Runs an operation of the model. Throws `ServiceError` for every refusal. */
  run(request: QueryRequest): Promise<Values>;
}

/** The door's refusals in the words of the Query services (IAM API Reference, "Common Errors"). */
function doorRefusal(refusal: ApiRefusal): ServiceError {
  switch (refusal.kind) {
    case "missing-token":
      return new ServiceError("MissingAuthenticationToken", "Request is missing Authentication Token", { status: 403 });
    case "incomplete":
      return new ServiceError("IncompleteSignature", refusal.message, { status: 400 });
    case "unknown-key":
      return new ServiceError("InvalidClientTokenId", "The security token included in the request is invalid.", { status: 403 });
    case "expired-session":
      return new ServiceError("ExpiredToken", "The security token included in the request is expired", { status: 403 });
    case "bad-signature":
      return new ServiceError("SignatureDoesNotMatch", refusal.message, { status: 403 });
    case "too-large":
      return new ServiceError("RequestEntityTooLarge", `The request is larger than ${refusal.limit} bytes.`, { status: 413 });
    case "fault":
      return new ServiceError("InternalFailure", "The simulator made a mistake; this is no fault of your request.", { status: 500 });
  }
}

/** Members that the log does not keep. */
const SECRET: ReadonlySet<string> = new Set(["SecretAccessKey", "SessionToken", "WebIdentityToken"]);

/** Input or output as the log keeps it: secrets shortened. */
export function sketch(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sketch);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, SECRET.has(name) ? `${String(entry).slice(0, 6)}…` : sketch(entry)]));
}

export function queryService({ model, constraints, unsigned, run }: QueryServiceOptions): ApiService {
  const namespace = `https://${model.service}.amazonaws.com/doc/${model.apiVersion}/`;

  function refused(error: ServiceError, stamp: Stamp, report: Report): HttpResponse {
    report.outcome = error.refusal;
    report.error = { code: error.code, message: error.message };
    return queryRefusal(namespace, error, stamp);
  }

  async function answer(parameters: ReadonlyMap<string, string>, requestId: string, request: Omit<QueryRequest, "operation" | "input">) {
    const { context, report } = request;
    const stamp = { requestId, now: context.transportNow() };
    const operation = parameters.get("Action") ?? "";
    report.operation = operation;
    try {
      const shape = Object.hasOwn(model.operations, operation) ? model.operations[operation] : undefined;
      if (!shape) throw new ServiceError("InvalidAction", `Could not find operation ${operation} for version ${model.apiVersion}`);
      report.action = `${model.service}:${operation}`;
      const input = readForm(model, shape.input, parameters);
      report.input = sketch(input);
      validateForm(model, shape.input, input, constraints);
      const output = await run({ ...request, operation, input });
      report.output = sketch(output);
      report.outcome = "works";
      return queryAnswer(namespace, model, operation, output, stamp);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return refused(error, stamp, report);
    }
  }

  return {
    name: model.service,
    async handle({ request, body, requestId }, identified) {
      const { context, report, registry } = identified;
      return answer(readQuery(request, body), requestId, { context, report, region: registry.region, identified });
    },
    async unsigned({ request, body, requestId }, context, report, region) {
      const parameters = readQuery(request, body);
      if (!unsigned?.has(parameters.get("Action") ?? "")) return undefined;
      return answer(parameters, requestId, { context, report, region, identified: undefined });
    },
    refuse(refusal, { requestId }, context, report) {
      return refused(doorRefusal(refusal), { requestId, now: context.transportNow() }, report);
    },
  };
}
