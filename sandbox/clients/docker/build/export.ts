/** The end of a build: images of its stages, named here and, with `--push`, sent; of several platforms an OCI index over them. */
import { MEDIA_TYPES, manifestText } from "../../../images/image.ts";
import { utf8 } from "../../../kernel/bytes.ts";
import { digestOf } from "../../../kernel/hash.ts";
import { DockerError } from "../errors/errors.ts";
import { Progress } from "../progress/progress.ts";
import { canonical, type Reference } from "../reference/reference.ts";
import { RegistryError } from "../registry/answers.ts";
import { resolverWords } from "../registry/containerd.ts";
import { RegistryHost } from "../registry/host.ts";
import { pushTarget } from "../registry/push.ts";
import { type Descriptor, INDEX_TYPES, type Platform } from "../store/manifests.ts";
import { type ImageStore, parseTime } from "../store/store.ts";
import type { BuildRequest } from "./build.ts";
import type { Step } from "./report.ts";
import type { Stage } from "./stage.ts";
import type { Workshop } from "./stages.ts";

/** Returns the image ID. */
export async function exportImages(workshop: Workshop, stages: readonly Stage[], request: Pick<BuildRequest, "tags" | "push">): Promise<string> {
  const { context, store, report } = workshop;
  const step = await report.step("exporting to image");
  const target = await makeTarget(workshop, stages, step);
  for (const tag of request.tags) {
    await store.tag(tag, target, context.clock.now());
    await step.note(`naming to ${canonical(tag)} done`);
  }
  if (request.tags.length === 0) await store.keep(target, context.clock.now());
  if (request.push) await pushAll(workshop, request.tags, target, step);
  await step.done();
  return target.digest;
}

/** The image, or the index over the images of several platforms. */
async function makeTarget(workshop: Workshop, stages: readonly Stage[], step: Step): Promise<Descriptor> {
  const [first] = stages;
  if (stages.length === 1 && first) {
    const { target } = await makeImage(workshop, first, "docker");
    await step.note("exporting layers done");
    await step.note(`writing image ${target.digest} done`);
    return target;
  }
  await step.note("exporting layers done");
  const manifests: (Descriptor & { platform: Platform })[] = [];
  for (const stage of stages) {
    const { target, config } = await makeImage(workshop, stage, "oci");
    await step.note(`exporting manifest ${target.digest} done`);
    await step.note(`exporting config ${config} done`);
    const { architecture, os, variant } = stage.platform;
    manifests.push({ ...target, platform: { architecture, os, ...(variant ? { variant } : {}) } });
  }
  const mediaType = INDEX_TYPES[0] as string;
  const index = utf8(JSON.stringify({ schemaVersion: 2, mediaType, manifests }, null, 2));
  const target = { mediaType, digest: digestOf(workshop.context.hasher, index), size: index.length };
  await workshop.store.putBytes(target.digest, index);
  await step.note(`exporting manifest list ${target.digest} done`);
  return target;
}

/** Keeps configuration and manifest of one platform's image. */
async function makeImage({ context, store }: Workshop, stage: Stage, format: "docker" | "oci"): Promise<{ target: Descriptor; config: string }> {
  const { hasher } = context;
  const bytes = utf8(JSON.stringify((await unchanged(store, stage)) ?? stage.config()));
  const config = digestOf(hasher, bytes);
  const manifest = utf8(manifestText(MEDIA_TYPES[format], { digest: config, size: bytes.length }, stage.layers));
  await store.putBytes(config, bytes);
  const target = { mediaType: MEDIA_TYPES[format].manifest, digest: digestOf(hasher, manifest), size: manifest.length };
  await store.putBytes(target.digest, manifest);
  return { target, config };
}

/** When every step came from the cache, the image is the one that was built then, its times included. */
async function unchanged(store: ImageStore, stage: Stage): Promise<object | undefined> {
  const comparable = (config: { created?: string; history?: readonly object[] }) =>
    JSON.stringify({ ...config, created: "", history: (config.history ?? []).map((step) => ({ ...step, created: "" })) });
  const wanted = comparable(stage.config());
  for (const image of await store.platformImages()) {
    if (
      parseTime(image.config.created ?? "") > 0 &&
      comparable(image.config) === wanted &&
      image.manifest.layers.every((layer, at) => layer.digest === stage.layers[at]?.digest)
    )
      return image.config;
  }
  return undefined;
}

async function pushAll({ context, store }: Workshop, tags: readonly Reference[], target: Descriptor, step: Step): Promise<void> {
  for (const name of tags) {
    const host = new RegistryHost(context, name.domain, `repository:${name.path}:pull,push`);
    const progress = new Progress(context.stdout, context.terminal.columns, true);
    try {
      await pushTarget({ context, host, store, progress, name }, target);
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error;
      const said = `failed to push ${canonical(name)}: ${resolverWords(error, name)}`;
      await step.failed(said);
      throw new DockerError(said);
    }
    await step.note("pushing layers done");
    await step.note(`pushing manifest for ${canonical(name)}@${target.digest} done`);
  }
}
