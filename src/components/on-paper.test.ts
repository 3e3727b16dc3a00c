import { expect, test } from "vitest";
import { linksFromBelow, onPaper, remarks } from "./on-paper.ts";

const LINK = '<a data-lesson="first-flight" href="../first-flight/">it</a>';
const OPTION = '<details class="predict-option is-right"><summary>To <code>hub</code></summary><p class="predict-why">No host.</p></details>';

test("an option of a prediction is a line to tick, with its reason only among the solutions", () => {
  expect(onPaper(OPTION, false)).toBe('<p class="paper-option">To <code>hub</code></p>');
  expect(onPaper(OPTION, true)).toBe('<p class="paper-option is-right">To <code>hub</code></p><p class="why"><b>Right.</b> No host.</p>');
});

test("links to lessons count from the root, or from a folder below", () => {
  expect(onPaper(LINK, false)).toContain('href="/lessons/first-flight/"');
  expect(linksFromBelow(LINK, 1)).toContain('href="../../first-flight/"');
  expect(linksFromBelow('<a href="https://example.com/">', 1)).toBe('<a href="https://example.com/">');
});

test("a panel's button is only its words", () => {
  expect(onPaper('<button type="button" class="panel-link" data-panel="map">the map</button>', false)).toBe("the map");
});

test("the teacher's remarks come without their heading", () => {
  const aside = '<aside class="teach" hidden><p class="aside-title">For the teacher</p><p>Ask first.</p></aside>';
  expect(remarks(`<p>x</p>${aside}`)).toEqual(["<p>Ask first.</p>"]);
});
