/** The foot of the lesson: a dot per task, where the learner is, and the way on. */
import { href, lessonHref } from "../../components/href.ts";
import type { Lesson } from "../../session/contract.ts";
import { session } from "../../stores/session.ts";
import { useStore } from "../../stores/use-store.ts";

interface Way {
  readonly slug: string;
  readonly title: string;
}

interface LessonFootProps {
  readonly lesson: Pick<Lesson, "slug" | "tasks">;
  readonly next?: Way | undefined;
  /** The lesson that this one lies beside, instead of a next one. */
  readonly back?: Way | undefined;
  readonly hasQuiz?: boolean;
  /** Address of the next page as the static page names it; kept when the foot is drawn anew. */
  readonly wayHref?: string;
}

export function LessonFoot({ lesson, next, back, hasQuiz, wayHref }: LessonFootProps) {
  const states = useStore(session, ({ view, lesson: open }) => (open?.slug === lesson.slug ? view?.tasks : undefined));
  const status = (id: string, needs: readonly string[]) =>
    states?.find((state) => state.id === id)?.status ?? (needs.length === 0 ? "open" : "ahead");
  const statuses = lesson.tasks.map(({ id, needs }) => status(id, needs));
  const current = statuses.indexOf("open");
  const where = current < 0 ? "All tasks done" : `Task ${current + 1} of ${statuses.length}`;
  const way = back ?? next;
  return (
    <>
      <span class="dots" role="img" aria-label={`${statuses.filter((one) => one === "done").length} of ${statuses.length} tasks done`}>
        {statuses.map((one, index) => (
          <i key={index} class={`is-${one}`} />
        ))}
      </span>
      <span role="status">{where}</span>
      <span class="gap" />
      {current >= 0 ? (
        <a class="btn small ghost" href={`#task-${lesson.tasks[current]?.id}`} data-astro-reload>
          Go to the task
        </a>
      ) : (
        <>
          {hasQuiz && (
            <a class="btn small ghost only-wide" href="#quiz" data-astro-reload>
              Questions
            </a>
          )}
          <a class={`btn small ${way ? "yellow" : ""}`} href={wayHref ?? (way ? lessonHref(way.slug) : href("/sandbox/"))}>
            <span>{back ? `Back to ${back.title}` : next ? `Next: ${next.title}` : "Open the sandbox"}</span>
          </a>
        </>
      )}
    </>
  );
}
