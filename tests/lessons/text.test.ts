/** Commands shown in the text print what the text says; predictions and quiz proofs hold (FORMAT §2, §8). */
import { describe, expect, test } from "vitest";
import type { Context } from "../../sandbox/grading/context.ts";
import { judge } from "../../sandbox/grading/kinds/index.ts";
import "../../sandbox/grading/sources.ts";
import { type Playable, playables, type Stage, stage } from "./play.ts";

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
  const { lesson, quiz } = one;

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

  test.each(quiz.map((question) => [question.id, question] as const))(
    "the proof of %s holds",
    async (_id, { prove }) => {
      const [kind, name = ""] = prove.start.split(":");
      expect(kind).toBe("world");
      const played = await stage({ world: name });
      const fork = await played.session.fork({ given: prove.given });
      await fork.run(prove.run);
      const context: Context = {
        lesson: { world: { me: "user/learner" } },
        evidence: fork.evidence(),
        openedAfter: 0,
        since: "lesson",
        forks: "later",
      };
      for (const check of prove.shows) expect({ check, ...(await judge(check, context)) }).toMatchObject({ check, state: "true" });
    },
    60_000,
  );
});
