import { expect, test } from "vitest";
import { nodeHasher } from "../node/hasher.ts";
import { sessionsWith, TestTerminal } from "./testing/session.ts";

const { keptStorage, testSession } = sessionsWith(nodeHasher);

test("a line that was begun or typed ahead does not go on in another session", async () => {
  const session = testSession(keptStorage());
  const terminal = new TestTerminal();
  await session.open({ world: "blank" });
  await session.attach(terminal);
  terminal.send({ kind: "line", text: "read x" });
  await terminal.until((frame) => frame.kind === "mode" && frame.mode === "line");
  terminal.send({ kind: "line", text: "first" });
  terminal.send({ kind: "line", text: "echo ahead > note" });
  await terminal.until((frame) => frame.kind === "exit" && frame.number === 2);
  terminal.send({ kind: "line", text: "echo 'unfinished" });
  expect(terminal.frames.at(-1)).toMatchObject({ kind: "mode", mode: "continuation" });
  await session.open({ world: "team" });
  expect(terminal.frames.slice(-2)).toMatchObject([
    { kind: "session", slot: "world:team" },
    { kind: "mode", mode: "prompt" },
  ]);
});

test("everything of a program that is left comes before the word of the next session", async () => {
  const session = testSession(keptStorage());
  const terminal = new TestTerminal();
  await session.open({ world: "blank" });
  await session.attach(terminal);
  terminal.send({ kind: "line", text: "while true; do echo x; done" });
  await terminal.until((frame) => frame.kind === "out");
  await session.open({ world: "team" });
  const turned = terminal.frames.findIndex((frame) => frame.kind === "session");
  expect(terminal.frames.findIndex((frame) => frame.kind === "exit")).toBeLessThan(turned);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(terminal.frames.slice(turned)).toMatchObject([{ kind: "session" }, { kind: "mode", mode: "prompt" }]);
});

test("targets are opened one after another, and what is asked meanwhile is asked of the last", async () => {
  const session = testSession(keptStorage());
  const opened = [session.open({ world: "team" }), session.open({ world: "blank" })];
  const later = session.advance(60_000);
  expect((await Promise.all(opened)).map(({ slot }) => slot)).toEqual(["world:team", "world:blank"]);
  expect((await later).slot).toBe("world:blank");
});

test("small pieces of output come together, in their order", async () => {
  const session = testSession();
  const terminal = new TestTerminal();
  await session.open({ world: "blank" });
  await session.attach(terminal);
  terminal.send({ kind: "line", text: "for i in 1 2 3; do echo $i; echo e$i >&2; done; seq 1 2000" });
  await terminal.until((frame) => frame.kind === "exit");
  expect(terminal.text).toBe(`1\ne1\n2\ne2\n3\ne3\n${Array.from({ length: 2000 }, (_, index) => `${index + 1}\n`).join("")}`);
  expect(terminal.frames.filter(({ kind }) => kind === "out" || kind === "err").length).toBeLessThan(50);
});
