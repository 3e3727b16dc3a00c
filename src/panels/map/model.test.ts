import { describe, expect, it } from "vitest";
import type { View } from "../../session/contract.ts";
import { exampleView } from "../../stores/example-view.ts";
import { berths, change, found, labels, loose, stored, token, withLeaving } from "./model.ts";

const view = exampleView;
const HOUR = 3_600_000;

describe("the map", () => {
  it("draws a berth for each repository, oldest image first", () => {
    expect(berths(view).map(({ name, facts, stacks }) => [name, facts.join(), stacks.length])).toEqual([
      ["web", "mutable tags,scan on push", 2],
      ["api", "immutable tags", 1],
      ["worker", "mutable tags", 0],
    ]);
  });

  it("counts what is stored and how often it is used", () => {
    expect(stored(view)).toBe("8 layers stored, 11 uses.");
    expect(stored({ ...view, repositories: [] })).toBeUndefined();
  });

  it("has labels of four digits as long as they suffice", () => {
    expect(labels(view)).toBe(4);
  });
});

describe("the token's ring", () => {
  const at = (milliseconds: number) => token({ ...view, now: view.now + milliseconds });
  it("says what is left, and when it was lost", () => {
    expect(token(view)).toMatchObject({ tone: "pass", words: "Token: 11 h 48 min left" });
    expect(at(11 * HOUR)).toMatchObject({ tone: "wait", words: "Token: 48 min left" });
    expect(at(13 * HOUR)).toMatchObject({ tone: "fail", share: 0, words: "Token expired 1 h 12 min ago" });
    expect(token({ ...view, logins: [] })).toMatchObject({ tone: "", words: "Docker is not logged in" });
  });
});

describe("what moves", () => {
  const all = berths(view);
  it("keeps what has gone, marked, for as long as it fades", () => {
    expect(withLeaving(all, all)).toBeUndefined();
    const fewer = all.slice(0, 2).map((berth) => ({ ...berth, stacks: berth.stacks.slice(1) }));
    expect(
      withLeaving(all, fewer)?.map(({ name, leaving, stacks }) => [name, leaving === true, stacks.map((stack) => stack.leaving === true)]),
    ).toEqual([
      ["web", false, [true, false]],
      ["api", false, [true]],
      ["worker", true, []],
    ]);
  });

  it("takes for arriving only what was not lying there before", () => {
    expect(all[0]?.arriving).toHaveLength(2);
    expect(berths(view, loose(view))[0]).toMatchObject({ arriving: [], facts: ["mutable tags", "scan on push", "2 blobs in no image"] });
  });

  it("finds the layers that a push was told are there", () => {
    const digest = all[0]?.stacks[0]?.layers[0]?.digest;
    const head = (seq: number, status: number) => ({ seq, status, method: "HEAD", path: `/v2/web/blobs/${digest}` }) as View["requests"][number];
    expect([...found({ ...view, requests: [head(1, 200), head(2, 404), head(3, 200)] }, 1)]).toEqual([[`web ${digest}`, 3]]);
  });
});

describe("the caption", () => {
  const [web, ...others] = view.repositories;
  if (!web) throw new Error("the example has a first repository");
  it("tells what came and what went", () => {
    expect(change(undefined, view)).toBeUndefined();
    expect(change(view, view)).toBeUndefined();
    expect(change({ ...view, repositories: others }, view)).toBe("Repository web is new.");
    expect(change(view, { ...view, repositories: others })).toBe("Repository web is gone.");
    expect(change({ ...view, repositories: [{ ...web, arriving: [] }, ...others] }, view)).toBe("Set down 7967 in web, 10.1 MB.");
    expect(change(view, { ...view, repositories: [{ ...web, images: web.images.slice(0, 1) }, ...others] })).toBe("1 image left web.");
  });
});
