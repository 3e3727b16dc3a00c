import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { concat, equalBytes, text } from "../../kernel/bytes.ts";
import { BrokenPipe, type Installed } from "../program.ts";
import { testComputer } from "../testing/computer.ts";
import { shells } from "./installed.ts";
import { inputFrom, pipe } from "./streams.ts";
import { needsMore } from "./syntax.ts";

const cat: Installed = {
  name: "cat",
  summary: "",
  async program({ stdin, stdout }) {
    for (let piece = await stdin.read(); piece; piece = await stdin.read()) await stdout.write(piece);
    return 0;
  },
};
const forever: Installed = {
  name: "forever",
  summary: "writes until nobody reads",
  async program({ stdout }) {
    for (;;) await stdout.write(`${"x".repeat(999)}\n`);
  },
};
const stubborn: Installed = { name: "stubborn", summary: "ignores Ctrl-C", program: () => new Promise(() => {}) };
const ask: Installed = {
  name: "ask",
  summary: "",
  async program({ stdout, processes, env, args, name }) {
    await stdout.write(
      `${name} ${args.join(",")} ${env.X ?? "-"} ${processes?.()
        .map(({ argv }) => argv.join(" "))
        .join("|")}\n`,
    );
    return 0;
  },
};
const all = [...shells, cat, forever, stubborn, ask];

describe("a pipe", () => {
  test("gives the same bytes in any chunking, with any capacity, read in any way", async () => {
    const chunks = fc.array(fc.uint8Array({ maxLength: 50 }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(chunks, fc.integer({ min: 1, max: 64 }), fc.boolean(), async (pieces, capacity, byLine) => {
        const signal = new AbortController().signal;
        const one = pipe(signal, capacity);
        const writing = (async () => {
          for (const piece of pieces) await one.output.write(piece);
          one.closeOutput();
        })();
        const sent = concat(pieces.length > 0 ? pieces : [new Uint8Array(0)]);
        if (byLine) {
          const lines: string[] = [];
          for (let line = await one.input.line(); line !== undefined; line = await one.input.line()) lines.push(line);
          expect(lines.join("\n")).toBe(text(sent).replace(/\n$/, ""));
        } else expect(equalBytes(await one.input.all(), sent)).toBe(true);
        await writing;
      }),
    );
  });

  test("makes a fast writer wait, and breaks when the reader has gone", async () => {
    const one = pipe(new AbortController().signal, 10);
    let written = 0;
    const writing = (async () => {
      for (;;) {
        await one.output.write("12345");
        written++;
      }
    })();
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(written).toBe(2);
    one.closeInput();
    await expect(writing).rejects.toBeInstanceOf(BrokenPipe);
  });
});

describe("the shell at a prompt", () => {
  test("keeps variables, functions, aliases, options and the directory between lines, as plain data", async () => {
    const { run, shell } = await testComputer({ programs: all, interactive: true });
    await run("x=1; export Y=2; f() { echo f$x; }; alias hi='echo hello'; cd /tmp; set -o pipefail; a=(1 2)");
    const kept = structuredClone(shell.state);
    const later = await testComputer({ programs: all, interactive: true });
    later.shell.state = kept;
    expect(await later.run("f; hi there; pwd; echo $Y ${a[1]}; false | true; echo $?")).toEqual({
      status: 0,
      stdout: "f1\nhello there\n/tmp\n2 2\n1\n",
      stderr: "",
    });
  });

  test("names no line in its messages, and goes on after a mistake", async () => {
    const { run } = await testComputer({ programs: all, interactive: true });
    expect(await run("nope")).toEqual({ status: 127, stdout: "", stderr: "bash: nope: command not found\n" });
    expect(await run("echo )")).toEqual({ status: 2, stdout: "", stderr: "bash: syntax error near unexpected token `)'\n" });
    expect(await run("set -u; echo $missing; echo no")).toEqual({ status: 1, stdout: "", stderr: "bash: missing: unbound variable\n" });
    expect((await run("echo still here")).stdout).toBe("still here\n");
  });

  test("writes history into ~/.bash_history, recalls events, and clears it", async () => {
    const { run, files } = await testComputer({ programs: all, interactive: true });
    await run("echo one");
    expect((await run("!! two")).stdout).toBe("echo one two\none two\n");
    expect(text(await files.read("/home/learner/.bash_history"))).toBe("echo one\necho one two\n");
    expect((await run("history")).stdout).toBe("    1  echo one\n    2  echo one two\n    3  history\n");
    expect((await run("!nope")).stderr).toBe("bash: !nope: event not found\n");
    expect((await run("history -c; history")).stdout).toBe("");
  });

  test("ends with the status of exit, and says so", async () => {
    const { run, shell } = await testComputer({ programs: all, interactive: true });
    expect(await run("exit 3")).toEqual({ status: 3, stdout: "", stderr: "exit\n" });
    expect(shell.exited).toBe(3);
  });

  test("tells which lines want another one", () => {
    const open = [
      "echo 'a",
      'echo "a',
      "if true; then",
      "for i in a; do",
      "a |",
      "a &&",
      "cat <<E",
      "cat <<E\nx",
      "echo \\",
      "f() {",
      "function g {",
      "f()",
      "(",
      "{",
      "echo $(ls",
      "( a",
      "a=(1 2",
      "case x in",
      "while true",
    ];
    const whole = ["echo a", "", "# it's", "echo )", "fi", "cat <<E\nx\nE", "echo \\\\", "if true; then x; fi", "a | b", "echo 'a\nb'", "echo a >"];
    expect(open.filter((line) => needsMore(line) === "complete")).toEqual([]);
    expect(whole.filter((line) => needsMore(line) === "continuation")).toEqual([]);
  });
});

describe("programs", () => {
  test("stop when nobody reads them any more", async () => {
    const { run } = await testComputer({ programs: all });
    expect(await run("forever | { read x; echo ${#x}; exit 5; }; echo ${PIPESTATUS[@]}", { stdin: "" })).toMatchObject({ status: 0 });
    expect((await run("forever | true; echo ${PIPESTATUS[@]}")).stdout).toBe("141 0\n");
  });

  test("see arguments, environment and processes; the host is told of each start", async () => {
    const { run, spawned } = await testComputer({ programs: all });
    expect((await run("X=1 ask a 'b c'; ask | cat")).stdout).toBe("ask a,b c 1 bash|ask a b c\nask  - bash|ask\n");
    expect(spawned).toEqual([["ask", "a", "b c"], ["ask"], ["cat"]]);
  });

  test("end with 130 at Ctrl-C, even those that ignore it, and so do loops", async () => {
    const { run } = await testComputer({ programs: all, interactive: true });
    for (const line of [
      "stubborn",
      "stubborn | cat; echo no",
      "while true; do :; done",
      "x=$(stubborn); echo no",
      "for ((;;)); do true; done",
      "f() { while true; do true; done; }; f",
      "cat",
    ]) {
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 20);
      const { status, stdout } = await run(line === "cat" ? "stubborn < /dev/null" : line, { signal: controller.signal });
      expect([line, status, stdout]).toEqual([line, 130, ""]);
    }
    expect((await run("echo $?")).stdout).toBe("130\n");
  });

  test("let Ctrl-C in while a loop is busy, within a few milliseconds", async () => {
    const { run } = await testComputer({ programs: all });
    const controller = new AbortController();
    const started = Date.now();
    setTimeout(() => controller.abort(), 10);
    expect((await run("i=0; while true; do i=$((i+1)); done", { signal: controller.signal })).status).toBe(130);
    expect(Date.now() - started).toBeLessThan(1000);
  });
});

test("an input keeps what a line did not need", async () => {
  const pieces = ["ab\ncd", "ef\n", "g"].map((piece) => new TextEncoder().encode(piece));
  const input = inputFrom(async () => pieces.shift());
  expect([await input.line(), text((await input.read()) ?? new Uint8Array(0)), await input.line(), await input.line(), await input.line()]).toEqual([
    "ab",
    "cd",
    "ef",
    "g",
    undefined,
  ]);
});
