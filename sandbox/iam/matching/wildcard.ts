/** Wildcards of the policy language: `*` is any run of characters, `?` any one. */

function compile(pattern: string, flags: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replace(/\*/g, "[\\s\\S]*")
    .replace(/\?/g, "[\\s\\S]");
  return new RegExp(`^${source}$`, flags);
}

const compiled = new Map<string, RegExp>();
const MOST = 2000;

/** Whether `value` matches `pattern`, letter for letter unless `ignoreCase`. */
export function matchesWildcard(pattern: string, value: string, ignoreCase = false): boolean {
  if (pattern === "*" || pattern === value) return true;
  const flags = ignoreCase ? "i" : "";
  const key = `${flags} ${pattern}`;
  let regular = compiled.get(key);
  if (!regular) {
    if (compiled.size >= MOST) compiled.clear();
    regular = compile(pattern, flags);
    compiled.set(key, regular);
  }
  return regular.test(value);
}

/** ARNs are compared part by part, so that a `*` never reaches over a colon of the first five. */
export function matchesArn(pattern: string, arn: string): boolean {
  const split = (text: string): string[] => {
    const parts = text.split(":");
    return parts.length > 6 ? [...parts.slice(0, 5), parts.slice(5).join(":")] : parts;
  };
  const [patterns, parts] = [split(pattern), split(arn)];
  if (patterns.length !== parts.length) return pattern === "*";
  return patterns.every((part, i) => matchesWildcard(part, parts[i] as string));
}
