import { describe, expect, test } from "vitest";
import { evaluate } from "./evaluate.ts";
import { type Evidence, type Fork, type ForkPort, NO_LATCHES } from "./evidence.ts";
import { faultsOf } from "./known.ts";
import { addImage, addRepository, addUser, changed, EMPTY, evidence, lesson, request, task } from "./testing/made.ts";
import { row } from "./testing/row.ts";

/** The word of the format; as a literal key a linter takes the object for a promise. */
const THEN = "then";
const WITH_WEB = changed(EMPTY, (tx) => addRepository(tx, "web/app"));
const PUSHED = changed(WITH_WEB, (tx) => {
  addImage(tx, "web/app", "a", ["1.0"]);
  addImage(tx, "web/app", "b", ["1.1"]);
});

describe("forks", () => {
  const forkOf = (ok: boolean, events: Evidence["events"], world = PUSHED): ForkPort => ({
    fork: async () =>
      ({
        run: async () => ({ status: ok ? 0 : 1, output: "" }),
        push: async () => ({ ok, output: "" }),
        pull: async () => ({ ok, output: "" }),
        call: async () => ({ ok, output: "" }),
        advance: async () => {},
        evidence: () => evidence(world, { events }),
      }) satisfies Fork,
  });
  const denied = request(1, 1, { status: 403, outcome: "denied", error: { code: "DENIED", message: "not authorized" } });

  test("denied is not met by another refusal", async () => {
    const check = { fork: { as: "user/anna", push: "web/app:probe" }, outcome: "denied" };
    const missing = request(1, 1, { status: 404, outcome: "refused", error: { code: "NAME_UNKNOWN", message: "no" } });
    expect(
      (
        await row(
          check,
          changed(WITH_WEB, (tx) => addUser(tx, "anna")),
          { forks: forkOf(false, [denied]) },
        )
      ).state,
    ).toBe("true");
    expect(
      await row(
        check,
        changed(WITH_WEB, (tx) => addUser(tx, "bert")),
        { forks: forkOf(false, [missing]) },
      ),
    ).toMatchObject({ state: "false", now: "it is refused: NAME_UNKNOWN" });
  });

  test("what happens then is judged on the copy", async () => {
    const check = { fork: { after: "25h", run: "bash deploy.sh" }, exit: 0, [THEN]: [{ image: "web/app:1.1" }, { no: { event: "leak" } }] };
    expect(
      (
        await row(
          check,
          changed(EMPTY, (tx) => addRepository(tx, "x")),
          { forks: forkOf(true, []) },
        )
      ).state,
    ).toBe("true");
    expect(
      await row(
        check,
        changed(EMPTY, (tx) => addRepository(tx, "y")),
        { forks: forkOf(true, [], WITH_WEB) },
      ),
    ).toMatchObject({ state: "false", now: "on a copy: `web/app` is empty" });
  });

  test.each([
    [{ pull: "web/app:1.0" }, "A pull of `web/app:1.0` in eu-west-1 works"],
    [{ push: "web/app:1.0" }, "A push to `web/app:1.0` in eu-west-1 works"],
    [{ call: "ecr:DescribeImages" }, "`ecr:DescribeImages` in eu-west-1 works"],
  ])("%j is tried in the registry that `in` names, and the goal says where", async (act, goal) => {
    const asked: unknown[] = [];
    const remember = async (_name: string, ...options: unknown[]) => {
      asked.push(options.at(-1));
      return { ok: true, output: "" };
    };
    const forks: ForkPort = { fork: async () => ({ ...(await forkOf(true, []).fork({})), push: remember, pull: remember, call: remember }) };
    const world = changed(PUSHED, () => {});
    const where = { region: "eu-west-1" };
    expect(await row({ fork: { ...act, in: where }, outcome: "works" }, world, { forks })).toMatchObject({ state: "true", goal });
    expect(asked).toEqual(["call" in act ? where : { where }]);
  });

  test("later leaves them unjudged", async () => {
    const one = lesson([task("t", [{ fork: { pull: "web/app:1.0" }, outcome: "works" }])]);
    const { states } = await evaluate(one, evidence(PUSHED, { forks: forkOf(true, []) }), NO_LATCHES, { forks: "later" });
    expect(states[0]?.rows[0]).toMatchObject({ state: "looking" });
  });
});

describe("what cannot be judged is said when a lesson is read", () => {
  test.each([
    [{ "k8s.pod": "web" }, '"k8s.pod" is not yet known'],
    [{ repository: "web", has: { scanFrequency: "x" } }, '"scanFrequency" of "repository" is not yet known'],
    [{ file: "d.yaml", has: { "toml.spec": 1 } }, '"toml.spec" of "file" is not yet known'],
    [{ repositry: "web" }, "unknown kind of check: repositry"],
    [{ repository: "web", hass: {} }, '"repository" has no field "hass"'],
    [{ repository: "web", image: "web:1" }, "one check, several kinds: image, repository"],
    [{ answer: "a", ask: "?", is: "{{upstream quay.io/app:1 .digest}}" }, "unknown lookup {{upstream …}}"],
    [{ fork: { run: "docker images", in: { region: "eu-west-1" } } }, '"in" of "fork" is for push, pull and call: a command names its Region itself'],
    [{ fork: { after: "25h" }, [THEN]: [{ event: "admission" }] }, 'event "admission" is not yet known'],
  ])("%j", (check, fault) => {
    expect(faultsOf(check)).toContain(fault);
  });
});
