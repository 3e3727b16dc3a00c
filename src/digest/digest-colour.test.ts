import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { containerLook, labelLength, MARKS, PAINTS } from "./digest-colour.ts";

const digest = (start: string) => `sha256:${start.padEnd(64, "0")}`;

describe("the look of a container", () => {
  it("follows from the first four digits of its digest", () => {
    expect(containerLook(digest("7f37"))).toEqual({
      known: true,
      classes: "d7 k7 rt",
      paint: "#2aa679",
      label: "7f37",
      spoken: "layer 7 f 3 7, jade, checks right",
    });
  });

  it("names no end for a plain container", () => {
    expect(containerLook(digest("0812")).spoken).toBe("layer 0 8 1 2, rose, plain");
  });

  it("is unpainted for what is no digest", () => {
    for (const wrong of ["", "sha256:", "sha256:7F37e8b62623", "latest", "sha256:zz37e8b62623"]) expect(containerLook(wrong).known).toBe(false);
  });

  it("has sixteen paints, eight marks at two ends, and the style sheet has the same paints", () => {
    expect([PAINTS.length, MARKS.length]).toEqual([16, 8]);
    const css = readFileSync(new URL("../styles/tokens.css", import.meta.url), "utf8").replace(/\s/g, "");
    for (const [index, [, paint]] of PAINTS.entries()) expect(css).toContain(`--p${index.toString(16)}:${paint};`);
  });

  it("is spread evenly over real digests", () => {
    const seen = new Map<string, number>();
    for (let i = 0; i < 20_000; i++) {
      const { classes } = containerLook(createHash("sha256").update(`${i}`).digest("hex"));
      seen.set(classes, (seen.get(classes) ?? 0) + 1);
    }
    expect(seen.size).toBe(256);
    expect(Math.max(...seen.values())).toBeLessThan(130);
  });
});

describe("the length of labels", () => {
  it("is four as long as four digits tell the digests apart", () => {
    expect(labelLength([digest("7f37"), digest("05b3"), digest("7f37")])).toBe(4);
  });

  it("grows until they do", () => {
    expect(labelLength([digest("7f37aa1"), digest("7f37aa2")])).toBe(7);
  });

  it("never passes twelve", () => {
    expect(labelLength([digest("7f37aa000000001"), digest("7f37aa000000002")])).toBe(12);
  });
});
