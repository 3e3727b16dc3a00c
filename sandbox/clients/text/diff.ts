/** diff: normal and unified, of files and of directories. */
import { text } from "../../kernel/bytes.ts";
import { basename } from "../../shell/files/paths.ts";
import { strftime } from "../../shell/interpreter/strftime.ts";
import type { ProgramContext } from "../../shell/program.ts";
import { complain, installed, type Options, open, pathOf, Usage, wordsOf } from "./kit.ts";

/** A changed stretch: lines `[a, b)` of the old file became `[c, d)` of the new. */
interface Hunk {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
}

/** Shortest edit script by Myers' greedy algorithm. */
function changes(old: readonly string[], young: readonly string[]): Hunk[] {
  let start = 0;
  while (start < old.length && start < young.length && old[start] === young[start]) start++;
  let end = 0;
  while (end < old.length - start && end < young.length - start && old[old.length - 1 - end] === young[young.length - 1 - end]) end++;
  const a = old.slice(start, old.length - end);
  const b = young.slice(start, young.length - end);
  const trail: Int32Array[] = [];
  const size = a.length + b.length;
  const reach = new Int32Array(2 * size + 3);
  const at = (k: number) => k + size + 1;
  search: for (let d = 0; d <= size; d++) {
    trail.push(reach.slice());
    for (let k = -d; k <= d; k += 2) {
      let x =
        k === -d || (k !== d && (reach[at(k - 1)] as number) < (reach[at(k + 1)] as number))
          ? (reach[at(k + 1)] as number)
          : (reach[at(k - 1)] as number) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      reach[at(k)] = x;
      if (x >= a.length && x - k >= b.length) break search;
    }
  }
  const hunks: Hunk[] = [];
  let x = a.length;
  let y = b.length;
  for (let d = trail.length - 1; d > 0; d--) {
    const before = trail[d] as Int32Array;
    const k = x - y;
    const down = k === -d || (k !== d && (before[at(k - 1)] as number) < (before[at(k + 1)] as number));
    const fromX = down ? (before[at(k + 1)] as number) : (before[at(k - 1)] as number);
    const fromY = fromX - (down ? k + 1 : k - 1);
    const hunk = { a: fromX + start, b: (down ? fromX : fromX + 1) + start, c: fromY + start, d: (down ? fromY + 1 : fromY) + start };
    const last = hunks[0];
    if (last && last.a === hunk.b && last.c === hunk.d) hunks[0] = { ...hunk, b: last.b, d: last.d };
    else hunks.unshift(hunk);
    x = fromX;
    y = fromY;
  }
  return hunks;
}

interface Content {
  readonly lines: readonly string[];
  readonly ended: boolean;
}

function contentOf(bytes: string): Content {
  const lines = bytes.split("\n");
  const ended = lines.at(-1) === "";
  if (ended) lines.pop();
  return { lines, ended: ended || lines.length === 0 };
}

function marked(content: Content, index: number, sign: string): string {
  const line = `${sign}${content.lines[index]}\n`;
  return index === content.lines.length - 1 && !content.ended ? `${line}\\ No newline at end of file\n` : line;
}

const normalRange = (from: number, to: number) => (to - from <= 1 ? String(to - from === 0 ? from : to) : `${from + 1},${to}`);

function normal(old: Content, young: Content, hunks: readonly Hunk[]): string {
  let out = "";
  for (const { a, b, c, d } of hunks) {
    out += `${normalRange(a, b)}${a === b ? "a" : c === d ? "d" : "c"}${normalRange(c, d)}\n`;
    for (let index = a; index < b; index++) out += marked(old, index, "< ");
    if (a !== b && c !== d) out += "---\n";
    for (let index = c; index < d; index++) out += marked(young, index, "> ");
  }
  return out;
}

const unifiedRange = (from: number, to: number) => (to - from === 1 ? String(to) : `${to === from ? from : from + 1},${to - from}`);

function unified(old: Content, young: Content, hunks: readonly Hunk[], around: number): string {
  const groups: Hunk[][] = [];
  for (const hunk of hunks) {
    const last = groups.at(-1)?.at(-1);
    if (last && hunk.a - last.b <= 2 * around) groups.at(-1)?.push(hunk);
    else groups.push([hunk]);
  }
  let out = "";
  for (const group of groups) {
    const first = group[0] as Hunk;
    const last = group.at(-1) as Hunk;
    const from = Math.max(0, first.a - around);
    const to = Math.min(old.lines.length, last.b + around);
    out += `@@ -${unifiedRange(from, to)} +${unifiedRange(first.c - (first.a - from), last.d + (to - last.b))} @@\n`;
    let at = from;
    for (const { a, b, c, d } of group) {
      for (; at < a; at++) out += marked(old, at, " ");
      for (; at < b; at++) out += marked(old, at, "-");
      for (let index = c; index < d; index++) out += marked(young, index, "+");
    }
    for (; at < to; at++) out += marked(old, at, " ");
  }
  return out;
}

function compared(line: string, options: Options): string {
  let shown = line;
  if (options.has("w")) shown = shown.replace(/\s+/g, "");
  else if (options.has("b")) shown = shown.replace(/\s+/g, " ").trimEnd();
  return options.has("i") ? shown.toLowerCase() : shown;
}

async function fileDiff(context: ProgramContext, first: string, second: string, options: Options, title: string): Promise<number> {
  const texts: string[] = [];
  for (const name of [first, second]) {
    try {
      texts.push(text(await open(context, name).all()));
    } catch (error) {
      if (options.has("N") && wordsOf(error) === "No such file or directory") {
        texts.push("");
        continue;
      }
      await complain(context, `${name}: ${wordsOf(error)}`);
      return 2;
    }
  }
  const [before = "", after = ""] = texts;
  if (before === after) return 0;
  if (options.has("q")) {
    await context.stdout.write(`Files ${first} and ${second} differ\n`);
    return 1;
  }
  if (before.includes("\0") || after.includes("\0")) {
    await context.stdout.write(`Binary files ${first} and ${second} differ\n`);
    return 1;
  }
  const old = contentOf(before);
  const young = contentOf(after);
  const keyed = (content: Content) =>
    content.lines.map((line, index) => compared(line, options) + (index === content.lines.length - 1 && !content.ended ? "\0" : ""));
  const hunks = changes(keyed(old), keyed(young));
  if (hunks.length === 0) return 0;
  const around = options.value("U") ?? (options.has("u") ? "3" : undefined);
  if (around === undefined) {
    await context.stdout.write(title + normal(old, young, hunks));
    return 1;
  }
  const stamp = (name: string) => strftime("%Y-%m-%d %H:%M:%S.%N %z", context.files.stat(pathOf(context, name))?.mtime ?? context.clock.now());
  const labels = options.all("label");
  const head = (name: string, index: number) => labels[index] ?? `${name}\t${stamp(name)}`;
  const body = `--- ${head(first, 0)}\n+++ ${head(second, 1)}\n${unified(old, young, hunks, Number(around))}`;
  await context.stdout.write(title + paint(body, options, context));
  return 1;
}

function paint(body: string, options: Options, context: ProgramContext): string {
  const when = options.has("color") ? options.value("color") || "auto" : "never";
  if (when !== "always" && !(when === "auto" && context.stdout.isTty)) return body;
  return body.replace(
    /^([-+@]).*$/gm,
    (line, sign: string) => `\x1b[${/^(?:---|\+\+\+) /.test(line) ? "1" : sign === "-" ? "31" : sign === "+" ? "32" : "36"}m${line}\x1b[0m`,
  );
}

async function directoryDiff(context: ProgramContext, first: string, second: string, options: Options): Promise<number> {
  const { files } = context;
  const [left, right] = [files.list(pathOf(context, first)), files.list(pathOf(context, second))];
  let status = 0;
  for (const name of [...new Set([...left, ...right])].sort()) {
    const [a, b] = [`${first}/${name}`, `${second}/${name}`];
    const missing = !left.includes(name) ? second : !right.includes(name) ? first : undefined;
    if (missing !== undefined && !options.has("N")) {
      await context.stdout.write(`Only in ${missing}: ${name}\n`);
      status = Math.max(status, 1);
      continue;
    }
    const folders = [a, b].map((path) => files.stat(pathOf(context, path))?.kind === "directory");
    if (folders[0] && folders[1]) {
      if (options.has("r")) status = Math.max(status, await directoryDiff(context, a, b, options));
      else await context.stdout.write(`Common subdirectories: ${a} and ${b}\n`);
    } else {
      const flags = options.ordered
        .filter(([key]) => key.length === 1)
        .map(([key, value]) => `-${key}${value}`)
        .join(" ");
      status = Math.max(status, await fileDiff(context, a, b, options, options.has("q") ? "" : `diff ${flags === "" ? "" : `${flags} `}${a} ${b}\n`));
    }
  }
  return status;
}

export const diff = installed({
  name: "diff",
  summary: "show how two files differ",
  synopsis: "[OPTION]... FILES",
  package: "GNU diffutils 3.8",
  flags: "uqrNwbiBasc",
  values: "U",
  status: 2,
  long: {
    unified: "U?",
    brief: "q",
    recursive: "r",
    "new-file": "N",
    "ignore-all-space": "w",
    "ignore-space-change": "b",
    "ignore-case": "i",
    color: "color?",
    label: "label=",
    text: "a",
  },
  async run(context, options) {
    const [first, second, extra] = options.operands;
    if (first === undefined) throw new Usage("missing operand after 'diff'");
    if (second === undefined) throw new Usage(`missing operand after '${first}'`);
    if (extra !== undefined) throw new Usage(`extra operand '${extra}'`);
    const kinds = [first, second].map((name) => context.files.stat(pathOf(context, name))?.kind);
    if (kinds[0] === "directory" && kinds[1] === "directory") return directoryDiff(context, first, second, options);
    if (kinds[0] === "directory") return fileDiff(context, `${first}/${basename(second)}`, second, options, "");
    if (kinds[1] === "directory") return fileDiff(context, first, `${second}/${basename(first)}`, options, "");
    const status = await fileDiff(context, first, second, options, "");
    if (status === 0 && options.has("s")) await context.stdout.write(`Files ${first} and ${second} are identical\n`);
    return status;
  },
});
