/** Starts that are played, and what other people do in a world. */
import { describe, expect, test } from "vitest";
import type { Check, Lesson } from "../grading/lesson.ts";
import { lesson, task } from "../grading/testing/made.ts";
import { text } from "../kernel/bytes.ts";
import { nodeHasher } from "../node/hasher.ts";
import { snapshot } from "../world/snapshot.ts";
import type { View } from "./api.ts";
import { worldNamed } from "./presets/build.ts";
import { mergePatch, type Patch } from "./presets/merge-patch.ts";
import { resolveVariables } from "./presets/variables.ts";
import type { Session } from "./session.ts";
import { sessionsWith } from "./testing/session.ts";

const { keptStorage, testSession } = sessionsWith(nodeHasher);
const BLANK = resolveVariables(worldNamed("loggedin"));
const MAKE = ["aws ecr create-repository --repository-name web/app", "docker tag storefront:1.0 $ECR/web/app:1.0", "docker push $ECR/web/app:1.0"];

function withWorld(changes: Partial<Lesson>, patch: Patch = {}, checks: readonly Check[] = [{ repository: "web/app" }]): Lesson {
  return { ...lesson([task("make", checks)]), world: mergePatch(BLANK, patch) as Patch, ...changes };
}

async function opened(target: Lesson, session: Session = testSession()): Promise<Session> {
  await session.open({ lesson: target });
  return session;
}

async function viewOf(session: Session): Promise<View> {
  let seen: View | undefined;
  await session.settled();
  await session.subscribe((view) => {
    seen = view;
  });
  return seen as View;
}

/** The world without the number of its newest command. */
function told(session: Session): unknown {
  const { tables, ...rest } = snapshot(session.machine().store.world);
  return { ...rest, tables: { ...tables, meta: (tables.meta as [string, object][]).map(([key, row]) => [key, { ...row, command: 0 }]) } };
}

describe("a start that is another lesson's end", () => {
  const first = withWorld({ slug: "one" });
  const made = { name: "one", from: first.world, steps: [{ kind: "run", lines: MAKE }] } as const;

  test("is the world in which that lesson ends", async () => {
    const session = await opened(first);
    for (const line of MAKE) await session.run(line);
    const next = await opened({ ...first, slug: "two", made });
    expect(told(next)).toEqual(told(session));
    expect(next.machine().store.meta.command).toBe(0);
    const view = await viewOf(next);
    expect({ history: view.history, requests: view.requestCount, images: view.repositories[0]?.images.length }).toEqual({
      history: [],
      requests: 0,
      images: 1,
    });
  });

  test("has what is laid over it, and the time that passes", async () => {
    const steps = [...made.steps, { kind: "given", patch: { cli: 1, docker: { logins: null } } }, { kind: "after", by: "13h" }] as const;
    const { store, files } = (await opened({ ...first, slug: "two", made: { ...made, steps } })).machine();
    expect({ cli: store.meta.cli, passed: Math.floor((store.now() - Date.UTC(2026, 10, 23, 9)) / 3_600_000) }).toEqual({ cli: 1, passed: 13 });
    expect(text(await files.read("/home/learner/.docker/config.json"))).toBe("{}");
  });

  test("is kept: a session that comes back does not play it again", async () => {
    const storage = keptStorage();
    const target: Lesson = { ...first, slug: "two", made };
    const session = await opened(target, testSession(storage));
    await session.run("docker rmi $ECR/web/app:1.0");
    const before = told(session);
    const broken = { ...target, made: { ...made, steps: [{ kind: "after", by: "no duration" }] } as const };
    expect(told(await opened(broken, testSession(storage)))).toEqual(before);
  });

  test("that cannot be played is a mistake of its author", async () => {
    await expect(opened({ ...first, slug: "two", made: { ...made, steps: [{ kind: "after", by: "soon" }] } })).rejects.toThrow(
      '"soon" is no duration',
    );
  });
});

describe("visits", () => {
  const bert = { principals: { "user/bert": { managed: ["AmazonEC2ContainerRegistryPowerUser"] } } };
  const moves = ["docker tag storefront:2.0 $ECR/web/app:1.0", "docker push $ECR/web/app:1.0"];
  const visited = (visit: object) => withWorld({ slug: "v" }, { ...bert, visits: [{ name: "colleague", as: "user/bert", run: moves, ...visit }] });
  const tags = (view: View) => view.repositories[0]?.images.map((image) => image.tags.join(",")).sort();

  test("act in the same cloud and leave the learner's computer, credentials and requests alone", async () => {
    const session = await opened(visited({}));
    for (const line of MAKE) await session.run(line);
    const before = { keys: session.machine().store.world.accessKeys, requests: (await viewOf(session)).requestCount };
    expect(await session.run("visit colleague")).toBe(0);
    const view = await viewOf(session);
    expect(tags(view)).toEqual(["", "1.0"]);
    expect(view.requestCount).toBe(before.requests);
    expect(session.machine().store.world.accessKeys).toBe(before.keys);
    expect(session.machine().store.events.filter(({ kind }) => kind === "visit")).toMatchObject([
      { of: "colleague", has: { as: "user/bert", status: 0 } },
    ]);
  });

  test("come by themselves when their task is done, once, and undo takes them back", async () => {
    const session = await opened(visited({ when: "make" }));
    for (const line of MAKE) await session.run(line);
    await session.run("true");
    const lines = async () => (await viewOf(session)).history.map(({ line }) => line);
    // The task is done with the first command, so the visitor comes second.
    expect((await lines()).filter((line) => line === "visit colleague")).toHaveLength(1);
    expect((await lines())[1]).toBe("visit colleague");
    for (let left = (await lines()).length; left > 0; left--) await session.undo();
    expect((await viewOf(session)).repositories).toEqual([]);
    await session.redo();
    await session.redo();
    expect(tags(await viewOf(session))).toEqual(["1.0"]);
  });

  test("that are undone stay away until the learner completes the task anew, also in a session that comes back", async () => {
    const storage = keptStorage();
    const target = visited({ when: "make" });
    let session = await opened(target, testSession(storage));
    await session.run(MAKE[0] as string);
    const lines = async () => (await viewOf(session)).history.map(({ line }) => line);
    expect(await lines()).toEqual([MAKE[0], "visit colleague"]);
    await session.undo();
    await session.run("true");
    expect(await lines()).toEqual([MAKE[0], "true"]);
    await session.undo();
    session = await opened(target, testSession(storage));
    await session.run("false");
    expect(await lines()).toEqual([MAKE[0], "false"]);
    await session.undo();
    await session.undo();
    await session.run(MAKE[0] as string);
    expect(await lines()).toEqual([MAKE[0], "visit colleague"]);
  });

  test("of which the last is undone, then the one before, stay away both", async () => {
    const two = ["colleague", "other"].map((name) => ({ name, as: "user/bert", when: "make", run: ["true"] }));
    const session = await opened(withWorld({ slug: "v" }, { ...bert, visits: two }));
    await session.run(MAKE[0] as string);
    await session.undo();
    await session.undo();
    await session.run("true");
    expect((await viewOf(session)).history.map(({ line }) => line)).toEqual([MAKE[0], "true"]);
  });

  test("of a name that nobody has are refused", async () => {
    const session = await opened(visited({}));
    expect(await session.run("visit nobody")).toBe(1);
    expect(await session.run("visit")).toBe(0);
  });

  test("in a fork stay in it", async () => {
    const session = await opened(visited({}));
    for (const line of MAKE) await session.run(line);
    const before = session.machine().store.world;
    const fork = await session.fork();
    expect((await fork.run(["visit colleague"])).status).toBe(0);
    expect(fork.evidence().world.images.size).toBe(2);
    expect(session.machine().store.world).toBe(before);
  });
});
