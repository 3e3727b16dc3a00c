/** A question's proof as something to open: a lesson in small that begins where the answer can be seen, with what must then hold as its one task. */
import { goalOf, type Lesson } from "./engine.ts";
import type { Question } from "./quiz.ts";
import { chainOf, type Library, startOf } from "./start.ts";
import { fill } from "./variables.ts";

/** Id of the one task. */
export const PROOF = "proof";

/** `file` is the quiz's, for errors; variables have the values of the lesson. */
export function proofOf({ slug, module, variables }: Lesson, { id, stem, prove }: Question, library: Library, file: string): Lesson {
  const chain = chainOf(prove.start, library, file);
  const pieces = [
    ...chain.pieces,
    ...(Object.keys(prove.given).length === 0 ? [] : [{ kind: "data" as const, patch: prove.given }]),
    ...(prove.after === undefined ? [] : [{ kind: "after" as const, by: prove.after }]),
  ];
  const { world, made, values } = startOf({ ...chain, pieces }, library, { given: variables });
  return {
    slug: `${PROOF}-${slug}-${id}`,
    module,
    title: stem,
    summary: "",
    minutes: 0,
    ...{ objectives: [], keypoints: [], after: [], claims: [], exam: [], further: [], headings: [], predicts: [], blocks: [] },
    panels: prove.look === undefined ? [] : [prove.look],
    start: prove.start,
    world,
    ...(made ? { made } : {}),
    variables,
    html: "",
    tasks: [{ id: PROOF, title: stem, needs: [], optional: false, html: "", checks: prove.shows, goals: prove.shows.map(goalOf), hints: [] }],
    solution: { [PROOF]: prove.run.map((line) => ({ line: fill(line, values), exit: 0, spare: false })) },
  };
}
