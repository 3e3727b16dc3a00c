import { expect, test } from "vitest";
import { lesson, task } from "../grading/testing/made.ts";
import { nodeHasher } from "../node/hasher.ts";
import { sessionsWith } from "./testing/session.ts";

const { keptStorage, testSession } = sessionsWith(nodeHasher);

const made = lesson([task("note", [{ file: "note" }])]);

async function opened(storage: ReturnType<typeof keptStorage>, fresh: boolean) {
  const session = testSession(storage);
  const { history, tasks } = await session.open({ lesson: made, fresh });
  return { session, lines: history.map(({ line }) => line), done: tasks[0]?.status === "done" };
}

test("a lesson opens as it was left, and fresh as it begins; what is done then is what is kept", async () => {
  const storage = keptStorage();
  const first = await opened(storage, false);
  await first.session.run("echo one > ~/note");
  await first.session.settled();
  expect(await opened(storage, false)).toMatchObject({ lines: ["echo one > ~/note"], done: true });
  const anew = await opened(storage, true);
  expect(anew).toMatchObject({ lines: [], done: false });
  await anew.session.run("pwd");
  await anew.session.settled();
  expect(await opened(storage, false)).toMatchObject({ lines: ["pwd"], done: false });
});
