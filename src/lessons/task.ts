/** The data fences of a task or a prediction: checks, hints, options; each error with its line. */
import type { Code } from "mdast";
import { type Data, isMap, readYaml, texts } from "./data.ts";
import { type Check, faultsOf, type Hint, type Predict } from "./engine.ts";
import { LessonError } from "./problem.ts";

/** Says what of the data breaks the schema; given by those who have a validator at hand (load.ts). */
export type Validate = (definition: "checks" | "hints" | "predict" | "front" | "quiz" | "patch", data: unknown) => readonly string[];

/** Forks a task may have, so that judging stays quick (FORMAT §3). */
const MOST_FORKS = 12;

/** `check`, `hints` or `predict` of a fence ```` ```yaml check ````. */
export function dataKind(node: Code): string | undefined {
  const word = (node.meta ?? "").trim().split(/\s+/)[0];
  return node.lang === "yaml" && word && ["check", "hints", "predict"].includes(word) ? word : undefined;
}

function readFence(node: Code, file: string, definition: Parameters<Validate>[0], validate: Validate | undefined): unknown {
  const line = node.position?.start.line ?? 1;
  const data = readYaml(node.value, file, line + 1);
  const fault = validate?.(definition, data)[0];
  if (fault !== undefined) throw new LessonError(file, line, fault);
  return data;
}

export function checksOf(node: Code, file: string, validate: Validate | undefined): Check[] {
  const data = readFence(node, file, "checks", validate);
  const line = node.position?.start.line ?? 1;
  if (!Array.isArray(data) || data.length === 0 || !data.every(isMap)) throw new LessonError(file, line, "checks are a list of mappings");
  if (data.filter((check) => "fork" in check).length > MOST_FORKS) throw new LessonError(file, line, `at most ${MOST_FORKS} forks a task`);
  for (const check of data) {
    const fault = faultsOf(check)[0];
    if (fault !== undefined) throw new LessonError(file, line, fault);
  }
  return data;
}

export function hintsOf(node: Code, file: string, validate: Validate | undefined): Hint[] {
  const data = readFence(node, file, "hints", validate);
  const line = node.position?.start.line ?? 1;
  if (!Array.isArray(data) || !data.every(isMap)) throw new LessonError(file, line, "hints are a list of mappings");
  return data.map((hint) => hintOf(hint, file, line));
}

function hintOf(hint: Data, file: string, line: number): Hint {
  if (hint.when !== undefined) {
    const when = [hint.when].flat().filter(isMap);
    for (const condition of when) {
      const fault = "fork" in condition ? "a hint looks at the world only, not at forks" : faultsOf(condition)[0];
      if (fault !== undefined) throw new LessonError(file, line, `hint ${String(hint.id)}: ${fault}`);
    }
    return { kind: "when", id: String(hint.id), when, say: String(hint.say) };
  }
  for (const kind of ["nudge", "where", "shape"] as const) if (hint[kind] !== undefined) return { kind, say: String(hint[kind]) };
  throw new LessonError(file, line, "a hint is one of when, nudge, where, shape");
}

/** `place`: where the prediction stands. */
export function predictOf(node: Code, file: string, place: Pick<Predict, "id" | "after" | "task">, validate: Validate | undefined): Predict {
  const data = readFence(node, file, "predict", validate);
  const line = node.position?.start.line ?? 1;
  if (!isMap(data) || !isMap(data.options)) throw new LessonError(file, line, "a prediction has a stem and options");
  const options = Object.entries(data.options).map(([key, option]) => {
    const { text, why, right } = isMap(option) ? option : ({} as Data);
    return { key, text: String(text), why: String(why), right: right === true };
  });
  if (options.filter(({ right }) => right).length !== 1) throw new LessonError(file, line, "exactly one option of a prediction is right");
  const shows = Array.isArray(data.shows) ? data.shows.filter(isMap) : [];
  for (const check of shows) {
    const fault = faultsOf(check)[0];
    if (fault !== undefined) throw new LessonError(file, line, `prediction ${place.id}: ${fault}`);
  }
  return {
    ...place,
    shows,
    stem: String(data.stem),
    options,
    run: typeof data.run === "string" ? [data.run] : texts(data.run),
  };
}
