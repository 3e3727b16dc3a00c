/** Paths as text: absolute, normalised, joined. Pure; nothing here looks at files. */

/** `/a//b/./../c/` becomes `/a/c`; the result of an absolute path is absolute and has no slash at its end, except the root. */
export function normalise(path: string): string {
  const kept: string[] = [];
  for (const part of path.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === "..") kept.pop();
    else kept.push(part);
  }
  return `/${kept.join("/")}`;
}

/** The absolute path that `path` means in directory `base`. */
export function join(base: string, path: string): string {
  return normalise(path.startsWith("/") ? path : `${base}/${path}`);
}

/** The last component, as basename(1) gives it. */
export function basename(path: string): string {
  const trimmed = path.replace(/\/+$/, "");
  if (trimmed === "") return path === "" ? "" : "/";
  return trimmed.slice(trimmed.lastIndexOf("/") + 1);
}

/** Everything before the last component, as dirname(1) gives it. */
export function dirname(path: string): string {
  const trimmed = path.replace(/\/+$/, "");
  if (trimmed === "") return path === "" ? "." : "/";
  const slash = trimmed.lastIndexOf("/");
  if (slash < 0) return ".";
  return trimmed.slice(0, slash).replace(/\/+$/, "") || "/";
}

/** `path` as seen from directory `from`, both absolute: `../b/c`. */
export function relative(from: string, path: string): string {
  const a = from.split("/").filter(Boolean);
  const b = path.split("/").filter(Boolean);
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same++;
  return [...a.slice(same).map(() => ".."), ...b.slice(same)].join("/") || ".";
}
