/** What of the sandbox the lessons' parser uses: types of parsed lessons, and which checks can be judged. */

export { goalOf } from "../../sandbox/grading/kinds/index.ts";
export { faultsOf } from "../../sandbox/grading/known.ts";
export type { Block, Check, Hint, Lesson, Predict, SolutionLine, Task } from "../../sandbox/grading/lesson.ts";
