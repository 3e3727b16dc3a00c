/** What the course as a whole is held to, and the page for its authors. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { EVENTS } from "../../sandbox/grading/kinds/event/event.ts";
import { KIND_NAMES } from "../../sandbox/grading/kinds/index.ts";
import { faultsOf } from "../../sandbox/grading/known.ts";
import type { Check } from "../../sandbox/grading/lesson.ts";
import { NOUNS } from "../../sandbox/grading/nouns/index.ts";
import { loadGlossary, loadLessons, loadModules, loadWorlds, MODULES } from "../../src/lessons/load.ts";
import { questionsOf } from "../../src/lessons/quiz.ts";
import { schemaValidator } from "../../src/lessons/schema.ts";
import { fill } from "../../src/lessons/variables.ts";

test("modules list the lessons that exist, and no others", async () => {
  const slugs = (await loadLessons()).map(({ lesson }) => lesson.slug);
  expect((await loadModules()).flatMap(({ lessons }) => lessons)).toEqual(slugs);
  expect(new Set(slugs).size).toBe(slugs.length);
});

test("lessons come after those they ask for", async () => {
  const lessons = (await loadLessons()).map(({ lesson }) => lesson);
  const before = (slug: string) => lessons.findIndex((one) => one.slug === slug);
  expect(lessons.flatMap(({ slug, after }, index) => after.filter((need) => before(need) >= index).map((need) => `${slug} after ${need}`))).toEqual(
    [],
  );
});

test("terms of the glossary are one or two sentences", async () => {
  const long = [...(await loadGlossary())].filter(([, { says }]) => says === "" || says.split(/\.\s/).length > 2);
  expect(long.map(([key]) => key)).toEqual([]);
});

const GUIDE = readFileSync(new URL("../../docs/authoring-lessons.md", import.meta.url), "utf8");
const VALUES = { app: "storefront", registry: "111122223333.dkr.ecr.us-east-1.amazonaws.com" };

/** Fences of that kind in the authors' page, also those inside longer fences. */
function fences(kind: string): string[] {
  return [...GUIDE.matchAll(new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map(([, text = ""]) => fill(text, VALUES));
}

test("the checks and hints on the authors' page can be judged", async () => {
  const validate = await schemaValidator();
  const checks = fences("yaml check").map((text) => parse(text) as Check[]);
  expect(checks.length).toBeGreaterThan(4);
  expect(checks.flatMap((list) => [...validate("checks", list), ...list.flatMap(faultsOf)])).toEqual([]);
  const hints = fences("yaml hints").map((text) => parse(text) as { when?: Check }[]);
  expect(hints.flatMap((list) => [...validate("hints", list), ...list.flatMap(({ when }) => (when ? faultsOf(when) : []))])).toEqual([]);
  expect(fences("yaml predict").flatMap((text) => validate("predict", parse(text)))).toEqual([]);
});

test("front matter, a start and a question on the authors' page are of the schema", async () => {
  const validate = await schemaValidator();
  const [front, start, quiz] = ["title: First flight", "cli: 1", "- id: second-push"].map(
    (first) => fences("yaml").find((text) => text.startsWith(first)) ?? "",
  );
  expect(validate("front", parse(front as string))).toEqual([]);
  expect(validate("patch", parse(start as string))).toEqual([]);
  expect(questionsOf(quiz as string, "quiz.yaml", validate)).toHaveLength(1);
});

test("the authors' page names every module and every world", async () => {
  for (const name of [...MODULES, ...Object.keys(await loadWorlds())]) expect(GUIDE).toContain(`\`${name}\``);
});

test("the schema knows the nouns and events that can be judged, and those to come", async () => {
  const validate = await schemaValidator();
  const valued: Readonly<Record<string, unknown>> = { registry: "private", clock: "virtual", image: "web:1.0", overlap: "web:1.0" };
  const strange = [...NOUNS.keys()].filter((noun) => validate("checks", [{ [noun]: valued[noun] ?? "web" }]).length > 0);
  expect(strange).toEqual([]);
  expect(EVENTS.filter((event) => validate("checks", [{ event }]).length > 0)).toEqual([]);
  expect(
    KIND_NAMES.filter(
      (kind) => !readFileSync(new URL("../../lessons/check.schema.json", import.meta.url), "utf8").includes(`"required": ["${kind}"]`),
    ),
  ).toEqual([]);
});
