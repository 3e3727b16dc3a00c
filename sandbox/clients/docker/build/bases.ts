/** The images that stages stand on: taken from this computer when they are here, else fetched, without giving them a name. */
import type { ProgramContext } from "../../../shell/program.ts";
import { DockerError } from "../errors/errors.ts";
import { Progress } from "../progress/progress.ts";
import { canonical, familiar, type Reference, reference, withDefaultTag } from "../reference/reference.ts";
import { RegistryError } from "../registry/answers.ts";
import { resolverWords } from "../registry/containerd.ts";
import { RegistryHost } from "../registry/host.ts";
import { fetchImage, requestManifest } from "../registry/pull.ts";
import type { ImageStore, StoredImage } from "../store/store.ts";
import { buildkitSize } from "../words/units.ts";
import type { StagePlan } from "./plan.ts";
import { findStage } from "./plan.ts";
import type { Report, Step } from "./report.ts";

interface Resolved {
  readonly name: Reference;
  readonly digest: string;
}

export class BaseImages {
  readonly #context: ProgramContext;
  readonly #store: ImageStore;
  readonly #pull: boolean;
  readonly #platform: string | undefined;
  readonly #resolved = new Map<string, Resolved>();

  constructor(context: ProgramContext, store: ImageStore, pull: boolean, platform: string | undefined) {
    this.#context = context;
    this.#store = store;
    this.#pull = pull;
    this.#platform = platform;
  }

  /** Looks up every base before anything is built, as BuildKit does. */
  async resolve(plans: readonly StagePlan[], report: Report): Promise<void> {
    for (const plan of plans) {
      const isStage =
        findStage(
          plans.filter(({ index }) => index < plan.index),
          plan.base,
        ) !== undefined;
      if (!isStage && plan.base !== "scratch" && !this.#resolved.has(plan.base)) await this.#lookUp(plan.base, report);
    }
  }

  shown(base: string): string {
    const found = this.#resolved.get(base);
    return found ? `${canonical(found.name)}${found.name.digest === undefined ? `@${found.digest}` : ""}` : base;
  }

  async #lookUp(base: string, report?: Report): Promise<Resolved> {
    const name = withDefaultTag(reference(base, (wrong) => `failed to parse stage name ${JSON.stringify(base)}: ${wrong}`));
    const step = await report?.step(`[internal] load metadata for ${canonical(name)}`);
    const here = this.#pull ? undefined : await this.#store.find(familiar(name));
    try {
      const digest = here?.id ?? (await this.#ask(name));
      const found = { name, digest };
      this.#resolved.set(base, found);
      await step?.done();
      return found;
    } catch (error) {
      if (!(error instanceof RegistryError)) throw error;
      const message = `${base}: failed to resolve source metadata for ${canonical(name)}: ${resolverWords(error, name)}`;
      await step?.failed(resolverWords(error, name));
      throw new DockerError(message);
    }
  }

  async #ask(name: Reference): Promise<string> {
    const host = new RegistryHost(this.#context, name.domain, `repository:${name.path}:pull`);
    return (await requestManifest({ host, name, context: this.#context })).digest;
  }

  /** The image, and whether it was here already. */
  async fetch(base: string, step?: Step): Promise<{ image: StoredImage; isHere: boolean }> {
    const { name, digest } = this.#resolved.get(base) ?? (await this.#lookUp(base));
    const here = await this.#store.load(digest, this.#platform);
    if (here) return { image: here, isHere: true };
    const context = this.#context;
    const host = new RegistryHost(context, name.domain, `repository:${name.path}:pull`);
    const { tag: _, ...untagged } = name;
    const target = await fetchImage({
      context,
      host,
      store: this.#store,
      progress: new Progress(context.stdout, context.terminal.columns, true),
      name: { ...untagged, digest },
      ...(this.#platform === undefined ? {} : { platform: this.#platform }),
    });
    const image = await this.#store.load(target.digest, this.#platform);
    if (!image) throw new DockerError(`${base}: not found`);
    await step?.note(`resolve ${this.shown(base)} done`);
    for (const { digest, size } of target.downloaded) await step?.note(`${digest} ${buildkitSize(size)} / ${buildkitSize(size)} done`);
    for (const layer of target.downloaded) await step?.note(`extracting ${layer.digest} done`);
    return { image, isHere: false };
  }
}
