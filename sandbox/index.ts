/** The door of the sandbox for pages, Node programs and tests. The page's first bundle takes only `editor.ts`, which holds no engine. */
export { goalOf } from "./grading/kinds/index.ts";
export { faultsOf } from "./grading/known.ts";
export type { Block, Check, GoalRow, Hint, Lesson, Made, MadeStep, Predict, Reach, SolutionLine, Task, TaskState } from "./grading/lesson.ts";
export type { Decision } from "./iam/decision.ts";
export type { RequestEvent, SandboxEvent } from "./kernel/events.ts";
export type { Started, WorkerApi } from "./page/protocol.ts";
export type {
  CommandView,
  ImageView,
  LayerView,
  RepositoryView,
  SessionApi,
  TerminalIn,
  TerminalOut,
  TerminalPort,
  View,
} from "./session/api.ts";
export type { SessionPorts } from "./session/ports.ts";
export type { LogRecord, Persistence, Saved, Storage } from "./session/save.ts";
export { createSession, type Session } from "./session/session.ts";
