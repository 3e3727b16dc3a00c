/** The types that the site shares with the sandbox; the only place that names where they come from. */
export type {
  CommandView,
  Decision,
  GoalRow,
  Hint,
  ImageView,
  LayerView,
  Lesson,
  RepositoryView,
  RequestEvent,
  SessionApi,
  SolutionLine,
  Task,
  TaskState,
  TerminalIn,
  TerminalOut,
  View,
} from "../../sandbox/index.ts";
