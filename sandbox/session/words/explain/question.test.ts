import { beforeAll, describe, expect, test } from "vitest";
import { nodeHasher } from "../../../node/hasher.ts";
import type { CompletionContext } from "../../../shell/program.ts";
import { memoryBlobs } from "../../../world/memory-blobs.ts";
import type { World } from "../../../world/world.ts";
import { buildWorld, worldNamed } from "../../presets/build.ts";
import { explainCompleter } from "./complete.ts";
import { understand } from "./question.ts";

let world: World;

beforeAll(async () => {
  world = await buildWorld(worldNamed("organization"), { hasher: nodeHasher, blobs: memoryBlobs(nodeHasher) }, { name: "organization" });
});

function asked(principal: string, action: string, resource: string, ...more: string[]) {
  return understand(world, {}, { principal, action, resource, more });
}

const WEB = "arn:aws:ecr:us-east-1:111122223333:repository/web";

describe("who is asked about", () => {
  test.each([
    ["me", "arn:aws:iam::111122223333:user/learner"],
    ["user/anna", "arn:aws:iam::111122223333:user/anna"],
    ["role/release", "arn:aws:sts::111122223333:assumed-role/release/session"],
    ["444455556666:role/run", "arn:aws:sts::444455556666:assumed-role/run/session"],
    ["root", "arn:aws:iam::111122223333:root"],
    ["777788889999:root", "arn:aws:iam::777788889999:root"],
    ["arn:aws:iam::111122223333:user/ci", "arn:aws:iam::111122223333:user/ci"],
    ["arn:aws:iam::111122223333:role/release", "arn:aws:sts::111122223333:assumed-role/release/session"],
    ["arn:aws:sts::111122223333:assumed-role/release/build-7", "arn:aws:sts::111122223333:assumed-role/release/build-7"],
    ["lambda.amazonaws.com", "lambda.amazonaws.com"],
    ["service/lambda.amazonaws.com", "lambda.amazonaws.com"],
  ])("%s is %s", (typed, arn) => {
    expect(asked(typed, "PutImage", "web").asked.caller.arn).toBe(arn);
  });

  test("me follows the environment, its session included", () => {
    const { asked: question } = understand(world, { AWS_PROFILE: "release" }, { principal: "me", action: "PutImage", resource: "web", more: [] });
    expect(question.caller.arn).toBe("arn:aws:sts::111122223333:assumed-role/release/botocore-session");
  });
});

describe("what and where", () => {
  test.each([
    ["PutImage", "web", "ecr:PutImage", WEB, { kind: "repository", name: "web" }],
    ["ecr:putimage", WEB, "ecr:PutImage", WEB, { kind: "repository", name: "web" }],
    ["GetAuthorizationToken", "*", "ecr:GetAuthorizationToken", "*", { kind: "registry" }],
    ["BatchGetImage", "444455556666:eu-west-1:api", "ecr:BatchGetImage", "arn:aws:ecr:eu-west-1:444455556666:repository/api", { kind: "repository" }],
    [
      "sts:AssumeRole",
      "role/release",
      "sts:AssumeRole",
      "arn:aws:iam::111122223333:role/release",
      { kind: "role", key: "111122223333/role/release" },
    ],
    ["kms:Decrypt", "arn:aws:kms:us-east-1:111122223333:key/1", "kms:Decrypt", "arn:aws:kms:us-east-1:111122223333:key/1", { kind: "key" }],
    [
      "ecr-public:PutImage",
      "shop",
      "ecr-public:PutImage",
      "arn:aws:ecr-public::111122223333:repository/shop",
      { kind: "repository", registry: { account: "111122223333", region: "public" }, name: "shop" },
    ],
    [
      "ecr-public:PutImage",
      "arn:aws:ecr-public::444455556666:repository/shop",
      "ecr-public:PutImage",
      "arn:aws:ecr-public::444455556666:repository/shop",
      { kind: "repository", registry: { account: "444455556666", region: "public" }, name: "shop" },
    ],
    ["ecr-public:GetAuthorizationToken", "*", "ecr-public:GetAuthorizationToken", "*", { kind: "none", account: "111122223333" }],
    ["iam:CreateUser", "*", "iam:CreateUser", "*", { kind: "none", account: "111122223333" }],
  ])("%s on %s", (action, resource, fullAction, arn, target) => {
    expect(asked("me", action, resource).asked).toMatchObject({ action: fullAction, resource: arn, target });
  });

  test("condition keys come with --with", () => {
    expect(asked("me", "PutImage", "web", "aws:SourceVpce=vpce-0a1b", "aws:RequestTag/a=b=c").asked.more).toEqual({
      "aws:SourceVpce": "vpce-0a1b",
      "aws:RequestTag/a": "b=c",
    });
  });

  test("a resource that the action does not have, or that is not there, is said", () => {
    expect(asked("me", "GetAuthorizationToken", "web").note).toBe("ecr:GetAuthorizationToken has no resource but *, so web plays no part.");
    expect(asked("me", "PutImage", "api").note).toBe("There is no repository api; asked as if there were.");
    expect(asked("me", "ecr-public:PutImage", "web").note).toBe("There is no public repository web; asked as if there were.");
    expect(asked("me", "ecr-public:PutImage", "web").asked.region).toBe("us-east-1");
  });
});

test.each([
  ["user/cy", "PutImage", "web", "nobody is called user/cy. There are "],
  ["ci", "PutImage", "web", "ci is no principal."],
  ["user/ci", "PutImages", "web", "ECR has no action ecr:PutImages. Did you mean ecr:PutImage?"],
  ["user/ci", "ecr:*", "web", "ecr:* stands for many actions."],
  ["user/ci", "put-image", "web", "put-image is no action."],
  ["user/ci", "sts:AssumeRole", "role/none", "there is no role none"],
])("%s %s %s is not understood: %s", (principal, action, resource, message) => {
  expect(() => asked(principal, action, resource)).toThrow(message);
});

test("nobody is me without credentials", () => {
  expect(() => understand(world, { AWS_PROFILE: "none" }, { principal: "me", action: "PutImage", resource: "web", more: [] })).toThrow(
    "me is nobody",
  );
});

test("Tab knows who, what and where", async () => {
  const complete = explainCompleter(() => world);
  const values = async (prefix: string, ...words: string[]) =>
    (await complete({ words: ["explain", ...words], prefix } as unknown as CompletionContext)).map(({ value }) => value);
  expect(await values("user/")).toEqual(["user/anna", "user/carl", "user/ci", "user/learner"]);
  expect(await values("put", "me")).toContain("PutImage");
  expect(await values("ecr:PutIm", "me")).toEqual(["ecr:PutImage", "ecr:PutImageScanningConfiguration", "ecr:PutImageTagMutability"]);
  expect(await values("", "me", "PutImage")).toEqual(["shared/base", "web", "web/dev", "'*'"]);
  expect(await values("--j", "me", "PutImage", "web")).toEqual(["--json"]);
});
