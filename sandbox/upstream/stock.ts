/** Which images each public registry holds. */
import { DOCKER_HUB, GITHUB, KUBERNETES, QUAY, type Shelved } from "../images/bases/elsewhere.ts";
import type { PublicRegistry } from "./registries.ts";

const STOCK: Readonly<Record<PublicRegistry["name"], readonly Shelved[]>> = { hub: DOCKER_HUB, quay: QUAY, k8s: KUBERNETES, ghcr: GITHUB };

export function stockOf({ name }: PublicRegistry): readonly Shelved[] {
  return STOCK[name];
}
