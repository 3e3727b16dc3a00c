import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { leadStyles } from "./monaco.ts";

const root = fileURLToPath(new URL("../../node_modules/monaco-editor/esm/vs/", import.meta.url));
const led = (file: string) => leadStyles(readFileSync(root + file, "utf8"), root + file);

describe("Monaco without styles of its own", () => {
  it("makes no style element", () => {
    expect(led("base/browser/domStylesheets.js")).toContain("const style = gantryAdopt.styleStandIn();");
  });

  it("writes the markup of lines through the page's own function", () => {
    const text = led("editor/browser/view/viewLayer.js");
    expect(text).toContain("gantryAdopt.setHtml(this._domNode, newLinesHTML);");
    expect(text).toContain("gantryAdopt.insertHtml(lastChild, 'afterend', newLinesHTML);");
    expect(text).not.toMatch(/\.innerHTML =/);
  });

  it("sets no style attribute of the comparison", () => {
    expect(led("editor/browser/widget/diffEditor/components/diffEditorViewZones/diffEditorViewZones.js")).not.toContain("setAttribute('style'");
  });

  it("fails the build when a place is gone", () => {
    expect(() => leadStyles("const style = other();", "/monaco-editor/esm/vs/base/browser/domStylesheets.js")).toThrow("has changed");
  });
});
