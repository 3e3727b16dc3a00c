/** ECR's registry (`/v2/…`): the strict routes, over ECR's operations, in ECR's dialect. */
import type { Identified, RegistryService } from "../cloud/service.ts";
import type { HttpRequest, HttpResponse } from "../kernel/exchange.ts";
import { parsePath, splitUrl } from "../oci/path.ts";
import { answerRegistry } from "../oci/registry.ts";
import { ecrBackend } from "./backend/index.ts";
import { firstError, inDialect } from "./dialect/index.ts";

/** The registry's side of ECR. The door has checked the Basic token; each request asks for the permission of its operation. */
export const registryService: RegistryService = {
  name: "registry",
  async handle(request: HttpRequest, identified: Identified): Promise<HttpResponse> {
    const { origin, path } = splitUrl(request.url);
    const strict = await answerRegistry(request, ecrBackend(identified));
    const response = inDialect(strict, { request, target: parsePath(path), origin });
    fillReport(response, identified);
    return response;
  },
};

/** What no operation reported: refusals of the routes themselves, and requests that only prove who is asking. */
function fillReport(response: HttpResponse, { report }: Identified): void {
  if (response.status < 400) {
    report.outcome ??= "works";
    return;
  }
  report.error ??= firstError(response) ?? { code: "UNKNOWN", message: `status ${response.status}` };
  if (report.outcome === undefined || report.outcome === "works") report.outcome = response.status === 403 ? "denied" : "refused";
}
