/** What a terminal sends, as keys. */

/** `text` is typed text; `named` a key such as `left`, `C-a`, `M-b`, `C-right`, `enter`; `paste` a bracketed paste. */
export type Key =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "paste"; readonly text: string }
  | { readonly kind: "named"; readonly name: string };

const FINAL: Readonly<Record<string, string>> = { A: "up", B: "down", C: "right", D: "left", H: "home", F: "end", Z: "S-tab" };
const TILDE: Readonly<Record<string, string>> = {
  "1": "home",
  "2": "insert",
  "3": "delete",
  "4": "end",
  "5": "pageup",
  "6": "pagedown",
  "7": "home",
  "8": "end",
};
const CONTROL: Readonly<Record<string, string>> = {
  "\r": "enter",
  "\n": "enter",
  "\t": "tab",
  "\x7f": "backspace",
  "\b": "backspace",
  "\x1f": "C-_",
  "\0": "C-space",
  "\x1b": "escape",
};
const PASTE_START = "\x1b[200~";
const PASTE_END = "\x1b[201~";

/** Modifier parameter of xterm: 1 + shift 1 + alt 2 + ctrl 4. */
function modified(name: string, parameter: string | undefined): string {
  const bits = Number(parameter ?? 1) - 1;
  return `${bits & 4 ? "C-" : ""}${bits & 2 ? "M-" : ""}${bits & 1 && !(bits & 6) ? "S-" : ""}${name}`;
}

function controlName(char: string): string {
  return CONTROL[char] ?? `C-${String.fromCharCode(char.charCodeAt(0) + 96)}`;
}

interface Step {
  readonly key?: Key;
  readonly length: number;
}

function escapeKey(data: string): Step {
  const csi = /^\x1b(?:\[|O)(?:(\d+)(?:;(\d+))?)?([A-Za-z~])/.exec(data);
  if (csi) {
    const [whole, number, modifier, final] = csi as unknown as [string, string | undefined, string | undefined, string];
    const name = final === "~" ? TILDE[number ?? ""] : FINAL[final];
    return name ? { key: { kind: "named", name: modified(name, modifier) }, length: whole.length } : { length: whole.length };
  }
  const next = data[1];
  if (next === undefined) return { key: { kind: "named", name: "escape" }, length: 1 };
  if (next === "\x1b") return { key: { kind: "named", name: "escape" }, length: 1 };
  if (next < " " || next === "\x7f") return { key: { kind: "named", name: `M-${controlName(next)}` }, length: 2 };
  const char = String.fromCodePoint(data.codePointAt(1) as number);
  return { key: { kind: "named", name: `M-${char.toLowerCase()}` }, length: 1 + char.length };
}

function step(data: string): Step {
  const first = data[0] as string;
  if (first === "\x1b") return escapeKey(data);
  if (first < " " || first === "\x7f") return { key: { kind: "named", name: controlName(first) }, length: 1 };
  const run = /^[^\x00-\x1f\x7f]+/.exec(data)?.[0] ?? first;
  return { key: { kind: "text", text: run }, length: run.length };
}

/** A decoder that remembers a paste which spans several pieces of input. */
export function keyDecoder(): (data: string) => Key[] {
  let paste: string | undefined;
  return (data) => {
    const keys: Key[] = [];
    let rest = data;
    while (rest !== "") {
      if (paste !== undefined) {
        const all = paste + rest;
        const end = all.indexOf(PASTE_END);
        if (end < 0) {
          paste = all;
          return keys;
        }
        keys.push({ kind: "paste", text: all.slice(0, end).replace(/\r\n?/g, "\n") });
        rest = all.slice(end + PASTE_END.length);
        paste = undefined;
      } else if (rest.startsWith(PASTE_START)) {
        paste = "";
        rest = rest.slice(PASTE_START.length);
      } else {
        const { key, length } = step(rest);
        if (key) keys.push(key);
        rest = rest.slice(length);
      }
    }
    return keys;
  };
}
