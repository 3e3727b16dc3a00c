import { expect, it } from "vitest";
import { cutAtTasks, withRunButtons } from "./course.ts";

it("cuts prose at its tasks and keeps their order", () => {
  const html = '<p>a</p><section class="task" data-task="one"><h3>One</h3><div>x</div></section><p>b</p><section data-task="two"></section>';
  expect(cutAtTasks(html)).toEqual([{ prose: "<p>a</p>", task: "one" }, { prose: "<p>b</p>", task: "two" }, { prose: "" }]);
});

it("gives two buttons to a run block, to run and to edit first, and none to anything else", () => {
  const html = '<div class="run" data-run="ls"><pre><code>ls</code></pre></div><pre>ls</pre><div data-predict="p" data-run="ls"><p>?</p></div>';
  expect(withRunButtons(html).match(/<button/g)).toHaveLength(2);
  expect(withRunButtons('<div class="run" data-run="ls > names"><pre>ls &gt; names</pre></div>').match(/<button/g)).toHaveLength(2);
  expect(withRunButtons('<div class="run" data-run="ls" data-type><pre>ls</pre></div>')).toContain("Type this one yourself");
});
