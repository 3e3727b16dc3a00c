/** Quotas and rates of a world, met by real clients: nothing of theirs knows that the limits are low. */
import { CreateRepositoryCommand, DescribeImagesCommand } from "@aws-sdk/client-ecr";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ecrOf, ownKeys, passwordOf } from "./support/api.ts";
import { busyboxImage, type OciLayout } from "./support/image.ts";
import { need, run, versionOf } from "./support/process.ts";
import { startServer, type TestServer, temporaryFolder } from "./support/server.ts";

const skopeo = need("skopeo", "skopeo");
const folder = temporaryFolder("limits");
let server: TestServer;
let image: OciLayout;

beforeAll(async () => {
  image = await busyboxImage(folder.path);
  server = await startServer("--preset", "limits");
});
afterAll(async () => {
  await server?.stop();
  folder.remove();
});

describe("the AWS SDK for JavaScript against the server", () => {
  it("is told of a full registry", async () => {
    const ecr = ecrOf(server, ownKeys(server));
    await ecr.send(new CreateRepositoryCommand({ repositoryName: "third" }));
    await expect(ecr.send(new CreateRepositoryCommand({ repositoryName: "fourth" }))).rejects.toMatchObject({
      name: "LimitExceededException",
      message: "The registry with id '111122223333' already has the maximum allowed number of repositories which is '3'",
    });
  });

  it("is refused when it asks too often", async () => {
    const ecr = ecrOf(server, ownKeys(server));
    const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => ecr.send(new DescribeImagesCommand({ repositoryName: "data/etl" }))));
    const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason as Error] : []));
    expect(outcomes.length - refused.length).toBeGreaterThanOrEqual(6);
    expect(new Set(refused.map(({ name, message }) => `${name}: ${message}`))).toEqual(new Set(["ThrottlingException: Rate exceeded"]));
  });
});

describe(versionOf(skopeo), () => {
  it("is told of a full repository", async () => {
    const password = await passwordOf(server, ownKeys(server), "us-east-1");
    const to = ["--dest-tls-verify=false", "--dest-creds", `AWS:${password}`, image.source, `docker://${server.host}/data/etl:2.0`];
    const { status, stderr } = await run(skopeo, ["--insecure-policy", "copy", ...to]);
    expect(status).not.toBe(0);
    expect(stderr).toContain(
      "denied: The repository with name 'data/etl' in registry with id '111122223333' already has the maximum allowed number of images which is '1'",
    );
  });
});
