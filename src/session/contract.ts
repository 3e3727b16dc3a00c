import type { SessionApi } from "../../sandbox/index.ts";

/** The types that the site shares with the sandbox; the only place that names where they come from. */
export type {
  CommandView,
  GoalRow,
  ImageView,
  LayerView,
  Lesson,
  RepositoryView,
  RequestEvent,
  Task,
  TaskState,
  TerminalIn,
  TerminalOut,
  View,
} from "../../sandbox/index.ts";

/** The tables that permissions are decided from; `restore` of `sandbox/policy.ts` makes a world of them. */
export type Permissions = Awaited<ReturnType<SessionApi["permissions"]>>;
