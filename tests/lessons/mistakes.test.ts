/** Wrong ways fail and fire the hint of their name; every hint about a state has its wrong way (FORMAT §5). */
import { describe, expect, test } from "vitest";
import { neededBy, open, playables, stage } from "./play.ts";

describe.each((await playables()).map((one) => [one.lesson.slug, one] as const))("%s", (_slug, { lesson, mistakes }) => {
  test("each hint about a state has one mistake, and each mistake its hint", () => {
    const hints = lesson.tasks.flatMap((task) => task.hints.flatMap((hint) => (hint.kind === "when" ? [`${task.id}: ${hint.id}`] : [])));
    expect(mistakes.map(({ at, hint }) => `${at}: ${hint}`).sort()).toEqual(hints.sort());
  });

  test.each(mistakes.map((mistake) => [mistake.hint, mistake] as const))(
    "%s fails and is answered by its hint",
    async (hint, { at, lines }) => {
      const played = await stage({ lesson });
      for (const need of neededBy(lesson, at)) await played.play(lesson.solution[need] ?? []);
      await played.play(lines);
      expect(played.surprises).toEqual([]);
      const state = await played.state(at);
      expect({ status: state.status, hint: state.stateHint?.id, rows: open(state) }).toMatchObject({ status: "open", hint });
    },
    60_000,
  );
});
