import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nodeHasher } from "../../node/hasher.ts";
import { page } from "./paging.ts";

const pager = { hasher: nodeHasher, sealingKey: "ab".repeat(32), list: "things" };

/** Rows after a key, counting how many were asked for. */
function rowsOf(keys: readonly string[], seen: { count: number }) {
  return function* (after: string | undefined): Generator<readonly [string, string]> {
    for (const key of keys) {
      if (after !== undefined && key <= after) continue;
      seen.count++;
      yield [key, key];
    }
  };
}

describe("pages", () => {
  it("joined are the whole list, and none costs more rows than it shows and one", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 })), fc.integer({ min: 1, max: 7 }), (given, maxResults) => {
        const keys = [...given].sort((a, b) => (a < b ? -1 : 1));
        const joined: string[] = [];
        let nextToken: string | undefined;
        do {
          const seen = { count: 0 };
          const got = page(pager, { nextToken, maxResults }, rowsOf(keys, seen));
          if (!got) throw new Error("refused its own token");
          expect(seen.count).toBeLessThanOrEqual(maxResults + 1);
          expect(got.entries.length).toBeLessThanOrEqual(maxResults);
          joined.push(...got.entries);
          nextToken = got.nextToken;
        } while (nextToken !== undefined);
        expect(joined).toEqual(keys);
      }),
    );
  });

  it("take no token of another list, nor one made up", () => {
    const { nextToken } = page(pager, { maxResults: 1 }, rowsOf(["a", "b"], { count: 0 })) ?? {};
    expect(nextToken).toBeDefined();
    expect(page({ ...pager, list: "others" }, { nextToken }, rowsOf(["a", "b"], { count: 0 }))).toBeUndefined();
    expect(page(pager, { nextToken: "bm9uc2Vuc2U=" }, rowsOf(["a", "b"], { count: 0 }))).toBeUndefined();
  });
});
