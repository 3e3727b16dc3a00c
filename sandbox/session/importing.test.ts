import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { nodeHasher } from "../node/hasher.ts";
import { SAVE_SCHEMA } from "./save.ts";
import { sessionsWith, TestTerminal } from "./testing/session.ts";

const { keptStorage, testSession } = sessionsWith(nodeHasher);

const file = (state: unknown) => zipSync({ "state.json": strToU8(JSON.stringify(state)) });

test("a file of a free session is opened in that session only", async () => {
  const free = testSession(keptStorage());
  await free.open({ world: "blank" });
  const exported = await free.exportState();
  const session = testSession(keptStorage());
  await session.open({ world: "team" });
  await expect(session.importState(exported)).rejects.toThrow("This file is of the sandbox. Open the sandbox first.");
});

test("a terminal is cleared when another world is put in the place of its own", async () => {
  const session = testSession(keptStorage());
  const terminal = new TestTerminal();
  await session.open({ world: "blank" });
  await session.attach(terminal);
  const exported = await session.exportState();
  await session.run("echo one");
  await expect(session.importState(file({ a: 1 }))).rejects.toThrow(/^This file/);
  expect(terminal.frames.filter(({ kind }) => kind === "clear")).toEqual([]);
  await session.importState(exported);
  expect(terminal.frames.at(-1)).toEqual({ kind: "clear" });
});

test.each([
  ["of no session", { a: 1 }],
  ["of a newer version", { slot: "world:blank", saved: { schema: SAVE_SCHEMA + 1 } }],
  [
    "of a world that is none",
    { slot: "world:blank", saved: { schema: SAVE_SCHEMA, start: { world: { schema: 2, tables: { files: "x" } } }, records: [] } },
  ],
  ["whose records are none", { slot: "world:blank", saved: { schema: SAVE_SCHEMA, start: {}, records: 7 } }],
  ["of another lesson", { slot: "lesson:other", saved: { schema: SAVE_SCHEMA } }],
])("a file %s is refused, and what was open goes on", async (_, state) => {
  const session = testSession(keptStorage());
  await session.open({ world: "blank" });
  await session.run("echo one > note");
  await expect(session.importState(file(state))).rejects.toThrow(/^This file/);
  expect(await session.run("cat note")).toBe(0);
  expect((await session.undo()).history.map(({ line }) => line)).toEqual(["echo one > note"]);
});
