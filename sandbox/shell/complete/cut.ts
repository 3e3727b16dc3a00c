/** Where the cursor is: the words of the command it stands in, and the piece of a word before it. */

export interface Cut {
  /** Words before the cursor's, without quotes, simple variables filled in. */
  readonly words: readonly string[];
  /** The cursor's word up to the cursor, without quotes. */
  readonly prefix: string;
  /** Where that word begins in the line. */
  readonly from: number;
  /** The quote that is open at the cursor. */
  readonly quote: "" | "'" | '"';
  /** A redirection's target: only files make sense. */
  readonly redirect: boolean;
  /** `$NAME` or `${NAME` being typed: where its name begins, and how it opens. */
  readonly variable?: { readonly from: number; readonly name: string; readonly braced: boolean };
}

/** Words after which a command begins again. */
const STARTERS = new Set([
  "if",
  "then",
  "else",
  "elif",
  "while",
  "until",
  "do",
  "!",
  "{",
  "time",
  "env",
  "command",
  "exec",
  "builtin",
  "xargs",
  "nohup",
  "sudo",
]);

interface Reader {
  words: string[];
  word: string | undefined;
  from: number;
  quote: "" | "'" | '"';
  redirect: boolean;
  variable: Cut["variable"];
}

function fresh(at: number): Reader {
  return { words: [], word: undefined, from: at, quote: "", redirect: false, variable: undefined };
}

function endWord(reader: Reader, at: number): void {
  if (reader.word !== undefined) {
    if (reader.redirect) reader.redirect = false;
    else reader.words.push(reader.word);
  }
  reader.word = undefined;
  reader.from = at;
  reader.variable = undefined;
}

/** The variable that begins at a dollar sign; `typing` when the text ends within its name. */
function variableAt(text: string, at: number): { readonly whole: string; readonly name: string; readonly braced: boolean; readonly typing: boolean } {
  const [whole, brace = "", name = "", closed = ""] = /^\$(\{?)([A-Za-z_][A-Za-z0-9_]*)?(\}?)/.exec(text.slice(at)) as RegExpExecArray;
  return { whole, name, braced: brace !== "", typing: at + whole.length === text.length && closed === "" };
}

/** Reads a line up to the cursor. `value` gives variables. */
export function cutLine(line: string, cursor: number, value: (name: string) => string | undefined): Cut {
  const text = line.slice(0, cursor);
  let reader = fresh(0);
  const outer: Reader[] = [];
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string;
    const put = (piece: string) => {
      if (reader.word === undefined) reader.from = at;
      reader.word = (reader.word ?? "") + piece;
    };
    if (reader.quote === "'") {
      if (char === "'") reader.quote = "";
      else put(char);
    } else if (char === "\\") {
      put(text[at + 1] ?? "");
      at++;
    } else if (char === "$" && text[at + 1] === "(") {
      put("");
      outer.push(reader);
      reader = fresh(at + 2);
      at++;
    } else if (char === "$") {
      const { whole, name, braced, typing } = variableAt(text, at);
      put(typing ? whole : (value(name) ?? (name === "" ? whole : "")));
      if (typing) reader.variable = { from: at, name, braced };
      at += whole.length - 1;
    } else if (char === '"') {
      put("");
      reader.quote = reader.quote === '"' ? "" : '"';
    } else if (reader.quote === '"') {
      put(char);
    } else if (char === "'") {
      put("");
      reader.quote = "'";
    } else if (char === ")" && outer.length > 0) {
      reader = outer.pop() as Reader;
    } else if (/[;|&()\n`]/.test(char) && !(char === "&" && /[<>]$/.test(text.slice(0, at)))) {
      reader = fresh(at + 1);
    } else if (/\s/.test(char)) {
      endWord(reader, at + 1);
    } else if (char === ">" || char === "<") {
      if (/^\d+$/.test(reader.word ?? "")) reader.word = undefined;
      endWord(reader, at + 1);
      while (/[<>&|]/.test(text[at + 1] ?? "")) at++;
      reader.redirect = true;
      reader.from = at + 1;
    } else if (char === "#" && reader.word === undefined) {
      return { words: ["#"], prefix: "", from: cursor, quote: "", redirect: false };
    } else {
      put(char);
    }
  }
  return cutOf(reader, cursor);
}

function cutOf({ words, word, from, quote, redirect, variable }: Reader, cursor: number): Cut {
  return {
    words: commandWords(words),
    prefix: word ?? "",
    from: word === undefined ? cursor : from,
    quote,
    redirect,
    ...(variable ? { variable } : {}),
  };
}

/** Without assignments and keywords in front. */
function commandWords(words: readonly string[]): string[] {
  let at = 0;
  while (at < words.length && (STARTERS.has(words[at] as string) || /^[A-Za-z_]\w*\+?=/.test(words[at] as string))) at++;
  return words.slice(at);
}
