import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { DOORS, ROOMS, violations } from "./rules.ts";

const root = join(import.meta.dirname, "../..");

describe("the house", () => {
  it("keeps its rules", () => {
    expect(violations(root)).toEqual([]);
  });

  it("lists every operation folder in the index of operations", () => {
    const folder = join(root, "sandbox/ecr/operations");
    const index = readFileSync(join(folder, "index.ts"), "utf8");
    const missing = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory() && !index.includes(`./${entry.name}/`));
    expect(missing.map((entry) => entry.name)).toEqual([]);
  });

  it("describes every room in docs/architecture.md", () => {
    const text = readFileSync(join(root, "docs/architecture.md"), "utf8");
    expect([...ROOMS.map((room) => `${room}/`), ...DOORS].filter((room) => !text.includes(`\`${room}`))).toEqual([]);
  });
});

describe("the rules", () => {
  const tree = mkdtempSync(join(tmpdir(), "gantry-rules-"));
  afterAll(() => rmSync(tree, { recursive: true }));

  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  };

  const cases: readonly (readonly [title: string, path: string, text: string, rule: string, what: string])[] = [
    ["an import from a higher room", "sandbox/world/a.ts", 'import "../ecr/b.ts";', "world/ lies below ecr/", "sandbox/ecr/b.ts"],
    ["a service that imports another", "sandbox/ecr/a.ts", 'export * from "../sts/b.ts";', "services do not import each other", "sandbox/sts/b.ts"],
    [
      "a program that sees the world",
      "sandbox/clients/aws/a.ts",
      'import type { X } from "../../world/b.ts";',
      "programs see neither the world nor the handlers",
      "sandbox/world/b.ts",
    ],
    [
      "a program that sees the handlers",
      "sandbox/clients/aws/h.ts",
      'await import("../../ecr/operations/b.ts");',
      "programs see neither the world nor the handlers",
      "sandbox/ecr/operations/b.ts",
    ],
    ["a page that goes round the doors", "src/a.ts", 'import "../sandbox/world/b.ts";', "src/ enters the sandbox by its doors", "sandbox/world/b.ts"],
    ["an engine that imports the site", "sandbox/http/a.ts", 'import "../../src/b.ts";', "sandbox/ imports nothing outside itself", "src/b.ts"],
    ["xterm outside its host", "src/panels/a.tsx", 'import { Terminal } from "@xterm/xterm";', "only src/terminal/ imports it", "@xterm/xterm"],
    ["Node in the engine", "sandbox/oci/a.ts", 'import "node:fs";', "only sandbox/node/ knows Node", "node:fs"],
    ["real time", "sandbox/ecr/t.ts", "export const t = Date.now();", "time and chance are given, never taken", "Date.now"],
    ["a date of now", "sandbox/ecr/d.ts", "export const t = new Date();", "time and chance are given, never taken", "new Date()"],
    ["chance", "sandbox/ecr/r.ts", "export const t = Math.random();", "time and chance are given, never taken", "Math.random"],
    ["a folder that nobody listed", "sandbox/misc/a.ts", "", "unlisted folder or file", "misc"],
  ];

  for (const [title, path, text, rule, what] of cases) {
    it(`refuses ${title}`, () => {
      put(path, text);
      const file = title.startsWith("a folder") ? "sandbox/misc" : path;
      expect(violations(tree)).toContainEqual({ file, rule, what });
    });
  }

  it("lets comments and strings speak of what it forbids", () => {
    put("sandbox/ecr/fine.ts", '// Date.now() and import "../sts/b.ts"\nexport const t = "Math.random()";\nexport const d = new Date(0);');
    expect(violations(tree).filter(({ file }) => file.endsWith("fine.ts"))).toEqual([]);
  });
});
