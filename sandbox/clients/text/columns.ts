/** cut, tr, paste, column-wise work on lines. */
import { text } from "../../kernel/bytes.ts";
import { eachInput, installed, lines, open, Page, Usage } from "./kit.ts";

const HINT = "\nTry 'cut --help' for more information.";

type Ranges = readonly (readonly [from: number, to: number])[];

function rangesOf(list: string, what: string): Ranges {
  return list.split(",").map((part) => {
    const match = /^(\d*)(-?)(\d*)$/.exec(part);
    if (!match || part === "-" || part === "")
      throw new Usage(`${part === "-" ? "invalid range with no endpoint: -" : `invalid ${what} value ‘${part}’`}${HINT}`);
    const from = match[1] === "" ? 1 : Number(match[1]);
    const to = match[2] === "" ? from : match[3] === "" ? Number.POSITIVE_INFINITY : Number(match[3]);
    if (from === 0) throw new Usage(`${what === "field" ? "fields" : "byte/character positions"} are numbered from 1${HINT}`);
    if (to < from) throw new Usage(`invalid decreasing range${HINT}`);
    return [from, to];
  });
}

const inside = (ranges: Ranges, index: number, complement: boolean) => ranges.some(([from, to]) => index >= from && index <= to) !== complement;

export const cut = installed({
  name: "cut",
  summary: "print parts of lines",
  flags: "sn",
  values: "dfcb",
  long: { delimiter: "d", fields: "f", characters: "c", bytes: "b", "only-delimited": "s", complement: "complement", "output-delimiter": "out=" },
  async run(context, options) {
    const fields = options.value("f");
    const chars = options.value("c") ?? options.value("b");
    if (fields === undefined && chars === undefined)
      throw new Usage("you must specify a list of bytes, characters, or fields\nTry 'cut --help' for more information.");
    if (fields !== undefined && chars !== undefined)
      throw new Usage("only one type of list may be specified\nTry 'cut --help' for more information.");
    const delimiter = options.value("d") ?? "\t";
    if ([...delimiter].length > 1) throw new Usage("the delimiter must be a single character\nTry 'cut --help' for more information.");
    const ranges = rangesOf((fields ?? chars) as string, fields === undefined ? "byte/character position" : "field");
    const complement = options.has("complement");
    const joiner = options.value("out") ?? (fields === undefined ? "" : delimiter);
    const page = new Page(context);
    const status = await eachInput(context, options.operands, async (input) => {
      for await (const { text: line } of lines(input)) {
        if (fields !== undefined && !line.includes(delimiter)) {
          if (!options.has("s")) await page.add(`${line}\n`);
          continue;
        }
        const parts = fields === undefined ? [...line] : line.split(delimiter);
        await page.add(`${parts.filter((_part, index) => inside(ranges, index + 1, complement)).join(joiner)}\n`);
      }
    });
    await page.flush();
    return status;
  },
});

const CLASSES: Readonly<Record<string, string>> = {
  digit: "0123456789",
  lower: "abcdefghijklmnopqrstuvwxyz",
  upper: "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
  space: "\t\n\v\f\r ",
  blank: "\t ",
  xdigit: "0123456789ABCDEFabcdef",
  punct: "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
  cntrl: `${Array.from({ length: 32 }, (_item, index) => String.fromCharCode(index)).join("")}\x7f`,
};

function setOf(spec: string): string[] {
  const named: Readonly<Record<string, string>> = {
    ...CLASSES,
    alpha: `${CLASSES.upper}${CLASSES.lower}`,
    alnum: `${CLASSES.digit}${CLASSES.upper}${CLASSES.lower}`,
  };
  const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", "\\": "\\", a: "\x07", b: "\b", f: "\f", v: "\v" };
  const set: string[] = [];
  const one = (from: number): readonly [string, number] => {
    const octal = /^\\([0-7]{1,3})/.exec(spec.slice(from));
    if (octal) return [String.fromCharCode(Number.parseInt(octal[1] as string, 8)), octal[0].length];
    if (spec[from] === "\\" && from + 1 < spec.length) return [escapes[spec[from + 1] as string] ?? (spec[from + 1] as string), 2];
    const char = String.fromCodePoint(spec.codePointAt(from) as number);
    return [char, char.length];
  };
  for (let at = 0; at < spec.length; ) {
    const group = /^\[:(\w+):\]/.exec(spec.slice(at));
    if (group) {
      const chars = named[group[1] as string];
      if (chars === undefined) throw new Usage(`invalid character class '${group[1]}'`);
      set.push(...chars);
      at += group[0].length;
      continue;
    }
    const [char, length] = one(at);
    at += length;
    if (spec[at] === "-" && at + 1 < spec.length) {
      const [to, toLength] = one(at + 1);
      at += 1 + toLength;
      const last = to.codePointAt(0) as number;
      const first = char.codePointAt(0) as number;
      if (last < first) throw new Usage(`range-endpoints of '${char}-${to}' are in reverse collating sequence order`);
      for (let code = first; code <= last; code++) set.push(String.fromCodePoint(code));
    } else set.push(char);
  }
  return set;
}

export const tr = installed({
  name: "tr",
  summary: "translate, squeeze or delete characters",
  synopsis: "[OPTION]... STRING1 [STRING2]",
  flags: "dscCt",
  long: { delete: "d", "squeeze-repeats": "s", complement: "c", "truncate-set1": "t" },
  async run(context, options) {
    const [first, second] = options.operands;
    if (first === undefined) throw new Usage("missing operand");
    const removing = options.has("d");
    if (second === undefined && !removing && !options.has("s"))
      throw new Usage(`missing operand after ‘${first}’\nTwo strings must be given when translating.`);
    if (second !== undefined && removing && !options.has("s"))
      throw new Usage(`extra operand ‘${second}’\nOnly one string may be given when deleting without squeezing repeats.`);
    const from = setOf(first);
    const to = second === undefined ? [] : setOf(second);
    const complement = options.has("c") || options.has("C");
    const known = new Set(from);
    const has = (char: string) => known.has(char) !== complement;
    const map = new Map(from.map((char, index) => [char, to[Math.min(index, to.length - 1)] ?? char] as const).reverse());
    const turn = (char: string) =>
      removing || to.length === 0 ? char : complement ? (known.has(char) ? char : (to.at(-1) as string)) : (map.get(char) ?? char);
    const squeezed = options.has("s") ? new Set(second === undefined ? from : to) : undefined;
    const squeezes = (char: string) => (squeezed ? (second === undefined ? has(char) : squeezed.has(char)) : false);
    let last = "";
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    for (let piece = await context.stdin.read(); ; piece = await context.stdin.read()) {
      let out = "";
      for (const char of decoder.decode(piece, { stream: piece !== undefined })) {
        if (removing && has(char)) continue;
        const shown = turn(char);
        if (shown === last && squeezes(shown)) continue;
        last = shown;
        out += shown;
      }
      await context.stdout.write(out);
      if (!piece) return 0;
    }
  },
});

export const paste = installed({
  name: "paste",
  summary: "join lines of files side by side",
  flags: "s",
  values: "d",
  long: { serial: "s", delimiters: "d" },
  async run(context, options) {
    const delimiters = (options.value("d") ?? "\t").replace(/\\n/g, "\n").replace(/\\t/g, "\t");
    const columns: string[][] = [];
    for (const name of options.operands.length > 0 ? options.operands : ["-"]) {
      const content = text(await open(context, name).all());
      columns.push(content === "" ? [] : content.replace(/\n$/, "").split("\n"));
    }
    const join = (cells: readonly string[]) =>
      cells.map((cell, index) => (index === 0 ? cell : (delimiters === "" ? "" : delimiters[(index - 1) % delimiters.length]) + cell)).join("");
    const rows = options.has("s")
      ? columns
      : Array.from({ length: Math.max(0, ...columns.map((column) => column.length)) }, (_row, index) => columns.map((column) => column[index] ?? ""));
    for (const row of rows) await context.stdout.write(`${join(row)}\n`);
    return 0;
  },
});
