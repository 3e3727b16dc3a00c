/** Quoting words so that bash reads them back: for `set -x`, `declare -p`, `printf %q`, completion. */

const SAFE = /^[A-Za-z0-9_@%+=:,./-]+$/;

function ansi(text: string): string {
  const names: Readonly<Record<string, string>> = {
    "\n": "\\n",
    "\t": "\\t",
    "\r": "\\r",
    "\x07": "\\a",
    "\b": "\\b",
    "\f": "\\f",
    "\v": "\\v",
    "\x1b": "\\E",
    "\\": "\\\\",
    "'": "\\'",
  };
  return `$'${text.replace(/[\x00-\x1f\x7f\\']/g, (char) => names[char] ?? `\\${char.charCodeAt(0).toString(8).padStart(3, "0")}`)}'`;
}

/** As `set -x` and `${x@Q}` print a word: bare when safe (unless `always`), in single quotes else, `$'…'` with control characters. */
export function quoteWord(text: string, options: { readonly always?: boolean } = {}): string {
  if (/[\x00-\x1f\x7f]/.test(text)) return ansi(text);
  if (text === "") return "''";
  if (!options.always && /^[^\s|&;()<>"'\\$`*?[\]#~!{}^=]+$/.test(text)) return text;
  if (!options.always && SAFE.test(text)) return text;
  return `'${text.replace(/'/g, "'\\''")}'`;
}

/** As `printf %q` prints a word: a backslash before each special character. */
export function escapeWord(text: string): string {
  if (/[\x00-\x1f\x7f]/.test(text)) return ansi(text);
  if (text === "") return "''";
  return text.replace(/[^A-Za-z0-9_@%+=:./\-\u0080-\uffff]/g, (char) => `\\${char}`).replace(/^~/, "\\~");
}

/** As `declare -p` prints a value: in double quotes. */
export function doubleQuote(text: string): string {
  if (/[\x00-\x1f\x7f]/.test(text)) return ansi(text);
  return `"${text.replace(/["\\$`]/g, "\\$&")}"`;
}
