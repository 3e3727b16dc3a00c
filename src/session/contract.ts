/** The types that the site shares with the sandbox; the only place that names where they come from. */
export type { Decision } from "../../sandbox/iam/decision.ts";
export type { RequestEvent } from "../../sandbox/kernel/events.ts";
export type { GoalRow, Hint, Lesson, SolutionLine, Task, TaskState } from "../../sandbox/grading/lesson.ts";
export type { CommandView, ImageView, LayerView, RepositoryView, SessionApi, TerminalIn, TerminalOut, View } from "../../sandbox/session/api.ts";
