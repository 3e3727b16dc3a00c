/**
 * The simulated public registries (Docker Hub, Quay, the Kubernetes registry, GitHub's): they speak the distribution protocol strictly,
 * with Bearer tokens. Everybody may pull their few images; nobody may push. What they answer is fetched when one is first asked.
 */
import type { HostedService } from "../cloud/service.ts";
import { PUBLIC_REGISTRIES, type PublicRegistry } from "./registries.ts";

/** One service for each public registry. */
export const publicRegistries: readonly HostedService[] = PUBLIC_REGISTRIES.map(serviceOf);

function serviceOf(registry: PublicRegistry): HostedService {
  const { name, hosts, tokens } = registry;
  return {
    name,
    serves: (host) => hosts.includes(host) || tokens?.host === host,
    async handle(request, context, report) {
      report.service = name;
      const { answerPublicRegistry } = await import("./answer.ts");
      return answerPublicRegistry(registry, request, context, report);
    },
  };
}
