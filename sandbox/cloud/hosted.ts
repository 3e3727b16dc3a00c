/** The services with hosts of their own: ECR Public, fetched when it is first asked, and the other public registries. */
import { ECR_PUBLIC } from "../images/bases/elsewhere.ts";
import { shelvesBackend, shelvesOf } from "../upstream/content.ts";
import { publicRegistries } from "../upstream/index.ts";
import { isPublicRegistry } from "./addresses.ts";
import type { HostedService } from "./service.ts";

/** Beside the registries of this world's accounts it has the images of others that the simulated internet holds. */
export const publicEcr: HostedService = {
  name: "ecr-public",
  serves: isPublicRegistry,
  async handle(request, context, report) {
    report.service = "ecr-public";
    const { answerPublic } = await import("../ecr-public/registry/answer.ts");
    return answerPublic(request, context, report, async ({ hasher }) => shelvesBackend(await shelvesOf(hasher, ECR_PUBLIC)));
  },
};

export const hostedRegistries: readonly HostedService[] = [publicEcr, ...publicRegistries];
