/** Reads the lessons' folders from disk: for the site's build, for tests and for scripts. Everything is validated against the schema. */
import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { isMap, readYaml, texts } from "./data.ts";
import type { Lesson } from "./engine.ts";
import { type Glossary, parseGlossary } from "./glossary.ts";
import { type ParsedLesson, type ParseOptions, parseLesson } from "./parse.ts";
import { LessonError } from "./problem.ts";
import { schemaValidator } from "./schema.ts";
import { repairOf } from "./start.ts";

/** The project's folder: this file lies two below it. Astro bundles it elsewhere, so the working directory is asked as well. */
const ROOT = import.meta.url.includes("/src/lessons/") ? fileURLToPath(new URL("../../", import.meta.url)) : process.cwd();

export interface Module {
  readonly slug: string;
  readonly title: string;
  /** Its lessons in order. */
  readonly lessons: readonly string[];
  /** What it is about, one paragraph of plain Markdown. */
  readonly about: string;
}

export interface LoadedLesson extends ParsedLesson {
  readonly module: Module;
  /** The broken world: a lesson in small. */
  readonly repair?: ParsedLesson;
  /** Files of the folder by path, as they lie on disk. */
  readonly files: Readonly<Record<string, string>>;
  readonly previous?: Neighbour;
  readonly next?: Neighbour;
}

interface Neighbour {
  readonly slug: string;
  readonly title: string;
}

interface LoadOptions {
  readonly seed?: string;
  /** Only this lesson; the others are read for their slugs. */
  readonly only?: string;
}

/** Modules in the order of teaching. */
export const MODULES: readonly string[] = [
  "foundations",
  "authentication",
  "repositories",
  "push-and-pull",
  "permissions",
  "image-hygiene",
  "security",
  "scale",
  "integrations",
  "clinic",
];

/** All lessons in module order. */
export async function loadLessons({ seed, only }: LoadOptions = {}): Promise<LoadedLesson[]> {
  const [worlds, glossary, modules, validate] = await Promise.all([loadWorlds(), loadGlossary(), loadModules(), schemaValidator()]);
  const all = modules.flatMap((module) => module.lessons.map((slug) => ({ module, slug })));
  const slugs = all.map(({ slug }) => slug);
  const read = all.map(async ({ module, slug }) => {
    const folder = `lessons/${module.slug}/${slug}/`;
    return { module, slug, folder: { folder, files: await filesOf(join(ROOT, folder)) } };
  });
  const found = await Promise.all(read);
  const folders = Object.fromEntries(found.map(({ slug, folder }) => [slug, folder]));
  const loaded = found
    .filter(({ slug }) => only === undefined || slug === only)
    .map(({ module, slug, folder }) => {
      const options: ParseOptions = { slug, module: module.slug, lessons: slugs, folders, validate, ...(seed === undefined ? {} : { seed }) };
      const broken = repairOf(folder);
      const repair =
        broken.files["lesson.md"] === undefined
          ? {}
          : { repair: parseLesson(broken.files, worlds, glossary, { ...options, slug: `repair:${slug}`, folder: broken.folder }) };
      return { ...parseLesson(folder.files, worlds, glossary, { ...options, folder: folder.folder }), ...repair, module, files: folder.files };
    });
  return loaded.map((one, index) => ({ ...one, ...beside("previous", loaded[index - 1]?.lesson), ...beside("next", loaded[index + 1]?.lesson) }));
}

export async function loadWorlds(): Promise<Record<string, string>> {
  const files = await filesOf(join(ROOT, "lessons/worlds"));
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path.replace(/\.yaml$/, ""), text]));
}

export async function loadGlossary(): Promise<Glossary> {
  return parseGlossary(await readFile(join(ROOT, "docs/glossary.md"), "utf8"));
}

export async function loadModules(): Promise<Module[]> {
  const names = (await readdir(join(ROOT, "lessons"), { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && entry.name !== "worlds")
    .map(({ name }) => name);
  const stray = names.find((name) => !MODULES.includes(name));
  if (stray !== undefined) throw new LessonError(`lessons/${stray}/module.md`, 1, "the order of modules does not name it");
  return Promise.all(MODULES.filter((name) => names.includes(name)).map(loadModule));
}

async function loadModule(slug: string): Promise<Module> {
  const file = `lessons/${slug}/module.md`;
  const [, front = "", about = ""] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(await readFile(join(ROOT, file), "utf8")) ?? [];
  const data = readYaml(front, file, 2);
  if (!isMap(data) || typeof data.title !== "string") throw new LessonError(file, 1, "a module has a title and lessons");
  return { slug, title: data.title, lessons: texts(data.lessons), about: about.trim() };
}

async function filesOf(folder: string): Promise<Record<string, string>> {
  const entries = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const read = entries.map(async (entry) => {
    const path = join(entry.parentPath, entry.name);
    return [relative(folder, path).split(sep).join("/"), await readFile(path, "utf8")] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}

function beside(key: "previous" | "next", lesson: Lesson | undefined): Partial<Record<typeof key, Neighbour>> {
  return lesson ? { [key]: { slug: lesson.slug, title: lesson.title } } : {};
}
