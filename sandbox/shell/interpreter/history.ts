/** History expansion at a prompt: `!!`, `!$`, `!n`, `!-n`, `!text`. */

export type Expanded =
  | { readonly kind: "same" }
  | { readonly kind: "changed"; readonly text: string }
  | { readonly kind: "missing"; readonly event: string };

/** Replaces events outside single quotes and after no backslash, as bash's `histexpand` does. The bodies of here-documents are left alone. */
export function expandHistory(line: string, history: readonly string[]): Expanded {
  if (!line.includes("!")) return { kind: "same" };
  const [head, body] = beforeHereDocument(line);
  if (body === "") return expandLine(line, history);
  const expanded = expandLine(head, history);
  return expanded.kind === "changed" ? { kind: "changed", text: expanded.text + body } : expanded;
}

/** Splits after the line that opens the first here-document; what follows its end is not looked at either, which no one types at a prompt. */
function beforeHereDocument(line: string): [string, string] {
  const opening = /(?:^|[^<])<<-?\s*(?:\\?\w|['"]\w)[^\n]*\n/.exec(line);
  const end = opening ? opening.index + opening[0].length : line.length;
  return [line.slice(0, end), line.slice(end)];
}

function expandLine(line: string, history: readonly string[]): Expanded {
  let out = "";
  let single = false;
  let double = false;
  for (let at = 0; at < line.length; at++) {
    const char = line[at] as string;
    if (char === "\\" && !single) {
      out += char + (line[++at] ?? "");
      continue;
    }
    if (char === "'" && !double) single = !single;
    if (char === '"' && !single) double = !double;
    const event =
      char === "!" && !single && line[at - 1] !== "[" && line[at - 1] !== "{"
        ? /^!(?:!|\$|-?\d+|[A-Za-z_./][^\s;&|()<>"']*)/.exec(line.slice(at))?.[0]
        : undefined;
    if (!event || line[at - 1] === "$") {
      out += char;
      continue;
    }
    const found = lookup(event, history);
    if (found === undefined) return { kind: "missing", event };
    out += found;
    at += event.length - 1;
  }
  return out === line ? { kind: "same" } : { kind: "changed", text: out };
}

function lookup(event: string, history: readonly string[]): string | undefined {
  if (event === "!!") return history.at(-1);
  if (event === "!$") return history.at(-1)?.trim().split(/\s+/).at(-1);
  const number = /^!(-?\d+)$/.exec(event)?.[1];
  if (number !== undefined) return history.at(Number(number) < 0 ? Number(number) : Number(number) - 1);
  return history.findLast((line) => line.startsWith(event.slice(1)));
}
