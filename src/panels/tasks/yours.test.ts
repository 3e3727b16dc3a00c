import { expect, test } from "vitest";
import type { CommandView, TaskState } from "../../session/contract.ts";
import { yoursOf } from "./yours.ts";

const history: CommandView[] = [1, 2, 3, 4, 5].map((number) => ({ number, line: `c${number}`, status: 0, at: 0 }));
const task = (id: string, doneBy?: number): TaskState => ({
  id,
  status: doneBy === undefined ? "open" : "done",
  rows: [],
  ...(doneBy === undefined ? {} : { doneBy }),
});
const lines = (id: string, tasks: TaskState[]) => yoursOf(id, tasks, history).map(({ line }) => line);

test("a done task has the commands since the one done before it", () => {
  const tasks = [task("a", 2), task("b", 4), task("c")];
  expect(lines("a", tasks)).toEqual(["c1", "c2"]);
  expect(lines("b", tasks)).toEqual(["c3", "c4"]);
  expect(lines("c", tasks)).toEqual(["c5"]);
});

test("tasks may be done out of order, and by one command", () => {
  expect(lines("a", [task("a", 4), task("b", 2)])).toEqual(["c3", "c4"]);
  expect(lines("b", [task("a", 3), task("b", 3)])).toEqual(["c1", "c2", "c3"]);
});
