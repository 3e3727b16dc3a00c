/** ECR Public's API (`api.ecr-public.us-east-1.amazonaws.com`): AWS JSON 1.1. */
import type { ApiService, Identified } from "../cloud/service.ts";
import { invoke } from "../ecr/invoke.ts";
import { ServiceError } from "../http/errors/service-error.ts";
import { jsonAnswer, jsonRefusal, readJson } from "../http/json/json.ts";
import { jsonService } from "../http/json/service.ts";
import type { Values } from "../http/json/values.ts";
import { askPublic, questionsOf } from "./ask.ts";
import { checkInput } from "./constraints.ts";
import { publicErrors } from "./errors.ts";
import { ECR_PUBLIC_MODEL } from "./model/index.ts";
import { isOfEcr, OPERATIONS, type OperationOfEcr } from "./operations/index.ts";
import { accountNamed, HOME_REGION, publicPlace } from "./place.ts";

const PREFIX = `${ECR_PUBLIC_MODEL.targetPrefix}.`;

const service = jsonService({
  model: ECR_PUBLIC_MODEL,
  operations: OPERATIONS,
  question: (operation, input, world, { account }) => questionsOf(world, operation, input, account),
  missing: publicErrors.missing,
  denied: publicErrors.denied,
  validate: checkInput,
  sketch,
});

/** Tokens are secrets, pictures are long. */
function sketch(value: Values): Values {
  if (value.authorizationData !== undefined) return { authorizationData: { ...(value.authorizationData as Values), authorizationToken: "…" } };
  const { catalogData } = value;
  const picture = typeof catalogData === "object" && catalogData !== null && "logoImageBlob" in catalogData;
  return picture ? { ...value, catalogData: { ...catalogData, logoImageBlob: "…" } } : value;
}

/** What private ECR runs for a public repository: the same request on the account's public registry. */
export function onPublicRegistry(identified: Identified, account: string) {
  return { ...identified, registry: publicPlace(account), ask: askPublic };
}

function upload(operation: OperationOfEcr, body: Uint8Array, identified: Identified): Promise<Values> {
  const given = readJson(body) as Values | null;
  const account = accountNamed(identified.context.store.world, given?.registryId, identified.registry.account);
  // What is no structure is left to the validation of the input.
  const input = typeof given?.registryId === "string" ? { ...given, registryId: account } : given;
  return invoke(operation, input as never, onPublicRegistry(identified, account)) as Promise<Values>;
}

export const ecrPublicService: ApiService = {
  ...service,
  async handle(request, identified) {
    const { context, report, registry } = identified;
    const stamp = { requestId: request.requestId, now: context.transportNow() };
    const target = request.request.headers["x-amz-target"] ?? "";
    const operation = target.startsWith(PREFIX) ? target.slice(PREFIX.length) : "";
    try {
      if (registry.region !== HOME_REGION && ECR_PUBLIC_MODEL.operations[operation]) throw publicErrors.otherRegion(operation);
      // Answers name the registry's address.
      await context.addresses.ready?.(publicPlace(registry.account));
      if (isOfEcr(operation)) return jsonAnswer(200, await upload(operation, request.body, identified), stamp);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      Object.assign(report, { operation, outcome: error.refusal, error: { code: error.code, message: error.message } });
      return jsonRefusal(error, stamp);
    }
    return service.handle(request, identified);
  },
};
