/** The sandbox's own words, installed beside the clients: what they do is no part of AWS or Docker. */
import { programs } from "../../clients/index.ts";
import type { Completer, Installed } from "../../shell/program.ts";
import { FAULTS } from "../presets/faults.ts";
import { answer } from "./answer.ts";
import { clock } from "./clock.ts";
import { edit } from "./edit.ts";
import type { Word, WordHost } from "./host.ts";
import { inspect } from "./inspect.ts";
import { goal, hint } from "./lesson-words.ts";
import { redo, reset, undo } from "./travel.ts";
import { useAwsCli } from "./use-aws-cli.ts";
import { visit } from "./visit.ts";

export type { WordHost } from "./host.ts";

interface Row {
  readonly name: string;
  readonly summary: string;
  readonly word: Word;
  /** What may follow, for Tab. */
  readonly values?: (host: WordHost) => readonly string[];
  /** The same, where it is more than one list. */
  readonly complete?: (host: WordHost) => Completer;
}

const taskIds = (host: WordHost) => host.tasks().map(({ id }) => id);

const WORDS: readonly Row[] = [
  {
    name: "answer",
    summary: "answer a question of the lesson: answer ID VALUE",
    word: answer,
    values: (host) => host.tasks().flatMap(({ rows }) => rows.flatMap(({ ask }) => (ask ? [ask.id] : []))),
  },
  { name: "clock", summary: "show the virtual time, or let it pass: clock +13h", word: clock, values: () => ["+1h", "+12h", "+13h"] },
  { name: "edit", summary: "edit a file: edit FILE", word: edit },
  {
    name: "explain",
    summary: "say how a request was decided, or would be: explain user/anna PutImage web/api",
    // Fetched when it is first asked for: it knows every action of five services.
    word: (host) => async (context) => (await import("./explain/explain.ts")).explain(host)(context),
    complete: (host) => async (context) => (await import("./explain/complete.ts")).explainCompleter(() => host.machine().store.world)(context),
  },
  {
    name: "fault",
    summary: "let something go wrong, to practise: fault throttle, fault clear",
    word: (host) => async (context) => (await import("./fault.ts")).fault(host)(context),
    values: () => ["clear", ...Object.keys(FAULTS)],
  },
  { name: "goal", summary: "show the open tasks of the lesson", word: goal },
  { name: "hint", summary: "one more hint for the open task", word: hint, values: taskIds },
  { name: "inspect", summary: "show requests as they went over the wire: inspect [N]", word: inspect },
  { name: "redo", summary: "do the undone command again", word: redo },
  { name: "reset", summary: "start the lesson, or one of its tasks, again", word: reset, values: taskIds },
  { name: "undo", summary: "take the newest command back", word: undo },
  { name: "use-aws-cli", summary: "choose the AWS CLI: use-aws-cli 1|2", word: useAwsCli, values: () => ["1", "2"] },
  { name: "visit", summary: "let somebody else do their part: visit NAME", word: visit, values: (host) => host.visits() },
];

function completer(values: NonNullable<Row["values"]>, host: WordHost): Completer {
  return ({ words, prefix }) =>
    words.length > 1
      ? []
      : values(host)
          .filter((value) => value.startsWith(prefix))
          .map((value) => ({ value }));
}

/** Everything that is installed on a learner's computer. */
export function programsWith(host: WordHost): readonly Installed[] {
  const words = WORDS.map(
    ({ name, summary, word, values, complete }): Installed => ({
      name,
      summary,
      program: word(host),
      ...(values ? { complete: completer(values, host) } : {}),
      ...(complete ? { complete: complete(host) } : {}),
    }),
  );
  return [...programs, ...words];
}
