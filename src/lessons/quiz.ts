/** quiz.yaml as data: a reason for every option, and a proof that can be played. */
import { type Data, isMap, readYaml, texts } from "./data.ts";
import { type Check, faultsOf } from "./engine.ts";
import { LessonError } from "./problem.ts";
import type { Validate } from "./task.ts";

export interface Question {
  readonly id: string;
  readonly stem: string;
  readonly choose: number;
  readonly options: readonly { readonly key: string; readonly text: string; readonly right: boolean; readonly why: string }[];
  /** Number of the objective in the front matter, from 1. */
  readonly objective: number;
  readonly domain: readonly string[];
  readonly difficulty?: number;
  readonly checked?: string;
  readonly prove: Proof;
}

export interface Proof {
  readonly start: string;
  readonly given: Data;
  readonly after?: string;
  readonly run: readonly string[];
  readonly shows: readonly Check[];
  readonly look?: string;
}

export function questionsOf(text: string, file: string, validate: Validate | undefined): Question[] {
  const data = readYaml(text, file);
  const fault = validate?.("quiz", data)[0];
  if (fault !== undefined) throw new LessonError(file, 1, fault);
  if (!Array.isArray(data)) throw new LessonError(file, 1, "a quiz is a list of questions");
  return data.filter(isMap).map((item) => questionOf(item, file, lineOf(text, String(item.id))));
}

function questionOf(item: Data, file: string, line: number): Question {
  const options = Object.entries(isMap(item.options) ? item.options : {}).map(([key, option]) => {
    const { text, why, right } = isMap(option) ? option : ({} as Data);
    return { key, text: String(text), why: String(why), right: right === true };
  });
  const choose = Number(item.choose ?? 1);
  if (options.filter(({ right }) => right).length !== choose)
    throw new LessonError(file, line, `${String(item.id)}: ${choose} of the options must be right`);
  const prove = isMap(item.prove) ? item.prove : {};
  const shows = Array.isArray(prove.shows) ? prove.shows.filter(isMap) : [];
  for (const check of shows) {
    const fault = faultsOf(check)[0];
    if (fault !== undefined) throw new LessonError(file, line, `${String(item.id)}: ${fault}`);
  }
  return {
    id: String(item.id),
    stem: String(item.stem),
    choose,
    options,
    objective: Number(item.objective),
    domain: texts(item.domain),
    ...(typeof item.difficulty === "number" ? { difficulty: item.difficulty } : {}),
    ...(typeof item.checked === "string" ? { checked: item.checked } : {}),
    prove: {
      start: String(prove.start),
      given: isMap(prove.given) ? prove.given : {},
      run: typeof prove.run === "string" ? [prove.run] : texts(prove.run),
      shows,
      ...(typeof prove.after === "string" ? { after: prove.after } : {}),
      ...(typeof prove.look === "string" ? { look: prove.look } : {}),
    },
  };
}

function lineOf(text: string, id: string): number {
  const index = text.split("\n").findIndex((line) => line.startsWith(`- id: ${id}`));
  return index < 0 ? 1 : index + 1;
}
