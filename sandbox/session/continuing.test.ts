import { describe, expect, test } from "vitest";
import { lesson, task } from "../grading/testing/made.ts";
import { nodeHasher } from "../node/hasher.ts";
import { worldNamed } from "./presets/build.ts";
import { mergePatch } from "./presets/merge-patch.ts";
import { sessionsWith } from "./testing/session.ts";

const { keptStorage, testSession } = sessionsWith(nodeHasher);

const SANDBOX = "world:blank";
const LOGIN = "aws ecr get-login-password | docker login --username AWS --password-stdin $ECR";
const TASKS = [task("make", [{ repository: "api" }])];

const begins = (patch: Record<string, unknown>) => lesson(TASKS, mergePatch(worldNamed("blank"), patch) as Record<string, unknown>);

/** What is kept of a sandbox in which these lines were entered. */
async function sandbox(lines: readonly string[]) {
  const storage = keptStorage();
  const session = testSession(storage);
  await session.open({ world: "blank" });
  for (const line of lines) expect(await session.run(line), line).toBe(0);
  await session.settled();
  return storage;
}

describe("a lesson fits another session's world", () => {
  test.each([
    ["that has more than its start", {}, ["aws ecr create-repository --repository-name other"], true],
    ["but not one in which nothing was done", {}, [], false],
    ["that has the repository it starts with", { repositories: { web: {} } }, ["aws ecr create-repository --repository-name web"], true],
    ["but not one without it", { repositories: { web: {} } }, ["true"], false],
    [
      "nor with another setting of it",
      { repositories: { web: {} } },
      ["aws ecr create-repository --repository-name web --image-tag-mutability IMMUTABLE"],
      false,
    ],
    ["nor one in which a task is done", {}, ["aws ecr create-repository --repository-name api"], false],
    ["nor one that lacks a local image", {}, ["docker rmi storefront:1.0"], false],
    ["nor one that lacks a file", { files: { "deploy.sh": "date\n" } }, ["true"], false],
    ["but one that has the file", { files: { "deploy.sh": "date\n" } }, ["echo date > deploy.sh"], true],
    ["nor one whose login is over", { docker: { logins: ["111122223333.dkr.ecr.us-east-1.amazonaws.com"] } }, [LOGIN, "clock +13h"], false],
    ["but one whose login is good", { docker: { logins: ["111122223333.dkr.ecr.us-east-1.amazonaws.com"] } }, [LOGIN], true],
  ])("%s", async (_, patch, lines, fitting) => {
    const storage = await sandbox(lines);
    const session = testSession(storage);
    await session.open({ lesson: begins(patch) });
    expect(await session.fitting([SANDBOX, "lesson:never"])).toEqual(fitting ? [SANDBOX] : []);
  });
});

test("a lesson begun from it has its repositories and its images, and leaves it as it is", async () => {
  const storage = await sandbox([
    "aws ecr create-repository --repository-name mine",
    "printf 'FROM alpine\\nCOPY note /\\n' > Dockerfile; echo hello > note",
    "docker build -t $ECR/mine:1.0 .",
  ]);
  const session = testSession(storage);
  const view = await session.open({ lesson: begins({}), from: SANDBOX });
  expect(view.history).toEqual([]);
  expect(view.tasks.map(({ status }) => status)).toEqual(["open"]);
  expect(view.repositories.map(({ name }) => name)).toEqual(["mine"]);
  expect(await session.run(LOGIN)).toBe(0);
  expect(await session.run("docker push $ECR/mine:1.0")).toBe(0);
  await session.run("aws ecr create-repository --repository-name api");
  await session.settled();
  const again = await testSession(storage).open({ lesson: begins({}) });
  expect(again.repositories.map(({ name }) => name)).toEqual(["api", "mine"]);
  const other = await testSession(storage).open({ world: "blank" });
  expect(other.repositories.map(({ name, images }) => [name, images.length])).toEqual([["mine", 0]]);
});
