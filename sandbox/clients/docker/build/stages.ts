/** Makes the stages of a build for one target platform. */

import type { ProgramContext } from "../../../shell/program.ts";
import { type Platform, platformText } from "../store/manifests.ts";
import type { ImageStore } from "../store/store.ts";
import type { BaseImages, FetchedBase } from "./bases.ts";
import type { BuildCache } from "./cache.ts";
import { type Source, walk } from "./context.ts";
import type { Place } from "./failures.ts";
import { type Instruction, parseDockerfile } from "./parse.ts";
import { findStage, type StagePlan, stageName, stageNamed } from "./plan.ts";
import type { Report, Step } from "./report.ts";
import { configure } from "./settings.ts";
import { Stage } from "./stage.ts";
import { copy, isAtRoot, isOnlyHeredoc, isStep, type Making, run, workdir } from "./steps.ts";
import { declarations, titleOf } from "./words.ts";

/** What the platforms of one build share. */
export interface Workshop {
  readonly context: ProgramContext;
  readonly store: ImageStore;
  readonly report: Report;
  readonly cache: BuildCache;
  readonly useCache: boolean;
  readonly buildArgs: Readonly<Record<string, string>>;
  /** Several platforms: every step says for which it is. */
  readonly isMulti: boolean;
  /** The build context. */
  files: Source;
  /** Where the build was when something went wrong. */
  at: Place | undefined;
}

export class StageMaker {
  readonly #workshop: Workshop;
  readonly #plans: readonly StagePlan[];
  readonly #bases: BaseImages;
  readonly #target: Platform;
  readonly #stages = new Map<StagePlan, Stage>();

  constructor(workshop: Workshop, plans: readonly StagePlan[], bases: BaseImages, target: Platform) {
    this.#workshop = workshop;
    this.#plans = plans;
    this.#bases = bases;
    this.#target = target;
  }

  async make(plan: StagePlan): Promise<Stage> {
    const made = this.#stages.get(plan);
    if (made) return made;
    const stage = new Stage(this.#workshop.context, this.#workshop.store, plan.platform ?? this.#target);
    this.#stages.set(plan, stage);
    const below = stageNamed(this.#plans.slice(0, plan.index), plan.base);
    if (below) stage.startFromStage(await this.make(below));
    for (const instruction of plan.instructions) if (instruction.flags.from !== undefined) await this.#prepareSource(plan, instruction.flags.from);
    const isOnImage = !below && plan.base !== "scratch";
    const base = isOnImage ? await this.#bases.fetch(plan.base, plan.platform ?? this.#target) : undefined;
    if (base) stage.startFrom(base.image);
    if (!below) stage.begin(!base);
    const instructions = [...triggersOf(stage, plan), ...plan.instructions];
    const counted = instructions.filter(isStep).length + (isOnImage ? 1 : 0);
    const label = (number: number) =>
      `[${this.#platformLabel(plan)}${this.#plans.length > 1 ? `${stageName(plan)} ` : ""}${String(number).padStart(String(counted).length)}/${counted}]`;
    let number = 0;
    if (base) await this.#showBase(base, plan, label(++number));
    for (const instruction of instructions) {
      this.#workshop.context.signal.throwIfAborted();
      this.#workshop.at = { instruction, title: "" };
      const isShown = isStep(instruction) && !isAtRoot(stage, instruction);
      const title = isShown ? `${label(++number)} ${titleOf(shownInstruction(instruction), stage.variables, instruction.keyword === "RUN")}` : "";
      this.#workshop.at = { instruction, title };
      if (instruction.keyword === "ARG") this.#declare(stage, plan, instruction);
      else if (!isShown) configure(stage, instruction);
      else await this.#step(stage, plan, instruction, title);
    }
    this.#workshop.at = undefined;
    return stage;
  }

  async #showBase({ image, isHere, notes }: FetchedBase, plan: StagePlan, label: string): Promise<void> {
    const step = await this.#workshop.report.step(`${label} FROM ${this.#bases.shown(plan.base)}`);
    for (const note of notes) await step.note(note);
    await this.#workshop.cache.keepBase(image.id);
    await step.done(isHere ? "cached" : "done");
  }

  /** Another stage that files come from is made first. */
  async #prepareSource(plan: StagePlan, from: string): Promise<void> {
    const other = findStage(this.#plans.slice(0, plan.index), from);
    if (other) await this.make(other);
  }

  #declare(stage: Stage, plan: StagePlan, instruction: Instruction): void {
    const shown: string[] = [];
    for (const [name, given] of declarations(instruction.text, stage.variables)) {
      const value = this.#workshop.buildArgs[name] ?? given ?? plan.globals[name];
      stage.args = { ...stage.args, [name]: value };
      shown.push(value === undefined ? name : `${name}=${value}`);
    }
    stage.note(`ARG ${shown.join(" ")}`);
  }

  async #step(stage: Stage, plan: StagePlan, instruction: Instruction, title: string): Promise<void> {
    const step = await this.#workshop.report.step(title);
    const making: Making = { ...this.#workshop, stage, instruction };
    try {
      await step.done(await this.#work(making, plan, step));
    } catch (error) {
      if (error instanceof Error && !this.#workshop.context.signal.aborted) await step.failed(error.message);
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
    if (flags.from === undefined) return this.#workshop.files;
    const other = findStage(this.#plans.slice(0, plan.index), flags.from);
    const stage = other ? await this.make(other) : new Stage(this.#workshop.context, this.#workshop.store, plan.platform ?? this.#target);
    if (!other) stage.startFrom((await this.#bases.fetch(flags.from, this.#target)).image);
    const { files } = await stage.overlay();
    return { entries: walk(files, "/").map((entry) => ({ ...entry, mtime: entry.mtime })) };
  }

  /** `linux/amd64 `, or `linux/amd64->arm64 ` for a stage that runs on one platform and makes files for another. */
  #platformLabel(plan: StagePlan): string {
    if (!this.#workshop.isMulti) return "";
    const [own, target] = [platformText(plan.platform ?? this.#target), platformText(this.#target)];
    return own === target ? `${own} ` : `${own}->${target.slice(target.indexOf("/") + 1)} `;
  }
}

/** What a base wants done by whoever builds on it, once (https://docs.docker.com/reference/dockerfile/#onbuild). */
function triggersOf(stage: Stage, { from: { line, lastLine } }: StagePlan): readonly Instruction[] {
  const { OnBuild = [], ...settings } = stage.settings;
  stage.settings = settings;
  return OnBuild.flatMap((trigger) => parseDockerfile(trigger)).map((instruction) => ({ ...instruction, line, lastLine }));
}

/** As written; a here-document that is the whole command by its first line. */
function shownInstruction({ keyword, flags, text: source, heredocs: [body] }: Instruction): string {
  const options = Object.entries(flags)
    .map(([name, value]) => `--${name}=${value} `)
    .join("");
  const [first, ...others] = body && keyword === "RUN" && isOnlyHeredoc(source) ? body.content.trim().split("\n") : [];
  const summary = first === undefined ? "" : ` (${first}${others.length > 0 ? "..." : ""})`;
  return `${keyword} ${options}${source}${summary}`.trimEnd();
}
