/** What judging a lesson costs, alone: CPU time of this thread, so that other work on the machine is not measured. */
import { evaluate } from "../../../sandbox/grading/evaluate.ts";
import { NO_LATCHES } from "../../../sandbox/grading/evidence.ts";
import type { Lesson } from "../../../sandbox/grading/lesson.ts";
import type { Stage } from "../play.ts";

/** Milliseconds for everything but forks (FORMAT §3). */
export const MOST_MILLISECONDS = 100;

/** Of all lessons judged in this process, forks included. */
export const spent = { lessons: 0, milliseconds: 0 };

export async function costOf(lesson: Lesson, { session, evidence }: Stage): Promise<{ readonly quick: number; readonly all: number }> {
  // Without needs every task is open, so every check is judged.
  const open: Lesson = { ...lesson, tasks: lesson.tasks.map((task) => ({ ...task, needs: [] })) };
  const once = async (forks: "now" | "later") => {
    // A world of its own: results of forks are kept by the world they were tried in.
    const { world, ...rest } = evidence();
    const began = process.threadCpuUsage();
    await evaluate(open, { ...rest, world: { ...world }, forks: { fork: (setup) => session.fork(setup) } }, NO_LATCHES, { forks });
    const { user, system } = process.threadCpuUsage(began);
    return (user + system) / 1000;
  };
  const quick = Math.min(await once("later"), await once("later"), await once("later"));
  const all = await once("now");
  spent.lessons++;
  spent.milliseconds += all;
  return { quick, all };
}
