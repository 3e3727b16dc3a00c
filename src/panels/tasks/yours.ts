/** The commands that a learner entered for a task: since the task done before it, up to the one that completed it. */
import type { CommandView, TaskState } from "../../session/contract.ts";

export function yoursOf(id: string, tasks: readonly TaskState[], history: readonly CommandView[]): readonly CommandView[] {
  const to = tasks.find((task) => task.id === id)?.doneBy ?? Number.POSITIVE_INFINITY;
  const others = tasks.flatMap((task) => (task.id !== id && task.doneBy !== undefined && task.doneBy < to ? [task.doneBy] : []));
  const from = Math.max(0, ...others);
  return history.filter(({ number }) => number > from && number <= to);
}
