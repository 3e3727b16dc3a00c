import { PassThrough } from "node:stream";
import { afterEach, expect, test, vi } from "vitest";
import { sessionsWith } from "../session/testing/session.ts";
import { nodeHasher } from "./hasher.ts";
import { interactive } from "./terminal-tty.ts";

const { testSession } = sessionsWith(nodeHasher);

afterEach(() => vi.restoreAllMocks());

test("Ctrl-D ends a program's input, and at the prompt the terminal, with the status of the last command", async () => {
  const keys = Object.assign(new PassThrough(), { setRawMode: () => keys });
  const screen = new PassThrough();
  vi.spyOn(process, "stdin", "get").mockReturnValue(keys as unknown as typeof process.stdin);
  vi.spyOn(process, "stdout", "get").mockReturnValue(Object.assign(screen, { columns: 80, rows: 24 }) as unknown as typeof process.stdout);
  let shown = "";
  screen.on("data", (text: Buffer) => {
    shown += text;
  });
  const session = testSession();
  await session.open({ world: "blank" });
  const left = interactive(session);
  keys.write("false\r");
  await vi.waitFor(() => expect(session.machine().shell.state.status).toBe(1), 5_000);
  keys.write("cat\ra\r");
  await vi.waitFor(() => expect(shown).toMatch(/\r\na\r\n/), 5_000);
  keys.write("\x04");
  await vi.waitFor(() => expect(session.machine().shell.state.status).toBe(0), 5_000);
  await session.settled();
  keys.write("\x04");
  expect(await left).toBe(0);
});
