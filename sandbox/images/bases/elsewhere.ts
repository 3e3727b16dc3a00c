/** What the simulated registries beside Docker Hub hold: a few images whose names and tags those registries really have. */
import type { ImageRecipe } from "../image.ts";
import { BASE_IMAGES, type BaseImage, forArm64, type ImageSettings, type LayerRecipe } from "./index.ts";

/** An image on a shelf: of one platform, or an index over one recipe for each. */
export interface Shelved {
  readonly repository: string;
  readonly tags: readonly string[];
  readonly recipes: readonly ImageRecipe[];
}

/** For the two platforms that nearly everybody has; on Docker Hub there are more. */
function shelved(base: BaseImage): Shelved {
  const { repository, tags, settings } = base;
  const recipe = ({ layers }: BaseImage, platform: string): ImageRecipe => ({ layers, settings, platform, format: "oci" });
  return { repository, tags, recipes: [recipe(base, "linux/amd64"), recipe(forArm64(base), "linux/arm64/v8")] };
}

/** A base image under another name; `more` goes over its settings. */
function again(name: string, tag: string, repository: string, tags: readonly string[], more: ImageSettings = {}): Shelved {
  const base = BASE_IMAGES.find((image) => image.repository === name && image.tags.includes(tag));
  if (!base) throw new Error(`no base image ${name}:${tag}`);
  return shelved({ ...base, repository, tags, settings: { ...base.settings, ...more } });
}

const PAUSE: ImageSettings = { User: "65535:65535", Entrypoint: ["/pause"], WorkingDir: "/" };
const pause = (platform: string, ...layers: LayerRecipe[]): ImageRecipe => ({ layers, settings: PAUSE, platform, format: "oci" });

export const DOCKER_HUB: readonly Shelved[] = BASE_IMAGES.map(shelved);

/** Amazon ECR Public mirrors the official images of Docker Hub under `docker/`. */
export const ECR_PUBLIC: readonly Shelved[] = [
  ...BASE_IMAGES.map((base) => shelved({ ...base, repository: `docker/${base.repository}` })),
  again("library/nginx", "1.29-alpine", "nginx/nginx", ["1.29-alpine", "mainline-alpine"]),
  again("library/nginx", "1.29", "nginx/nginx", ["latest", "mainline", "1.29"]),
];

export const QUAY: readonly Shelved[] = [
  again("library/alpine", "3.22", "libpod/alpine", ["latest"]),
  again("library/busybox", "1.37", "prometheus/busybox", ["latest", "glibc"]),
];

/** The container that holds a pod's namespaces. */
export const KUBERNETES: readonly Shelved[] = [
  {
    repository: "pause",
    tags: ["3.10", "latest"],
    recipes: [pause("linux/amd64", { name: "pause-3.10-amd64", size: 310_000 }), pause("linux/arm64", { name: "pause-3.10-arm64", size: 260_000 })],
  },
];

export const GITHUB: readonly Shelved[] = [
  again("library/nginx", "1.29-alpine", "nginxinc/nginx-unprivileged", ["1.29-alpine", "mainline-alpine"], {
    User: "101",
    ExposedPorts: { "8080/tcp": {} },
  }),
  again("library/alpine", "3.22", "linuxcontainers/alpine", ["latest", "3.22"]),
];
