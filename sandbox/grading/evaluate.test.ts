import { describe, expect, test } from "vitest";
import { issueToken, TOKEN_LIFE } from "../ecr/token/token.ts";
import { base64, fromBase64, text, utf8 } from "../kernel/bytes.ts";
import { nodeHasher } from "../node/hasher.ts";
import { memoryFileSystem } from "../shell/files/memory-file-system.ts";
import { ACCOUNT, addImage, addRepository, addUser, changed, digest, EMPTY, fact, NOW, request, SEALING_KEY } from "./testing/made.ts";
import { row } from "./testing/row.ts";

const WITH_WEB = changed(EMPTY, (tx) => addRepository(tx, "web/app"));
const PUSHED = changed(WITH_WEB, (tx) => {
  addImage(
    tx,
    "web/app",
    "a",
    ["1.0", "stable"],
    [
      ["1", 10],
      ["2", 20],
    ],
  );
  addImage(
    tx,
    "web/app",
    "b",
    ["1.1"],
    [
      ["1", 10],
      ["3", 30],
    ],
  );
  addImage(tx, "web/app", "c", []);
});

describe("nouns", () => {
  test("a repository that is not there is a fact, not a verdict", async () => {
    expect(await row({ repository: "web/app" }, EMPTY)).toEqual({
      goal: "Repository `web/app` exists",
      now: "no repository `web/app` yet",
      state: "false",
    });
  });

  test("a property says what it is instead", async () => {
    expect(await row({ repository: "web/app", has: { imageTagMutability: "IMMUTABLE" } }, WITH_WEB)).toEqual({
      goal: "Repository `web/app`: `imageTagMutability` is IMMUTABLE",
      now: "its `imageTagMutability` is MUTABLE",
      state: "false",
    });
  });

  test("some of several names is partly", async () => {
    expect(await row({ repository: ["web/app", "api"] }, WITH_WEB)).toEqual({
      goal: "Repositories `web/app` and `api` exist",
      now: "1 of 2; no repository `api` yet",
      state: "partly",
    });
  });

  test("a selection that selects nothing does not hold", async () => {
    expect((await row({ images: "web/app", where: { tags: { includes: "9.9" } }, has: { status: "ACTIVE" } }, PUSHED)).state).toBe("false");
  });

  test("count may ask for none", async () => {
    expect((await row({ repository: "*", count: 0 }, EMPTY)).state).toBe("true");
    expect(await row({ repository: "*", count: 0 }, WITH_WEB)).toEqual({ goal: "Repositories: none", now: "one: `web/app`", state: "false" });
  });

  test("in looks elsewhere than home", async () => {
    const abroad = changed(EMPTY, (tx) => addRepository(tx, "hello", "eu-west-1"));
    expect((await row({ repository: "hello", in: { region: "eu-west-1" } }, abroad)).state).toBe("true");
    expect((await row({ no: { repository: "hello" } }, abroad)).state).toBe("true");
  });

  test("an image by tag, by digest and by what it holds", async () => {
    expect((await row({ image: "web/app:1.0", has: { digest: digest("a"), "manifest.layers.count": 2 } }, PUSHED)).state).toBe("true");
    expect((await row({ image: `web/app@${digest("b")}` }, PUSHED)).state).toBe("true");
    expect((await row({ image: "web/app:2.0" }, PUSHED)).now).toBe("`web/app` has no tag `2.0` yet");
    expect((await row({ images: "web/app", where: { tags: { count: 0 } }, count: 1 }, PUSHED)).state).toBe("true");
    expect((await row({ repository: "web/app", has: { imageCount: 3, untaggedCount: 1 } }, PUSHED)).state).toBe("true");
  });

  test("only finds what else is there", async () => {
    const two = changed(WITH_WEB, (tx) => addRepository(tx, "tmp"));
    expect(await row({ only: { repository: "web/app" } }, two)).toMatchObject({ state: "false", now: "also `tmp`" });
    expect((await row({ only: { repository: ["web/app", "tmp"] } }, two)).state).toBe("true");
    expect((await row({ only: { image: ["web/app:1.0", "web/app:1.1", `web/app@${digest("c")}`] } }, PUSHED)).state).toBe("true");
  });

  test("a file is compared without the space around it", async () => {
    const files = memoryFileSystem({ now: () => NOW, hasher: nodeHasher });
    files.makeDirectory("/home/learner", { parents: true });
    await files.write("/home/learner/registry.txt", "a.example\n");
    expect((await row({ file: "registry.txt", has: { text: "a.example" } }, EMPTY, { files })).state).toBe("true");
    expect(await row({ file: "~/registry.txt", has: { text: "b.example" } }, EMPTY, { files })).toMatchObject({
      state: "false",
      now: "it reads `a.example`",
    });
    expect((await row({ file: "other.txt" }, EMPTY, { files })).now).toBe("no file `other.txt` yet");
  });
});

describe("docker.login", () => {
  const host = `${ACCOUNT}.dkr.ecr.us-east-1.amazonaws.com`;
  const caller = {
    arn: `arn:aws:iam::${ACCOUNT}:user/learner`,
    account: ACCOUNT,
    kind: "user",
    principalArn: `arn:aws:iam::${ACCOUNT}:user/learner`,
    userId: "AIDALEARNER",
    principal: `${ACCOUNT}/user/learner`,
  } as const;
  const loggedIn = async (region: string, breakIt = false) => {
    const token = issueToken(nodeHasher, SEALING_KEY, { caller, region, issuedAt: NOW });
    const auth = breakIt ? base64(utf8(`${text(fromBase64(token) as Uint8Array)}x`)) : token;
    const files = memoryFileSystem({ now: () => NOW, hasher: nodeHasher });
    files.makeDirectory("/home/learner/.docker", { parents: true });
    await files.write("/home/learner/.docker/config.json", JSON.stringify({ auths: { [host]: { auth } } }));
    return files;
  };
  const check = { "docker.login": host, has: { valid: true } };

  test("valid until twelve hours have passed, and not a millisecond longer", async () => {
    const files = await loggedIn("us-east-1");
    expect(await row(check, EMPTY, { files, hasher: nodeHasher, now: NOW + TOKEN_LIFE - 1 })).toMatchObject({
      state: "true",
      now: "as user/learner, for another 0 s",
    });
    expect(await row(check, EMPTY, { files, hasher: nodeHasher, now: NOW + TOKEN_LIFE })).toMatchObject({ state: "false" });
    expect((await row(check, EMPTY, { files, hasher: nodeHasher, now: NOW + TOKEN_LIFE + 7_200_000 })).now).toBe("the stored token expired 2 h ago");
  });

  test("a token of another Region, a changed one, and one whose owner is gone are not valid", async () => {
    expect((await row(check, EMPTY, { files: await loggedIn("eu-west-1"), hasher: nodeHasher })).now).toBe("the stored token is of eu-west-1");
    expect((await row(check, EMPTY, { files: await loggedIn("us-east-1", true), hasher: nodeHasher })).state).toBe("false");
    const gone = changed(EMPTY, (tx) => tx.delete("principals", caller.principal));
    expect((await row(check, gone, { files: await loggedIn("us-east-1"), hasher: nodeHasher })).now).toBe("the token's owner is gone");
  });

  const configured = async (config: object, key = "AKIALEARNER") => {
    const files = memoryFileSystem({ now: () => NOW, hasher: nodeHasher });
    for (const folder of ["/home/learner/.docker", "/home/learner/.aws"]) files.makeDirectory(folder, { parents: true });
    await files.write("/home/learner/.docker/config.json", JSON.stringify(config));
    await files.write("/home/learner/.aws/credentials", `[default]\naws_access_key_id = ${key}\naws_secret_access_key = x\n`);
    return { files, hasher: nodeHasher };
  };
  const withKey = changed(EMPTY, (tx) =>
    tx.set("accessKeys", "AKIALEARNER", { id: "AKIALEARNER", secret: "x", status: "Active", principal: caller.principal }),
  );

  test.each([
    ["for this host", { credHelpers: { [host]: "ecr-login" } }],
    ["for every host", { credsStore: "ecr-login" }],
    ["for every host, beside a password that is not asked for", { auths: { [host]: { auth: "eDp5" } }, credsStore: "ecr-login" }],
  ])("ECR's credential helper %s is a login that does not end", async (_where, config) => {
    const has = { valid: true, helper: "ecr-login", principal: "user/learner", expiresAt: { exists: false } };
    const later = { ...(await configured(config)), now: NOW + 30 * TOKEN_LIFE };
    expect(await row({ "docker.login": host, has }, withKey, later)).toMatchObject({
      state: "true",
      now: "as user/learner, by the helper `ecr-login` whenever Docker asks",
    });
  });

  test("another host's helper, one that is not here, and one without keys are none", async () => {
    expect(await row(check, withKey, await configured({ credHelpers: { "quay.io": "ecr-login" } }))).toMatchObject({
      state: "false",
      now: "Docker has no login there",
    });
    expect(await row(check, withKey, await configured({ credsStore: "desktop" }))).toMatchObject({
      state: "false",
      now: "Docker asks `docker-credential-desktop`, which this computer does not have",
    });
    const hub = { "docker.login": "quay.io", has: { valid: true } };
    expect(await row(hub, withKey, await configured({ credsStore: "ecr-login" }))).toMatchObject({
      state: "false",
      now: "the helper `ecr-login` knows registries of ECR alone",
    });
    expect(await row(check, withKey, await configured({ credsStore: "ecr-login" }, "AKIAGONE"))).toMatchObject({
      state: "false",
      now: "the helper's AWS access key is not known",
    });
  });

  test("no file is no login", async () => {
    expect(await row(check, EMPTY)).toMatchObject({ state: "false", now: "Docker has no login there" });
  });
});

describe("requests and events", () => {
  const asked = [
    request(1, 1, {
      action: "ecr:PutImage",
      operation: "PutImage",
      service: "registry",
      method: "PUT",
      path: "/v2/web/app/manifests/1.0",
      status: 400,
      outcome: "refused",
      error: { code: "ImageTagAlreadyExistsException", message: "The image tag '1.0' already exists" },
      principal: `arn:aws:iam::${ACCOUNT}:user/learner`,
    }),
    request(2, 2, { operation: "GetCallerIdentity", service: "sts", client: "aws-cli/1.45.11 md/Botocore" }),
  ];

  test("a request means one that worked, unless the check says otherwise", async () => {
    expect(await row({ request: "ecr:PutImage" }, EMPTY, { events: asked })).toMatchObject({
      state: "false",
      now: "asked once; last answer: 400 ImageTagAlreadyExistsException",
    });
    expect((await row({ request: "ecr:PutImage", error: "ImageTagAlreadyExistsException", as: "me" }, EMPTY, { events: asked })).state).toBe("true");
    expect((await row({ request: "ecr:PutImage", outcome: "denied" }, EMPTY, { events: asked })).state).toBe("false");
    expect((await row({ request: "PUT /v2/*", outcome: "fails", message: { like: "*already exists*" } }, EMPTY, { events: asked })).state).toBe(
      "true",
    );
    expect((await row({ request: "sts:GetCallerIdentity", client: "aws-cli/1" }, EMPTY, { events: asked })).state).toBe("true");
    expect((await row({ request: "sts:GetCallerIdentity", count: { atLeast: 2 } }, EMPTY, { events: asked })).now).toBe("once");
  });

  test("a refusal of a client is an event", async () => {
    const events = [fact(1, 1, { kind: "refusal", of: "docker login", has: { code: "unknown-flag", names: "-e" } })];
    expect((await row({ event: "refusal", of: "docker login", has: { code: "unknown-flag", names: "-e" } }, EMPTY, { events })).state).toBe("true");
    expect((await row({ no: { event: "leak" } }, EMPTY, { events })).state).toBe("true");
  });
});

describe("decisions", () => {
  const world = changed(WITH_WEB, (tx) => addUser(tx, "anna", ["AmazonEC2ContainerRegistryReadOnly"]));

  test("can and cannot ask the evaluator of real requests", async () => {
    expect((await row({ can: { as: "user/anna", do: "ecr:BatchGetImage", on: "web/app" } }, world)).state).toBe("true");
    expect((await row({ cannot: { as: ["user/anna"], do: ["ecr:PutImage", "ecr:DeleteRepository"], on: "web/app" } }, world)).state).toBe("true");
    expect(await row({ cannot: { as: "me", do: "ecr:PutImage", on: "web/app" } }, world)).toMatchObject({
      state: "false",
      goal: "You may not `PutImage` on `web/app`",
    });
    expect((await row({ can: { as: "user/anna", do: ["ecr:BatchGetImage", "ecr:PutImage"], on: "web/app" } }, world)).state).toBe("partly");
    expect(
      (await row({ cannot: { as: "user/anna", do: "ecr:PutImage", on: "web/app" }, decided: { by: "nothing", effect: "implicit-deny" } }, world))
        .state,
    ).toBe("true");
  });

  test("a lookup gives the verdict", async () => {
    const answers = { card: "DENY" };
    expect((await row({ answer: "card", ask: "?", is: "{{decision user/anna ecr:PutImage web/app .verdict}}" }, world, { answers })).state).toBe(
      "true",
    );
  });
});

describe("answers and lookups", () => {
  test("an answer is told back, its right value never", async () => {
    const check = { answer: "digest", ask: "Which digest?", is: "{{image web/app:1.0 .digest}}" };
    expect(await row(check, PUSHED)).toEqual({
      goal: "Which digest?",
      now: "no answer yet",
      state: "false",
      ask: { id: "digest", question: "Which digest?" },
    });
    expect(await row(check, PUSHED, { answers: { digest: "sha256:no" } })).toMatchObject({ state: "false", now: "your answer: sha256:no" });
    expect((await row(check, PUSHED, { answers: { digest: ` ${digest("a")} ` } })).state).toBe("true");
  });

  test("a lookup that finds nothing makes the check false", async () => {
    expect((await row({ answer: "x", ask: "?", is: "{{image web/app:9 .digest}}" }, PUSHED, { answers: { x: "undefined" } })).state).toBe("false");
    expect((await row({ image: "web/app:1.0", has: { digest: { not: "{{image web/app:9 .digest}}" } } }, PUSHED)).state).toBe("false");
  });

  test("overlap and facts", async () => {
    expect((await row({ answer: "n", ask: "?", is: "{{overlap web/app:1.0 web/app:1.1 .newBytes}}" }, PUSHED, { answers: { n: "30" } })).state).toBe(
      "true",
    );
    const facts = { old: "{{image web/app:1.0 .digest}}", all: { of: { images: "web/app" }, count: true } };
    const moved = changed(PUSHED, (tx) => addImage(tx, "web/app", "d", ["1.0"]));
    expect((await row({ image: "web/app@{{fact old}}" }, moved, { start: PUSHED }, facts)).state).toBe("true");
    expect((await row({ repository: "web/app", has: { imageCount: { over: "{{fact all}}" } } }, moved, { start: PUSHED }, facts)).state).toBe("true");
  });
});
