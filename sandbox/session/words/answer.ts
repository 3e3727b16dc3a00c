import { usage, type Word } from "./host.ts";

/** `answer ID VALUE` gives an answer to a question of the lesson, as its field does. */
export const answer: Word = (host) => async (context) => {
  const [id, ...words] = context.args;
  if (id === undefined || words.length === 0) return usage(context, "ID VALUE");
  const asked = host.tasks().flatMap(({ rows }) => rows.flatMap(({ ask }) => (ask ? [ask.id] : [])));
  if (host.lesson() && asked.length > 0 && !asked.includes(id)) {
    await context.stderr.write(`answer: no question is called ${id}; there ${asked.length === 1 ? "is" : "are"} ${asked.join(", ")}\n`);
    return 1;
  }
  host.answer(id, words.join(" "));
  return 0;
};
