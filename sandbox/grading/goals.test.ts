/** The sentences of goal rows, for checks of every kind: one each, and what stands beside it once it holds. */
import { expect, test } from "vitest";
import { goalOf } from "./kinds/index.ts";
import type { Check } from "./lesson.ts";
import { addImage, addRepository, changed, EMPTY } from "./testing/made.ts";
import { row } from "./testing/row.ts";

const GOALS: readonly (readonly [Check, string])[] = [
  [{ repository: "web/app", has: { imageTagMutability: "IMMUTABLE" } }, "Repository `web/app`: `imageTagMutability` is IMMUTABLE"],
  [{ images: "web/app", where: { tags: { count: 0 } }, count: 1 }, "Images of `web/app` whose `tags` is empty: 1"],
  [{ "docker.image": "{{registry}}/web/app@{{fact old}}" }, "Local image `…/web/app@…` exists"],
  [{ "docker.login": "h.example", has: { valid: true } }, "Login at `h.example`: `valid` is true"],
  [{ push: "last", has: { uploadedBlobs: 5 } }, "The newest push: `uploadedBlobs` is 5"],
  [{ push: "web/app:1.0", has: { uploadedBlobs: 5 } }, "The push of `web/app:1.0`: `uploadedBlobs` is 5"],
  [{ no: { "docker.login": "h.example" } }, "No login at `h.example`"],
  [{ no: { image: "web/app@{{fact old}}" } }, "No image `web/app@…`"],
  [{ no: { image: "web/app:1", has: { digest: "{{fact old}}" } } }, "No image `web/app:1`: `digest` is the value looked up"],
  [{ no: { event: "lifecycle", of: "web/app" } }, "No run of a lifecycle policy at `web/app`"],
  [{ no: { request: "ecr:PutImage" } }, "No `PutImage` has worked"],
  [{ no: { request: "* /v2/*", outcome: "fails" } }, "No `* /v2/*` has failed"],
  [{ only: { repository: "web/app" } }, "Only repository `web/app` exists"],
  [{ request: "ecr:UploadLayerPart", count: 5 }, "`UploadLayerPart` has worked 5 times"],
  [{ request: "ecr:DescribeRegistry", count: 1, as: "me" }, "`DescribeRegistry` as you has worked once"],
  [
    { request: "ecr:DescribeRepositories", in: { region: "eu-west-1" }, output: { repositories: { count: 0 } } },
    "`DescribeRepositories` in eu-west-1 has worked, where `repositories` is empty",
  ],
  [{ request: "* /v2/*", host: "h.example", outcome: "fails" }, "`* /v2/*` at h.example has failed"],
  [
    { event: "refusal", of: "docker login", has: { code: "unknown-flag", names: "-e" } },
    "A refusal by `docker login` (code: unknown-flag, names: -e)",
  ],
  [{ can: { as: ["user/anna", "me"], do: "ecr:PutImage", on: "web/app" } }, "`user/anna` and you may `PutImage` on `web/app`"],
  [{ cannot: { as: "me", do: "ecr:GetAuthorizationToken" } }, "You may not `GetAuthorizationToken`"],
  [{ fork: { pull: "web/app:1.0", after: "9d" }, outcome: "works" }, "In 9 days: a pull of `web/app:1.0` works"],
  [{ fork: { push: "web/app:1.0", after: "30h" }, outcome: "refused" }, "In 30 h: a push to `web/app:1.0` is refused"],
  [{ fork: { push: "web/app:1.0" }, outcome: "works" }, "A push to `web/app:1.0` works"],
];

test.each(GOALS)("%j", (check, goal) => {
  expect(goalOf(check)).toBe(goal);
});

test("a row with words of its own reads well beside what is true now, in the singular and the plural", async () => {
  const world = changed(EMPTY, (tx) => {
    addRepository(tx, "web/app");
    addImage(tx, "web/app", "a", ["1.0"]);
    addImage(tx, "web/app", "b", ["1.1"]);
  });
  const check = { repository: "web/app", has: { imageTagMutability: "MUTABLE" }, goal: "The other settings are as they were" };
  expect(await row(check, world)).toMatchObject({ goal: "The other settings are as they were", now: "as wanted", state: "true" });
  expect((await row({ images: "web/app", has: { tags: { count: 1 } } }, world)).now).toBe("all 2 as wanted");
  expect((await row({ images: "web/app" }, world)).now).toBe("all 2 are there");
});
