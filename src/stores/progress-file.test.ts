import { describe, expect, it } from "vitest";
import { BadProgress, joined, readProgressFile, writeProgress } from "./progress-file.ts";
import { NO_PROGRESS, type Progress, readProgress } from "./progress-form.ts";

const MINE: Progress = {
  lessons: { "first-flight": { done: 2, of: 5, tasks: ["create", "login"] } },
  hints: { "first-flight/create": 3 },
  quiz: { "first-flight/who-answers": { chosen: ["tag"], right: true, tries: 2, at: 1_000 } },
  commands: { "aws ecr create-repository": { line: "aws ecr create-repository --repository-name web", count: 2, where: "first-flight" } },
  errors: { "name unknown": { line: "docker push web", said: "name unknown: no such repository", count: 1, where: "sandbox" } },
  last: "first-flight",
};

describe("the progress file", () => {
  it("is read as it was written", () => {
    expect(readProgressFile(writeProgress(MINE))).toEqual(MINE);
  });

  it.each([
    ["no JSON", "hello", "no JSON"],
    ["another program's file", "{}", "no progress"],
    ["a list", "[]", "no progress"],
    ["a newer file", '{"gantry":"progress","version":2}', "newer version"],
    ["a very long file", " ".repeat(2_000_001), "too large"],
  ])("refuses %s with a sentence", (_, file, words) => {
    expect(() => readProgressFile(file)).toThrow(BadProgress);
    expect(() => readProgressFile(file)).toThrow(words);
  });

  it.each([
    ["a slug with a tag in it", { lessons: { "<b>": { done: 1, of: 1, tasks: [] } } }],
    ["a lesson with more done than there is", { lessons: { a: { done: 2, of: 1, tasks: [] } } }],
    ["a number that is none", { hints: { a: "3" } }],
    ["a rung that does not exist", { hints: { a: 9 } }],
    ["an answer that is neither right nor not", { quiz: { a: { chosen: ["b"], right: "yes", tries: 1, at: 1 } } }],
    ["a prototype", JSON.parse('{"lessons":{"__proto__":{"done":1,"of":1,"tasks":[]}}}')],
    ["a lesson of another shape", { lessons: ["a"] }],
    ["a command without a line", { commands: { aws: { count: 1 } } }],
  ])("leaves out %s", (_, data) => {
    expect(readProgress(data)).toEqual(NO_PROGRESS);
  });

  it("cuts long lines and keeps at most so many entries", () => {
    const commands = Object.fromEntries(
      Array.from({ length: 3_000 }, (_, index) => [`c${index}`, { line: "x".repeat(1_000), count: 1, where: "a" }]),
    );
    const read = readProgress({ commands });
    expect(Object.keys(read.commands)).toHaveLength(2_000);
    expect(read.commands.c0?.line).toHaveLength(400);
  });

  it("joins two learners' files without losing a task or a newer answer", () => {
    const theirs: Progress = {
      ...NO_PROGRESS,
      lessons: { "first-flight": { done: 1, of: 5, tasks: ["pull"] }, other: { done: 1, of: 1, tasks: ["a"] } },
      hints: { "first-flight/create": 1 },
      quiz: { "first-flight/who-answers": { chosen: ["pull"], right: false, tries: 1, at: 2_000 } },
    };
    const both = joined(MINE, theirs);
    expect(both.lessons).toEqual({
      "first-flight": { done: 2, of: 5, tasks: ["create", "login", "pull"] },
      other: { done: 1, of: 1, tasks: ["a"] },
    });
    expect(both.hints["first-flight/create"]).toBe(3);
    expect(both.quiz["first-flight/who-answers"]?.right).toBe(false);
    expect(both.commands).toEqual(MINE.commands);
  });
});
