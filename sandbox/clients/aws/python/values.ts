/** Values as the CLI holds them: what JSON can say, plus bytes from `fileb://`. */
export type Value = null | boolean | number | string | Uint8Array | readonly Value[] | { readonly [key: string]: Value };
export type Dict = { readonly [key: string]: Value };

export function isList(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

export function isDict(value: Value | undefined): value is Dict {
  return typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}

const orderedDicts = new WeakSet<object>();

/** The value with its dicts remembered as `OrderedDict`s, which the JSON of an option becomes. */
export function ordered(value: Value): Value {
  if (isList(value)) value.forEach(ordered);
  else if (isDict(value)) {
    orderedDicts.add(value);
    Object.values(value).forEach(ordered);
  }
  return value;
}

/** Order by code points, as Python compares strings. */
export function byCodePoint(a: string, b: string): number {
  if (a === b) return 0;
  const left = [...a];
  const right = [...b];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const difference = ((left[i] as string).codePointAt(0) as number) - ((right[i] as string).codePointAt(0) as number);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}

/** Python's `str(value)`: `None`, `True`, and `repr` for containers. */
export function str(value: Value): string {
  return typeof value === "string" ? value : repr(value);
}

/** Python's `repr(value)`. */
export function repr(value: Value): string {
  if (value === null) return "None";
  if (value === true) return "True";
  if (value === false) return "False";
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return reprText(value);
  if (value instanceof Uint8Array) return `b${reprText(String.fromCharCode(...value))}`;
  if (isList(value)) return `[${value.map(repr).join(", ")}]`;
  const members = Object.entries(value).map(([key, member]) => `${repr(key)}: ${repr(member)}`);
  const dict = `{${members.join(", ")}}`;
  return orderedDicts.has(value) ? `OrderedDict(${members.length === 0 ? "" : dict})` : dict;
}

const ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t", "\\": "\\\\" };

function reprText(value: string): string {
  const quote = value.includes("'") && !value.includes('"') ? '"' : "'";
  let out = quote;
  for (const character of value) {
    const code = character.codePointAt(0) as number;
    if (character === quote) out += `\\${quote}`;
    else if (ESCAPES[character]) out += ESCAPES[character];
    else if (code < 0x20 || code === 0x7f) out += `\\x${code.toString(16).padStart(2, "0")}`;
    else out += character;
  }
  return out + quote;
}

/** The class name Python's `type(value)` prints: `<class 'str'>`. */
export function className(value: Value): string {
  if (value === null) return "<class 'NoneType'>";
  if (typeof value === "boolean") return "<class 'bool'>";
  if (typeof value === "number") return Number.isInteger(value) ? "<class 'int'>" : "<class 'float'>";
  if (typeof value === "string") return "<class 'str'>";
  if (value instanceof Uint8Array) return "<class 'bytes'>";
  if (isList(value)) return "<class 'list'>";
  return orderedDicts.has(value) ? "<class 'collections.OrderedDict'>" : "<class 'dict'>";
}
