/** Builds an image from a Dockerfile: reads it, makes the stages that are needed, and puts the result into the engine's store. */
import { text, utf8 } from "../../../kernel/bytes.ts";
import { basename, join } from "../../../shell/files/paths.ts";
import type { ProgramContext } from "../../../shell/program.ts";
import { DockerError } from "../errors/errors.ts";
import { parseReference, type Reference, withDefaultTag } from "../reference/reference.ts";
import { type Platform, platformText } from "../store/manifests.ts";
import { HOST_PLATFORM, type ImageStore } from "../store/store.ts";
import { buildkitSize } from "../words/units.ts";
import { BaseImages } from "./bases.ts";
import { BuildCache } from "./cache.ts";
import { EMPTY_CONTEXT, readContext } from "./context.ts";
import { exportImages } from "./export.ts";
import { failureText, type Place } from "./failures.ts";
import { BadDockerfile, type Instruction, parseDockerfile } from "./parse.ts";
import { findStage, planStages, type StagePlan, stageName, stageNamed } from "./plan.ts";
import { Report, type ReportForm } from "./report.ts";
import type { Stage } from "./stage.ts";
import { StageMaker, type Workshop } from "./stages.ts";

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
  /** Target platforms; none: this computer's. */
  readonly platforms: readonly Platform[];
  readonly push: boolean;
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
    const told = failureText(error, { name: builder.name, text: builder.source }, builder.at);
    if (!told) throw error;
    await report.finish(true);
    throw new DockerError(told, 1);
  }
}

/** What is to be done for one platform. */
interface Plan {
  readonly platform: Platform;
  readonly all: readonly StagePlan[];
  readonly target: StagePlan;
  /** The target and what it stands on. */
  readonly needed: readonly StagePlan[];
  readonly bases: BaseImages;
}

class Builder {
  readonly #context: ProgramContext;
  readonly #store: ImageStore;
  readonly #request: BuildRequest;
  readonly #workshop: Workshop;
  /** The Dockerfile, once read. */
  source = "";

  constructor(context: ProgramContext, store: ImageStore, request: BuildRequest, report: Report) {
    this.#context = context;
    this.#store = store;
    this.#request = request;
    this.#workshop = {
      context,
      store,
      report,
      cache: new BuildCache(store, context.hasher),
      useCache: request.useCache,
      buildArgs: request.buildArgs,
      isMulti: request.platforms.length > 1,
      files: EMPTY_CONTEXT,
      at: undefined,
    };
  }

  /** What BuildKit calls the Dockerfile. */
  get name(): string {
    const { file } = this.#request;
    return file === "-" ? "Dockerfile" : basename(file);
  }

  get at(): Place | undefined {
    return this.#workshop.at;
  }

  async build(): Promise<string> {
    await this.#workshop.cache.load();
    await this.#readDockerfile();
    const instructions = parseDockerfile(this.source);
    const targets = this.#request.platforms.length > 0 ? this.#request.platforms : [HOST_PLATFORM];
    const plans = targets.map((platform) => this.#plan(instructions, platform));
    for (const { bases, needed, platform } of plans)
      await bases.resolve(needed, this.#workshop.report, this.#workshop.isMulti ? `${platformText(platform)} ` : "");
    await this.#readContext(plans.flatMap(({ needed }) => needed));
    const stages: Stage[] = [];
    for (const { all, bases, target, platform } of plans) {
      const stage = await new StageMaker(this.#workshop, all, bases, platform).make(target);
      const { labels } = this.#request;
      if (Object.keys(labels).length > 0) stage.set({ Labels: { ...stage.settings.Labels, ...labels } });
      stages.push(stage);
    }
    return exportImages(this.#workshop, stages, this.#request);
  }

  #plan(instructions: readonly Instruction[], platform: Platform): Plan {
    const all = planStages(instructions, this.#request.buildArgs, platform);
    const target = this.#request.target === undefined ? all.at(-1) : stageNamed(all, this.#request.target);
    if (!target) throw new DockerError(`target stage ${JSON.stringify(this.#request.target)} could not be found`);
    return {
      all,
      target,
      needed: neededStages(all, target),
      platform,
      bases: new BaseImages(this.#context, this.#store, this.#request.pull, this.#request.platforms.length > 0),
    };
  }

  async #readDockerfile(): Promise<void> {
    const { folder, file, source } = this.#request;
    const step = await this.#workshop.report.step(`[internal] load build definition from ${this.name}`);
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
    const ignore = await this.#workshop.report.step("[internal] load .dockerignore");
    const path = join(folder ?? "/", ".dockerignore");
    await ignore.note(
      `transferring context: ${buildkitSize(folder !== undefined && this.#context.files.stat(path) ? (this.#context.files.stat(path)?.size ?? 2) : 2)} done`,
    );
    await ignore.done();
    const needed = plans.some(({ instructions }) =>
      instructions.some(({ keyword, flags }) => (keyword === "COPY" || keyword === "ADD") && flags.from === undefined),
    );
    if (folder === undefined) return;
    // A trigger of a base, which nobody knows before it is here, may want it too.
    this.#workshop.files = await readContext(this.#context.files, folder, file);
    if (!needed) return;
    const step = await this.#workshop.report.step("[internal] load build context");
    await step.note(`transferring context: ${buildkitSize(this.#workshop.files.entries.reduce((sum, { size }) => sum + size, 0))} done`);
    await step.done();
  }
}

/** The target and every stage it stands on or copies from, in order. */
function neededStages(plans: readonly StagePlan[], target: StagePlan): readonly StagePlan[] {
  const needed = new Set<StagePlan>();
  const visit = (plan: StagePlan) => {
    if (needed.has(plan)) return;
    needed.add(plan);
    const below = stageNamed(plans.slice(0, plan.index), plan.base);
    if (below) visit(below);
    for (const { flags, line } of plan.instructions) {
      const source = flags.from === undefined ? undefined : findStage(plans, flags.from);
      if (source && source.index > plan.index) throw new BadDockerfile(tooEarly(flags.from, plan), line);
      if (source) visit(source);
    }
  };
  visit(target);
  return plans.filter((plan) => needed.has(plan));
}

function tooEarly(from: string | undefined, plan: StagePlan): string {
  return `cannot copy from stage ${JSON.stringify(from)}, it needs to be defined before current stage ${JSON.stringify(stageName(plan))}`;
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
