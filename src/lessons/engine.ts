/** What of the sandbox the lessons' parser uses: types of parsed lessons, and which checks can be judged. */

export type { Block, Check, Hint, Lesson, Made, MadeStep, Predict, Reach, SolutionLine, Task } from "../../sandbox/index.ts";
export { faultsOf, goalOf } from "../../sandbox/index.ts";
