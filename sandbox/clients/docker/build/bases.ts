/** The images that stages stand on: taken from this computer when they are here, else fetched, without giving them a name. */
import type { ProgramContext } from "../../../shell/program.ts";
import { askCredentials, HelperFailed } from "../config/credentials.ts";
import { DockerError } from "../errors/errors.ts";
import { Progress } from "../progress/progress.ts";
import { canonical, familiar, type Reference, reference, withDefaultTag } from "../reference/reference.ts";
import { RegistryError } from "../registry/answers.ts";
import { resolverWords } from "../registry/containerd.ts";
import { RegistryHost } from "../registry/host.ts";
import { type FetchedImage, fetchImage, requestManifest } from "../registry/pull.ts";
import { type Platform, platformText } from "../store/manifests.ts";
import type { ImageStore, StoredImage } from "../store/store.ts";
import { buildkitSize } from "../words/units.ts";
import { NoMetadata } from "./failures.ts";
import type { Instruction } from "./parse.ts";
import type { StagePlan } from "./plan.ts";
import { findStage, stageNamed } from "./plan.ts";
import type { Report } from "./report.ts";

/** The line that names an image, and how the question is shown. */
interface Asked {
  readonly instruction: Instruction;
  readonly report: Report;
  readonly label: string;
}

/** What a stage stands on and copies from, by the line that says so. */
function imagesOf({ base, from, instructions }: StagePlan): readonly { readonly image: string; readonly instruction: Instruction }[] {
  const copied = instructions.flatMap((instruction) =>
    instruction.flags.from === undefined ? [] : [{ image: instruction.flags.from, instruction }],
  );
  return [{ image: base, instruction: from }, ...copied];
}

interface Resolved {
  readonly name: Reference;
  readonly digest: string;
}

export interface FetchedBase {
  readonly image: StoredImage;
  /** Whether it was here already. */
  readonly isHere: boolean;
  /** What is told below its step. */
  readonly notes: readonly string[];
}

export class BaseImages {
  readonly #context: ProgramContext;
  readonly #store: ImageStore;
  readonly #pull: boolean;
  /** Whether `--platform` was given. Without it an image for another platform is built on, and the result is for that platform too. */
  readonly #isPlatformAsked: boolean;
  readonly #resolved = new Map<string, Resolved>();

  constructor(context: ProgramContext, store: ImageStore, pull: boolean, isPlatformAsked: boolean) {
    this.#context = context;
    this.#store = store;
    this.#pull = pull;
    this.#isPlatformAsked = isPlatformAsked;
  }

  /** Looks up every base before anything is built, as BuildKit does. `label` is the platform, where a build has several. */
  async resolve(plans: readonly StagePlan[], report: Report, label: string): Promise<void> {
    for (const plan of plans) {
      const before = plans.filter(({ index }) => index < plan.index);
      for (const { image, instruction } of imagesOf(plan)) {
        const isStage = (instruction === plan.from ? stageNamed : findStage)(before, image) !== undefined;
        if (!isStage && image !== "scratch" && !this.#resolved.has(image)) await this.#lookUp(image, { instruction, report, label });
      }
    }
  }

  shown(base: string): string {
    const found = this.#resolved.get(base);
    return found ? `${canonical(found.name)}${found.name.digest === undefined ? `@${found.digest}` : ""}` : base;
  }

  async #lookUp(base: string, { instruction, report, label }: Asked): Promise<Resolved> {
    const name = withDefaultTag(reference(base, (wrong) => `failed to parse stage name ${JSON.stringify(base)}: ${wrong}`));
    const title = `[${label}internal] load metadata for ${canonical(name)}`;
    const step = await report.step(title);
    const here = this.#pull ? undefined : await this.#store.find(familiar(name));
    try {
      const digest = here?.id ?? (await this.#ask(name));
      const found = { name, digest };
      this.#resolved.set(base, found);
      await step.done();
      return found;
    } catch (error) {
      if (!(error instanceof RegistryError || error instanceof HelperFailed)) throw error;
      const words = error instanceof RegistryError ? resolverWords(error, name) : error.message;
      await step.failed(words);
      throw new NoMetadata(`${base}: failed to resolve source metadata for ${canonical(name)}: ${words}`, { instruction, title });
    }
  }

  async #ask(name: Reference): Promise<string> {
    const host = new RegistryHost(this.#context, name.domain, `repository:${name.path}:pull`, askCredentials);
    return (await requestManifest({ host, name, context: this.#context })).digest;
  }

  /** The image for a platform. */
  async fetch(base: string, wanted: Platform): Promise<FetchedBase> {
    const resolved = this.#resolved.get(base);
    if (!resolved) throw new Error(`${base} was not looked up`);
    const platform = platformText(wanted);
    const here = await this.#store.load(resolved.digest, platform);
    if (here) return { image: this.#matching(here, base, resolved.name, wanted), isHere: true, notes: [] };
    const target = await this.#download(resolved, platform);
    const image = target && (await this.#store.load(target.digest, platform));
    if (!image) throw noMatch(base, resolved.name);
    const notes = [
      `resolve ${this.shown(base)} done`,
      ...target.downloaded.map(({ digest, size }) => `${digest} ${buildkitSize(size)} / ${buildkitSize(size)} done`),
      ...target.downloaded.map(({ digest }) => `extracting ${digest} done`),
    ];
    return { image: this.#matching(image, base, resolved.name, wanted), isHere: false, notes };
  }

  /** Undefined when an index has nothing for the platform. */
  async #download({ name, digest }: Resolved, platform: string): Promise<FetchedImage | undefined> {
    const context = this.#context;
    const { tag: _, ...untagged } = name;
    try {
      return await fetchImage({
        context,
        host: new RegistryHost(context, name.domain, `repository:${name.path}:pull`),
        store: this.#store,
        progress: new Progress(context.stdout, context.terminal.columns, true),
        name: { ...untagged, digest },
        platform,
      });
    } catch (error) {
      if (error instanceof DockerError && error.message.startsWith("no matching manifest for ")) return undefined;
      throw error;
    }
  }

  /** An image without an index is for one platform: BuildKit would warn and build on it all the same, and call the result what it is not. */
  #matching(image: StoredImage, base: string, name: Reference, wanted: Platform): StoredImage {
    const { os, architecture } = image.config;
    if (!this.#isPlatformAsked || (os === wanted.os && architecture === wanted.architecture)) return image;
    throw new DockerError(`${noMatch(base, name).message}\ngantry: ${canonical(name)} is an image for ${platformText(image.config)} only`);
  }
}

function noMatch(base: string, name: Reference): DockerError {
  return new DockerError(`${base}: failed to resolve source metadata for ${canonical(name)}: no match for platform in manifest: not found`);
}
