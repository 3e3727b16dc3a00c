/**
 * Each rule can fail: the lesson that `npm run lessons -- --new` makes holds to all of them, and broken in one place it breaks the one
 * rule that speaks of that place.
 */
import { describe, expect, test } from "vitest";
import { skeleton } from "../../scripts/new-lesson/new-lesson.ts";
import { loadGlossary, loadWorlds } from "../../src/lessons/load.ts";
import { parseLesson } from "../../src/lessons/parse.ts";
import { schemaValidator } from "../../src/lessons/schema.ts";
import { repairOf } from "../../src/lessons/start.ts";
import { holdPlayed, holdSeed } from "./hold/played.ts";
import { type Fault, RULES, type Rule, TEXT_RULES } from "./hold/rules.ts";
import { holdText } from "./hold/text.ts";
import { type Playable, withRepair } from "./play.ts";

type Files = Readonly<Record<string, string>>;

const [worlds, glossary, validate] = await Promise.all([loadWorlds(), loadGlossary(), schemaValidator()]);
const MADE = skeleton("made", "2026-11-23");
const slugs = new Set(["made"]);

function loaded(files: Files, seed?: string) {
  const folder = { folder: "made/", files };
  const options = { module: "foundations", lessons: slugs, folders: { made: folder }, validate, ...(seed === undefined ? {} : { seed }) };
  const broken = repairOf(folder);
  const repair =
    broken.files["lesson.md"] === undefined
      ? {}
      : { repair: parseLesson(broken.files, worlds, glossary, { ...options, ...broken, slug: "repair:made" }) };
  const module = { slug: "foundations", title: "", about: "", lessons: ["made"] };
  return { ...parseLesson(files, worlds, glossary, { ...options, slug: "made", folder: "made/" }), ...repair, module, files };
}

/** Another value of `app` than the first. */
const SEED = "ada";

async function played(files: Files): Promise<Fault[]> {
  const [one, repair] = withRepair(loaded(files));
  return [...(await holdPlayed(one as Playable)), ...(repair ? await holdPlayed(repair) : [])];
}

function seeded(files: Files): Promise<Fault[]> {
  return holdSeed(withRepair(loaded(files, SEED))[0] as Playable, withRepair(loaded(files))[0] as Playable, SEED);
}

/** Only what the rule looks at. */
async function faultsOf(files: Files, rule: Rule): Promise<Fault[]> {
  if (TEXT_RULES.includes(rule)) return holdText(loaded(files), slugs);
  return rule === "seeds" ? seeded(files) : holdPlayed(withRepair(loaded(files))[0] as Playable);
}

/** The lesson with one text replaced in one file; without `to` the file is taken away. */
function broken(path: string, from: string | RegExp, to: string): Files {
  const text = MADE[path] ?? "";
  expect(typeof from === "string" ? text.includes(from) : from.test(text)).toBe(true);
  return { ...MADE, [path]: text.replace(from, to) };
}

function without(path: string): Files {
  const { [path]: gone, ...rest } = MADE;
  expect(gone).toBeDefined();
  return rest;
}

test("the lesson that the script makes holds to every rule", async () => {
  expect([...holdText(loaded(MADE), slugs), ...(await played(MADE)), ...(await seeded(MADE))]).toEqual([]);
}, 60_000);

const BREAKS: readonly (readonly [rule: Rule, files: () => Files, says: string])[] = [
  ["style", () => broken("lesson.md", "One idea", "One simple, simply put idea"), '"simply" says nothing'],
  ["front", () => broken("lesson.md", "exam: [DVA-3.1]", "exam: [XYZ-1]"), "exam code XYZ-1"],
  [
    "front",
    () => broken("lesson.md", "exam: [DVA-3.1]", "exam: [DVA-9.9]"),
    "lesson.md:11: exam code DVA-9.9 is not known; of this exam we know DVA-2.1",
  ],
  ["front", () => broken("lesson.md", /reviewed: .*\n/, ""), "reviewed"],
  ["links", () => broken("lesson.md", "(term:repository)", "(lesson:no-such)"), "a link to no-such"],
  ["links", () => ({ ...MADE, "mistake/x.sh": "" }), "mistake/x.sh: no file of a lesson is called that"],
  ["links", () => ({ ...MADE, "figures/spare.svg": "<svg/>" }), "figures/spare.svg: no text shows it"],
  ["quiz", () => broken("quiz.yaml", "It refuses the push", "It does what option A says"), "none has a letter"],
  ["quiz", () => broken("quiz.yaml", "objective: 2", "objective: 5"), "there is no objective 5"],
  ["quiz", () => broken("quiz.yaml", /why: Creating never.*/, "why: No."), "empty has no reason"],
  ["teach", () => broken("teach.md", "## Questions", "## More"), "the headings are"],
  ["teach", () => without("teach.md"), "there is no teach.md"],
  ["repair", () => Object.fromEntries(Object.entries(MADE).filter(([path]) => !path.startsWith("repair/"))), "there is no repair/lesson.md"],
  ["before", () => ({ ...MADE, "start.yaml": "repositories: { 'web/{{app}}': {} }\n" }), "create: it is done before its section"],
  ["after", () => broken("solution.sh", "--repository-name web/", "--repository-name "), "create is not done after its section"],
  ["after", () => broken("solution.sh", "aws ecr create-repository", "# exit: 1\naws ecr create-repository"), "status 0, expected 1"],
  [
    "dropped",
    () => broken("solution.sh", "# task: name", "aws ecr describe-repositories\n\n# task: name"),
    "create is done without: aws ecr describe-repositories",
  ],
  [
    "client",
    () =>
      broken(
        "lesson.md",
        "- repository: web/{{app}}\n",
        "- request: ecr:CreateRepository\n  input: { repositoryName: 'web/{{app}}' }\n- no: { request: ecr:CreateRepository, client: plain }\n",
      ),
    "create is not done when a plain client",
  ],
  ["mistakes", () => broken("mistakes/other-name.sh", "--repository-name ", "--repository-name web/"), "mistakes/other-name.sh does create"],
  [
    "mistakes",
    () => broken("mistakes/other-name.sh", "--repository-name {{app}}", "--repository-name other"),
    "mistakes/other-name.sh: no hint fires",
  ],
  ["hints", () => without("mistakes/other-name.sh"), "create: other-name fires at no mistake"],
  ["hints", () => ({ ...MADE, "mistakes/more.sh": "# at: create\ntrue\n" }), "mistakes/more.sh: create has no hint of that name"],
  ["alternatives", () => broken("solution.alt-curl.sh", "CreateRepository'", "DescribeRegistry'"), "solution.alt-curl.sh: create is not done"],
  ["alternatives", () => broken("solution.alt-curl.sh", "# task: name", ""), 'no section "# task: name"'],
  ["blocks", () => broken("lesson.md", "\n0\n```", "\n1\n```"), "and the text says"],
  ["blocks", () => broken("lesson.md", "```sh run", "```sh run exit=3"), "ends with 0, and says exit=3"],
  [
    "predictions",
    () =>
      broken(
        "lesson.md",
        ":::real",
        ":::predict{#p}\n```yaml predict\nstem: What?\noptions: { a: { text: x, why: y, right: true }, b: { text: x, why: y } }\nrun: 'true'\n```\n:::\n\n:::real",
      ),
    "true prints nothing",
  ],
  [
    "predictions",
    () =>
      broken(
        "lesson.md",
        ":::real",
        ":::predict{#p}\n```yaml predict\nstem: What?\noptions: { a: { text: x, why: y, right: true }, b: { text: x, why: y } }\nrun: date\nshows: [{ repository: nowhere }]\n```\n:::\n\n:::real",
      ),
    "p: Repository `nowhere` exists · no repository `nowhere` yet",
  ],
  [
    "probes",
    () => ({
      ...broken(
        "lesson.md",
        "- repository: web/{{app}}\n",
        "- repository: web/{{app}}\n- { fork: { as: root, push: 'web/{{app}}:x' }, outcome: works }\n",
      ),
      "solution.sh": `${MADE["solution.sh"]}# a policy\n`.replace("# task: name", "aws ecr get-registry-policy\n\n# task: name"),
    }),
    "made: create: a probe as somebody else must work, and none must be denied",
  ],
  [
    "visits",
    () => ({ ...MADE, "start.yaml": "visits: [{ name: bert, as: me, when: create, run: 'false' }]\n" }),
    "bert: its last command ends with 1",
  ],
  [
    "reach",
    () => broken("lesson.md", "- repository: web/{{app}}\n", "- repository: web/{{app}}\n- reach: { atMost: solution }\n"),
    "create is not what the solution does: npm run lessons -- --reach made",
  ],
  ["proofs", () => broken("quiz.yaml", "host: registry-1.docker.io", "host: quay.io"), "quiz.yaml: where"],
  ["seeds", () => broken("solution.sh", "web/{{app}}\n\n", "web/storefront\n\n"), `${SEED} (checkout): solution.sh: create is not done`],
];

describe("a lesson that is broken in one place breaks the rule of that place", () => {
  test.each(BREAKS.map(([rule, files, says]) => [RULES[rule], says, rule, files] as const))(
    "%s: %s",
    async (_title, says, rule, files) => {
      const faults = await faultsOf(files(), rule);
      expect(faults.filter((fault) => fault.rule === rule).map((fault) => fault.says)).toContainEqual(expect.stringContaining(says));
    },
    60_000,
  );
});

test("every rule but those of the engine itself is broken here", () => {
  const engine: readonly Rule[] = ["html", "undo", "cost"];
  expect(new Set([...BREAKS.map(([rule]) => rule), ...engine])).toEqual(new Set(Object.keys(RULES)));
});
