/** Text as libyaml's emitter writes it: plain where YAML would read the same text back, else in quotes, folded after 80 columns. */

/** Words that YAML 1.2 would read as something else than text. */
const NOT_TEXT: readonly RegExp[] = [
  /^(?:true|True|TRUE|false|False|FALSE)$/,
  /^(?:~|null|Null|NULL|)$/,
  /^[-+]?(?:0b[0-1_]+|0o?[0-7_]+|[0-9_]+|0x[0-9a-fA-F_]+)$/,
  /^(?:[-+]?(?:[0-9][0-9_]*)\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[-+]?(?:[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)|[-+]?\.[0-9_]+(?:[eE][-+][0-9]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/,
  /^(?:\d{4}-\d\d-\d\d|\d{4}-\d\d?-\d\d?(?:[Tt]|[ \t]+)\d\d?:\d\d:\d\d(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d\d?(?::\d\d)?))?)$/,
  /^(?:<<|=)$/,
];

interface Analysis {
  readonly plain: boolean;
  readonly single: boolean;
  readonly multiline: boolean;
}

const BREAK = /[\n\r\u0085\u2028\u2029]/;

function analyse(value: string): Analysis {
  if (value === "") return { plain: false, single: true, multiline: false };
  let plain = !value.startsWith("---") && !value.startsWith("...");
  let single = true;
  let multiline = false;
  const blankEnd = (character: string | undefined): boolean =>
    character === undefined || character === " " || character === "\t" || BREAK.test(character);
  const characters = [...value];
  characters.forEach((character, i) => {
    const first = i === 0;
    const last = i === characters.length - 1;
    const previous = characters[i - 1];
    const followed = blankEnd(characters[i + 1]);
    if (first ? "#,[]{}&*!|>'\"%@`".includes(character) || ("?:-".includes(character) && followed) : false) plain = false;
    if (!first && character === ":" && followed) plain = false;
    if (!first && character === "#" && blankEnd(previous)) plain = false;
    if (character === " ") {
      if (first || last) plain = false;
      if (previous !== undefined && BREAK.test(previous)) {
        plain = false;
        single = false;
      }
    } else if (BREAK.test(character)) {
      multiline = true;
      if (first || last) plain = false;
      if (previous === " ") {
        plain = false;
        single = false;
      }
    } else {
      const code = character.codePointAt(0) as number;
      const printable =
        (code >= 0x20 && code <= 0x7e) || code === 0x85 || (code >= 0xa0 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd && code !== 0xfeff);
      if (!printable) {
        plain = false;
        single = false;
      }
    }
  });
  return { plain: plain && !multiline, single, multiline };
}

/** A line being filled: where it stands and how far it is indented when it goes on. */
interface Line {
  out: string;
  column: number;
  readonly indent: number;
}

const WIDTH = 80;

function wrap(line: Line): void {
  line.out += `\n${" ".repeat(line.indent)}`;
  line.column = line.indent;
}

function put(line: Line, text: string): void {
  line.out += text;
  line.column += text.length;
}

function writePlain(line: Line, value: string): void {
  const characters = [...value];
  characters.forEach((character, i) => {
    const foldable = character === " " && characters[i - 1] !== " " && characters[i + 1] !== " " && i < characters.length - 1;
    if (foldable && line.column > WIDTH) wrap(line);
    else put(line, character);
  });
}

function writeSingle(line: Line, value: string): void {
  const characters = [...value];
  put(line, "'");
  let breaks = false;
  characters.forEach((character, i) => {
    if (character === " " && line.column > WIDTH && i > 0 && i < characters.length - 1 && characters[i - 1] !== " " && characters[i + 1] !== " ") {
      wrap(line);
      breaks = false;
    } else if (BREAK.test(character)) {
      if (!breaks && character === "\n") line.out += "\n";
      line.out += "\n";
      line.column = 0;
      breaks = true;
    } else {
      if (breaks) {
        line.out += " ".repeat(line.indent);
        line.column = line.indent;
      }
      put(line, character === "'" ? "''" : character);
      breaks = false;
    }
  });
  if (breaks) line.out += " ".repeat(line.indent);
  put(line, "'");
}

const ESCAPES: Readonly<Record<string, string>> = {
  "\0": "0",
  "\x07": "a",
  "\b": "b",
  "\t": "t",
  "\n": "n",
  "\v": "v",
  "\f": "f",
  "\r": "r",
  "\x1b": "e",
  '"': '"',
  "\\": "\\",
  "\u0085": "N",
  "\u2028": "L",
  "\u2029": "P",
};

function escaped(character: string): string | undefined {
  const simple = ESCAPES[character];
  if (simple !== undefined) return `\\${simple}`;
  const code = character.codePointAt(0) as number;
  if ((code >= 0x20 && code <= 0x7e) || (code >= 0xa0 && code <= 0xd7ff) || (code >= 0xe000 && code <= 0xfffd && code !== 0xfeff)) return undefined;
  if (code > 0xffff) return `\\U${code.toString(16).toUpperCase().padStart(8, "0")}`;
  return code <= 0xff ? `\\x${code.toString(16).toUpperCase().padStart(2, "0")}` : `\\u${code.toString(16).toUpperCase().padStart(4, "0")}`;
}

function writeDouble(line: Line, value: string): void {
  const characters = [...value];
  put(line, '"');
  let spaces = false;
  characters.forEach((character, i) => {
    const code = escaped(character);
    if (code !== undefined) {
      put(line, code);
      spaces = false;
    } else if (character === " ") {
      if (!spaces && line.column > WIDTH && i > 0 && i < characters.length - 1) {
        wrap(line);
        if (characters[i + 1] === " ") put(line, "\\");
      } else put(line, " ");
      spaces = true;
    } else {
      put(line, character);
      spaces = false;
    }
  });
  put(line, '"');
}

/** The text of a value that begins at `column`; its further lines are indented by `indent`. A key stays on one line. */
export function scalarText(value: string, column: number, indent: number, key = false): string {
  const { plain, single, multiline } = analyse(value);
  const line: Line = { out: "", column, indent };
  const asText = plain && !NOT_TEXT.some((pattern) => pattern.test(value));
  if (asText && value !== "") writePlain(line, value);
  else if (single && !(key && multiline)) writeSingle(line, value);
  else writeDouble(line, value);
  return line.out;
}
