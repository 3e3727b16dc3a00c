/** Pages: a token is the key of the last row that was given, sealed so that clients treat it as what it is, opaque. */
import { base64, fromBase64 } from "../../kernel/bytes.ts";
import type { Hasher } from "../../kernel/hash.ts";
import { seal, unseal } from "../seal/seal.ts";

const DEFAULT_PAGE = 100;

export interface Pager {
  readonly hasher: Hasher;
  readonly sealingKey: string;
  /** What is paged, so that a token of another list is refused. */
  readonly list: string;
}

export interface Page<T> {
  readonly entries: readonly T[];
  readonly nextToken: string | undefined;
}

/** A page of `rows`, each with its key; `rows` is asked to begin after a key. Gives undefined for a token that is none of this list's. */
export function page<T>(
  { hasher, sealingKey, list }: Pager,
  { nextToken, maxResults = DEFAULT_PAGE }: { readonly nextToken?: string | undefined; readonly maxResults?: number | undefined },
  rows: (after: string | undefined) => Iterable<readonly [string, T]>,
): Page<T> | undefined {
  let after: string | undefined;
  if (nextToken !== undefined) {
    const sealed = fromBase64(nextToken);
    const value = sealed && unseal(hasher, sealingKey, "page", sealed);
    if (!Array.isArray(value) || value[0] !== list) return undefined;
    after = String(value[1]);
  }
  const entries: T[] = [];
  let last = "";
  for (const [key, row] of rows(after)) {
    if (entries.length === maxResults) return { entries, nextToken: base64(seal(hasher, sealingKey, "page", [list, last])) };
    entries.push(row);
    last = key;
  }
  return { entries, nextToken: undefined };
}

/** A page asked for together with `names`, as details of an InvalidParameterException: named entries come all at once (API reference). */
export function pagingBeside(
  names: string,
  input: { readonly nextToken?: string | undefined; readonly maxResults?: number | undefined },
): { readonly parameter: string; readonly constraint: string } | undefined {
  const parameter = (["maxResults", "nextToken"] as const).find((name) => input[name] !== undefined);
  return parameter && { parameter, constraint: `must not be specified when ${names} is specified` }; // (unverified)
}
