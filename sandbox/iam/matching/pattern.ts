/** Patterns of the policy language, made ready once: `*` is any run of characters, `?` any one, `${key}` a value of the request. */
import type { Context } from "../decision.ts";
import { contextValue } from "./context.ts";

/** Wildcards in a made-ready pattern: code points that Unicode gives to no character, so that no text holds them. */
const MANY = "\ufdd0";
const ONE = "\ufdd1";
/** A run that ends at a colon: a `*` inside a part of a resource's ARN. */
const MANY_IN_PART = "\ufdd2";
/** Stands where a variable does while a pattern is made ready. */
const HOLE = "\ufdd3";

interface Variable {
  readonly key: string;
  readonly fallback?: string;
}

/** Tests one value. The context is read only by patterns with variables. */
export type Matcher = (value: string, context: Context) => boolean;

const VARIABLE = /\$\{([^{}]*)\}/g;

/** How a pattern's own characters are read. `literal`: no wildcards. `resource`: wildcards that keep to the parts of an ARN. */
export type Reading = "literal" | "wild" | "resource";

/** Variables have a meaning only where `variables` says so (version 2012-10-17). */
export function compilePattern(pattern: string, reading: Reading, variables: boolean): Matcher {
  if (variables && pattern.includes("${")) return withVariables(pattern, reading);
  return fixed(translate(pattern, reading));
}

function translate(text: string, reading: Reading): string {
  if (reading === "literal") return text;
  const many = reading === "resource" && text.startsWith("arn:") ? inParts(text) : text.replaceAll("*", MANY);
  return many.replaceAll("?", ONE);
}

/** "If you use (*) as the last character of a resource ARN segment, it can expand to match beyond the colon boundaries" (Resource element). */
function inParts(text: string): string {
  return text.replace(/\*+/g, (_, at: number) => {
    const end = text.slice(at).search(/[^*]/);
    return end < 0 || text[at + end] === ":" ? MANY : MANY_IN_PART;
  });
}

function fixed(ready: string): Matcher {
  const star = ready.indexOf(MANY);
  const wild = star >= 0 || ready.includes(ONE) || ready.includes(MANY_IN_PART);
  if (!wild) return (value) => value === ready;
  if (ready === MANY) return () => true;
  if (star === ready.length - MANY.length && !ready.includes(ONE) && !ready.includes(MANY_IN_PART)) {
    const prefix = ready.slice(0, star);
    return (value) => value.startsWith(prefix);
  }
  return (value) => runs(ready, value);
}

/** A pattern with variables is put together anew for each request; what a variable brings stands for itself, wildcards included. */
function withVariables(pattern: string, reading: Reading): Matcher {
  const pieces: (string | Variable)[] = [];
  let from = 0;
  for (const found of pattern.matchAll(VARIABLE)) {
    const inside = found[1] as string;
    pieces.push(pattern.slice(from, found.index), inside === "*" || inside === "?" || inside === "$" ? literal(inside) : variable(inside));
    from = found.index + found[0].length;
  }
  pieces.push(pattern.slice(from));
  const ready = readyPieces(pieces, reading);
  return (value, context) => {
    let filled = "";
    for (const piece of ready) {
      const part = typeof piece === "string" ? piece : (contextValue(context, piece.key) ?? piece.fallback);
      if (part === undefined) return false;
      filled += part;
    }
    return runs(filled, value);
  };
}

/** A character between quotes, so that the translation leaves it alone. */
function literal(character: string): Variable {
  return { key: "", fallback: character };
}

/** `aws:username`, or with a default `aws:PrincipalTag/team, 'company-wide'`. */
function variable(inside: string): Variable {
  const comma = inside.indexOf(",");
  if (comma < 0) return { key: inside.trim().toLowerCase() };
  const fallback = inside.slice(comma + 1).trim();
  return { key: inside.slice(0, comma).trim().toLowerCase(), fallback: fallback.replace(/^'(.*)'$/s, "$1") };
}

/** Translates the pattern as a whole, with a letter standing where a variable does, so that the parts of an ARN are seen. */
function readyPieces(pieces: readonly (string | Variable)[], reading: Reading): (string | Variable)[] {
  const whole = translate(pieces.map((piece) => (typeof piece === "string" ? piece : HOLE)).join(""), reading).split(HOLE);
  let hole = 0;
  return pieces.map((piece, index) => (index % 2 === 0 ? (whole[hole++] as string) : piece));
}

/**
 * Goes back to the latest star only, and past a star that may not cross a colon to the latest that may: what stands between is then
 * matched at its first place, which leaves the most for what follows.
 */
function runs(ready: string, value: string): boolean {
  let [at, from] = [0, 0];
  let [star, resume] = [-1, 0];
  let [wide, wideResume] = [-1, 0];
  while (from < value.length) {
    const symbol = ready[at];
    if (symbol === MANY || symbol === MANY_IN_PART) {
      star = at++;
      resume = from;
      if (symbol === MANY) [wide, wideResume] = [star, resume];
    } else if (symbol !== undefined && (symbol === value[from] || symbol === ONE)) {
      at++;
      from++;
    } else if (star > wide && value[resume] !== ":") {
      at = star + 1;
      from = ++resume;
    } else if (wide >= 0) {
      [star, resume] = [wide, ++wideResume];
      at = wide + 1;
      from = resume;
    } else {
      return false;
    }
  }
  while (ready[at] === MANY || ready[at] === MANY_IN_PART) at++;
  return at === ready.length;
}
