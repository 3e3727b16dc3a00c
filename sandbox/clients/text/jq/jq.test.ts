import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quoteWord } from "../../../shell/interpreter/quote.ts";
import { testComputer } from "../../../shell/testing/computer.ts";
import { jq } from "./index.ts";

const computer = await testComputer({ programs: [jq] });

async function ask(program: string, input: string, ...options: string[]): Promise<string> {
  const { stdout, stderr, status } = await computer.run(`jq -c ${[...options, program].map((word) => quoteWord(word)).join(" ")}`, { stdin: input });
  expect([stderr, status]).toEqual(["", 0]);
  return stdout.trimEnd();
}

/** Text as JSON.stringify writes it, with keys that do not look like numbers (JavaScript would move those). */
const key = fc.string({ maxLength: 4 }).map((text) => `k${text}`);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.constantFrom(null, true, false),
    fc.integer({ min: -1_000_000, max: 1_000_000 }),
    fc.string({ unit: "grapheme", maxLength: 6 }),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(key, tie("value"), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const runs = { numRuns: 60 };

describe("jq on any value", () => {
  it("prints what it read, in the order of its keys", () =>
    fc.assert(
      fc.asyncProperty(value, async (one) => {
        expect(JSON.stringify(JSON.parse(await ask(".", JSON.stringify(one))))).toBe(JSON.stringify(one));
      }),
      runs,
    ));

  it("reads back what tojson, tostream and to_entries made", () =>
    fc.assert(
      fc.asyncProperty(value, async (one) => {
        const program =
          '[(tojson | fromjson), fromstream(tostream), walk(if type == "object" then with_entries(.) else . end)] | map(. == $one) | all';
        expect(await ask(program, JSON.stringify(one), "--argjson", "one", JSON.stringify(one))).toBe("true");
      }),
      runs,
    ));

  it("assigns by paths as setpath does, updates as getpath and setpath do, deletes as delpaths does", () =>
    fc.assert(
      fc.asyncProperty(value, async (one) => {
        const program = `. as $whole | [paths] | all(.[]; . as $path | $whole
          | ((getpath($path) = 7) == setpath($path; 7))
            and ((getpath($path) |= [.]) == setpath($path; [getpath($path)]))
            and (del(getpath($path)) == delpaths([$path])))
          and ([$whole | paths] == [$whole | path(..) | select(. != [])])
          and (($whole | del(.. | strings)) == ($whole | delpaths([paths(type == "string")]) | if type == "string" then null else . end))`;
        expect(await ask(program, JSON.stringify(one))).toBe("true");
      }),
      runs,
    ));

  it("sorts into an order that sorting again keeps, with groups that hold every element", () =>
    fc.assert(
      fc.asyncProperty(fc.array(value, { maxLength: 6 }), async (list) => {
        const program = "sort as $sorted | ($sorted | sort) == $sorted and ([group_by(.)[][]] == $sorted) and (unique == (group_by(.) | map(.[0])))";
        expect(await ask(program, JSON.stringify(list))).toBe("true");
      }),
      runs,
    ));
});

describe("jq and programs that never end", () => {
  for (const program of [
    "[repeat(1)]",
    "last(range(infinite))",
    "def f: f; f",
    "until(false; .)",
    "reduce repeat(1) as $x (0; 0)",
    "[limit(1; repeat(empty))]",
  ])
    it(`ends on Ctrl-C: ${program}`, async () => {
      const interrupt = new AbortController();
      setTimeout(() => interrupt.abort(), 20);
      expect((await computer.run(`jq -n '${program}'`, { signal: interrupt.signal })).status).toBe(130);
    });

  const held: readonly (readonly [program: string, words: RegExp])[] = [
    ["[range(3000000)] | length", /grew past/],
    ['reduce range(64) as $i ("ab"; . + .) | length', /grew past/],
    ["reduce range(64) as $i ([1]; . + .) | length", /grew past/],
    [".[100000000] = 1", /grew past/],
    ['reduce range(64) as $i ("0123456789" * 100; [., .])', /grew past/],
    ["def f: 1 + f; f", /recurses deeper/],
  ];
  for (const [program, words] of held)
    it(`says so when a value or a program outgrows the sandbox: ${program}`, async () => {
      const { status, stderr } = await computer.run(`jq -nc ${quoteWord(program)}`);
      expect([status, stderr]).toEqual([5, expect.stringMatching(words)]);
    }, 120_000);

  it("recurses as long as the call is the last thing a function does", async () => {
    expect(await ask("def f: if . >= 100000 then . else (. + 1 | f) end; 0 | f", "", "-n")).toBe("100000");
  });
});

it("shows colours on a terminal, unless NO_COLOR or -M say otherwise", async () => {
  const terminal = await testComputer({ programs: [jq], tty: true });
  const shown = await Promise.all(["jq -nc 1", "NO_COLOR=1 jq -nc 1", "jq -ncM 1"].map(async (line) => (await terminal.run(line)).stdout));
  expect(shown).toEqual(["\x1b[0;39m1\x1b[0m\n", "1\n", "1\n"]);
});

it("takes the time from the computer's clock", async () => {
  expect(await ask("now | todate", "", "-n")).toBe('"2026-11-25T09:30:00Z"');
});

it("reads Oniguruma's patterns where the browser has the like, and refuses the others", async () => {
  const program = '[("xA" | test("(?i)a"), test("\\\\Ax")), ("ab12" | match("[[:alpha:]]+").string), ("a{b}-" | test("a{b}"), test("\\\\-"))]';
  expect(await ask(program, "", "-n")).toBe('[true,true,"ab",true,true]');
  const { status, stderr } = await computer.run(`jq -n '"x" | test("a++")'`);
  expect([status, stderr]).toEqual([5, "jq: error (at <unknown>): Regex failure: this sandbox cannot read the pattern a++\n"]);
});
