/** Judging is quick enough to follow every command (FORMAT §3). */
import { describe, expect, test } from "vitest";
import { evaluate } from "../../sandbox/grading/evaluate.ts";
import { NO_LATCHES } from "../../sandbox/grading/evidence.ts";
import type { Lesson } from "../../sandbox/grading/lesson.ts";
import { evidenceOf } from "../../sandbox/session/judging.ts";
import { playables, stage } from "./play.ts";

/** Milliseconds for everything but forks, the best of five runs: other work on the machine is not what is measured. */
const LIMIT = 100;

describe.each((await playables()).map((one) => [one.lesson.slug, one] as const))("%s", (_slug, { lesson }) => {
  test(`all its checks take less than ${LIMIT} ms`, async () => {
    const played = await stage({ lesson });
    const start = { world: played.session.machine().store.world };
    for (const task of lesson.tasks) await played.play(lesson.solution[task.id] ?? []);
    await played.session.settled();
    // Without needs every task is open, so every check is judged.
    const open: Lesson = { ...lesson, tasks: lesson.tasks.map((task) => ({ ...task, needs: [] })) };
    const times: number[] = [];
    for (let run = 0; run < 5; run++) {
      const began = performance.now();
      await evaluate(open, evidenceOf(played.session.machine(), start), NO_LATCHES, { forks: "later" });
      times.push(performance.now() - began);
    }
    expect(Math.min(...times)).toBeLessThan(LIMIT);
  }, 60_000);
});
