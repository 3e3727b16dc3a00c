import { expect, test } from "vitest";
import type { Installed } from "../program.ts";
import { testComputer } from "../testing/computer.ts";
import { completeLine } from "./index.ts";

const ecr: Installed = {
  name: "aws",
  summary: "the cloud's command",
  program: async () => 0,
  complete: ({ words, prefix }) =>
    [{ value: "ecr", note: "registry" }, { value: "ecr-public" }, { value: words.join("+") }].filter(({ value }) => value.startsWith(prefix)),
};

/** Options after a line; `‸` marks the cursor. */
async function options(line: string, prepare = ":"): Promise<[number, ...string[]]> {
  const computer = await testComputer({ programs: [ecr] });
  await computer.run(`echo x > my.txt; echo > 'a b'; : > .hidden; : > "it's"; ${prepare}`);
  if (prepare.includes("> run")) computer.files.chmod("/home/learner/run", 0o755);
  const cursor = line.indexOf("‸");
  const { files, shell, clock } = computer;
  const found = await completeLine({
    line: line.replace("‸", ""),
    cursor,
    state: shell.state,
    files,
    programs: [ecr],
    network: async () => ({ status: 500, headers: {}, body: new Uint8Array(0) }),
    clock: { now: () => clock.time, async sleep() {} },
    hasher: { sha256: () => new Uint8Array(32), hmacSha256: (bytes) => bytes, stream: () => ({ update() {}, end: () => new Uint8Array(0) }) },
    awsCli: 2,
  });
  return [found.from, ...found.options.map(({ value, open }) => value + (open ? "…" : ""))];
}

test("the first word is a program, a builtin, an alias or a function", async () => {
  expect(await options("aw‸")).toEqual([0, "aws"]);
  expect(await options("unal‸")).toEqual([0, "unalias"]);
  expect(await options("x; ba‸")).toEqual([3, "bash"]);
  expect(await options("FOO=1 aw‸")).toEqual([6, "aws"]);
  expect(await options("echo $(aw‸")).toEqual([7, "aws"]);
  expect(await options("if tru‸")).toEqual([3, "true"]);
  expect(await options("dep‸", "deploy() { :; }; alias depot=x")).toEqual([0, "deploy", "depot"]);
  expect(await options("./r‸", ": > run; : > read.me")).toEqual([0, "./run"]);
  expect(await options("# aw‸")).toEqual([4]);
});

test("a program's own completer sees the words before, also behind an alias and a pipe", async () => {
  expect(await options("aws ec‸")).toEqual([4, "ecr", "ecr-public"]);
  expect(await options("cat x | aws '--re gion' aws‸")).toEqual([24, "aws+--re\\ gion"]);
  expect(await options("a e‸", "alias a='aws --debug'")).toEqual([2, "ecr", "ecr-public"]);
});

test("file names are escaped, or kept in the quote that is open", async () => {
  expect(await options("cat m‸")).toEqual([4, "my.txt"]);
  expect(await options("cat a‸")).toEqual([4, "a\\ b"]);
  expect(await options("cat 'a‸")).toEqual([4, "'a b'"]);
  expect(await options('cat "a‸')).toEqual([4, '"a b"']);
  expect(await options("cat i‸")).toEqual([4, "it\\'s"]);
  expect(await options("cat a\\ ‸")).toEqual([4, "a\\ b"]);
  expect(await options("cat .h‸")).toEqual([4, ".hidden"]);
  expect(await options("cat < m‸")).toEqual([6, "my.txt"]);
  expect(await options("aws >m‸")).toEqual([5, "my.txt"]);
  expect(await options("cd /t‸")).toEqual([3, "/tmp/…"]);
  expect(await options("cat ~/m‸")).toEqual([4, "~/my.txt"]);
  expect(await options("aws my‸")).toEqual([4, "my.txt"]);
});

test("variables are completed by name", async () => {
  expect(await options("echo $HOM‸")).toEqual([5, "$HOME"]);
  expect(await options('echo "${HOM‸')).toEqual([6, "${HOME}"]);
  expect(await options("export HO‸")).toEqual([7, "HOME", "HOSTNAME"]);
});
