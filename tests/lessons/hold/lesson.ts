/** One lesson and the broken world beside it, held to everything: for the tests, and for `npm run lessons -- NAME` without a test runner. */
import { type LoadedLesson, loadLessons, loadModules } from "../../../src/lessons/load.ts";
import { type Playable, withRepair } from "../play.ts";
import { holdPlayed, holdSeed } from "./played.ts";
import type { Fault } from "./rules.ts";
import { holdText } from "./text.ts";

/** Seeds, beside the first values, under which every lesson must work. */
const SEEDS = ["ada", "linus"] as const;

/** What one lesson is compared with: itself under other seeds, and all slugs. */
export interface Course {
  readonly slugs: ReadonlySet<string>;
  readonly seeds: Readonly<Record<string, readonly LoadedLesson[]>>;
}

/** With `only`, other lessons are read as far as it needs them: what is wrong in them is not said here. */
export async function courseOf(only?: string): Promise<{ readonly lessons: readonly LoadedLesson[]; readonly course: Course }> {
  const some = only === undefined ? {} : { only };
  const [lessons, modules] = await Promise.all([loadLessons(some), loadModules()]);
  const varied = await Promise.all(SEEDS.map(async (seed) => [seed, await loadLessons({ seed, ...some })] as const));
  return { lessons, course: { slugs: new Set(modules.flatMap((module) => module.lessons)), seeds: Object.fromEntries(varied) } };
}

/** Faults of a lesson's text, of its play, and of the broken world beside it. */
export async function holdLesson(
  loaded: LoadedLesson,
  course: Course,
): Promise<readonly { readonly slug: string; readonly faults: readonly Fault[] }[]> {
  const parts = withRepair(loaded);
  const played: { slug: string; faults: Fault[] }[] = [];
  for (const one of parts) {
    const faults = [
      ...(one.lesson.slug === loaded.lesson.slug ? holdText(loaded, course.slugs) : []),
      ...(await holdPlayed(one)),
      ...(await holdSeeds(one, course)),
    ];
    played.push({ slug: one.lesson.slug, faults });
  }
  return played;
}

export async function holdSeeds(one: Playable, { seeds }: Course): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const [seed, lessons] of Object.entries(seeds)) {
    const other = lessons.flatMap(withRepair).find(({ lesson }) => lesson.slug === one.lesson.slug);
    if (other) faults.push(...(await holdSeed(other, one, seed)));
  }
  return faults;
}
