/** Checks that ask the evaluator and checks that try it on a copy say the same of a principal. */
import { expect, test } from "vitest";
import type { Check } from "../grading/lesson.ts";
import { lesson, task } from "../grading/testing/made.ts";
import { nodeHasher } from "../node/hasher.ts";
import type { View } from "./api.ts";
import { worldNamed } from "./presets/build.ts";
import { mergePatch, type Patch } from "./presets/merge-patch.ts";
import { resolveVariables } from "./presets/variables.ts";
import { sessionsWith } from "./testing/session.ts";

const { testSession } = sessionsWith(nodeHasher);
const ACCOUNT = "111122223333";
const ROOT = `arn:aws:iam::${ACCOUNT}:root`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/release`;
const SESSION = `arn:aws:sts::${ACCOUNT}:assumed-role/release/session`;
/** The profile `pipeline` has keys of this session. */
const LENT = `arn:aws:sts::${ACCOUNT}:assumed-role/pipeline/pipeline`;
const PIPELINE = `arn:aws:iam::${ACCOUNT}:role/pipeline`;
const USER = `arn:aws:iam::${ACCOUNT}:user/anna`;

/** Whether the checks hold in a world where role and user may do everything, but for a Deny of everybody else than `spared`. */
async function holds(checks: readonly Check[], spared: readonly string[]): Promise<readonly boolean[]> {
  const policy = { Version: "2012-10-17", Statement: [{ Effect: "Deny", NotPrincipal: { AWS: spared }, Action: "ecr:BatchGetImage" }] };
  const patch = {
    principals: Object.fromEntries(["role/release", "role/pipeline", "user/anna"].map((name) => [name, { managed: ["AdministratorAccess"] }])),
    profiles: { pipeline: { as: "role/pipeline" } },
    repositories: { "data/etl": { policy } },
  };
  const world = mergePatch(resolveVariables(worldNamed("repo")), patch) as Patch;
  const session = testSession();
  await session.open({ lesson: { ...lesson([task("only", checks)]), world } });
  await session.run("true");
  let seen: View | undefined;
  await session.subscribe((view) => {
    seen = view;
  });
  return seen?.tasks[0]?.rows.map(({ state }) => state === "true") ?? [];
}

test.each([
  ["role and account, the session not", "role/release", [ROOT, ROLE], false],
  ["role, account and session", "role/release", [ROOT, ROLE, SESSION], true],
  ["role, account and the session of a profile", "role/pipeline", [ROOT, PIPELINE, LENT], true],
  ["role and account of a profile, its session not", "role/pipeline", [ROOT, PIPELINE], false],
  ["session and account, the role not", "role/release", [ROOT, SESSION], false],
  ["role and session, the account not", "role/release", [ROLE, SESSION], false],
  ["user and account", "user/anna", [ROOT, USER], true],
  ["the user alone", "user/anna", [USER], false],
])("a Deny that spares %s: the decision is what a pull meets", async (_what, as, spared, may) => {
  const asked = [{ can: { as, do: "ecr:BatchGetImage", on: "data/etl" } }, { cannot: { as, do: "ecr:BatchGetImage", on: "data/etl" } }];
  const tried = ["works", "denied"].map((outcome) => ({ fork: { as, pull: "data/etl:1.0" }, outcome }));
  expect(await holds([...asked, ...tried], spared)).toEqual([may, !may, may, !may]);
});
