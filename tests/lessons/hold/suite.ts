/** The tests of every n-th lesson: two files share the course, so that two cores play it. */
import { afterAll, describe, expect, test } from "vitest";
import { withRepair } from "../play.ts";
import { spent } from "./cost.ts";
import { courseOf, holdSeeds } from "./lesson.ts";
import { holdPlayed } from "./played.ts";
import { type Fault, PLAYED_RULES, RULES, type Rule, TEXT_RULES } from "./rules.ts";
import { holdText } from "./text.ts";

/** Milliseconds for all checks of one lesson: sixteen of them stay under two seconds. */
const A_SIXTEENTH = 2_000 / 16;

export async function describeLessons(turn: number, of: number): Promise<void> {
  const { lessons, course } = await courseOf();
  const own = lessons.filter((_, index) => index % of === turn);
  for (const loaded of own) {
    for (const one of withRepair(loaded)) {
      describe(one.lesson.slug, () => {
        const isLesson = one.lesson.slug === loaded.lesson.slug;
        if (isLesson) rulesOf(TEXT_RULES, async () => holdText(loaded, course.slugs));
        rulesOf(PLAYED_RULES, () => holdPlayed(one));
        rulesOf(["seeds"], () => holdSeeds(one, course));
      });
    }
  }
  test("all checks of these lessons are judged in their part of two seconds", () => {
    expect(spent.lessons).toBe(own.flatMap(withRepair).length);
    expect(spent.milliseconds).toBeLessThan(Math.max(own.length, 8) * A_SIXTEENTH);
  });
  afterAll(() => console.info(`checks of ${spent.lessons} lessons and broken worlds: ${spent.milliseconds.toFixed(0)} ms of CPU`));
}

/** One test a rule; what they look at is found once. */
function rulesOf(rules: readonly Rule[], hold: () => Promise<readonly Fault[]>): void {
  let found: Promise<readonly Fault[]> | undefined;
  test.each(rules.map((rule) => [RULES[rule], rule] as const))(
    "%s",
    async (_title, rule) => {
      found ??= hold();
      expect((await found).filter((fault) => fault.rule === rule).map(({ says }) => says)).toEqual([]);
    },
    120_000,
  );
}
