import { progress } from "../../stores/progress.ts";
import { useStore } from "../../stores/use-store.ts";

/** A square per lesson: done, here, ahead. */
export function LessonMarks({ slugs, here }: { slugs: readonly string[]; here: string }) {
  const lessons = useStore(progress, (state) => state.lessons);
  const isDone = (slug: string) => lessons[slug] !== undefined && lessons[slug].done >= lessons[slug].of;
  return (
    <span class="bay" role="img" aria-label={`Lesson ${slugs.indexOf(here) + 1} of ${slugs.length}, ${slugs.filter(isDone).length} done`}>
      {slugs.map((slug) => (
        <i key={slug} class={slug === here ? "is-here" : isDone(slug) ? "is-done" : ""} />
      ))}
    </span>
  );
}
