/** Tasks are passed by whoever asks the cloud: here by plain signed requests and bare registry requests, without `aws` and `docker`. */
import { expect, test } from "vitest";
import { ImageStore } from "../../sandbox/clients/docker/store/store.ts";
import type { Lesson } from "../../sandbox/grading/lesson.ts";
import { loadLessons } from "../../src/lessons/load.ts";
import { PlainClient } from "./plain-api.ts";
import { type Stage, stage } from "./play.ts";

const lessons = new Map((await loadLessons()).map(({ lesson }) => [lesson.slug, lesson]));

async function begin(slug: string): Promise<{ played: Stage; client: PlainClient; status: (task: string) => Promise<string>; lesson: Lesson }> {
  const lesson = lessons.get(slug) as Lesson;
  const played = await stage({ lesson });
  const client = new PlainClient(played.session.machine());
  // Requests from outside are judged with the next command.
  const status = async (task: string) => {
    await played.session.run("true");
    return (await played.state(task)).status;
  };
  return { played, client, status, lesson };
}

test("default-registry by the plain API", async () => {
  const { played, client, status } = await begin("default-registry");
  const identity = await client.callerIdentity("us-east-1");
  await played.session.answer("account", /<Account>(\d{12})/.exec(identity.body)?.[1] ?? "");
  await played.session.answer("region", "us-east-1");
  expect(await status("who")).toBe("done");
  await played.session.machine().files.write("/home/learner/registry.txt", "111122223333.dkr.ecr.us-east-1.amazonaws.com");
  expect(await status("host")).toBe("done");
  await client.ecr("DescribeRegistry", {}, "us-east-1");
  await client.ecr("DescribeRepositories", {}, "us-east-1");
  expect(await status("levels")).toBe("done");
  await client.ecr("CreateRepository", { repositoryName: "hello" }, "eu-west-1");
  expect(await status("regions")).toBe("done");
});

/** Pushes an image of Docker's own files, as any registry client would. */
async function push(
  { played, client }: { played: Stage; client: PlainClient },
  image: string,
  target: string,
  tag: string,
  token: string,
): Promise<void> {
  const store = new ImageStore(played.session.machine().files);
  const found = await store.find(image);
  if (!found) throw new Error(`no image ${image}`);
  const registry = "https://111122223333.dkr.ecr.us-east-1.amazonaws.com";
  for (const { digest } of [found.manifest.config, ...found.manifest.layers]) {
    const opened = await client.registry("POST", `${registry}/v2/${target}/blobs/uploads/`, token);
    expect(opened.status).toBe(202);
    const location = new URL(opened.headers.location ?? "", registry);
    location.searchParams.set("digest", digest);
    expect((await client.registry("PUT", location.href, token, store.stream(digest))).status).toBe(201);
  }
  const manifest = await store.readText(found.id);
  expect(
    (await client.registry("PUT", `${registry}/v2/${target}/manifests/${tag}`, token, new TextEncoder().encode(manifest), found.target.mediaType))
      .status,
  ).toBe(201);
}

test("first-flight by the plain API and bare registry requests", async () => {
  const { played, client, status } = await begin("first-flight");
  const { files } = played.session.machine();
  const host = "111122223333.dkr.ecr.us-east-1.amazonaws.com";
  await client.ecr("CreateRepository", { repositoryName: "web/storefront" }, "us-east-1");
  expect(await status("create")).toBe("done");
  const { authorizationData } = (await client.ecr("GetAuthorizationToken", {}, "us-east-1")) as {
    authorizationData: [{ authorizationToken: string }];
  };
  const token = authorizationData[0].authorizationToken;
  files.makeDirectory("/home/learner/.docker", { parents: true });
  await files.write("/home/learner/.docker/config.json", JSON.stringify({ auths: { [host]: { auth: token } } }));
  expect(await status("login")).toBe("done");
  await push({ played, client }, "storefront:1.0", "web/storefront", "1.0", token);
  expect(await status("push")).toBe("done");
  await played.session.run(`docker rmi storefront:1.0`);
  await played.session.run(`docker pull ${host}/web/storefront:1.0`);
  expect(await status("pull")).toBe("done");
  await client.ecr("CreateRepository", { repositoryName: "web/api" }, "us-east-1");
  await push({ played, client }, "api:2.3", "web/api", "2.3", token);
  expect(await status("again")).toBe("done");
}, 60_000);
