/** Getting, setting and deleting inside values, by one key and by paths. */
import { fail } from "./machine.ts";
import { shortly } from "./print.ts";
import { checkSize, compare, isArray, isObject, type JqArray, type JqObject, kindOf, MOST_ELEMENTS, numberOf, sorted, type Value } from "./values.ts";

function refuse(value: Value, key: Value): never {
  const with_ = typeof key === "string" ? `string "${key}"` : kindOf(key);
  return fail(`Cannot index ${kindOf(value)} with ${with_}`);
}

/** Start and end of a slice of something that long: negative from the end, fractions outwards. */
function range(key: JqObject, length: number): readonly [number, number] {
  if (!key.has("start") || !key.has("end")) return fail("Array/string slice indices must be integers");
  const [start, end] = [key.get("start") ?? null, key.get("end") ?? null];
  const [from, to] = [start === null ? 0 : numberOf(start), end === null ? length : numberOf(end)];
  if (from === undefined || to === undefined) return fail("Array/string slice indices must be integers");
  const within = (at: number) => Math.min(length, Math.max(0, at < 0 ? at + length : at));
  const first = Math.floor(within(Number.isNaN(from) ? 0 : from));
  return [first, Math.max(first, Math.ceil(within(Number.isNaN(to) ? length : to)))];
}

/** Where a needle of several elements begins. */
export function indicesOf(value: JqArray, needle: JqArray): Value[] {
  const found: Value[] = [];
  for (let at = 0; needle.length > 0 && at <= value.length - needle.length; at++)
    if (needle.every((element, offset) => compare(value[at + offset] as Value, element) === 0)) found.push(at);
  return found;
}

function sliced(value: Value, key: JqObject): Value {
  if (value === null) return null;
  if (typeof value === "string") {
    // Surrogate pairs count once.
    const points = /[\ud800-\udfff]/.test(value) ? [...value] : value;
    const [from, to] = range(key, points.length);
    return typeof points === "string" ? points.slice(from, to) : points.slice(from, to).join("");
  }
  if (!isArray(value)) return refuse(value, key);
  return value.slice(...range(key, value.length));
}

export function sliceKey(from: Value, to: Value): JqObject {
  return new Map([
    ["start", from],
    ["end", to],
  ]);
}

/** `.[key]`. */
export function get(value: Value, key: Value): Value {
  if (isObject(value) && typeof key === "string") return value.get(key) ?? null;
  const at = numberOf(key);
  if (at !== undefined && (isArray(value) || value === null)) {
    if (value === null || Number.isNaN(at)) return null;
    const place = Math.floor(at);
    return value[place < 0 ? place + value.length : place] ?? null;
  }
  if (isObject(key) && !isObject(value)) return sliced(value, key);
  if (isArray(value) && isArray(key)) return indicesOf(value, key);
  if (value === null && typeof key === "string") return null;
  return refuse(value, key);
}

/** Arrays and objects made during one update, which may be changed in place because nobody else has seen them. */
export type Owned = WeakSet<object>;

function ownedArray(value: JqArray, owned: Owned): Value[] {
  if (owned.has(value)) return value as Value[];
  const copy = [...value];
  owned.add(copy);
  return copy;
}

function setElement(array: JqArray, at: number, element: Value, owned: Owned): Value {
  const floor = Number.isNaN(at) ? 0 : Math.floor(at);
  const place = floor < 0 ? floor + array.length : floor;
  if (place < 0) return fail("Out of bounds negative array index");
  if (place > 536_870_911) return fail("Array index too large");
  checkSize(place, MOST_ELEMENTS);
  const changed = ownedArray(array, owned);
  while (changed.length < place) changed.push(null);
  changed[place] = element;
  return changed;
}

function setKey(value: Value, key: Value, element: Value, owned: Owned): Value {
  if (typeof key === "string" && (value === null || isObject(value))) {
    const changed = value !== null && owned.has(value) ? (value as Map<string, Value>) : new Map(value ?? []);
    owned.add(changed);
    return changed.set(key, element);
  }
  const at = numberOf(key);
  if (at !== undefined && (value === null || isArray(value))) return setElement(value ?? [], at, element, owned);
  if (isObject(key) && (value === null || isArray(value))) {
    const [from, to] = range(key, value?.length ?? 0);
    if (!isArray(element)) return fail("A slice of an array can only be assigned another array");
    return [...(value ?? []).slice(0, from), ...element, ...(value ?? []).slice(to)];
  }
  if (isArray(key) && isArray(value)) return fail("Cannot update field at array index of array");
  if (isObject(key) && typeof value === "string") return fail("Cannot update string slices");
  return refuse(value, key);
}

export function getPath(value: Value, path: JqArray): Value {
  let found = value;
  for (const key of path) {
    found = get(found, key);
  }
  return found;
}

/** The value with another one at the path; missing arrays and objects are made on the way. */
export function setPath(value: Value, path: JqArray, element: Value, owned: Owned = new WeakSet(), depth = 0): Value {
  if (depth === path.length) return element;
  const key = path[depth] as Value;
  const inner = depth + 1 === path.length ? element : setPath(get(value, key), path, element, owned, depth + 1);
  return setKey(value, key, inner, owned);
}

/** Removes keys of one level at once, so that the place of one does not depend on another's removal. */
function deleteKeys(value: Value, keys: readonly Value[]): Value {
  if (value === null) return null;
  if (isObject(value)) {
    const wrong = keys.find((key) => typeof key !== "string");
    if (wrong !== undefined) return fail(`Cannot delete ${kindOf(wrong)} field of object`);
    const changed = new Map(value);
    for (const key of keys) changed.delete(key as string);
    return changed;
  }
  if (!isArray(value)) return fail(`Cannot delete fields from ${kindOf(value)}`);
  const gone = new Set<number>();
  for (const key of keys) {
    const at = numberOf(key);
    if (at !== undefined) gone.add(at < 0 ? Math.floor(at) + value.length : Math.floor(at));
    else if (isObject(key)) {
      const [from, to] = range(key, value.length);
      for (let place = from; place < to; place++) gone.add(place);
    } else return fail(`Cannot delete ${kindOf(key)} element of array`);
  }
  return value.filter((_element, at) => !gone.has(at));
}

/** Paths sorted and all of one parent; those that end at `depth + 1` remove their key, longer ones go on inside. */
function deleteSorted(value: Value, paths: readonly JqArray[], depth: number): Value {
  let changed = value;
  const keys: Value[] = [];
  for (let end = paths.length; end > 0; ) {
    const key = (paths[end - 1] as JqArray)[depth] as Value;
    let start = end;
    while (start > 0 && compare((paths[start - 1] as JqArray)[depth] as Value, key) === 0) start--;
    const group = paths.slice(start, end);
    if ((group[0] as JqArray).length === depth + 1) keys.push(key);
    else {
      const inner = get(changed, key);
      if (inner !== null) changed = setKey(changed, key, deleteSorted(inner, group, depth + 1), new WeakSet());
    }
    end = start;
  }
  return keys.length > 0 ? deleteKeys(changed, keys) : changed;
}

export function deletePaths(value: Value, paths: Value): Value {
  if (!isArray(paths)) return fail("Paths must be specified as an array");
  const list = sorted(paths);
  for (const path of list) if (!isArray(path)) return fail("Path must be specified as an array");
  if (list.length === 0) return value;
  if ((list[0] as JqArray).length === 0) return null;
  return deleteSorted(value, list as JqArray[], 0);
}

/** What `.[]` goes through, with its keys. */
export function entriesOf(value: Value): Iterable<readonly [Value, Value]> {
  if (isArray(value)) return value.entries();
  if (isObject(value)) return value;
  return fail(`Cannot iterate over ${kindOf(value)} (${shortly(value)})`);
}
