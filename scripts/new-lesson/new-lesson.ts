/** `npm run lessons -- --new MODULE/NAME`: a folder that is a small lesson and holds already, to be replaced piece by piece. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { LessonError } from "../../src/lessons/problem.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const SKELETON = fileURLToPath(new URL("skeleton", import.meta.url));

/** Files of the new folder by path. `today` is the day on which its facts count as checked. */
export function skeleton(slug: string, today: string): Record<string, string> {
  const files = readdirSync(SKELETON, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const texts = files.map((entry) => {
    const path = join(entry.parentPath, entry.name);
    const text = readFileSync(path, "utf8").replaceAll("TITLE", titleOf(slug)).replaceAll("SLUG", slug).replaceAll("TODAY", today);
    return [path.slice(SKELETON.length + 1).replaceAll("\\", "/"), text] as const;
  });
  return Object.fromEntries(texts);
}

function titleOf(slug: string): string {
  const words = slug.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Writes the folder and names it in its module. Throws `LessonError` when the place is taken or the name is none. */
export function newLesson(place: string, { modules, today }: { readonly modules: readonly string[]; readonly today: string }): string[] {
  const [module = "", slug = "", ...rest] = place.split("/");
  const folder = `lessons/${module}/${slug}`;
  if (!/^[a-z][a-z0-9-]*$/.test(slug) || rest.length > 0)
    throw new LessonError(folder, 1, "write MODULE/NAME, the name in small letters and hyphens");
  if (!modules.includes(module)) throw new LessonError(folder, 1, `modules are ${modules.join(", ")}; the list of src/lessons/load.ts orders them`);
  if (existsSync(join(ROOT, folder))) throw new LessonError(folder, 1, "there is such a lesson");
  const made = Object.entries(skeleton(slug, today)).map(([path, text]) => {
    const file = join(ROOT, folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return `${folder}/${path}`;
  });
  const list = join(ROOT, "lessons", module, "module.md");
  const about = existsSync(list)
    ? readFileSync(list, "utf8")
    : `---\ntitle: ${titleOf(module)}\nlessons: []\n---\nWhat the module is about, in one sentence.\n`;
  writeFileSync(list, withLesson(about, slug));
  return [...made, `lessons/${module}/module.md`];
}

/** The module's text with one lesson more at the end of its list. */
function withLesson(text: string, slug: string): string {
  return text.replace(/^lessons: \[(.*)\]$/m, (_, list: string) => `lessons: [${list === "" ? slug : `${list}, ${slug}`}]`);
}
