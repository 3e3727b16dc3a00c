/** ECR's API (`api.ecr.REGION.amazonaws.com`): AWS JSON 1.1 over the operations. */
import type { ApiService } from "../cloud/service.ts";
import { ServiceError } from "../http/errors/service-error.ts";
import { jsonAnswer, readJson } from "../http/json/json.ts";
import { doorRefusal, refused } from "../http/json/refusals.ts";
import { invoke } from "./invoke.ts";
import { isOperationName, MODEL } from "./model/index.ts";

const PREFIX = `${MODEL.targetPrefix}.`;

export const ecrService: ApiService = {
  name: "ecr",
  async handle({ request, body, requestId }, identified) {
    const { context, report } = identified;
    const stamp = { requestId, now: context.transportNow() };
    try {
      const target = request.headers["x-amz-target"] ?? "";
      const operation = target.startsWith(PREFIX) ? target.slice(PREFIX.length) : "";
      if (!isOperationName(operation)) throw new ServiceError("UnknownOperationException", "");
      report.operation = operation;
      // The input is whatever the client sent: `invoke` validates it.
      return jsonAnswer(200, await invoke(operation, readJson(body) as never, identified), stamp);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      return refused(error, stamp, report);
    }
  },
  refuse(refusal, { requestId }, context, report) {
    return refused(doorRefusal(refusal, "ServerException"), { requestId, now: context.transportNow() }, report);
  },
};
