import { expect, test } from "vitest";
import { type Key, OwnKeys } from "./own-keys.ts";

const key = (name: string, more: Partial<Key> = {}): Key => ({
  type: "keydown",
  key: name,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  preventDefault: () => {},
  ...more,
});

/** Whether each key in turn is the terminal's. */
function taken(keys: readonly Key[], selection = ""): boolean[] {
  const own = new OwnKeys({ hasSelection: () => selection !== "", getSelection: () => selection });
  return keys.map((one) => own.isForTerminal(one));
}

test("Tab completes, but straight after Esc it leaves, with Shift as well", () => {
  expect(taken([key("Tab"), key("Escape"), key("Tab")])).toEqual([true, true, false]);
  expect(taken([key("Escape"), key("Shift", { shiftKey: true }), key("Tab", { shiftKey: true })])).toEqual([true, true, false]);
  expect(taken([key("Escape"), key("a"), key("Tab")])).toEqual([true, true, true]);
});

test("Ctrl-C interrupts, and with a selection leaves copying to the browser", () => {
  expect(taken([key("c", { ctrlKey: true })])).toEqual([true]);
  expect(taken([key("c", { ctrlKey: true })], "selected")).toEqual([false]);
});

test("pasting and F6 are the page's", () => {
  expect(taken([key("v", { ctrlKey: true }), key("v", { metaKey: true }), key("v"), key("F6"), key("F6", { type: "keyup" })])).toEqual([
    false,
    false,
    true,
    false,
    false,
  ]);
});
