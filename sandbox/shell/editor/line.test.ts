import { Terminal } from "@xterm/headless";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createLine, type Effect, type Line } from "./index.ts";

interface Screen {
  readonly line: Line;
  readonly terminal: Terminal;
  type(data: string): Promise<readonly Effect[]>;
  write(ansi: string): Promise<void>;
  /** Text rows of the screen, and the cursor. */
  seen(): { readonly rows: readonly string[]; readonly cursor: readonly [number, number] };
}

async function screen(options: { columns?: number; rows?: number; history?: string[] } = {}): Promise<Screen> {
  const { columns = 20, rows = 6, history = [] } = options;
  const terminal = new Terminal({ cols: columns, rows, allowProposedApi: true });
  const line = createLine({ size: { columns, rows }, history });
  const write = (ansi: string) => new Promise<void>((resolve) => terminal.write(ansi, resolve));
  await write(line.setMode("prompt", "$ ").ansi);
  return {
    line,
    terminal,
    write,
    async type(data) {
      const { ansi, effects } = line.feed(data);
      await write(ansi);
      return effects;
    },
    seen() {
      const buffer = terminal.buffer.active;
      const all = Array.from(
        { length: rows },
        (_row, index) =>
          buffer
            .getLine(buffer.baseY + index)
            ?.translateToString(true)
            .trimEnd() ?? "",
      );
      while (all.length > 1 && all.at(-1) === "") all.pop();
      return { rows: all, cursor: [buffer.cursorY, buffer.cursorX] };
    },
  };
}

/** Types keys on a fresh screen; what is seen then, and the line's text. */
async function typed(data: string, history: string[] = []) {
  const one = await screen({ history });
  await one.type(data);
  return { ...one.seen(), text: one.line.state.text };
}

describe("the line editor on a terminal", () => {
  test("shows the prompt and what is typed", async () => {
    expect(await typed("echo hi")).toEqual({ rows: ["$ echo hi"], cursor: [0, 9], text: "echo hi" });
  });

  test("moves and edits with the Emacs keys", async () => {
    expect((await typed("abc def\x01X\x05Y")).text).toBe("Xabc defY");
    expect((await typed("abc def\x1bb\x1bbX\x1bfY")).text).toBe("XabcY def");
    expect((await typed("abc def\x02\x02\x04")).text).toBe("abc df");
    expect((await typed("abc\x7f\x08")).text).toBe("a");
    expect((await typed("abc\x14")).text).toBe("acb");
    expect((await typed("one two\x1b[1;5D\x1b[1;5DX\x1b[1;3CY")).text).toBe("XoneY two");
    expect((await typed("abc\x1b[H1\x1b[F2\x1b[D\x1b[D\x1b[3~")).text).toBe("1ab2");
    expect((await typed("make it\x1b[H\x1bu \x1bc")).text).toBe("MAKE  It");
  });

  test("cuts and yanks, joins kills in a row, and turns the kill ring", async () => {
    expect((await typed("aws ecr one\x17\x17\x19")).text).toBe("aws ecr one");
    expect((await typed("one two\x01\x0b\x19\x19")).text).toBe("one twoone two");
    expect((await typed("one\x15two\x15\x19\x1by")).text).toBe("one");
    expect((await typed("one two\x01\x1bd\x05\x19")).text).toBe(" twoone");
  });

  test("undoes", async () => {
    expect((await typed("abc\x17x\x1f\x1f")).text).toBe("abc");
  });

  test("recalls history and keeps what was changed in it until a line is entered", async () => {
    const history = ["first", "second"];
    expect((await typed("new\x1b[A\x1b[A", history)).text).toBe("first");
    expect((await typed("new\x10!\x10\x0e\x0e", history)).text).toBe("new");
    expect((await typed("new\x10!\x10\x0e", history)).text).toBe("second!");
    expect((await typed("echo \x1b.", ["a b c"])).text).toBe("echo c");
  });

  test("searches backwards, goes on, gives up and takes the line", async () => {
    const history = ["aws ecr x", "docker push", "aws sts y"];
    const one = await screen({ history, columns: 60 });
    await one.type("\x12aws");
    expect(one.seen().rows).toEqual(["(reverse-i-search)`aws': aws sts y"]);
    await one.type("\x12");
    expect(one.seen().rows).toEqual(["(reverse-i-search)`aws': aws ecr x"]);
    await one.type("\x12");
    expect(one.seen().rows).toEqual(["(failed reverse-i-search)`aws': aws ecr x"]);
    await one.type("\x05!");
    expect(one.seen()).toEqual({ rows: ["$ aws ecr x!"], cursor: [0, 12] });
    await one.type("\x12dock\x07");
    expect(one.seen().rows).toEqual(["$ aws ecr x!"]);
  });

  test("enters a line, interrupts one, and ends input", async () => {
    const one = await screen();
    expect(await one.type("ls\r")).toEqual([{ kind: "submit", text: "ls" }]);
    await one.write(one.line.output("a\nb\n") + one.line.setMode("prompt", "$ ").ansi);
    expect(one.seen()).toEqual({ rows: ["$ ls", "a", "b", "$"], cursor: [3, 2] });
    expect(await one.type("xy\x02\x03")).toEqual([{ kind: "interrupt" }]);
    await one.write(one.line.setMode("prompt", "$ ").ansi);
    expect(one.seen()).toEqual({ rows: ["$ ls", "a", "b", "$ xy^C", "$"], cursor: [4, 2] });
    expect(await one.type("\x04")).toEqual([{ kind: "eof" }]);
  });

  test("keeps keys that are typed while a command runs, and plays them at the next prompt", async () => {
    const one = await screen();
    await one.type("a\r");
    expect(await one.type("b\rc")).toEqual([]);
    const { ansi, effects } = one.line.setMode("prompt", "$ ");
    await one.write(ansi);
    expect(effects).toEqual([{ kind: "submit", text: "b" }]);
    await one.write(one.line.setMode("prompt", "$ ").ansi);
    expect(one.seen().rows).toEqual(["$ a", "$ b", "$ c"]);
  });

  test("does not echo hidden input, and keeps it out of history", async () => {
    const one = await screen();
    await one.type("docker login\r");
    await one.write(one.line.output("Password: ") + one.line.setMode("hidden", "").ansi);
    expect(await one.type("secret\r")).toEqual([{ kind: "submit", text: "secret" }]);
    await one.write(one.line.setMode("prompt", "$ ").ansi);
    expect(one.seen().rows).toEqual(["$ docker login", "Password:", "$"]);
    expect(one.line.state.history).toEqual(["docker login"]);
  });

  test("reads a line for a program after the program's own prompt", async () => {
    const one = await screen();
    await one.type("x\r");
    await one.write(one.line.output("Username: ") + one.line.setMode("line", "").ansi);
    await one.type("AWSx\x7f\x01_");
    expect(one.seen()).toEqual({ rows: ["$ x", "Username: _AWS"], cursor: [1, 11] });
  });

  test("wraps, repaints in the middle of a wrapped line, and lands at exact widths", async () => {
    const one = await screen({ columns: 10 });
    await one.type("12345678");
    expect(one.seen()).toEqual({ rows: ["$ 12345678"], cursor: [1, 0] });
    await one.type("90");
    expect(one.seen()).toEqual({ rows: ["$ 12345678", "90"], cursor: [1, 2] });
    await one.type("\x01X");
    expect(one.seen()).toEqual({ rows: ["$ X1234567", "890"], cursor: [0, 3] });
    expect(one.terminal.buffer.active.getLine(1)?.isWrapped).toBe(true);
    await one.type("\x05\x15");
    expect(one.seen()).toEqual({ rows: ["$"], cursor: [0, 2] });
  });

  test("counts wide characters as two columns and marks as none", async () => {
    expect(await typed("日本e\u0301x")).toEqual({ rows: ["$ 日本e\u0301x"], cursor: [0, 8], text: "日本e\u0301x" });
    expect((await typed("日本\x7f")).text).toBe("日");
  });

  test("pastes several lines as one, without running them", async () => {
    const one = await screen();
    expect(await one.type("\x1b[200~for i in 1 2\ndo echo $i\n")).toEqual([]);
    expect(await one.type("done\x1b[201~")).toEqual([]);
    expect(one.seen()).toEqual({ rows: ["$ for i in 1 2", "do echo $i", "done"], cursor: [2, 4] });
    expect(await one.type("\r")).toEqual([{ kind: "submit", text: "for i in 1 2\ndo echo $i\ndone" }]);
  });

  test("joins continuation lines to one history entry", async () => {
    const one = await screen();
    await one.type("echo '\r");
    await one.write(one.line.setMode("continuation", "> ").ansi);
    expect(one.seen().rows).toEqual(["$ echo '", ">"]);
    await one.type("b'\r");
    await one.write(one.line.setMode("prompt", "$ ").ansi);
    await one.type("\x1b[A");
    expect(one.line.state.text).toBe("echo '\nb'");
  });

  test("edits a line of 3 kB on a small screen: the part around the cursor is shown, all of it when it is entered", async () => {
    const one = await screen({ columns: 80, rows: 10 });
    const password = Array.from({ length: 300 }, (_item, index) => String(index).padStart(10, "x")).join("");
    await one.type(`\x1b[200~docker login -p ${password}\x1b[201~`);
    expect(one.seen().rows.length).toBe(10);
    expect(one.seen().rows.at(-1)?.endsWith("xxxxxxx299")).toBe(true);
    await one.type("\x01");
    expect(one.seen().rows[0]?.startsWith("$ docker login -p xxxx")).toBe(true);
    expect(one.seen().cursor).toEqual([0, 2]);
    await one.type("time \x05 https://host");
    expect(one.seen().rows.at(-1)?.endsWith("299 https://host")).toBe(true);
    const started = process.hrtime.bigint();
    for (let i = 0; i < 200; i++) one.line.feed("x\x7f");
    expect(Number(process.hrtime.bigint() - started) / 1e6 / 400).toBeLessThan(8);
    expect(await one.type("\r")).toEqual([{ kind: "submit", text: `time docker login -p ${password} https://host` }]);
    const buffer = one.terminal.buffer.active;
    let text = "";
    for (let row = 0; row < buffer.length; row++) text += buffer.getLine(row)?.translateToString(true) ?? "";
    expect(text.endsWith(`$ time docker login -p ${password} https://host`)).toBe(true);
  });

  test("prints output above a line that is being edited", async () => {
    const one = await screen();
    await one.type("hello\x02");
    await one.write(one.line.output("note\n"));
    expect(one.seen()).toEqual({ rows: ["note", "$ hello"], cursor: [1, 6] });
  });

  test("completes a single match with a space, a common start without, and lists several", async () => {
    const one = await screen();
    expect(await one.type("aws e\t")).toEqual([{ kind: "complete", id: 1, line: "aws e", cursor: 5 }]);
    await one.write(one.line.completions({ id: 1, from: 4, options: [{ value: "ecr" }, { value: "ecr-public" }] }).ansi);
    expect(one.line.state.text).toBe("aws ecr");
    await one.type("\t");
    await one.write(one.line.completions({ id: 2, from: 4, options: [{ value: "ecr" }, { value: "ecr-public" }] }).ansi);
    expect(one.seen()).toEqual({ rows: ["$ aws ecr", "ecr", "ecr-public", "$ aws ecr"], cursor: [3, 9] });
    await one.type("-\t");
    await one.write(one.line.completions({ id: 3, from: 4, options: [{ value: "ecr-public" }] }).ansi);
    expect(one.line.state.text).toBe("aws ecr-public ");
    await one.type("x\t");
    expect(one.line.completions({ id: 3, from: 15, options: [{ value: "late" }] }).effects).toEqual([]);
  });

  test("an answer that comes after the line was changed or entered changes nothing", async () => {
    const one = await screen();
    await one.type("aws ec\tr");
    one.line.completions({ id: 1, from: 4, options: [{ value: "ecs" }] });
    expect(one.line.state.text).toBe("aws ecr");
    await one.type("\t\r");
    one.line.setMode("prompt", "$ ");
    await one.type("ls");
    one.line.completions({ id: 2, from: 4, options: [{ value: "ecr" }] });
    expect(one.line.state.text).toBe("ls");
  });

  test("whatever is typed, the screen is the same as painted afresh", async () => {
    const keys = fc.array(
      fc.constantFrom(
        "a",
        "bc d",
        "日",
        "\x01",
        "\x05",
        "\x02",
        "\x06",
        "\x17",
        "\x19",
        "\x7f",
        "\x1b[A",
        "\x1b[B",
        "\x1bb",
        "\x1f",
        "\x14",
        "\x12a",
        "\x07",
        "\x1b[200~x\ny\x1b[201~",
        "longer words here ",
      ),
      { maxLength: 25 },
    );
    await fc.assert(
      fc.asyncProperty(keys, async (pieces) => {
        const one = await screen({ columns: 11, rows: 30, history: ["abc def", "ghi"] });
        for (const data of pieces) await one.type(data);
        const fresh = await screen({ columns: 11, rows: 30 });
        fresh.line.clear();
        Object.assign(fresh.line, { state: one.line.state });
        await fresh.write(fresh.line.clear());
        expect(one.seen()).toEqual(fresh.seen());
      }),
      { numRuns: 150 },
    );
  });
});
