/** History expansion at a prompt: `!!`, `!$`, `!n`, `!-n`, `!text`. */

export type Expanded = { readonly kind: "same" } | { readonly kind: "changed"; readonly text: string } | { readonly kind: "missing"; readonly event: string };

/** Replaces events outside single quotes and after no backslash, as bash's `histexpand` does. */
export function expandHistory(line: string, history: readonly string[]): Expanded {
  if (!line.includes("!")) return { kind: "same" };
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
    const event = char === "!" && !single && line[at - 1] !== "[" && line[at - 1] !== "{" ? /^!(?:!|\$|-?\d+|[A-Za-z_./][^\s;&|()<>"']*)/.exec(line.slice(at))?.[0] : undefined;
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
