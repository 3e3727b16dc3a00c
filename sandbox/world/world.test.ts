import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nodeHasher } from "../node/hasher.ts";
import { META } from "./keys.ts";
import { NewerSnapshot, restore, snapshot } from "./snapshot.ts";
import { Store } from "./store.ts";
import type { Meta, Tag } from "./tables.ts";
import { applyWrites, emptyWorld, range, Transaction, type World, type WriteSet } from "./world.ts";

const digest = `sha256:${"0".repeat(64)}` as const;
const tag = (setAt: number): Tag => ({ digest, setAt });

const meta: Meta = {
  schema: 1,
  now: 1000,
  offset: 0,
  seed: "seed",
  counter: 0,
  command: 7,
  sealingKey: "0".repeat(64),
  account: "111122223333",
  region: "us-east-1",
  cli: 2,
  preset: "blank",
};

function worldWithMeta(): World {
  return applyWrites(emptyWorld(), [{ table: "meta", key: META, row: meta }]);
}

describe("a transaction", () => {
  it("reads its own writes and leaves the world it began with alone", () => {
    const world = applyWrites(emptyWorld(), [{ table: "tags", key: "r a", row: tag(1) }]);
    const tx = new Transaction(world);
    tx.set("tags", "r b", tag(2));
    tx.delete("tags", "r a");
    expect([...tx.range("tags", "r ")]).toEqual([["r b", tag(2)]]);
    expect([...range(world, "tags", "r ")]).toEqual([["r a", tag(1)]]);
  });

  it("gives a write set that makes the same world again", () => {
    const write = fc.record({ key: fc.constantFrom("r a", "r b", "r c", "s a"), row: fc.option(fc.nat().map(tag), { nil: undefined }) });
    fc.assert(
      fc.property(fc.array(fc.array(write)), (transactions) => {
        let world = emptyWorld();
        const log: WriteSet[] = [];
        for (const writes of transactions) {
          const tx = new Transaction(world);
          for (const { key, row } of writes) row ? tx.set("tags", key, row) : tx.delete("tags", key);
          log.push(tx.writes);
          world = tx.world;
        }
        expect(snapshot(log.reduce(applyWrites, emptyWorld()))).toEqual(snapshot(world));
      }),
    );
  });

  it("pages a range after a key and stops at the end of the prefix", () => {
    const keys = ["a x", "b 1", "b 2", "b 3", "c x"];
    const world = applyWrites(
      emptyWorld(),
      keys.map((key) => ({ table: "tags" as const, key, row: tag(0) })),
    );
    expect([...range(world, "tags", "b ", "b 1")].map(([key]) => key)).toEqual(["b 2", "b 3"]);
  });
});

describe("a snapshot", () => {
  it("survives JSON and gives the same world back", () => {
    const world = applyWrites(worldWithMeta(), [{ table: "tags", key: "r é", row: tag(5) }]);
    expect(snapshot(restore(JSON.parse(JSON.stringify(snapshot(world)))))).toEqual(snapshot(world));
  });

  it("of a newer schema is refused, not guessed at", () => {
    expect(() => restore({ schema: 99, tables: {} })).toThrow(NewerSnapshot);
  });
});

describe("the store", () => {
  const store = () => new Store(worldWithMeta(), { hasher: nodeHasher });

  it("writes nothing, not even drawn ids, when a change throws", () => {
    const it_ = store();
    const before = it_.world;
    expect(() =>
      it_.change(({ tx, ids }) => {
        ids.uuid();
        tx.set("tags", "r a", tag(1));
        throw new Error("no");
      }),
    ).toThrow("no");
    expect(it_.world).toBe(before);
  });

  it("draws the same ids from the same world, and never one twice", () => {
    const draw = (it_: Store) => Array.from({ length: 50 }, () => it_.change(({ ids }) => ids.uuid()));
    const first = draw(store());
    expect(draw(store())).toEqual(first);
    expect(new Set(first).size).toBe(50);
    expect(first[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it("numbers events, names their command, and keeps only the newest", () => {
    const it_ = new Store(worldWithMeta(), { hasher: nodeHasher, keepEvents: 2 });
    for (const of of ["a", "b", "c"]) it_.log({ kind: "clock", of, has: {} });
    expect(it_.events).toEqual([
      { kind: "clock", of: "b", has: {}, seq: 2, command: 7, at: 1000 },
      { kind: "clock", of: "c", has: {}, seq: 3, command: 7, at: 1000 },
    ]);
  });
});
