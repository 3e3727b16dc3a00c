/** `.dockerignore` and file patterns (https://docs.docker.com/build/concepts/context/#dockerignore-files). */

/** True when a path of the context, without a leading slash, is left out. The last pattern that fits decides. */
export function ignoring(source: string): (path: string) => boolean {
  const patterns = source
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const negated = line.startsWith("!");
      const text = (negated ? line.slice(1) : line)
        .trim()
        .replace(/^\.?\/+/, "")
        .replace(/\/+$/, "");
      return { negated, test: globTest(text) };
    });
  return (path) => {
    let ignored = false;
    for (const { negated, test } of patterns) {
      // A pattern that fits a folder fits everything in it.
      const parts = path.split("/");
      if (parts.some((_, at) => test(parts.slice(0, at + 1).join("/")))) ignored = !negated;
    }
    return ignored;
  };
}

/** `*` and `?` inside one path component, `**` across them, `[a-z]`. */
export function globTest(pattern: string): (path: string) => boolean {
  let source = "";
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] as string;
    if (pattern.startsWith("**/", at)) {
      source += "(?:.*/)?";
      at += 2;
    } else if (pattern.startsWith("**", at)) {
      source += ".*";
      at++;
    } else if (character === "*") source += "[^/]*";
    else if (character === "?") source += "[^/]";
    else if (character === "[") {
      const end = pattern.indexOf("]", at + 1);
      if (end < 0) source += "\\[";
      else {
        source += `[${pattern
          .slice(at + 1, end)
          .replace(/^!/, "^")
          .replaceAll("\\", "\\\\")}]`;
        at = end;
      }
    } else source += character.replace(/[.+^${}()|\]\\]/, "\\$&");
  }
  const regular = new RegExp(`^${source}$`);
  return (path) => regular.test(path);
}

export function hasGlob(path: string): boolean {
  return /[*?[]/.test(path);
}
