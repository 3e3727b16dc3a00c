/** Moving by characters and words, as Readline does: words are letters and digits. */

const WORD = /[\p{L}\p{N}]/u;
const MARK = /^(?:\p{M}|\u200d|\ufe0f)/u;

/** Start of the character after `at`, joined marks included. */
export function nextChar(text: string, at: number): number {
  if (at >= text.length) return text.length;
  let to = at + String.fromCodePoint(text.codePointAt(at) as number).length;
  while (to < text.length && MARK.test(text.slice(to, to + 2))) to += String.fromCodePoint(text.codePointAt(to) as number).length;
  return to;
}

/** Start of the character before `at`. */
export function previousChar(text: string, at: number): number {
  let to = at;
  do {
    to--;
    const low = text.charCodeAt(to);
    if (low >= 0xdc00 && low <= 0xdfff) to--;
  } while (to > 0 && MARK.test(text.slice(to, to + 2)));
  return Math.max(0, to);
}

const isWord = (text: string, at: number) => WORD.test(String.fromCodePoint(text.codePointAt(at) as number));

/** M-f. */
export function wordEnd(text: string, at: number): number {
  let to = at;
  while (to < text.length && !isWord(text, to)) to = nextChar(text, to);
  while (to < text.length && isWord(text, to)) to = nextChar(text, to);
  return to;
}

/** M-b. */
export function wordStart(text: string, at: number): number {
  let to = at;
  while (to > 0 && !isWord(text, previousChar(text, to))) to = previousChar(text, to);
  while (to > 0 && isWord(text, previousChar(text, to))) to = previousChar(text, to);
  return to;
}

/** C-w: back over blanks, then to the next blank. */
export function blankStart(text: string, at: number): number {
  let to = at;
  while (to > 0 && /\s/.test(text[to - 1] as string)) to--;
  while (to > 0 && !/\s/.test(text[to - 1] as string)) to--;
  return to;
}
