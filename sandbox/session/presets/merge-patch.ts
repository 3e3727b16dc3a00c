/** Merge patches (RFC 7386), the one grammar in which worlds, starts of lessons and `given` are written (FORMAT §6). */

export type Patch = Readonly<Record<string, unknown>>;

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** `target` with `patch` laid over it: maps merge, lists and scalars replace, `null` removes. Neither argument is changed. */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isPlainObject(patch)) return patch;
  const merged: Record<string, unknown> = isPlainObject(target) ? { ...target } : {};
  for (const [name, value] of Object.entries(patch)) {
    if (name === "__proto__") continue;
    if (value === null) delete merged[name];
    else merged[name] = mergePatch(merged[name], value);
  }
  return merged;
}

/** Applies patches from left to right to an empty world. */
export function mergePatches(patches: readonly Patch[]): Patch {
  return patches.reduce<unknown>((merged, patch) => mergePatch(merged, patch), {}) as Patch;
}
