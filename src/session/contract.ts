/** The types that the site shares with the sandbox; the only place that names where they come from. */
export type {
  CommandView,
  Decision,
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
