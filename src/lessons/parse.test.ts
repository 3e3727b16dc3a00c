import { describe, expect, test } from "vitest";
import { parseGlossary } from "./glossary.ts";
import { lintLesson } from "./lint.ts";
import { type ParseOptions, parseLesson } from "./parse.ts";

const WORLDS = {
  blank: 'vary: { app: [shop, depot] }\naccount: "111122223333"\nregion: us-east-1\ndocker: { images: ["{{app}}:1.0"], logins: ["{{registry}}"] }\n',
};
const GLOSSARY = parseGlossary("# Glossary\n\n## digest\nThe SHA-256 of some bytes. Nobody can move it.\n\n## authorization token\nA password.\n");
const FRONT = "---\ntitle: T\nminutes: 5\nstart: world:blank\nobjectives: [o]\nkeypoints: [k]\npanels: [terminal]\n---\n";
const HINTS = "```yaml hints\n- nudge: n\n- where: w\n- shape: s\n```\n";
const TASK = `:::task{#make title="Make it"}\nDo it.\n\n\`\`\`yaml check\n- repository: web/{{app}}\n\`\`\`\n\n${HINTS}:::\n`;

function parse(body: string, { files = {}, ...options }: Partial<ParseOptions> & { files?: Record<string, string> } = {}) {
  return parseLesson({ "lesson.md": FRONT + body, "solution.sh": "# task: make\ntrue\n", ...files }, WORLDS, GLOSSARY, {
    slug: "t",
    module: "m",
    ...options,
  }).lesson;
}

describe("prose", () => {
  test("a colon in prose is text, whatever stands behind it", () => {
    expect(parse(`At 10:30 push web:latest with ecr:PutImage and ::leaf{x=1}.\n\n${TASK}`).html).toContain(
      "<p>At 10:30 push web:latest with ecr:PutImage and ::leaf{x=1}.</p>",
    );
  });

  test("links to terms carry the glossary's sentence, links to lessons that do not exist are text", () => {
    const { html } = parse(`A [digest](term:digest), [next](lesson:soon), [here](lesson:t2), [map](panel:map).\n\n${TASK}`, { lessons: ["t2"] });
    expect(html).toContain(
      '<a class="term" data-term="digest" tabindex="0" title="The SHA-256 of some bytes. Nobody can move it.">digest</a>, next, <a data-lesson="t2" href="../t2/">here</a>',
    );
    expect(html).toContain('<button type="button" class="panel-link" data-panel="map">map</button>');
  });

  test("run blocks, transcripts and code are told apart", () => {
    const { html, blocks } = parse(
      `\`\`\`sh run exit=254\naws x \\\n  --y\n\`\`\`\n\n\`\`\`console\n$ echo hi\nhi\n…\n\`\`\`\n\n\`\`\`sh\necho $X # "not" run\n\`\`\`\n\n${TASK}`,
    );
    expect(blocks).toEqual([
      { kind: "run", lines: ["aws x \\\n  --y"], exit: 254, type: false, after: 0, at: 9 },
      { kind: "console", steps: [{ command: "echo hi", output: ["hi", "…"] }], after: 0, at: 14 },
    ]);
    expect(html).toContain('<div class="run" data-run="aws x \\\n  --y" data-exit="254">');
    expect(html).toContain('<span class="tok-variable">$X</span> <span class="tok-comment"># "not" run</span>');
  });

  test("a task is a section with its goals, and its data is never shown", () => {
    const { html, tasks } = parse(TASK);
    expect(tasks).toMatchObject([
      {
        id: "make",
        title: "Make it",
        needs: [],
        html: "<p>Do it.</p>",
        goals: ["Repository `web/shop` exists"],
        checks: [{ repository: "web/shop" }],
      },
    ]);
    expect(html).toBe(
      '<section class="task" data-task="make" aria-labelledby="task-make"><h3 class="task-title" id="task-make">Make it</h3><div class="task-body"><p>Do it.</p></div><div class="task-goals" data-goals="make"><ul><li>Repository <code>web/shop</code> exists</li></ul></div></section>',
    );
  });

  test("no address runs a script", () => {
    expect(parse(`[x](javascript:alert(1)) and [y](data:text/html,z)\n\n${TASK}`).html).not.toMatch(/javascript|data:text/);
  });
});

describe("variables", () => {
  test("are replaced everywhere, and the registry follows the finished patch", () => {
    const lesson = parse(`Push to {{registry}}/web/{{app}}.\n\n${TASK}`, {
      files: { "start.yaml": "region: eu-west-1\n", "home/a.sh": "echo {{app}}\n" },
      seed: "x3",
    });
    expect(lesson.html).toContain(`111122223333.dkr.ecr.eu-west-1.amazonaws.com/web/${lesson.variables.app}`);
    expect(lesson.world).toMatchObject({
      region: "eu-west-1",
      files: { "a.sh": `echo ${lesson.variables.app}\n` },
      docker: { logins: ["111122223333.dkr.ecr.eu-west-1.amazonaws.com"] },
    });
  });

  test("a seed picks the same value each time, and seeds differ", () => {
    const picks = Array.from({ length: 20 }, (_, index) => parse(TASK, { seed: `seed ${index}` }).variables.app);
    expect(new Set(picks)).toEqual(new Set(["shop", "depot"]));
    expect(parse(TASK, { seed: "a" }).variables).toEqual(parse(TASK, { seed: "a" }).variables);
  });

  test("null in start.yaml removes what the world has", () => {
    expect(parse(TASK, { files: { "start.yaml": "docker: { logins: null }\n" } }).world.docker).toEqual({ images: ["shop:1.0"] });
  });
});

describe("mistakes of an author name file and line", () => {
  test.each([
    ["an unknown container", `${TASK}\n:::sidebar\nx\n:::\n`, 'lesson.md:23: unknown container "sidebar"'],
    ["an unknown term", `See [x](term:nothing).\n\n${TASK}`, 'lesson.md:9: unknown term "nothing": add it to docs/glossary.md'],
    ["an unknown variable", `Hello.\n\nUse {{nope}}.\n\n${TASK}`, "lesson.md:11: unknown variable {{nope}}"],
    ["an unknown kind of check", TASK.replace("repository:", "repositry:"), "lesson.md:12: unknown kind of check: repositry"],
    ["a check that is not yet known", TASK.replace("- repository: web/{{app}}", "- k8s.pod: web"), 'lesson.md:12: "k8s.pod" is not yet known'],
    ["a figure that is not there", `![x](figures/no.svg)\n\n${TASK}`, "lesson.md:9: there is no figures/no.svg"],
    ["a figure without words", `![](figures/no.svg)\n\n${TASK}`, "lesson.md:9: a figure has a text beside it"],
    ["a picture from elsewhere", `![x](https://x/y.png)\n\n${TASK}`, "lesson.md:9: a figure lies in figures/ and ends in .svg: https://x/y.png"],
    ["a figure in a sentence", `See ![x](figures/no.svg).\n\n${TASK}`, "lesson.md:9: a figure stands in a paragraph of its own"],
    ["YAML that cannot be read", TASK.replace("- repository: web/{{app}}", "- repository: [web"), "lesson.md:13: Flow sequence in block collection"],
    ["HTML", `An <b>bold</b> idea.\n\n${TASK}`, "lesson.md:9: HTML is text here: write it in backticks"],
    ["a task without hints", TASK.replace(HINTS, ""), "lesson.md:9: a task has one fence `yaml hints`"],
    [
      "a fence of data outside its container",
      `${TASK}\n\`\`\`yaml check\n- repository: x\n\`\`\`\n`,
      "lesson.md:23: a fence `yaml check` stands in its container only",
    ],
    [
      "a need that is no task",
      TASK.replace('title="Make it"', 'title="Make it" needs="other"'),
      'lesson.md:1: task "make" needs "other", which is no task before it',
    ],
  ])("%s", (_title, body, message) => {
    expect(() => parse(body)).toThrow(message);
  });

  test("a solution without a section for a task", () => {
    expect(() => parse(TASK, { files: { "solution.sh": "# task: other\ntrue\n" } })).toThrow('solution.sh has no section "# task: make"');
  });

  test.each([
    ["solution:x", "start: solution:x, and there is no such lesson"],
    ["repair:x", "start: repair:x, and there is no such broken world"],
    ["solution:t", "starts in a circle"],
    ["world:mars", 'there is no world "mars"'],
  ])("start: %s", (start, message) => {
    expect(() => parseLesson({ "lesson.md": FRONT.replace("world:blank", start) + TASK }, WORLDS, GLOSSARY, { slug: "t", module: "m" })).toThrow(
      message,
    );
  });
});

describe("starts", () => {
  const first = {
    "lesson.md": FRONT.replace("panels", "vary: { app: [depot] }\npanels") + TASK,
    "start.yaml": "cli: 1\nvisits: [{ name: bert, as: user/bert, when: make, run: date }]\n",
    "home/a.txt": "{{app}}\n",
    "solution.sh": "# task: make\naws ecr create-repository --repository-name web/{{app}}\n",
    "repair/lesson.md": FRONT + TASK,
    "repair/start.yaml": "cli: 2\nregion: eu-west-1\n",
  };
  const parsed = (start: string, own: Record<string, string> = {}) =>
    parseLesson({ "lesson.md": FRONT.replace("world:blank", start) + TASK, "solution.sh": "# task: make\ntrue\n", ...own }, WORLDS, GLOSSARY, {
      slug: "t",
      module: "m",
      folders: { one: { folder: "one/", files: first } },
    });

  test("lesson:one is the world that lesson begins in, with its variables", () => {
    const { lesson } = parsed("lesson:one", { "start.yaml": "region: eu-west-1\n" });
    expect(lesson.world).toMatchObject({ cli: 1, region: "eu-west-1", files: { "a.txt": "depot\n" }, docker: { images: ["depot:1.0"] } });
    expect(lesson.made).toBeUndefined();
  });

  test("solution:one lists what is to be played, and what is laid over it then", () => {
    const { lesson } = parsed("solution:one", { "start.yaml": "docker: { logins: null }\n" });
    expect(lesson.made).toMatchObject({
      name: "one",
      from: { cli: 1, docker: { logins: ["111122223333.dkr.ecr.us-east-1.amazonaws.com"] } },
      steps: [
        { kind: "run", lines: ["aws ecr create-repository --repository-name web/depot", "visit bert"] },
        { kind: "given", patch: { docker: { logins: null } } },
      ],
    });
    expect(lesson.world.docker).toEqual({ images: ["depot:1.0"] });
  });

  test("repair:one is its broken world", () => {
    expect(parsed("repair:one").lesson.world).toMatchObject({ cli: 2, region: "eu-west-1" });
  });

  test("a proof begins where it says, with the lesson's values, and its one task is what it shows", () => {
    const option = (right: boolean) => `{ text: x, why: y${right ? ", right: true" : ""} }`;
    const quiz = `- id: q\n  stem: S\n  options: { a: ${option(true)}, b: ${option(false)}, c: ${option(false)} }\n  objective: 1\n  prove: { start: solution:one, after: 13h, run: docker pull x, shows: [{ repository: web/depot }] }\n`;
    const proof = parsed("world:blank", { "quiz.yaml": quiz }).proofs.q;
    expect(proof).toMatchObject({
      slug: "proof-t-q",
      made: { steps: [{ kind: "run" }, { kind: "after", by: "13h" }] },
      variables: { app: "shop" },
      tasks: [{ id: "proof", title: "S", checks: [{ repository: "web/depot" }], goals: ["Repository `web/depot` exists"] }],
      solution: { proof: [{ line: "docker pull x" }] },
    });
  });
});

test("a figure is put into the page, with its words as caption", () => {
  const svg = '<svg viewBox="0 0 9 9"><title>T</title><desc>{{app}}</desc><rect x="1"/></svg>';
  expect(parse(`![The path of it](figures/way.svg)\n\n${TASK}`, { files: { "figures/way.svg": svg } }).html).toContain(
    '<figure class="figure" data-figure="0"><svg viewBox="0 0 9 9" role="img" aria-labelledby="figure-way-title figure-way-desc"><title id="figure-way-title">T</title><desc id="figure-way-desc">shop</desc><rect x="1"></rect></svg><figcaption>The path of it</figcaption></figure>',
  );
});

test("solutions keep here-documents whole, and their marks", () => {
  const solution = "# task: make\n# exit: 254\naws x\n# spare: looks\ncat > f <<'S'\n# exit: not a mark\nS\necho a \\\n  b\n";
  expect(parse(TASK, { files: { "solution.sh": solution } }).solution.make).toEqual([
    { line: "aws x", exit: 254, spare: false },
    { line: "cat > f <<'S'\n# exit: not a mark\nS", exit: 0, spare: true },
    { line: "echo a \\\n  b", exit: 0, spare: false },
  ]);
});

describe("house style", () => {
  test.each([
    ["simply", "You simply push.", '"simply" says nothing'],
    ["exclamation marks", "It works!", "no exclamation marks"],
    ["long sentences", `${"word ".repeat(31)}end.`, "a sentence of 32 words"],
    ["names with colons out of backticks", "Push web:latest now.", "belong in backticks"],
  ])("finds %s", (_title, text, fault) => {
    expect(lintLesson({ "lesson.md": `${FRONT}${text}\n` })).toEqual([expect.stringContaining(fault)]);
  });

  test("does not read code", () => {
    expect(lintLesson({ "lesson.md": `${FRONT}Run \`simply web:1!\` now.\n` })).toEqual([]);
  });
});
