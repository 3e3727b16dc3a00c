/** The lecture's path through a whole session: the same twice, and on copies without a trace. */
import { expect, test } from "vitest";
import { utf8 } from "../kernel/bytes.ts";
import { nodeHasher } from "../node/hasher.ts";
import { snapshot } from "../world/snapshot.ts";
import { sessionsWith, TestTerminal } from "./testing/session.ts";

const { keptStorage, testSession } = sessionsWith(nodeHasher);

const PATH = [
  "aws ecr create-repository --repository-name web/hello",
  "use-aws-cli 1",
  "$(aws ecr get-login --region us-east-1 --no-include-email)",
  "mkdir app; printf 'FROM alpine:3.22\\nCOPY hello /\\n' > app/Dockerfile; echo hello > app/hello",
  "docker build -t hello:1 app",
  "docker tag hello:1 $ECR/web/hello:1",
  "docker push $ECR/web/hello:1",
  "clock +13h",
  "docker push $ECR/web/hello:1",
  "use-aws-cli 2; aws ecr get-login",
  "aws ecr get-login-password | docker login --username AWS --password-stdin $ECR",
  "docker push $ECR/web/hello:1",
  "docker rmi hello:1 $ECR/web/hello:1",
  "docker pull $ECR/web/hello:1",
];

test("two sessions that are given the lecture's path have the same worlds and events", async () => {
  const told = [];
  for (let turn = 0; turn < 2; turn++) {
    const session = testSession();
    await session.open({ world: "blank" });
    const statuses = [];
    for (const line of PATH) statuses.push(await session.run(line));
    expect(statuses).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 1, 252, 0, 0, 0, 0]);
    told.push({ world: snapshot(session.machine().store.world), events: session.machine().store.events });
  }
  expect(told[0]).toEqual(told[1]);
});

test("undone to its start the path leaves the identical world, redone the identical end, and a reload between changes nothing", async () => {
  const storage = keptStorage();
  const session = testSession(storage);
  await session.open({ world: "blank" });
  const start = snapshot(session.machine().store.world);
  for (const line of PATH.slice(0, 7)) await session.run(line);
  await session.settled();
  const again = testSession(storage);
  await again.open({ world: "blank" });
  for (const line of PATH.slice(7)) await again.run(line);
  const end = snapshot(again.machine().store.world);
  const requests = again.machine().store.events.length;
  let view = await again.undo();
  while (view.history.length > 0) view = await again.undo();
  expect(snapshot(again.machine().store.world)).toEqual(start);
  expect(again.machine().store.events).toEqual([]);
  while (view.undone.length > 0) view = await again.redo();
  expect(snapshot(again.machine().store.world)).toEqual(end);
  expect(again.machine().store.events).toHaveLength(requests);
  expect(view.repositories.map(({ name, images }) => [name, images.length])).toEqual([["web/hello", 1]]);
  expect(view.logins).toMatchObject([{ host: "111122223333.dkr.ecr.us-east-1.amazonaws.com" }]);
});

test("a password in the arguments, the history or a file is a leak; one in a pipe is none", async () => {
  const session = testSession();
  await session.open({ world: "blank" });
  const places = () => session.machine().store.events.flatMap((event) => (event.kind === "leak" ? [event.has.where] : []));
  await session.run("aws ecr get-login-password | docker login --username AWS --password-stdin $ECR");
  await session.run("p=$(aws ecr get-login-password)");
  expect(places()).toEqual([]);
  await session.run("docker login -u AWS -p $p $ECR");
  await session.run("echo $p > password");
  const password = session.machine().shell.state.variables.p?.value ?? "";
  await session.run(`docker login -u AWS -p ${password} $ECR`);
  await session.run("echo x > password; docker login -u AWS -p wrong $ECR");
  expect(places()).toEqual(["arguments", "file", "history", "arguments"]);
});

test("forks push, pull and are denied without a trace in the session", async () => {
  const session = testSession();
  await session.open({ world: "repo" });
  const { world, events } = session.machine().store;
  const before = events.length;
  const asMe = await session.fork();
  expect(await asMe.push("web/storefront:probe", { times: 2 })).toMatchObject({ ok: true });
  expect(await asMe.pull("web/storefront:probe")).toMatchObject({ ok: true });
  expect([...asMe.evidence().world.tags.keys()]).toContain("111122223333/us-east-1/web/storefront probe");
  const asPuller = await session.fork({ as: "user/puller" });
  expect(await asPuller.pull("data/etl:1.0")).toMatchObject({ ok: true });
  expect(await asPuller.push("web/storefront:probe")).toMatchObject({
    ok: false,
    output: expect.stringContaining("denied: User: arn:aws:iam::111122223333:user/puller is not authorized"),
  });
  expect(asPuller.evidence().events.some((event) => event.kind === "request" && event.outcome === "denied")).toBe(true);
  expect(await asPuller.call("ecr:BatchGetImage", { repositoryName: "data/etl", imageIds: [{ imageTag: "1.0" }] })).toMatchObject({ ok: true });
  const late = await session.fork({ after: 13 * 3_600_000 });
  expect(await late.pull("data/etl:1.0")).toMatchObject({ ok: false, output: expect.stringContaining("Your authorization token has expired") });
  expect(session.machine().store.world).toBe(world);
  expect(session.machine().store.events).toHaveLength(before);
});

test("forks push to and pull from the registry that they are told, with a login there", async () => {
  const session = testSession();
  await session.open({ world: "repo" });
  const ireland = { region: "eu-west-1" };
  await session.run("aws ecr create-repository --repository-name far/app --region eu-west-1");
  const fork = await session.fork({ as: "me" });
  expect(await fork.push("far/app:probe")).toMatchObject({ ok: false, output: expect.stringContaining("'far/app' does not exist") });
  expect(await fork.push("far/app:probe", { where: ireland })).toMatchObject({ ok: true });
  expect([...fork.evidence().world.tags.keys()]).toContain("111122223333/eu-west-1/far/app probe");
  expect(await fork.pull("far/app:probe")).toMatchObject({ ok: false });
  expect(await fork.pull("far/app:probe", { where: ireland })).toMatchObject({ ok: true });
  expect(await fork.pull("far/app:probe", { where: { ...ireland, account: "444455556666" } })).toMatchObject({ ok: false });
  // Without `as` Docker has the logins it has: none of that registry.
  const asIs = await session.fork();
  expect(await asIs.push("far/app:probe", { where: ireland })).toMatchObject({
    ok: false,
    output: expect.stringContaining("no basic auth credentials"),
  });
});

test("in AWS CLI 2 get-login is refused, and after the true error the terminal offers what to do instead", async () => {
  const session = testSession();
  const terminal = new TestTerminal();
  await session.open({ world: "blank" });
  await session.attach(terminal);
  await session.run("aws ecr get-login");
  const notices = terminal.frames.filter((frame) => frame.kind === "notice");
  const said = terminal.frames.map(({ kind }) => kind);
  expect(said.lastIndexOf("err")).toBeLessThan(said.lastIndexOf("notice") - 1);
  expect(notices.map(({ run }) => run)).toEqual([
    undefined,
    "use-aws-cli 1",
    "aws ecr get-login-password --region us-east-1 | docker login --username AWS --password-stdin 111122223333.dkr.ecr.us-east-1.amazonaws.com",
  ]);
});

test("a session as a file goes to another place with its bytes", async () => {
  const session = testSession();
  await session.open({ world: "blank" });
  for (const line of PATH.slice(0, 7)) await session.run(line);
  await session.run("printf '%0200000d' 7 > long");
  const file = await session.exportState();
  const other = testSession();
  await other.importState(file);
  expect(await other.run("docker push $ECR/web/hello:1")).toBe(0);
  expect((await other.machine().files.read("/home/learner/long")).length).toBe(200_000);
  await expect(other.importState(utf8("no zip"))).rejects.toThrow("This file is no zip file");
});

test("Tab offers commands, options and the learner's own things, and asks the cloud without a trace", async () => {
  const session = testSession();
  const terminal = new TestTerminal();
  await session.open({ world: "pushed" });
  await session.attach(terminal);
  const tab = async (id: number, line: string) => {
    terminal.send({ kind: "complete", id, line, cursor: line.length });
    const answer = await terminal.until((frame) => frame.kind === "completions" && frame.id === id);
    return answer.kind === "completions" ? answer.options.map(({ value }) => value) : [];
  };
  const before = session.machine().store.world;
  expect(await tab(1, "aws ecr describe-images --repository-name web/")).toEqual(["web/api", "web/storefront"]);
  expect(await tab(2, "docker pu")).toEqual(["pull", "push"]);
  expect(await tab(3, "docker push stor")).toContain("storefront:1.0");
  expect(await tab(4, "use-aws-cli ")).toEqual(["1", "2"]);
  expect(session.machine().store.world).toBe(before);
  expect(session.machine().store.events).toEqual([]);
});
