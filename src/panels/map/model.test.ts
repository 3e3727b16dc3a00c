import { describe, expect, it } from "vitest";
import { exampleView } from "../../stores/example-view.ts";
import { berths, change, labels, stored, token } from "./model.ts";

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
    expect(stored(view)).toBe("10 layers stored, 13 uses.");
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

describe("the caption", () => {
  const [web, ...others] = view.repositories;
  if (!web) throw new Error("the example has a first repository");
  it("tells what came and what went", () => {
    expect(change(undefined, view)).toBeUndefined();
    expect(change(view, view)).toBeUndefined();
    expect(change({ ...view, repositories: others }, view)).toBe("Repository web is new.");
    expect(change(view, { ...view, repositories: others })).toBe("Repository web is gone.");
    expect(change({ ...view, repositories: [{ ...web, arriving: [] }, ...others] }, view)).toBe("Set down d2c7 in web, 1.2 MB.");
    expect(change(view, { ...view, repositories: [{ ...web, images: web.images.slice(0, 1) }, ...others] })).toBe("1 image left web.");
  });
});
