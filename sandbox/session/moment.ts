/** One moment of a session: everything that undo brings back. All of it is immutable, so keeping a moment keeps references only. */
import type { Latches } from "../grading/evidence.ts";
import type { TaskState } from "../grading/lesson.ts";
import type { ShellState } from "../shell/index.ts";
import type { World } from "../world/world.ts";
import type { CommandView } from "./api.ts";
import type { Trail } from "./trail.ts";

export interface Moment {
  readonly world: World;
  readonly trail: Trail;
  readonly shell: ShellState;
  /** Answers given so far, by id. */
  readonly answers: Readonly<Record<string, string>>;
  readonly latches: Latches;
  /** What grading said of it; missing until it was asked. */
  readonly tasks?: readonly TaskState[];
}

/** One command and the moments around it. */
export interface Step {
  readonly command: CommandView;
  readonly before: Moment;
  readonly after: Moment;
}
