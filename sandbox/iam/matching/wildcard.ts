/** Wildcards of the policy language: `*` is any run of characters, `?` any one. */

/**
 * Whether `value` matches `pattern`, letter for letter unless `ignoreCase`. Goes back to the latest star only, so that no pattern,
 * however many stars it has, takes more than the product of the two lengths.
 */
export function matchesWildcard(pattern: string, value: string, ignoreCase = false): boolean {
  if (ignoreCase) return matchesWildcard(pattern.toLowerCase(), value.toLowerCase());
  let [at, from] = [0, 0];
  let star = -1;
  let resume = 0;
  while (from < value.length) {
    if (pattern[at] === "*") {
      star = at++;
      resume = from;
    } else if (at < pattern.length && (pattern[at] === "?" || pattern[at] === value[from])) {
      at++;
      from++;
    } else if (star >= 0) {
      at = star + 1;
      from = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[at] === "*") at++;
  return at === pattern.length;
}
