import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { text } from "../kernel/bytes.ts";
import { nodeHasher } from "../node/hasher.ts";
import { StorageFull } from "../world/blobs.ts";
import { snapshot } from "../world/snapshot.ts";
import { sessionsWith, TestTerminal } from "./testing/session.ts";

const { keptStorage, testSession } = sessionsWith(nodeHasher);

const blank = { world: "blank" };

async function fileText(session: ReturnType<typeof testSession>, path: string): Promise<string> {
  return text(await session.machine().files.read(path));
}

describe("undo and redo", () => {
  test("undo gives back the identical world, redo the one after it", async () => {
    const session = testSession();
    await session.open(blank);
    const start = snapshot(session.machine().store.world);
    await session.run("echo one > note; x=1; cd /tmp");
    const after = snapshot(session.machine().store.world);
    await session.run("echo two > other");
    expect((await session.undo()).history.map(({ line }) => line)).toEqual(["echo one > note; x=1; cd /tmp"]);
    expect(snapshot(session.machine().store.world)).toEqual(after);
    const view = await session.undo();
    expect(snapshot(session.machine().store.world)).toEqual(start);
    expect(view.undone.map(({ line }) => line)).toEqual(["echo one > note; x=1; cd /tmp", "echo two > other"]);
    expect(session.machine().shell.state.cwd).toBe("/home/learner");
    await session.redo();
    expect(snapshot(session.machine().store.world)).toEqual(after);
    expect(session.machine().shell.state.variables.x?.value).toBe("1");
  });

  test("the words undo and redo leave no step of their own", async () => {
    const session = testSession();
    await session.open(blank);
    await session.run("echo one > note");
    await session.run("undo");
    expect(session.machine().files.stat("/home/learner/note")).toBeUndefined();
    await session.run("redo");
    expect(await fileText(session, "/home/learner/note")).toBe("one\n");
    await session.run("echo two > note; undo");
    expect(await fileText(session, "/home/learner/note")).toBe("one\n");
  });

  test("undo while a command runs interrupts it, waits, and takes it back", async () => {
    const session = testSession();
    const terminal = new TestTerminal();
    await session.open(blank);
    await session.attach(terminal);
    const running = session.run("echo begun > note; read answer");
    await terminal.until((frame) => frame.kind === "mode" && frame.mode === "line");
    const view = await session.undo();
    expect(await running).toBe(130);
    expect(view.history).toEqual([]);
    expect(session.machine().files.stat("/home/learner/note")).toBeUndefined();
  });

  test("a reset is a step that can be undone", async () => {
    const session = testSession();
    await session.open(blank);
    await session.run("echo one > note");
    await session.run("reset");
    expect(session.machine().files.stat("/home/learner/note")).toBeUndefined();
    await session.undo();
    expect(await fileText(session, "/home/learner/note")).toBe("one\n");
  });
});

describe("the clock", () => {
  test("moves one second per command, by sleeps and by jumps", async () => {
    const session = testSession();
    const { now } = await session.open(blank);
    await session.run("true");
    const view = await session.advance(13 * 3_600_000);
    expect(view.now - now).toBe(13 * 3_600_000 + 2_000);
    expect(view.history.map(({ line }) => line)).toEqual(["true", "clock +13h"]);
  });
});

describe("what is saved", () => {
  test("a session is restored as it was, undone commands included", async () => {
    const storage = keptStorage();
    const session = testSession(storage);
    await session.open(blank);
    await session.run("echo one > note; y=2");
    await session.run("use-aws-cli 1");
    await session.run("echo two > other");
    await session.undo();
    await session.settled();
    const again = testSession(storage);
    const view = await again.open(blank);
    expect(snapshot(again.machine().store.world)).toEqual(snapshot(session.machine().store.world));
    expect(view.history.map(({ line }) => line)).toEqual(["echo one > note; y=2", "use-aws-cli 1"]);
    expect(view.cli).toBe(1);
    expect(again.machine().shell.state.variables.y?.value).toBe("2");
    await again.redo();
    expect(await fileText(again, "/home/learner/other")).toBe("two\n");
    await again.undo();
    await again.undo();
    await again.undo();
    expect(again.machine().files.stat("/home/learner/note")).toBeUndefined();
  });

  test("a reload in the middle of a command keeps what it had committed, as one step", async () => {
    const storage = keptStorage();
    const session = testSession(storage);
    const terminal = new TestTerminal();
    await session.open(blank);
    await session.attach(terminal);
    void session.run("echo one > note; read answer; echo two > note");
    await terminal.until((frame) => frame.kind === "mode" && frame.mode === "line");
    await new Promise((resolve) => setTimeout(resolve, 5));
    const again = testSession(storage);
    const view = await again.open(blank);
    expect(await fileText(again, "/home/learner/note")).toBe("one\n");
    expect(view.history).toMatchObject([{ line: "echo one > note; read answer; echo two > note", status: 130 }]);
    expect(again.machine().shell.state.status).toBe(130);
    await again.undo();
    expect(again.machine().files.stat("/home/learner/note")).toBeUndefined();
  });

  test("a log that is written anew tells the same story", async () => {
    const storage = keptStorage();
    const session = testSession(storage);
    await session.open(blank);
    await session.run("echo one > note");
    await session.run("reset");
    await session.run("echo two > note");
    await session.undo();
    const file = await session.exportState();
    const other = testSession();
    const view = await other.importState(file);
    expect(view.history.map(({ line }) => line)).toEqual(["echo one > note", "reset"]);
    await other.redo();
    expect(await fileText(other, "/home/learner/note")).toBe("two\n");
    await other.undo();
    await other.undo();
    expect(await fileText(other, "/home/learner/note")).toBe("one\n");
  });

  test("when there is no room the session goes on, says so, and is saved as soon as there is", async () => {
    const storage = keptStorage();
    const { persistence } = storage("world:blank");
    const session = testSession(storage);
    await session.open(blank);
    const { append, snapshot: replaceAll } = persistence;
    persistence.append = persistence.snapshot = async () => {
      throw new StorageFull();
    };
    await session.run("echo one > note");
    await session.settled();
    expect((await session.undo()).saving).toBe("full");
    await session.redo();
    Object.assign(persistence, { append, snapshot: replaceAll });
    await session.run("echo two > note");
    await session.settled();
    const again = testSession(storage);
    expect((await again.open(blank)).history.map(({ line }) => line)).toEqual(["echo one > note", "echo two > note"]);
  });

  test("a state of a newer version is left alone", async () => {
    const storage = keptStorage();
    const { persistence } = storage("world:blank");
    await persistence.snapshot({ schema: 99, start: undefined as never, records: [] });
    await expect(testSession(storage).open(blank)).rejects.toThrow("newer version");
  });
});

test("however commands, undo, redo and resets follow each other, what was saved gives the same session (property)", async () => {
  const action = fc.constantFrom(
    "echo $RANDOM >> note",
    "x=$((x + 1)); cd /tmp",
    "clock +1h",
    "use-aws-cli 1",
    "aws ecr create-repository --repository-name r$RANDOM",
    "undo",
    "redo",
    "reset",
    "UNDO",
    "REDO",
  );
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 8 }), async (actions) => {
      const storage = keptStorage();
      const session = testSession(storage);
      await session.open(blank);
      for (const one of actions) {
        if (one === "UNDO") await session.undo();
        else if (one === "REDO") await session.redo();
        else await session.run(one);
      }
      await session.settled();
      const again = testSession(storage);
      const view = await again.open(blank);
      const plain = (seen: typeof view) => ({ ...seen, saving: "" });
      const before = plain(await session.advance(0).then(() => session.undo()));
      await again.advance(0);
      expect(plain(await again.undo())).toEqual(before);
      expect(snapshot(again.machine().store.world)).toEqual(snapshot(session.machine().store.world));
      expect(again.machine().shell.state).toEqual(session.machine().shell.state);
    }),
    { numRuns: 25 },
  );
});

test("two sessions that are given the same lines have the same worlds", async () => {
  const worlds = [];
  for (let turn = 0; turn < 2; turn++) {
    const session = testSession();
    await session.open({ world: "pushed" });
    await session.run("echo $RANDOM > note");
    await session.run("clock +3h");
    worlds.push(snapshot(session.machine().store.world));
  }
  expect(worlds[0]).toEqual(worlds[1]);
});

test("a fork leaves no trace", async () => {
  const session = testSession();
  await session.open(blank);
  await session.run("echo one > note");
  const before = session.machine().store.world;
  const fork = await session.fork({ given: { cli: 1, files: { note: null } }, after: 3_600_000 });
  expect(await fork.run(["echo fork > made", "use-aws-cli", "cat note"])).toMatchObject({ output: expect.stringContaining("aws is AWS CLI 1.\n") });
  expect(fork.evidence().world.files.get("/home/learner/made")).toBeDefined();
  expect(session.machine().store.world).toBe(before);
  expect(session.machine().store.events).toEqual([]);
});

describe("a terminal", () => {
  test("shows a prompt, runs a typed command, asks on, and shows a prompt again", async () => {
    const session = testSession();
    const terminal = new TestTerminal();
    await session.open(blank);
    await session.attach(terminal);
    expect(terminal.frames).toEqual([{ kind: "mode", mode: "prompt", prompt: expect.stringContaining("learner@") }]);
    terminal.send({ kind: "line", text: "echo 'a" });
    expect(terminal.frames.at(-1)).toMatchObject({ kind: "mode", mode: "continuation" });
    terminal.send({ kind: "line", text: "b'" });
    await terminal.until((frame) => frame.kind === "exit");
    expect(terminal.text).toBe("a\nb\n");
    expect(terminal.frames.filter(({ kind }) => kind === "command")).toEqual([{ kind: "command", number: 1, line: "echo 'a\nb'" }]);
  });

  test("lines typed ahead are read by the program or run afterwards", async () => {
    const session = testSession();
    const terminal = new TestTerminal();
    await session.open(blank);
    await session.attach(terminal);
    terminal.send({ kind: "line", text: "read x; echo got $x" });
    await terminal.until((frame) => frame.kind === "mode" && frame.mode === "line");
    terminal.send({ kind: "line", text: "first" });
    terminal.send({ kind: "line", text: "read y; echo then $y" });
    terminal.send({ kind: "line", text: "second" });
    terminal.send({ kind: "line", text: "echo third" });
    await terminal.until((frame) => frame.kind === "exit" && frame.number === 3);
    expect(terminal.text).toBe("got first\nthen second\nthird\n");
  });

  test("Ctrl-C right behind a line ends it, though it has not begun", async () => {
    const session = testSession();
    const terminal = new TestTerminal();
    await session.open(blank);
    await session.attach(terminal);
    terminal.send({ kind: "line", text: "echo begun > note; while true; do :; done" });
    terminal.send({ kind: "signal", name: "INT" });
    expect(await terminal.until((frame) => frame.kind === "exit")).toMatchObject({ number: 1, status: 130 });
    expect(session.machine().files.stat("/home/learner/note")).toBeUndefined();
    terminal.send({ kind: "line", text: "echo status $?" });
    await terminal.until((frame) => frame.kind === "exit" && frame.number === 2);
    expect(terminal.text).toBe("status 130\n");
  });

  test("Ctrl-C drops the lines that were typed ahead", async () => {
    const session = testSession();
    const terminal = new TestTerminal();
    await session.open(blank);
    await session.attach(terminal);
    terminal.send({ kind: "line", text: "while true; do :; done" });
    terminal.send({ kind: "line", text: "echo ahead" });
    terminal.send({ kind: "line", text: "echo further" });
    terminal.send({ kind: "signal", name: "INT" });
    terminal.send({ kind: "line", text: "echo after" });
    await terminal.until((frame) => frame.kind === "out");
    expect(terminal.text).toBe("after\n");
  });

  test("a session that is left with a line before its beginning is left", async () => {
    const session = testSession();
    await session.open(blank);
    void session.run("true");
    const line = session.run("while true; do :; done");
    await session.open({ world: "repo" });
    expect(await line).toBe(130);
  });

  test("a fast writer waits for what has not been drawn, and Ctrl-C ends it", async () => {
    const session = testSession();
    const terminal = new TestTerminal();
    terminal.draws = false;
    await session.open(blank);
    await session.attach(terminal);
    terminal.send({ kind: "line", text: "while true; do echo 0123456789012345678901234567890123456789; done" });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const printed = terminal.text.length;
    expect(printed).toBeLessThan(400_000);
    terminal.send({ kind: "signal", name: "INT" });
    expect(await terminal.until((frame) => frame.kind === "exit")).toMatchObject({ status: 130 });
  });
});
