/** Solutions pass, task by task; each command of them matters; undo leads back (FORMAT §9). */
import { describe, expect, test } from "vitest";
import type { SolutionLine } from "../../sandbox/grading/lesson.ts";
import { open, type Playable, playables, SEEDS, stage } from "./play.ts";

type Sections = Readonly<Record<string, readonly SolutionLine[]>>;

/** Plays every section; before it the task is open and not done, after it is, and no later one. */
async function passes({ lesson }: Playable, sections: Sections): Promise<void> {
  const played = await stage({ lesson });
  for (const [index, task] of lesson.tasks.entries()) {
    const before = await played.state(task.id);
    expect({ task: task.id, status: before.status }).toEqual({ task: task.id, status: "open" });
    await played.play(sections[task.id] ?? []);
    expect(played.surprises).toEqual([]);
    const after = await played.state(task.id);
    expect(`${task.id}: ${open(after)}`).toBe(`${task.id}: done`);
    const early = (await played.tasks()).slice(index + 1).filter(({ status }) => status === "done");
    expect(early.map(({ id }) => id)).toEqual([]);
  }
  await played.session.settled();
}

for (const seed of SEEDS) {
  describe.each((await playables(seed)).map((one) => [one.lesson.slug, one] as const))(`%s (${seed ?? "first values"})`, (_slug, one) => {
    test("the model solution does every task in its turn", () => passes(one, one.lesson.solution), 60_000);

    test.each(Object.keys(one.alternatives))("another way passes too: %s", (name) => passes(one, one.alternatives[name] as Sections), 60_000);
  });
}

describe.each((await playables()).map((one) => [one.lesson.slug, one] as const))("%s", (_slug, one) => {
  const { lesson } = one;

  test("undo to the start gives the identical world, and redo the identical end", async () => {
    const played = await stage({ lesson });
    const start = played.world();
    for (const task of lesson.tasks) await played.play(lesson.solution[task.id] ?? []);
    const end = played.world();
    const states = await played.tasks();
    const commands = await played.commands();
    await played.backTo(0);
    expect(played.world()).toBe(start);
    expect((await played.tasks()).some(({ status }) => status === "done")).toBe(false);
    for (let count = 0; count < commands; count++) await played.session.redo();
    expect(played.world()).toBe(end);
    expect((await played.tasks()).map(({ id, status }) => [id, status])).toEqual(states.map(({ id, status }) => [id, status]));
  }, 60_000);

  test("without any one of its commands a section does not do its task", async () => {
    const played = await stage({ lesson });
    const needless: string[] = [];
    for (const task of lesson.tasks) {
      const lines = lesson.solution[task.id] ?? [];
      const mark = await played.commands();
      for (const [index, { line, spare }] of lines.entries()) {
        if (spare) continue;
        await played.play(lines.filter((_, other) => other !== index));
        if ((await played.state(task.id)).status === "done") needless.push(`${task.id}: ${line}`);
        await played.backTo(mark);
      }
      await played.play(lines);
    }
    expect(needless).toEqual([]);
  }, 120_000);
});
