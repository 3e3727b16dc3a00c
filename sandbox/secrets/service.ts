/** Secrets Manager (`secretsmanager.REGION.amazonaws.com`), as far as ECR's pull-through cache needs it: AWS JSON 1.1. */
import type { ApiRefusal, ApiService, Identified, Report } from "../cloud/service.ts";
import { ServiceError } from "../http/errors/service-error.ts";
import { jsonAnswer, jsonRefusal, readJson, type Stamp } from "../http/json/json.ts";
import { ask } from "../iam/ask.ts";
import type { HttpResponse } from "../kernel/exchange.ts";
import { secretsErrors } from "./errors.ts";
import { SECRETS_MODEL } from "./model/index.ts";
import { findSecret, OPERATIONS, secretArn } from "./operations.ts";
import { arranged, readInput, sketch, type Values } from "./read.ts";

/** The door's refusals in the words of the JSON services (Secrets Manager API Reference, "Common Errors"). */
function doorRefusal(refusal: ApiRefusal): ServiceError {
  switch (refusal.kind) {
    case "missing-token":
      return new ServiceError("MissingAuthenticationTokenException", "Missing Authentication Token");
    case "incomplete":
      return new ServiceError("IncompleteSignatureException", refusal.message);
    case "unknown-key":
      return new ServiceError("UnrecognizedClientException", "The security token included in the request is invalid.");
    case "expired-session":
      return new ServiceError("ExpiredTokenException", "The security token included in the request is expired");
    case "bad-signature":
      return new ServiceError("InvalidSignatureException", refusal.message);
    case "too-large":
      return new ServiceError("RequestEntityTooLargeException", `The request is larger than ${refusal.limit} bytes.`, { status: 413 });
    case "fault":
      return new ServiceError("InternalServiceError", "The simulator made a mistake; this is no fault of your request.", { status: 500 });
  }
}

/** The secret's ARN; of one that is not there, the name in ARN's form. Lists are asked of everything. */
function askPermission(operation: string, input: Values, { context, caller, registry, report }: Identified): void {
  const { store } = context;
  const id = String(input.SecretId ?? input.Name ?? "");
  const secret = id === "" ? undefined : findSecret(store.world, registry, id, store.now());
  const resource = operation === "ListSecrets" ? "*" : (secret?.arn ?? (id.startsWith("arn:") ? id : secretArn(registry, id)));
  const action = `secretsmanager:${operation}`;
  const more = Object.fromEntries(Object.entries(secret?.tags ?? {}).map(([key, value]) => [`aws:ResourceTag/${key}`, value]));
  const target = { kind: "none", account: caller.account } as const;
  const decision = ask(store.world, { caller, action, resource, target, region: registry.region, now: store.now(), more });
  Object.assign(report, { action, resource, decision });
  if (decision.verdict === "deny") throw secretsErrors.denied(decision.message ?? "");
}

async function answer(operation: string, body: Uint8Array, identified: Identified): Promise<Values> {
  const { context, registry, report } = identified;
  const run = OPERATIONS.get(operation);
  if (!run) throw new ServiceError("UnknownOperationException", "");
  report.operation = operation;
  const input = readInput(`${operation}Request`, readJson(body));
  report.input = sketch(input);
  askPermission(operation, input, identified);
  let wrote = false;
  const output = context.store.change(({ tx, now, ids }) => {
    const result = run(input, { tx, now, ids, hasher: context.hasher, place: registry });
    wrote = tx.writes.length > 0;
    return arranged(`${operation}Response`, result);
  });
  if (wrote) await context.settled();
  report.output = sketch(output);
  report.outcome = "works";
  return output;
}

function refused(error: ServiceError, stamp: Stamp, report: Report): HttpResponse {
  report.outcome = error.refusal;
  report.error = { code: error.code, message: error.message };
  return jsonRefusal(error, stamp);
}

const PREFIX = `${SECRETS_MODEL.targetPrefix}.`;

export const secretsService: ApiService = {
  name: SECRETS_MODEL.service,
  async handle({ request, body, requestId }, identified) {
    const stamp = { requestId, now: identified.context.transportNow() };
    const target = request.headers["x-amz-target"] ?? "";
    try {
      return jsonAnswer(200, await answer(target.startsWith(PREFIX) ? target.slice(PREFIX.length) : "", body, identified), stamp);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return refused(error, stamp, identified.report);
    }
  },
  refuse(refusal, { requestId }, context, report) {
    return refused(doorRefusal(refusal), { requestId, now: context.transportNow() }, report);
  },
};
