/** `docker.images` of a patch: what the learner's Docker engine holds, as if built on this computer. */

import { installImage } from "../../clients/docker/store/install.ts";
import { DOCKER_ROOT } from "../../clients/docker/store/store.ts";
import { generatedBlobs } from "../../images/blobs.ts";
import type { Blobs } from "../../world/blobs.ts";
import type { Store } from "../../world/store.ts";
import { WorldFiles } from "../files.ts";
import type { Builds } from "./builds.ts";
import { BadWorld } from "./grammar.ts";
import { isPlainObject } from "./merge-patch.ts";

/** A list of builds, each under its own name, or a map from name to build; `null` for an empty engine. */
function namesOf(images: unknown): readonly (readonly [name: string, build: string])[] {
  if (images === null) return [];
  if (Array.isArray(images)) return images.map((name) => [String(name), String(name)]);
  if (isPlainObject(images)) return Object.entries(images).flatMap(([name, build]) => (build === null ? [] : [[name, String(build)] as const]));
  throw new BadWorld("docker.images must be a list of builds, or a map from names to builds");
}

/** Replaces the engine's images by those of the patch, if it speaks of any. The first of the patch is the newest. */
export async function applyDockerImages(store: Store, blobs: Blobs, docker: Readonly<Record<string, unknown>>, builds: Builds): Promise<void> {
  if (!("images" in docker)) return;
  const files = new WorldFiles({ store, blobs: generatedBlobs(blobs) });
  if (files.stat(DOCKER_ROOT)) files.remove(DOCKER_ROOT, { recursive: true });
  const names = namesOf(docker.images);
  for (const [index, [name, build]] of names.entries()) {
    await installImage(files, name, await builds.image(build), store.now() - (index + 1) * 60_000);
  }
}
