/** A task in the prose: what is wanted, what is true now, hints, and no button to check it. */
import { useState } from "preact/hooks";
import { time } from "../../components/format.ts";
import { Icon } from "../../components/Icon.tsx";
import { Inline } from "../../components/Inline.tsx";
import { ask } from "../../session/actions.ts";
import type { Lesson, Task, TaskState } from "../../session/contract.ts";
import { session } from "../../stores/session.ts";
import { useStore } from "../../stores/use-store.ts";
import { lazy } from "../lazy.tsx";
import { Goals } from "./Goals.tsx";
import { Ladder } from "./Ladder.tsx";

type LessonWords = Pick<Lesson, "slug" | "tasks" | "solution">;

const Solution = lazy(() => import("./Solution.tsx").then((panel) => panel.Solution));

export function TaskCard({ lesson, task }: { lesson: LessonWords; task: Task }) {
  const state = useStore(session, ({ view, lesson: open }) =>
    open?.slug === lesson.slug ? view?.tasks.find(({ id }) => id === task.id) : undefined,
  );
  const number = lesson.tasks.indexOf(task) + 1;
  const status = state?.status ?? (task.needs.length === 0 ? "open" : "ahead");
  const [again, setAgain] = useState(false);
  const isRead = status !== "done" || again;
  return (
    <article class={`task is-${status}`} id={`task-${task.id}`} aria-labelledby={`task-${task.id}-title`}>
      {status === "open" ? (
        <OpenHead task={task} state={state} number={number} of={lesson.tasks.length} />
      ) : (
        <ClosedHead task={task} state={state} number={number} again={again} read={setAgain} />
      )}
      <div class="text" hidden={!isRead} dangerouslySetInnerHTML={{ __html: task.html }} />
      {status === "open" &&
        (state ? (
          <OpenBody lesson={lesson} task={task} state={state} />
        ) : (
          <Goals task={task.id} rows={task.goals.map((goal) => ({ goal, now: "", state: "looking" }))} />
        ))}
      {status === "done" && again && state && (
        <>
          <Goals task={task.id} rows={state.rows} />
          <Solution lesson={lesson} task={task} />
        </>
      )}
      {state?.broken && (
        <p class="banner" role="status">
          <Inline text={state.broken} />
          <button type="button" class="btn small" onClick={() => ask((actions) => actions.undo())}>
            <Icon name="undo" />
            Undo the last command
          </button>
        </p>
      )}
    </article>
  );
}

function OpenHead({ task, state, number, of }: { task: Task; state: TaskState | undefined; number: number; of: number }) {
  const done = state?.rows.filter((row) => row.state === "true").length ?? 0;
  return (
    <>
      <div class="line">
        <span class="stencil">
          Task {number} of {of}
          {task.optional ? ", optional" : ""}
        </span>
        <span class="gap" />
        {state && state.rows.length > 0 && (
          <span class="verdict wait">
            <Icon name={done === 0 ? "ring" : "half"} />
            {done} of {state.rows.length} true
          </span>
        )}
        {state && (
          <span class="unseen" role="status">
            {spoken(state, done)}
          </span>
        )}
      </div>
      <h2 id={`task-${task.id}-title`}>
        <Inline text={task.title} />
      </h2>
    </>
  );
}

/** "3 of 4 true. Still open: scan on push is on, now off." */
function spoken({ rows }: TaskState, done: number): string {
  const open = rows.filter(({ state }) => state !== "true").map(({ goal, now }) => `${goal}${now ? `, now: ${now}` : ""}`);
  return `${done} of ${rows.length} true. Still open: ${open.join("; ")}.`.replaceAll("`", "");
}

interface ClosedHeadProps {
  readonly task: Task;
  readonly state: TaskState | undefined;
  readonly number: number;
  /** A done task is read again. */
  readonly again: boolean;
  read(again: boolean): void;
}

function ClosedHead({ task, state, number, again, read }: ClosedHeadProps) {
  const done = state?.status === "done";
  const title = task.title.replaceAll("`", "");
  return (
    <div class="line">
      {done ? <Icon name="check" tone="pass" /> : <Icon name="ring" />}
      <h2 id={`task-${task.id}-title`} aria-label={`${title}, ${done ? "done" : `task ${number}, opens later`}`}>
        <Inline text={task.title} />
      </h2>
      {done && (
        <button
          type="button"
          class="link"
          aria-expanded={again}
          aria-label={`${again ? "Close" : "Look back at"} ${title}`}
          onClick={() => read(!again)}
        >
          {again ? "Close" : "Look back"}
        </button>
      )}
      {done && state.doneAt !== undefined && <time class="num">{time(state.doneAt)}</time>}
    </div>
  );
}

function OpenBody({ lesson, task, state }: { lesson: LessonWords; task: Task; state: TaskState }) {
  const [asking, setAsking] = useState(false);
  const [compares, setCompares] = useState(false);
  return (
    <>
      <Goals task={task.id} rows={state.rows} />
      <Ladder lesson={lesson} task={task} stateHint={state.stateHint?.say} />
      {compares && <Solution lesson={lesson} task={task} />}
      <footer>
        {asking ? (
          <>
            <button type="button" class="btn small" onClick={() => ask((actions) => actions.reset("task", task.id).then(() => setAsking(false)))}>
              Go back to the start of this task
            </button>
            <button type="button" class="btn small ghost" onClick={() => setAsking(false)}>
              Keep my work
            </button>
          </>
        ) : (
          <>
            <button type="button" class="btn small ghost" aria-expanded={compares} onClick={() => setCompares(!compares)}>
              Compare with a solution
            </button>
            <button type="button" class="btn small ghost" onClick={() => setAsking(true)}>
              Reset task
            </button>
          </>
        )}
      </footer>
    </>
  );
}
