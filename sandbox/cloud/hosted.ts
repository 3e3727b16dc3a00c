/** The services with hosts of their own: ECR Public, fetched when it is first asked, and the other public registries. */
import { publicRegistries } from "../upstream/index.ts";
import { isPublicRegistry } from "./addresses.ts";
import type { HostedService } from "./service.ts";

/** Beside the registries of this world's accounts it has the images of others that the simulated internet holds. */
export const publicEcr: HostedService = {
  name: "ecr-public",
  serves: isPublicRegistry,
  async handle(request, context, report) {
    report.service = "ecr-public";
    const [{ answerPublic }, { shelvesBackend, shelvesOf }, { ECR_PUBLIC }] = await Promise.all([
      import("../ecr-public/registry/answer.ts"),
      import("../upstream/content.ts"),
      import("../images/bases/elsewhere.ts"),
    ]);
    return answerPublic(request, context, report, async ({ hasher }) => shelvesBackend(await shelvesOf(hasher, ECR_PUBLIC)));
  },
};

export const hostedRegistries: readonly HostedService[] = [publicEcr, ...publicRegistries];
