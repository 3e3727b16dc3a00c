import { expect, test } from "vitest";
import { evaluate } from "../../evaluate.ts";
import { NO_LATCHES } from "../../evidence.ts";
import type { Check, Reach } from "../../lesson.ts";
import { addRepository, addUser, changed, EMPTY, evidence, lesson, task } from "../../testing/made.ts";
import { reachOf } from "./cells.ts";

function pulls(resource: string) {
  return { ecr: { Statement: [{ Effect: "Allow", Action: ["ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"], Resource: resource }] } };
}

const START = changed(EMPTY, (tx) => {
  addRepository(tx, "web");
  addRepository(tx, "data");
  addUser(tx, "carl");
  addUser(tx, "bert", ["AmazonEC2ContainerRegistryPullOnly"]);
});
const NARROW = changed(START, (tx) => addUser(tx, "carl", [], pulls("arn:aws:ecr:us-east-1:111122223333:repository/web")));
const WIDE = changed(START, (tx) => addUser(tx, "carl", [], pulls("*")));
const SHUT = changed(START, (tx) => addUser(tx, "bert"));

const SOLUTION: Reach = { opens: ["user/carl ecr:BatchGetImage web", "user/carl ecr:GetDownloadUrlForLayer web"], closes: [] };

async function row(check: Check, world: typeof START, reach: Reach | undefined = SOLUTION) {
  const one = { ...lesson([task("t", [check])]), ...(reach ? { reach: { t: reach } } : {}) };
  const { states } = await evaluate(one, evidence(world, { start: START }), NO_LATCHES);
  return states[0]?.rows[0];
}

test("what the solution opens is what is stored", () => {
  expect(reachOf({ lesson: lesson([]), evidence: evidence(NARROW, { start: START }) })).toEqual(SOLUTION);
  const closed = reachOf({ lesson: lesson([]), evidence: evidence(SHUT, { start: START }) });
  expect(closed.opens).toEqual([]);
  expect(closed.closes).toContain("user/bert ecr:GetAuthorizationToken *");
});

test("a public repository is no cell: its actions have other names", () => {
  const world = changed(START, (tx) => {
    const row = tx.get("repositories", "111122223333/us-east-1/web");
    if (row) tx.set("repositories", "111122223333/public/shop", { ...row, region: "public", name: "shop" });
  });
  expect([...world.repositories.keys()]).toContain("111122223333/public/shop");
  expect(reachOf({ lesson: lesson([]), evidence: evidence(world, { start: START }) })).toEqual({ opens: [], closes: [] });
});

test.each([
  ["as much as the solution", { atMost: "solution" }, NARROW, true, "nothing more"],
  ["less than the solution", { atMost: "solution" }, START, true, "nothing more"],
  ["more than the solution", { atMost: "solution" }, WIDE, false, "2 more, first: `user/carl` may `BatchGetImage` on `data`"],
  ["more, and so much may be", { atMost: "solution", plus: 2 }, WIDE, true, "2 more, and 2 may be"],
  ["more, of somebody else", { atMost: "solution", of: ["user/bert"] }, WIDE, true, "nothing more"],
  ["anything beyond the start", { atMost: "start" }, NARROW, false, "2 more, first: `user/carl` may `BatchGetImage` on `web`"],
])("%s", async (_title, reach, world, holds, now) => {
  expect(await row({ reach }, world)).toMatchObject({ now, state: String(holds) });
});

test("what the solution closes must be closed", async () => {
  const closes = ["user/bert ecr:BatchGetImage web"];
  expect(await row({ reach: { atMost: "solution" } }, START, { opens: [], closes })).toMatchObject({
    state: "false",
    now: "1 more, first: `user/bert` may `BatchGetImage` on `web`",
  });
});

test("a lesson without a stored reach says so", async () => {
  const one = lesson([task("t", [{ reach: { atMost: "solution" } }])]);
  const { states } = await evaluate(one, evidence(START), NO_LATCHES);
  expect(states[0]?.rows[0]).toEqual({
    goal: "Nothing more than needed became possible",
    now: "what the solution makes possible is not stored",
    state: "false",
  });
});
