import { describe, expect, test } from "vitest";
import { evaluate } from "./evaluate.ts";
import { NO_LATCHES } from "./evidence.ts";
import { addRepository, changed, EMPTY, evidence, lesson, request, task } from "./testing/made.ts";

const WITH_WEB = changed(EMPTY, (tx) => addRepository(tx, "web/app"));

describe("latches", () => {
  const two = lesson([
    task("make", [{ repository: "web/app" }]),
    task("ask", [{ request: "ecr:DescribeRepositories", since: "task" }], { needs: ["make"] }),
  ]);
  const seen = request(7, 2, { action: "ecr:DescribeRepositories", operation: "DescribeRepositories" });

  test("a task that needs another shows nothing before it, and nothing from before counts since the task", async () => {
    const early = request(1, 1, { action: "ecr:DescribeRepositories", operation: "DescribeRepositories" });
    const before = await evaluate(two, evidence(EMPTY, { command: 1, events: [early] }), NO_LATCHES);
    expect(before.states.map(({ status }) => status)).toEqual(["open", "ahead"]);
    const made = await evaluate(two, evidence(WITH_WEB, { command: 2, events: [early] }), before.latches);
    expect(made.states.map(({ status }) => status)).toEqual(["done", "open"]);
    const done = await evaluate(two, evidence(WITH_WEB, { command: 3, events: [early, { ...seen, command: 3 }] }), made.latches);
    expect(done.states.map(({ status, doneBy }) => [status, doneBy])).toEqual([
      ["done", 2],
      ["done", 3],
    ]);
  });

  test("a done task stays done, and says what a later task would miss", async () => {
    const made = await evaluate(two, evidence(WITH_WEB, { command: 1 }), NO_LATCHES);
    const lost = await evaluate(two, evidence(EMPTY, { command: 2 }), made.latches);
    expect(lost.states[0]).toMatchObject({ status: "done", broken: "Repository `web/app` exists: no repository `web/app` yet" });
  });

  test("what the command that does the last task takes back is missed by nobody", async () => {
    const made = await evaluate(two, evidence(WITH_WEB, { command: 1 }), NO_LATCHES);
    const over = await evaluate(two, evidence(EMPTY, { command: 2, events: [seen] }), made.latches);
    expect(over.states.map(({ status }) => status)).toEqual(["done", "done"]);
    expect(over.states[0]).not.toHaveProperty("broken");
  });

  test("undo takes a task and what needs it away; redo brings both back", async () => {
    const made = await evaluate(two, evidence(WITH_WEB, { command: 1 }), NO_LATCHES);
    const both = await evaluate(two, evidence(WITH_WEB, { command: 2, events: [seen] }), made.latches);
    expect(both.states.map(({ status }) => status)).toEqual(["done", "done"]);
    const undone = await evaluate(two, evidence(EMPTY, { command: 0 }), both.latches);
    expect(undone.states.map(({ status }) => status)).toEqual(["open", "ahead"]);
    const redone = await evaluate(two, evidence(WITH_WEB, { command: 1 }), undone.latches);
    const again = await evaluate(two, evidence(WITH_WEB, { command: 2, events: [seen] }), redone.latches);
    expect(again.states).toEqual(both.states);
  });
});

describe("hints", () => {
  test("the first whose condition holds speaks, and goes away with its cause", async () => {
    const hints = [
      { kind: "when", id: "hub", when: [{ request: "* /v2/*", host: "registry-1.docker.io", outcome: "fails" }], say: "That went to Docker Hub." },
      { kind: "nudge", say: "The name decides." },
    ] as const;
    const one = lesson([task("push", [{ image: "web/app:9" }], { hints })]);
    const wrong = request(1, 1, {
      host: "registry-1.docker.io",
      path: "/v2/library/app/blobs/uploads/",
      status: 401,
      outcome: "denied",
      service: "hub",
    });
    const after = await evaluate(one, evidence(WITH_WEB, { command: 1, events: [wrong] }), NO_LATCHES);
    expect(after.states[0]?.stateHint).toEqual({ id: "hub", say: "That went to Docker Hub." });
    const later = await evaluate(one, evidence(WITH_WEB, { command: 2, events: [wrong, request(2, 2, {})] }), after.latches);
    expect(later.states[0]?.stateHint).toBeUndefined();
  });
});
