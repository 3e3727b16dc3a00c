import { describe, expect, it } from "vitest";
import { finishPage, policy, relativeAddresses, relativeUrls, withPreloads } from "./finish-site.ts";

describe("addresses of a built page", () => {
  it("start at the page's own folder", () => {
    expect(relativeAddresses('<a href="/">x</a><a href="/lessons/b/#t">x</a><script src="/assets/a.js">', "lessons/a/index.html")).toBe(
      '<a href="../../">x</a><a href="../b/#t">x</a><script src="../../assets/a.js">',
    );
  });

  it("stay valid on the home page and on a page's own folder", () => {
    expect(relativeAddresses('<a href="/">x</a><a href="/sandbox/">x</a>', "index.html")).toBe('<a href="./">x</a><a href="sandbox/">x</a>');
    expect(relativeAddresses('<a href="/sandbox/">x</a>', "sandbox/index.html")).toBe('<a href="./">x</a>');
  });

  it("of other hosts are left alone", () => {
    expect(relativeAddresses('<a href="//example.com/x">x</a><a href="https://example.com/">x</a>', "index.html")).toBe(
      '<a href="//example.com/x">x</a><a href="https://example.com/">x</a>',
    );
  });
});

describe("addresses in a style sheet", () => {
  it("start at the sheet's own folder", () => {
    expect(relativeUrls('a{src:url(/assets/x.woff2)}b{background:url("/icons/y.svg#z")}', "assets/frame.css")).toBe(
      'a{src:url(x.woff2)}b{background:url("../icons/y.svg#z")}',
    );
  });

  it("of other hosts, of data and within the sheet are left alone", () => {
    const css = "a{src:url(//example.com/x)}b{src:url(data:image/png;base64,a/b)}c{mask:url(#d)}d{src:url(./e.woff2)}";
    expect(relativeUrls(css, "assets/frame.css")).toBe(css);
  });
});

it("names what a page's scripts import, and what those import, but nothing that is fetched later", async () => {
  const site: Record<string, string> = {
    "assets/a.js": 'import{x}from"./b.js";import"./c.js";const y=()=>import("./later.js");',
    "assets/b.js": 'import"./c.js"',
    "assets/c.js": "",
  };
  const html = '<head><script type="module" src="/assets/a.js"></script></head>';
  expect(await withPreloads(html, async (file) => site[file] ?? "")).toBe(
    '<head><script type="module" src="/assets/a.js"></script><link rel="modulepreload" href="/assets/b.js"><link rel="modulepreload" href="/assets/c.js"></head>',
  );
});

describe("the content security policy", () => {
  it("holds the hash of each inline script and of no data block", () => {
    expect(
      policy('<script>a</script><script type="application/json">{}</script><script type="module" src="x"></script>').match(/sha256-/g),
    ).toHaveLength(1);
  });

  it("refuses a page with a style attribute", () => {
    expect(() => finishPage('<meta charset="utf-8"><p style="color:red">x</p>', "index.html")).toThrow("style attribute");
  });
});
