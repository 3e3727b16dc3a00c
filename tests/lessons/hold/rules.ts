/** What the tests hold against a lesson (FORMAT §9), one sentence each. A fault names its rule; the sentence is the title of the test. */

export const RULES = {
  style: "keeps the house style",
  front: "says what it is about, for which exams, and when its facts were checked",
  links: "names only lessons, figures and files that are there",
  quiz: "asks questions that are well formed",
  teach: "has words for the teacher",
  repair: "has a broken world",
  probes: "what must work stands beside what must not, and forks stay small",
  html: "needs no style, no script and no foreign address",
  before: "no task is done before its turn",
  after: "the model solution does every task in its turn, and no other",
  dropped: "without any one of its commands a section does not do its task",
  client: "tasks are done by whoever asks the cloud, not by aws and docker alone",
  mistakes: "wrong ways fail and are answered by their hint",
  hints: "every hint about a state has its mistake, and every mistake its hint",
  alternatives: "other right ways pass",
  blocks: "every command shown in the text prints what the text says",
  predictions: "every prediction can be tried, and shows something",
  visits: "whoever comes can do what they came for",
  reach: "what the solution makes possible is what is stored",
  undo: "undo to the start gives the identical world, and redo the identical end",
  proofs: "every proof shows what it says",
  cost: "judging is quick enough to follow every command",
  seeds: "other values of its variables change no task, and the solutions pass with them",
} as const;

export type Rule = keyof typeof RULES;

export interface Fault {
  readonly rule: Rule;
  /** For the author: where, and what to do. */
  readonly says: string;
}

/** Rules of a text, of a played lesson, and of the other seeds. */
export const TEXT_RULES: readonly Rule[] = ["style", "front", "links", "quiz", "teach", "repair", "probes", "html"];
export const PLAYED_RULES: readonly Rule[] = [
  ...(["before", "after", "dropped", "client", "mistakes", "hints", "alternatives", "blocks"] as const),
  ...(["predictions", "visits", "reach", "undo", "proofs", "cost"] as const),
];
