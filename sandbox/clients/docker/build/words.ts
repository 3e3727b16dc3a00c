/** Words of a Dockerfile line: quotes, escapes and `$VAR`, `${VAR:-word}`, `${VAR:+word}` (https://docs.docker.com/reference/dockerfile/#environment-replacement). */

export type Variables = Readonly<Record<string, string>>;

/** Expanded words. */
export function words(text: string, variables: Variables): string[] {
  return scan(text, variables).map(({ value }) => value);
}

/** One expanded text, its spaces kept. */
export function expand(text: string, variables: Variables): string {
  let out = "";
  for (let at = 0; at < text.length; ) {
    const step = piece(text, at, variables);
    out += step.value;
    at = step.next;
  }
  return out;
}

/** `A=1 B="x y"` or the old form `A 1`. Undefined when a word has no `=`. */
export function pairs(text: string, variables: Variables): [string, string][] | undefined {
  const raw = scan(text, variables);
  const [first] = raw;
  if (first && !first.source.includes("=")) {
    const space = text.search(/\s/);
    return space < 0 ? undefined : [[text.slice(0, space), expand(text.slice(space).trim(), variables)]];
  }
  const found: [string, string][] = [];
  for (const { value } of raw) {
    const equals = value.indexOf("=");
    if (equals <= 0) return undefined;
    found.push([value.slice(0, equals), value.slice(equals + 1)]);
  }
  return found;
}

function scan(text: string, variables: Variables): { value: string; source: string }[] {
  const found: { value: string; source: string }[] = [];
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at] as string)) {
      at++;
      continue;
    }
    const start = at;
    let value = "";
    while (at < text.length && !/\s/.test(text[at] as string)) {
      const step = piece(text, at, variables);
      value += step.value;
      at = step.next;
    }
    found.push({ value, source: text.slice(start, at) });
  }
  return found;
}

/** A quoted part, an escape, a variable or one character. */
function piece(text: string, at: number, variables: Variables): { value: string; next: number } {
  const character = text[at] as string;
  if (character === "'") {
    const end = text.indexOf("'", at + 1);
    return end < 0 ? { value: text.slice(at + 1), next: text.length } : { value: text.slice(at + 1, end), next: end + 1 };
  }
  if (character === '"') {
    let value = "";
    let next = at + 1;
    while (next < text.length && text[next] !== '"') {
      if (text[next] === "\\" && /["\\$]/.test(text[next + 1] ?? "")) {
        value += text[next + 1];
        next += 2;
        continue;
      }
      const step = text[next] === "$" ? variable(text, next, variables) : { value: text[next] as string, next: next + 1 };
      value += step.value;
      next = step.next;
    }
    return { value, next: next + 1 };
  }
  if (character === "\\") return { value: text[at + 1] ?? "", next: at + 2 };
  return character === "$" ? variable(text, at, variables) : { value: character, next: at + 1 };
}

function variable(text: string, at: number, variables: Variables): { value: string; next: number } {
  const plain = /^\$([A-Za-z_]\w*)/.exec(text.slice(at));
  if (plain) return { value: variables[plain[1] as string] ?? "", next: at + plain[0].length };
  const braced = /^\$\{([A-Za-z_]\w*)(?:(:?[-+])((?:[^{}]|\$\{[^}]*\})*))?\}/.exec(text.slice(at));
  if (!braced) return { value: "$", next: at + 1 };
  const [whole, name = "", operator, word = ""] = braced;
  const value = variables[name];
  const isSet = value !== undefined && (value !== "" || !operator?.startsWith(":"));
  const next = at + whole.length;
  if (operator?.endsWith("-")) return { value: isSet ? value : expand(word, variables), next };
  if (operator?.endsWith("+")) return { value: isSet ? expand(word, variables) : "", next };
  return { value: value ?? "", next };
}
