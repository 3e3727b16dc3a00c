/** What a question's sandbox shows: the facts that decide its answer, live. Loaded on the pages of proofs. */
import { render } from "preact";
import { Icon } from "../../components/Icon.tsx";
import { ask } from "../../session/actions.ts";
import type { Lesson } from "../../session/contract.ts";
import { session } from "../../stores/session.ts";
import { useStore } from "../../stores/use-store.ts";
import { Goals } from "../tasks/Goals.tsx";

/** Takes the place of the static list. */
export function enlivenProof(place: HTMLElement, lesson: Lesson): void {
  if (place.dataset.alive !== undefined) return;
  place.dataset.alive = "";
  place.replaceChildren();
  render(<Proof lesson={lesson} />, place);
}

function Proof({ lesson }: { lesson: Lesson }) {
  const view = useStore(session, ({ view, lesson: open }) => (open?.slug === lesson.slug ? view : undefined));
  const task = lesson.tasks[0];
  const state = view?.tasks[0];
  if (!task) return null;
  const rows = state && state.rows.length > 0 ? state.rows : task.goals.map((goal) => ({ goal, now: "", state: "looking" as const }));
  const isShown = state?.status === "done";
  const lines = (lesson.solution[task.id] ?? []).map(({ line }) => line);
  return (
    <>
      <p role="status">
        <span class={`verdict ${isShown ? "pass" : "wait"}`}>
          <Icon name={isShown ? "check" : "ring"} />
          {isShown ? "Seen: it is so." : "The commands decide it."}
        </span>
      </p>
      <Goals task={task.id} rows={rows} />
      <button type="button" class="btn small" onClick={() => ask((actions) => actions.type(lines, true))}>
        <Icon name="play" />
        Run it once more
      </button>
    </>
  );
}
