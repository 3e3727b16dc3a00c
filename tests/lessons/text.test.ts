/** Commands shown in the text print what the text says; predictions and quiz proofs hold (FORMAT §2, §8). */
import { describe, expect, test } from "vitest";
import type { Lesson } from "../../sandbox/grading/lesson.ts";
import { PROOF } from "../../src/lessons/proof.ts";
import { open, type Playable, playables, type Stage, stage } from "./play.ts";

/** Whether output is what a transcript promises: `…` is any characters, a line `…` any lines. */
function prints(wanted: readonly string[], output: string): boolean {
  const pattern = wanted.map((line) => (line.trim() === "…" ? "(?:.*\\n)*?" : `${line.split("…").map(escaped).join(".*")}\\n`)).join("");
  return new RegExp(`^${pattern}$`).test(output === "" || output.endsWith("\n") ? output : `${output}\n`);
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}

/** Brings the lesson to the place of a block: the tasks before it done. */
async function upTo({ lesson }: Playable, played: Stage, done: number, after: number): Promise<void> {
  for (const task of lesson.tasks.slice(done, after)) await played.play(lesson.solution[task.id] ?? []);
}

describe.each((await playables()).map((one) => [one.lesson.slug, one] as const))("%s", (_slug, one) => {
  const { lesson, quiz, proofs } = one;

  test("every command shown in the text prints what the text says", async () => {
    const played = await stage({ lesson });
    let done = 0;
    for (const block of lesson.blocks) {
      await upTo(one, played, done, block.after);
      done = block.after;
      const fork = await played.session.fork();
      if (block.kind === "run") {
        const { status, output } = await fork.run(block.lines);
        expect({ line: block.at, status, ...(status === block.exit ? {} : { output }) }).toEqual({ line: block.at, status: block.exit });
      } else {
        for (const { command, output: wanted } of block.steps) {
          const { output } = await fork.run([command]);
          expect(prints(wanted, output) ? wanted : output.split("\n")).toEqual(wanted);
        }
      }
    }
  }, 60_000);

  test("every prediction can be tried", async () => {
    const played = await stage({ lesson });
    for (const task of lesson.tasks) await played.play(lesson.solution[task.id] ?? []);
    for (const { run } of lesson.predicts) {
      const { output } = await (await played.session.fork()).run(run);
      expect(output).not.toBe("");
    }
  }, 60_000);

  test.each(quiz.map(({ id }) => [id, proofs[id] as Lesson] as const))(
    "the proof of %s holds",
    async (_id, lesson) => {
      const played = await stage({ lesson });
      // What a proof types may well be refused: that is what it shows.
      for (const { line } of lesson.solution[PROOF] ?? []) await played.session.run(line);
      expect(open(await played.state(PROOF))).toBe("done");
    },
    60_000,
  );
});
