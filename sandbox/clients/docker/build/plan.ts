/** The stages of a Dockerfile. */
import { type Platform, parsePlatform, platformProblem, platformText } from "../store/manifests.ts";
import { HOST_PLATFORM } from "../store/store.ts";
import { BadDockerfile, type Instruction } from "./parse.ts";
import { declarations, expand } from "./words.ts";

export interface StagePlan {
  readonly index: number;
  readonly name: string | undefined;
  /** Image, stage or `scratch`, with ARGs filled in. */
  readonly base: string;
  /** Of `FROM --platform=…`. */
  readonly platform: Platform | undefined;
  readonly from: Instruction;
  readonly instructions: readonly Instruction[];
  /** ARGs from before the first FROM. */
  readonly globals: Readonly<Record<string, string>>;
}

/** The stages as they are for one target platform. Throws `BadDockerfile`. */
export function planStages(
  instructions: readonly Instruction[],
  buildArgs: Readonly<Record<string, string>>,
  target: Platform,
): readonly StagePlan[] {
  let globals: Record<string, string> = { ...platformArgs("BUILD", HOST_PLATFORM), ...platformArgs("TARGET", target) };
  const plans: (StagePlan & { instructions: Instruction[] })[] = [];
  for (const instruction of instructions) {
    const current = plans.at(-1);
    if (instruction.keyword === "FROM") {
      const [written = "", , name] = instruction.text.split(/\s+/);
      const base = expand(written, globals);
      if (base === "") throw new BadDockerfile(`base name (${written}) should not be blank`, instruction.line);
      plans.push({
        index: plans.length,
        name: name?.toLowerCase(),
        base,
        platform: platformOf(instruction, globals),
        from: instruction,
        instructions: [],
        globals,
      });
    } else if (current) current.instructions.push(instruction);
    else if (instruction.keyword === "ARG") {
      for (const [name, given] of declarations(instruction.text, globals)) {
        const value = buildArgs[name] ?? given;
        if (value !== undefined) globals = { ...globals, [name]: value };
      }
    } else throw new BadDockerfile("no build stage in current context", instruction.line);
  }
  if (plans.length === 0) throw new BadDockerfile("no build stage in current context");
  checkSources(plans);
  return plans;
}

/** Of `FROM --platform=…`. */
function platformOf({ flags, line }: Instruction, globals: Readonly<Record<string, string>>): Platform | undefined {
  if (flags.platform === undefined) return undefined;
  const asked = expand(flags.platform, globals);
  const problem = platformProblem(asked);
  if (problem !== undefined) throw new BadDockerfile(`failed to parse platform ${asked}: ${problem}`, line);
  return parsePlatform(asked);
}

/** The ARGs that every build has: https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope */
function platformArgs(prefix: "BUILD" | "TARGET", platform: Platform): Record<string, string> {
  const { os, architecture, variant = "" } = platform;
  return { [`${prefix}PLATFORM`]: platformText(platform), [`${prefix}OS`]: os, [`${prefix}ARCH`]: architecture, [`${prefix}VARIANT`]: variant };
}

/** The one of this name: what FROM and `--target` look for. */
export function stageNamed(plans: readonly StagePlan[], wanted: string): StagePlan | undefined {
  return plans.findLast(({ name }) => name === wanted.toLowerCase());
}

/** By name or number: what `COPY --from` looks for. */
export function findStage(plans: readonly StagePlan[], wanted: string): StagePlan | undefined {
  return stageNamed(plans, wanted) ?? plans.find(({ index }) => String(index) === wanted);
}

/** What BuildKit calls it. */
export function stageName({ name, index }: StagePlan): string {
  return name ?? `stage-${index}`;
}

/** A stage can copy only from those before it. Throws `BadDockerfile`. */
function checkSources(plans: readonly StagePlan[]): void {
  for (const plan of plans)
    for (const { flags, line } of plan.instructions) {
      if (flags.from === undefined) continue;
      const from = findStage(plans, flags.from);
      if (!from && /^\d+$/.test(flags.from)) throw new BadDockerfile(`invalid stage index ${flags.from}`);
      if (from === plan) throw new BadDockerfile(`circular dependency detected on stage: ${stageName(plan)}`, line);
    }
}
