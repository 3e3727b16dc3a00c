/** Builds an image from a Dockerfile: reads it, makes the stages that are needed, and puts the result into the engine's store. */

import { MEDIA_TYPES, manifestText } from "../../../images/image.ts";
import { text, utf8 } from "../../../kernel/bytes.ts";
import { digestOf } from "../../../kernel/hash.ts";
import { basename, join } from "../../../shell/files/paths.ts";
import type { ProgramContext } from "../../../shell/program.ts";
import { DockerError } from "../errors/errors.ts";
import { canonical, parseReference, type Reference, withDefaultTag } from "../reference/reference.ts";
import type { Descriptor } from "../store/manifests.ts";
import { type ImageStore, parseTime } from "../store/store.ts";
import { buildkitSize } from "../words/units.ts";
import { BaseImages } from "./bases.ts";
import { BuildCache } from "./cache.ts";
import { EMPTY_CONTEXT, readContext, type Source, walk } from "./context.ts";
import { failureText, type Place } from "./failures.ts";
import { type Instruction, parseDockerfile } from "./parse.ts";
import { findStage, planStages, type StagePlan } from "./plan.ts";
import { Report, type ReportForm, type Step } from "./report.ts";
import { configure } from "./settings.ts";
import { Stage } from "./stage.ts";
import { copy, isStep, type Making, run, workdir } from "./steps.ts";
import { pairs } from "./words.ts";

export interface BuildRequest {
  /** Folder of the context; undefined when only a Dockerfile came through standard input. */
  readonly folder: string | undefined;
  /** Path as given with `-f`, or `Dockerfile`. */
  readonly file: string;
  /** The Dockerfile when it came through standard input. */
  readonly source: string | undefined;
  readonly tags: readonly Reference[];
  readonly buildArgs: Readonly<Record<string, string>>;
  readonly target: string | undefined;
  readonly useCache: boolean;
  readonly pull: boolean;
  readonly platform: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly form: ReportForm;
}

/** Returns the image ID. Throws `DockerError` with everything that is to be printed. */
export async function build(context: ProgramContext, store: ImageStore, request: BuildRequest): Promise<string> {
  const report = new Report(context, request.form);
  await report.begin();
  const builder = new Builder(context, store, request, report);
  try {
    const id = await builder.build();
    await report.finish(false);
    return id;
  } catch (error) {
    await store.sweep();
    const told = failureText(error, builder.source, builder.at);
    if (!told) throw error;
    await report.finish(true);
    throw new DockerError(told, 1);
  }
}

class Builder {
  readonly #context: ProgramContext;
  readonly #store: ImageStore;
  readonly #request: BuildRequest;
  readonly #report: Report;
  readonly #cache: BuildCache;
  readonly #bases: BaseImages;
  readonly #stages = new Map<StagePlan, Stage>();
  /** The Dockerfile, once read. */
  source = "";
  #plans: readonly StagePlan[] = [];
  #files: Source = EMPTY_CONTEXT;
  /** Where it was when something went wrong. */
  at: Place | undefined;

  constructor(context: ProgramContext, store: ImageStore, request: BuildRequest, report: Report) {
    this.#context = context;
    this.#store = store;
    this.#request = request;
    this.#report = report;
    this.#cache = new BuildCache(store, context.hasher);
    this.#bases = new BaseImages(context, store, request.pull, request.platform);
  }

  async build(): Promise<string> {
    await this.#cache.load();
    await this.#readDockerfile();
    this.#plans = planStages(parseDockerfile(this.source), this.#request.buildArgs);
    const target = this.#request.target === undefined ? this.#plans.at(-1) : findStage(this.#plans, this.#request.target);
    if (!target) throw new DockerError(`target stage ${JSON.stringify(this.#request.target)} could not be found`);
    await this.#bases.resolve(neededStages(this.#plans, target), this.#report);
    await this.#readContext(neededStages(this.#plans, target));
    const stage = await this.#make(target);
    return this.#export(stage);
  }

  async #readDockerfile(): Promise<void> {
    const { folder, file, source } = this.#request;
    const step = await this.#report.step("[internal] load build definition from Dockerfile");
    const path = join(folder ?? this.#context.cwd, file);
    if (source !== undefined) this.source = source;
    else if (this.#context.files.stat(path)?.kind === "file") this.source = text(await this.#context.files.read(path));
    else {
      await step.note("transferring dockerfile: 2B done");
      await step.done();
      throw new DockerError(`failed to read dockerfile: open ${basename(file)}: no such file or directory`);
    }
    await step.note(`transferring dockerfile: ${buildkitSize(utf8(this.source).length)} done`);
    await step.done();
  }

  async #readContext(plans: readonly StagePlan[]): Promise<void> {
    const { folder, file } = this.#request;
    const ignore = await this.#report.step("[internal] load .dockerignore");
    const path = join(folder ?? "/", ".dockerignore");
    await ignore.note(
      `transferring context: ${buildkitSize(folder !== undefined && this.#context.files.stat(path) ? (this.#context.files.stat(path)?.size ?? 2) : 2)} done`,
    );
    await ignore.done();
    const needed = plans.some(({ instructions }) =>
      instructions.some(({ keyword, flags }) => (keyword === "COPY" || keyword === "ADD") && flags.from === undefined),
    );
    if (!needed || folder === undefined) return;
    const step = await this.#report.step("[internal] load build context");
    this.#files = await readContext(this.#context.files, folder, file);
    await step.note(`transferring context: ${buildkitSize(this.#files.entries.reduce((sum, { size }) => sum + size, 0))} done`);
    await step.done();
  }

  async #make(plan: StagePlan): Promise<Stage> {
    const made = this.#stages.get(plan);
    if (made) return made;
    const stage = new Stage(this.#context, this.#store);
    this.#stages.set(plan, stage);
    const below = findStage(this.#plans.slice(0, plan.index), plan.base);
    if (below) stage.startFromStage(await this.#make(below));
    for (const instruction of plan.instructions) if (instruction.flags.from !== undefined) await this.#prepareSource(plan, instruction.flags.from);
    const counted = plan.instructions.filter(isStep).length + (below || plan.base === "scratch" ? 0 : 1);
    const label = (number: number) => `[${this.#plans.length > 1 ? `${plan.name ?? `stage-${plan.index}`} ` : ""}${number}/${counted}]`;
    let number = 0;
    if (!below && plan.base !== "scratch") await this.#startFrom(stage, plan, label(++number));
    for (const instruction of plan.instructions) {
      this.#context.signal.throwIfAborted();
      const title = isStep(instruction) ? `${label(++number)} ${shownInstruction(instruction)}` : "";
      this.at = { instruction, title };
      if (instruction.keyword === "ARG") this.#declare(stage, plan, instruction);
      else if (!isStep(instruction)) configure(stage, instruction);
      else await this.#step(stage, plan, instruction, title);
    }
    this.at = undefined;
    return stage;
  }

  async #startFrom(stage: Stage, plan: StagePlan, label: string): Promise<void> {
    const step = await this.#report.step(`${label} FROM ${this.#bases.shown(plan.base)}`);
    const { image, isHere } = await this.#bases.fetch(plan.base, step);
    stage.startFrom(image);
    await this.#cache.keepBase(image.id);
    await step.done(isHere ? "cached" : "done");
  }

  /** Another stage that files come from is made first. */
  async #prepareSource(plan: StagePlan, from: string): Promise<void> {
    const other = findStage(this.#plans.slice(0, plan.index), from);
    if (other) await this.#make(other);
  }

  #declare(stage: Stage, plan: StagePlan, instruction: Instruction): void {
    for (const word of instruction.text.split(/\s+/)) {
      const name = word.split("=")[0] as string;
      const given = this.#request.buildArgs[name] ?? plan.globals[name];
      const [pair] = word.includes("=") ? (pairs(word, stage.variables) ?? []) : [];
      const value = this.#request.buildArgs[name] ?? pair?.[1] ?? given;
      if (value !== undefined) stage.args = { ...stage.args, [name]: value };
      stage.note(`ARG ${pair ? `${name}=${value ?? ""}` : name}`);
    }
  }

  async #step(stage: Stage, plan: StagePlan, instruction: Instruction, title: string): Promise<void> {
    const step = await this.#report.step(title);
    const making: Making = { context: this.#context, cache: this.#cache, useCache: this.#request.useCache, stage, instruction };
    try {
      await step.done(await this.#work(making, plan, step));
    } catch (error) {
      if (error instanceof Error && !this.#context.signal.aborted) await step.failed(error.message);
      throw error;
    }
  }

  async #work(making: Making, plan: StagePlan, step: Step): Promise<"done" | "cached"> {
    const { instruction } = making;
    if (instruction.keyword === "WORKDIR") return workdir(making);
    if (instruction.keyword === "RUN") return run(making, step);
    return copy(making, await this.#sourceOf(plan, instruction));
  }

  async #sourceOf(plan: StagePlan, { flags }: Instruction): Promise<Source> {
    if (flags.from === undefined) return this.#files;
    const other = findStage(this.#plans.slice(0, plan.index), flags.from);
    const stage = other ? await this.#make(other) : new Stage(this.#context, this.#store);
    if (!other) stage.startFrom((await this.#bases.fetch(flags.from)).image);
    const { files } = await stage.overlay();
    return { entries: walk(files, "/").map((entry) => ({ ...entry, mtime: entry.mtime })) };
  }

  async #export(stage: Stage): Promise<string> {
    const step = await this.#report.step("exporting to image");
    const { hasher, clock } = this.#context;
    if (Object.keys(this.#request.labels).length > 0) stage.set({ Labels: { ...stage.settings.Labels, ...this.#request.labels } });
    const previous = await this.#unchanged(stage);
    const config = utf8(JSON.stringify(previous ?? stage.config()));
    const configDigest = digestOf(hasher, config);
    const manifest = utf8(manifestText(MEDIA_TYPES.docker, { digest: configDigest, size: config.length }, stage.layers));
    const target: Descriptor = { mediaType: MEDIA_TYPES.docker.manifest, digest: digestOf(hasher, manifest), size: manifest.length };
    await this.#store.putBytes(configDigest, config);
    await this.#store.putBytes(target.digest, manifest);
    await step.note("exporting layers done");
    await step.note(`writing image ${target.digest} done`);
    for (const tag of this.#request.tags) {
      await this.#store.tag(tag, target, clock.now());
      await step.note(`naming to ${canonical(tag)} done`);
    }
    if (this.#request.tags.length === 0) await this.#store.keep(target, clock.now());
    await step.done();
    return target.digest;
  }

  /** When every step came from the cache, the image is the one that was built then, its times included. */
  async #unchanged(stage: Stage): Promise<object | undefined> {
    const comparable = (config: { created?: string; history?: readonly object[] }) =>
      JSON.stringify({ ...config, created: "", history: (config.history ?? []).map((step) => ({ ...step, created: "" })) });
    const wanted = comparable(stage.config());
    for (const image of await this.#store.images()) {
      if (
        parseTime(image.config.created ?? "") > 0 &&
        comparable(image.config) === wanted &&
        image.manifest.layers.every((layer, at) => layer.digest === stage.layers[at]?.digest)
      )
        return image.config;
    }
    return undefined;
  }
}

function shownInstruction({ keyword, flags, text: source }: Instruction): string {
  const options = Object.entries(flags)
    .map(([name, value]) => `--${name}=${value} `)
    .join("");
  return `${keyword} ${options}${source}`;
}

/** The target and every stage it stands on or copies from, in order. */
function neededStages(plans: readonly StagePlan[], target: StagePlan): readonly StagePlan[] {
  const needed = new Set<StagePlan>();
  const visit = (plan: StagePlan) => {
    if (needed.has(plan)) return;
    needed.add(plan);
    const before = plans.slice(0, plan.index);
    for (const name of [plan.base, ...plan.instructions.flatMap(({ flags }) => (flags.from === undefined ? [] : [flags.from]))]) {
      const other = findStage(before, name);
      if (other) visit(other);
    }
  };
  visit(target);
  return plans.filter((plan) => needed.has(plan));
}

/** A tag given with `-t`. */
export function tagReference(tag: string): Reference {
  const parsed = parseReference(tag);
  if ("wrong" in parsed)
    throw new DockerError(`ERROR: failed to build: invalid tag ${JSON.stringify(tag)}: ${parsed.wrong}`, 1, {
      code: "invalid-reference",
      names: tag,
    });
  return withDefaultTag(parsed);
}
