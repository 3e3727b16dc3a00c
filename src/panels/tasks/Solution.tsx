/** One solution beside what the learner entered for the task. It is only looked at: nothing of the learner's is changed. */
import { Icon } from "../../components/Icon.tsx";
import type { CommandView, Lesson, Task, TaskState } from "../../session/contract.ts";
import { session } from "../../stores/session.ts";
import { useStore } from "../../stores/use-store.ts";
import { yoursOf } from "./yours.ts";

const NO_TASKS: readonly TaskState[] = [];
const NO_COMMANDS: readonly CommandView[] = [];

export function Solution({ lesson, task }: { lesson: Pick<Lesson, "solution">; task: Task }) {
  const tasks = useStore(session, ({ view }) => view?.tasks ?? NO_TASKS);
  const history = useStore(session, ({ view }) => view?.history ?? NO_COMMANDS);
  const lines = (lesson.solution[task.id] ?? []).map(({ line }) => line);
  const yours = yoursOf(task.id, tasks, history);
  const typed = new Set(yours.map(({ line }) => plain(line)));
  return (
    <section class="ways" aria-label="Your commands and a solution">
      <div>
        <h3 class="stencil">Yours</h3>
        {yours.length === 0 ? (
          <p>Nothing entered for this task yet.</p>
        ) : (
          <ol>
            {yours.map(({ number, line, status }) => (
              <li key={number}>
                <Icon name={status === 0 ? "check" : "cross"} tone={status === 0 ? "pass" : ""} />
                <span class="unseen">{status === 0 ? "worked:" : "failed:"}</span>
                <code>{line}</code>
              </li>
            ))}
          </ol>
        )}
      </div>
      <div>
        <h3 class="stencil">One solution</h3>
        <ol>
          {lines.map((line) => (
            <li key={line}>
              <Icon name={typed.has(plain(line)) ? "check" : "ring"} tone={typed.has(plain(line)) ? "pass" : ""} />
              <span class="unseen">{typed.has(plain(line)) ? "you entered this too:" : ""}</span>
              <code>{line}</code>
            </li>
          ))}
        </ol>
      </div>
      <p>Whatever makes the goals true is right; this is one way among others.</p>
    </section>
  );
}

function plain(line: string): string {
  return line.replace(/\s+/g, " ").trim();
}
