/**
 * Plays a lesson once from its start to its end and, at each task, everything that can go wrong or otherwise there; undo brings the
 * moment back (FORMAT §9). One session does it all, so that a lesson costs about a second.
 */
import type { Context } from "../../../sandbox/grading/context.ts";
import { goalOf, judge } from "../../../sandbox/grading/kinds/index.ts";
import type { Lesson, SolutionLine, Task } from "../../../sandbox/grading/lesson.ts";
import { PROOF } from "../../../src/lessons/proof.ts";
import { neededBy, type Playable, type Stage, stage } from "../play.ts";
import { askedPlainly, playPlainly } from "./client.ts";
import { costOf, MOST_MILLISECONDS } from "./cost.ts";
import { reachFaults, type TaskReach } from "./reach.ts";
import type { Fault, Rule } from "./rules.ts";
import { missing } from "./text-of.ts";
import { prints } from "./transcript.ts";

type Lines = readonly SolutionLine[];
type Sections = Readonly<Record<string, Lines>>;

export async function holdPlayed(one: Playable): Promise<Fault[]> {
  const run = new Run(one, await stage({ lesson: one.lesson }));
  await run.walk();
  await run.end();
  await run.alternatives();
  await run.proofs();
  return run.faults;
}

/** Solutions and alternatives under another seed: the tasks are the same, and both pass. */
export async function holdSeed(one: Playable, first: Playable, seed: string): Promise<Fault[]> {
  const ids = ({ lesson }: Playable) => lesson.tasks.map(({ id }) => id).join();
  if (ids(one) !== ids(first)) return [{ rule: "seeds", says: `${seed}: its tasks are ${ids(one)}` }];
  if (JSON.stringify(one.lesson.variables) === JSON.stringify(first.lesson.variables)) return [];
  const run = new Run(one, await stage({ lesson: one.lesson }));
  await run.sections(one.lesson.solution, "after", "solution.sh");
  await run.alternatives();
  return run.faults.map(({ says }) => ({ rule: "seeds", says: `${seed} (${Object.values(one.lesson.variables).join(", ")}): ${says}` }));
}

class Run {
  readonly faults: Fault[] = [];
  readonly #one: Playable;
  readonly #lesson: Lesson;
  readonly #played: Stage;
  readonly #start: string;
  readonly #reaches: TaskReach[] = [];

  constructor(one: Playable, played: Stage) {
    this.#one = one;
    this.#lesson = one.lesson;
    this.#played = played;
    this.#start = played.world();
  }

  #fault(rule: Rule, says: string | undefined | false): void {
    if (says) this.faults.push({ rule, says });
  }

  async walk(): Promise<void> {
    this.#hints();
    for (const [index, task] of this.#lesson.tasks.entries()) {
      const mark = await this.#played.commands();
      const { status } = await this.#played.state(task.id);
      this.#fault("before", status !== "open" && `${task.id}: it is ${status} before its section is played`);
      await this.#blocks(index);
      await this.#predictions(index);
      if (status === "open") {
        for (const mistake of this.#one.mistakes.filter(({ at }) => at === task.id))
          await this.#mistake(mistake.hint, mistake.lines, task, index, mark);
        await this.#dropped(task, mark);
        await this.#client(task, mark);
      }
      await this.#section(this.#lesson.solution[task.id] ?? [], task, index, "after", "solution.sh");
      this.#reaches.push({ task: task.id, evidence: this.#played.evidence() });
    }
    await this.#blocks(this.#lesson.tasks.length);
    await this.#predictions(this.#lesson.tasks.length);
  }

  /** Predictions of the text behind so many tasks, tried as a learner would: on a copy. */
  async #predictions(after: number): Promise<void> {
    for (const { id, run, shows } of this.#lesson.predicts.filter((one) => one.after === after)) {
      const fork = await this.#played.session.fork();
      const { output } = await fork.run(run);
      this.#fault("predictions", output === "" && `${id}: ${run.join("; ")} prints nothing`);
      const context: Context = { lesson: this.#lesson, evidence: fork.evidence(), openedAfter: 0, since: "lesson", forks: "later" };
      for (const check of shows) {
        const { state, now } = await judge(check, context);
        this.#fault("predictions", state !== "true" && `${id}: ${goalOf(check)} · ${now}`);
      }
    }
  }

  async end(): Promise<void> {
    const played = this.#played;
    for (const { of, has } of played.evidence().events.flatMap((event) => (event.kind === "visit" ? [event] : [])))
      this.#fault("visits", has.status !== 0 && `${of}: its last command ends with ${has.status}`);
    for (const says of reachFaults(this.#lesson, this.#reaches)) this.#fault("reach", says);
    const cost = await costOf(this.#lesson, played);
    this.#fault("cost", cost.quick > MOST_MILLISECONDS && `all checks but forks take ${cost.quick.toFixed(0)} ms, ${MOST_MILLISECONDS} at most`);
    await this.#undo();
  }

  async #undo(): Promise<void> {
    const played = this.#played;
    const [end, states, commands] = [played.world(), await this.#statuses(), await played.commands()];
    await played.backTo(0);
    this.#fault("undo", missing(played.world(), this.#start));
    const still = (await played.tasks()).filter(({ status }) => status === "done").map(({ id }) => id);
    this.#fault("undo", still.length > 0 && `after undo these are still done: ${still.join(", ")}`);
    for (let count = 0; count < commands; count++) await played.session.redo();
    this.#fault("undo", missing(played.world(), end));
    this.#fault("undo", (await this.#statuses()) !== states && `after redo the tasks are ${await this.#statuses()}`);
  }

  async #statuses(): Promise<string> {
    return (await this.#played.tasks()).map(({ id, status }) => `${id} ${status}`).join(", ");
  }

  async alternatives(): Promise<void> {
    for (const [name, sections] of Object.entries(this.#one.alternatives)) await this.sections(sections, "alternatives", `solution.alt-${name}.sh`);
  }

  /** All sections from the start. */
  async sections(sections: Sections, rule: Rule, file: string): Promise<void> {
    await this.#played.backTo(0);
    for (const [index, task] of this.#lesson.tasks.entries()) {
      this.#fault(rule, !(task.id in sections) && `${file}: no section "# task: ${task.id}"`);
      if (!(await this.#section(sections[task.id] ?? [], task, index, rule, file))) return;
    }
  }

  async #section(lines: Lines, task: Task, index: number, rule: Rule, file: string): Promise<boolean> {
    const played = this.#played;
    const had = played.surprises.length;
    await played.play(lines);
    for (const surprise of played.surprises.splice(had)) this.#fault(rule, `${file}: ${task.id}: ${surprise}`);
    const state = await played.state(task.id);
    this.#fault(rule, state.status !== "done" && `${file}: ${task.id} is not done after its section\n${rowsOf(state)}`);
    const early = (await played.tasks()).slice(index + 1).filter(({ status }) => status === "done");
    this.#fault(rule, early.length > 0 && `${file}: the section of ${task.id} does ${early.map(({ id }) => id).join(", ")} too`);
    return state.status === "done";
  }

  #hints(): void {
    const hints = this.#lesson.tasks.flatMap(({ id, hints: all }) => all.flatMap((hint) => (hint.kind === "when" ? [`${id}: ${hint.id}`] : [])));
    const mistakes = this.#one.mistakes.map(({ at, hint }) => `${at}: ${hint}`);
    for (const hint of hints)
      this.#fault("hints", !mistakes.includes(hint) && `${hint} fires at no mistake: write mistakes/${hint.split(": ")[1]}.sh`);
    for (const mistake of mistakes)
      this.#fault("hints", !hints.includes(mistake) && `mistakes/${mistake.split(": ")[1]}.sh: ${mistake.split(": ")[0]} has no hint of that name`);
  }

  /** Only what its task needs is played before a mistake. */
  async #mistake(hint: string, lines: Lines, task: Task, index: number, mark: number): Promise<void> {
    const needed = neededBy(this.#lesson, task.id);
    const isHere = needed.length === index;
    const played = isHere ? this.#played : await stage({ lesson: this.#lesson });
    if (!isHere) for (const need of needed) await played.play(this.#lesson.solution[need] ?? []);
    const had = played.surprises.length;
    await played.play(lines);
    for (const surprise of played.surprises.splice(had)) this.#fault("mistakes", `mistakes/${hint}.sh: ${surprise}`);
    const state = await played.state(task.id);
    this.#fault("mistakes", state.status !== "open" && `mistakes/${hint}.sh does ${task.id}`);
    if (state.status === "open" && state.stateHint?.id !== hint)
      this.#fault(
        "mistakes",
        `mistakes/${hint}.sh: ${state.stateHint ? `the hint ${state.stateHint.id} stands before it` : "no hint fires"}\n${rowsOf(state)}`,
      );
    if (isHere) await played.backTo(mark);
  }

  async #dropped(task: Task, mark: number): Promise<void> {
    const played = this.#played;
    const lines = this.#lesson.solution[task.id] ?? [];
    for (const [index, { line, spare }] of lines.entries()) {
      if (spare) continue;
      const had = played.surprises.length;
      await played.play(lines.filter((_, other) => other !== index));
      played.surprises.splice(had);
      this.#fault("dropped", (await played.state(task.id)).status === "done" && `solution.sh: ${task.id} is done without: ${line}`);
      await played.backTo(mark);
    }
  }

  async #client(task: Task, mark: number): Promise<void> {
    if (!askedPlainly(task)) return;
    const { sent, refused } = await playPlainly(this.#played, this.#lesson, task);
    const state = await this.#played.state(task.id);
    this.#fault(
      "client",
      sent > 0 &&
        state.status !== "done" &&
        `${task.id} is not done when a plain client sends its ${sent} requests\n${[...refused, rowsOf(state)].join("\n")}`,
    );
    await this.#played.backTo(mark);
  }

  /** Blocks of the text behind so many tasks, each on a copy shared with those before it. */
  async #blocks(after: number): Promise<void> {
    for (const block of this.#lesson.blocks.filter((one) => one.after === after)) {
      const fork = await this.#played.session.fork();
      if (block.kind === "run") {
        const { status, output } = await fork.run(block.lines);
        this.#fault("blocks", status !== block.exit && `lesson.md:${block.at}: ends with ${status}, and says exit=${block.exit}\n${output}`);
        continue;
      }
      for (const { command, output: wanted } of block.steps) {
        const { output } = await fork.run([command]);
        this.#fault(
          "blocks",
          !prints(wanted, output) && `lesson.md:${block.at}: $ ${command}\nprints\n${output}and the text says\n${wanted.join("\n")}`,
        );
      }
    }
  }

  async proofs(): Promise<void> {
    for (const [id, lesson] of Object.entries(this.#one.proofs)) {
      const played = await stage({ lesson });
      // What a proof types may well be refused: that is what it shows.
      for (const { line } of lesson.solution[PROOF] ?? []) await played.session.run(line);
      const state = await played.state(PROOF);
      this.#fault("proofs", state.status !== "done" && `quiz.yaml: ${id}\n${rowsOf(state)}`);
    }
  }
}

/** Rows that do not hold, for messages. */
function rowsOf({ rows }: { readonly rows: readonly { readonly goal: string; readonly now: string; readonly state: string }[] }): string {
  return rows
    .filter(({ state }) => state !== "true")
    .map(({ goal, now }) => `  ${goal} · ${now}`)
    .join("\n");
}
