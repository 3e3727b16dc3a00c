import { expect, test } from "vitest";
import { type Flag, optionLines, parseFlags } from "./flags.ts";

const flags: readonly Flag[] = [
  { name: "all", short: "a", kind: "bool", about: "All" },
  { name: "tag", short: "t", kind: "list", about: "Names" },
  { name: "file", short: "f", kind: "string", about: "File" },
];

const read = (line: string, options = {}) => {
  const parsed = parseFlags(line.split(" "), flags, options);
  return "message" in parsed ? parsed.message : [parsed.is("all"), parsed.list("tag"), parsed.text("file"), parsed.arguments];
};

test.each([
  ["-a x", [true, [], undefined, ["x"]]],
  ["x --all=false", [false, [], undefined, ["x"]]],
  ["-t a --tag=b -tc -t=d .", [false, ["a", "b", "c", "d"], undefined, ["."]]],
  ["-aft x", [true, [], "t", ["x"]]],
  ["-f - -", [false, [], "-", ["-"]]],
  ["-- -a", [false, [], undefined, ["-a"]]],
])("%s is read as pflag reads it", (line, expected) => {
  expect(read(line)).toEqual(expected);
});

test.each([
  ["--bogus", "unknown flag: --bogus"],
  ["-e none", "unknown shorthand flag: 'e' in -e"],
  ["-aex", "unknown shorthand flag: 'e' in -ex"],
  ["--file", "flag needs an argument: --file"],
  ["-f", "flag needs an argument: 'f' in -f"],
  ["--all=maybe", 'invalid argument "maybe" for "-a, --all" flag: strconv.ParseBool: parsing "maybe": invalid syntax'],
])("%s is refused in pflag's words", (line, message) => {
  expect(read(line)).toBe(message);
});

test("options after the first argument may belong to it", () => {
  expect(read("-a alpine ls -a --bogus", { stopAtArgument: true })).toEqual([true, [], undefined, ["alpine", "ls", "-a", "--bogus"]]);
});

test("help lists options in columns", () => {
  expect(optionLines(flags)).toBe("  -a, --all           All\n  -f, --file string   File\n  -t, --tag list      Names\n");
});
