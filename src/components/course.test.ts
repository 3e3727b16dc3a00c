import { expect, it } from "vitest";
import { cutAtTasks, withRunButtons } from "./course.ts";

it("cuts prose at its tasks and keeps their order", () => {
  const html = '<p>a</p><section class="task" data-task="one"><h3>One</h3><div>x</div></section><p>b</p><section data-task="two"></section>';
  expect(cutAtTasks(html)).toEqual([{ prose: "<p>a</p>", task: "one" }, { prose: "<p>b</p>", task: "two" }, { prose: "" }]);
});

it("gives a button to a run block and to nothing else", () => {
  const html = '<div class="run" data-run="ls"><pre><code>ls</code></pre></div><pre>ls</pre><div data-predict="p" data-run="ls"><p>?</p></div>';
  expect(withRunButtons(html).match(/<button/g)).toHaveLength(1);
});
