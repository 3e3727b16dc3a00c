/** The form in which policies come back. */

/** JSON as the service writes it back: two spaces, ` : `, arrays of words on one line, `[ {` … `} ]` for objects. */
export function prettyPolicy(value: unknown, indent = ""): string {
  if (Array.isArray(value)) return value.length ? `[ ${value.map((entry) => prettyPolicy(entry, indent)).join(", ")} ]` : "[ ]";
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  const lines = Object.entries(value).map(([key, entry]) => `${inner}${JSON.stringify(key)} : ${prettyPolicy(entry, inner)}`);
  return lines.length ? `{\n${lines.join(",\n")}\n${indent}}` : "{ }";
}
