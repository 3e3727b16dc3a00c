/** The foot of the lesson: a dot per task, where the learner is, and the way on. */
import { href, lessonHref } from "../../components/href.ts";
import type { Lesson } from "../../session/contract.ts";
import { session } from "../../stores/session.ts";
import { useStore } from "../../stores/use-store.ts";

interface LessonFootProps {
  readonly lesson: Pick<Lesson, "slug" | "tasks">;
  readonly next: { readonly slug: string; readonly title: string } | undefined;
  /** Address of the next page as the static page names it; kept when the foot is drawn anew. */
  readonly nextHref?: string;
}

export function LessonFoot({ lesson, next, nextHref }: LessonFootProps) {
  const states = useStore(session, ({ view, lesson: open }) => (open?.slug === lesson.slug ? view?.tasks : undefined));
  const status = (id: string, needs: readonly string[]) =>
    states?.find((state) => state.id === id)?.status ?? (needs.length === 0 ? "open" : "ahead");
  const statuses = lesson.tasks.map(({ id, needs }) => status(id, needs));
  const current = statuses.indexOf("open");
  const where = current < 0 ? "All tasks done" : `Task ${current + 1} of ${statuses.length}`;
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
      ) : next ? (
        <a class="btn small yellow" href={nextHref ?? lessonHref(next.slug)}>
          Next: {next.title}
        </a>
      ) : (
        <a class="btn small" href={nextHref ?? href("/sandbox/")}>
          Open the sandbox
        </a>
      )}
    </>
  );
}
