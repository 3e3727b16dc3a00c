/** Policy variables, `${aws:username}`, in resources and condition values of version 2012-10-17 (IAM User Guide, "Policy variables"). */
export type Context = Readonly<Record<string, string | readonly string[]>>;

/** The value of a condition key; names of keys are not case-sensitive. */
export function contextValues(context: Context, key: string): readonly string[] | undefined {
  const wanted = key.toLowerCase();
  for (const [name, value] of Object.entries(context)) {
    if (name.toLowerCase() === wanted) return typeof value === "string" ? [value] : value;
  }
  return undefined;
}

/** The pattern with its variables put in, or undefined when one has no value: then the element cannot match. */
export function substitute(pattern: string, context: Context, version: unknown): string | undefined {
  if (version !== "2012-10-17" || !pattern.includes("${")) return pattern;
  let missing = false;
  const result = pattern.replace(/\$\{([^}]*)\}/g, (_, inside: string) => {
    if (inside === "*" || inside === "?" || inside === "$") return inside;
    const [key = "", fallback] = inside.split(/\s*,\s*/);
    const value = contextValues(context, key.trim())?.[0] ?? fallback?.replace(/^'|'$/g, "");
    if (value === undefined) missing = true;
    return value ?? "";
  });
  return missing ? undefined : result;
}
