import { describe, expect, test } from "vitest";
import { figureSvg } from "./figure.ts";

const HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">\n<title>T</title><desc>D &amp; E</desc>';

function figure(inner: string): string {
  return figureSvg(`${HEAD}\n${inner}\n</svg>`, "f.svg", "p");
}

describe("a figure", () => {
  test("is written anew, labelled by its own words, its ids its own", () => {
    expect(
      figure(
        '<!-- no --><defs><marker id="tip" orient="auto"><path d="M0 0"/></marker></defs><path d="M1 1h2" marker-end="url(#tip)" stroke="currentColor"/>',
      ),
    ).toBe(
      [
        '<svg viewBox="0 0 10 10" role="img" aria-labelledby="p-title p-desc">',
        '<title id="p-title">T</title><desc id="p-desc">D &amp; E</desc>',
        '<defs><marker id="p-tip" orient="auto"><path d="M0 0"></path></marker></defs><path d="M1 1h2" marker-end="url(#p-tip)" stroke="currentColor"></path>',
        "</svg>",
      ].join("\n"),
    );
  });

  test.each([
    ["a script", "<script>alert(1)</script>", "f.svg:3: <script> has no place in a figure"],
    ["a style", '<rect style="fill:red"/>', "f.svg:3: the attribute style has no place in a figure"],
    ["a handler", '<g onclick="x()"></g>', "f.svg:3: the attribute onclick has no place in a figure"],
    ["a link", '<a href="https://x"></a>', "f.svg:3: <a> has no place in a figure"],
    ["an address in an attribute", '<text class="url(https://x)">x</text>', "f.svg:3: class holds an address"],
    ["a colour of its own", '\n<rect fill="#fff"/>', 'f.svg:4: fill="#fff": a colour is none, currentColor or a token of the page, var(--…)'],
    ["an element that is not closed", "<g>", "f.svg:4: <g> is not closed"],
    ["an attribute without quotes", "<rect x=1/>", 'f.svg:3: <rect> is not written as name="value"'],
    ["a doctype inside", "<!DOCTYPE x>", "f.svg:3: an element is expected"],
  ])("with %s is refused", (_title, inner, message) => {
    expect(() => figure(inner)).toThrow(message);
  });

  test("has words for those who cannot see it, and a size", () => {
    expect(() => figureSvg('<svg viewBox="0 0 1 1"><title>T</title></svg>', "f.svg", "p")).toThrow("f.svg:1: a figure has a <desc> with words");
    expect(() => figureSvg("<svg><title>T</title><desc>D</desc></svg>", "f.svg", "p")).toThrow("f.svg:1: a figure has a viewBox");
  });
});
