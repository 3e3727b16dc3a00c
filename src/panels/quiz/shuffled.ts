/** The order of a question's options: another for every learner, the same each time for one. */
export function shuffled<T extends { readonly key: string }>(options: readonly T[], seed: string): T[] {
  return [...options].sort((a, b) => spread(`${seed}/${a.key}`) - spread(`${seed}/${b.key}`));
}

/** FNV-1a, 32 bits, mixed once more: close seeds end up far apart. */
function spread(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash ^= hash >>> 15;
  return Math.imul(hash, 0x2c1b3c6d) >>> 0;
}
