import type { Substitution } from "./parse.ts";

/** Replaces as the `s` command says; undefined when nothing matched. */
export function substitute(line: string, { expression, replacement, global, nth }: Substitution): string | undefined {
  let count = 0;
  let done = false;
  expression.lastIndex = 0;
  const result = line.replace(expression, (...found: unknown[]) => {
    count++;
    const whole = found[0] as string;
    if (count < nth || (!global && count > nth)) return whole;
    done = true;
    let out = "";
    let mode: "U" | "L" | "E" = "E";
    let once: "u" | "l" | undefined;
    for (const part of replacement) {
      if (part.kind === "case") {
        if (part.turn === "u" || part.turn === "l") once = part.turn;
        else mode = part.turn;
        continue;
      }
      const group = part.kind === "group" ? found[part.group] : undefined;
      let piece = part.kind === "text" ? part.text : typeof group === "string" ? group : "";
      if (mode !== "E") piece = mode === "U" ? piece.toUpperCase() : piece.toLowerCase();
      if (once && piece !== "") {
        piece = (once === "u" ? piece[0]?.toUpperCase() : piece[0]?.toLowerCase()) + piece.slice(1);
        once = undefined;
      }
      out += piece;
    }
    return out;
  });
  return done ? result : undefined;
}
