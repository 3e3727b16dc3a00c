/** The notes of `teach.md` as HTML. */
import { readYaml } from "../lessons/data.ts";
import { type LoadedLesson, loadGlossary } from "../lessons/load.ts";
import { parseProse } from "../lessons/prose.ts";
import { fill } from "../lessons/variables.ts";

export interface Notes {
  /** In class, which is longer than alone. */
  readonly minutes: number | undefined;
  readonly html: string;
}

export async function notesOf({ lesson, module, files }: LoadedLesson, lessons: readonly string[]): Promise<Notes | undefined> {
  const source = files["teach.md"];
  if (source === undefined) return undefined;
  const file = `lessons/${module.slug}/${lesson.slug}/teach.md`;
  const [, front = "", body = source] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(source) ?? [];
  const data = readYaml(front, file, 2) as { readonly minutes?: unknown } | null;
  const account = String(lesson.world.account ?? "111122223333");
  const region = String(lesson.world.region ?? "us-east-1");
  const values = { ...lesson.variables, account, region, registry: `${account}.dkr.ecr.${region}.amazonaws.com` };
  const prose = parseProse(fill(body, values), {
    file,
    glossary: await loadGlossary(),
    lessons: new Set(lessons),
    href: (slug) => `/lessons/${slug}/`,
  });
  return { minutes: typeof data?.minutes === "number" ? data.minutes : undefined, html: prose.html };
}
