import { createRequire } from "node:module";
import type * as Ecr from "@aws-sdk/client-ecr";
import { DescribeRepositoriesCommand, ECRClient, paginateDescribeRepositories } from "@aws-sdk/client-ecr";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { describe, expect, it } from "vitest";
import { MODEL } from "../ecr/model/index.ts";
import { notImplemented } from "../ecr/operations/index.ts";
import { collect } from "../kernel/bytes.ts";
import type { Handle } from "../kernel/exchange.ts";
import { nodeHasher } from "../node/hasher.ts";
import { createCloud } from "./index.ts";
import { LEARNER, type TestCloud, testCloud } from "./testing.ts";

const sdk = createRequire(import.meta.url)("@aws-sdk/client-ecr") as typeof Ecr & Record<string, new (input: unknown) => DescribeRepositoriesCommand>;

interface SdkRequest {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array;
}

/** The SDK's transport, through the door instead of a socket. */
function transport(handle: Handle) {
  return {
    metadata: { handlerProtocol: "http/1.1" },
    async handle(request: SdkRequest) {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value]));
      const body = typeof request.body === "string" ? new TextEncoder().encode(request.body) : (request.body ?? new Uint8Array());
      const response = await handle({ method: request.method, url: `${request.protocol}//${request.hostname}${request.path}`, headers, body });
      return { response: { statusCode: response.status, headers: { ...response.headers }, body: await collect(response.body) } };
    },
  };
}

function clients() {
  const test: TestCloud = testCloud(nodeHasher);
  // The SDK lives in real time.
  const handle = createCloud({ ...test.options, transportNow: () => Date.now() });
  const config = { region: "us-east-1", credentials: LEARNER, requestHandler: transport(handle) as never, maxAttempts: 1 };
  return { test, ecr: new ECRClient(config), sts: new STSClient(config) };
}

describe("the JavaScript SDK", () => {
  it("understands answers, dates, errors and pages", async () => {
    const { ecr, test } = clients();
    const created = await ecr.send(new sdk.CreateRepositoryCommand({ repositoryName: "web/app" }));
    expect(created.repository?.createdAt).toEqual(new Date(test.store.now()));
    await ecr.send(new sdk.CreateRepositoryCommand({ repositoryName: "api" }));
    await expect(ecr.send(new sdk.CreateRepositoryCommand({ repositoryName: "api" }))).rejects.toMatchObject({
      name: "RepositoryAlreadyExistsException",
      message: "The repository with name 'api' already exists in the registry with id '111122223333'",
      $metadata: { httpStatusCode: 400, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    });
    const names: (string | undefined)[] = [];
    for await (const page of paginateDescribeRepositories({ client: ecr, pageSize: 1 }, {}))
      names.push(...(page.repositories ?? []).map((one) => one.repositoryName));
    expect(names).toEqual(["api", "web/app"]);
    expect((await ecr.send(new DescribeRepositoriesCommand({}))).repositories).toHaveLength(2);
  });

  it("uploads a layer whose part lacks nothing of its bytes", async () => {
    const { ecr } = clients();
    const repositoryName = "web";
    await ecr.send(new sdk.CreateRepositoryCommand({ repositoryName }));
    const { uploadId } = await ecr.send(new sdk.InitiateLayerUploadCommand({ repositoryName }));
    const layerPartBlob = Uint8Array.from({ length: 300 }, (_, index) => index);
    await ecr.send(new sdk.UploadLayerPartCommand({ repositoryName, uploadId, partFirstByte: 0, partLastByte: 299, layerPartBlob }));
    const refused = ecr.send(new sdk.UploadLayerPartCommand({ repositoryName, uploadId, partFirstByte: 0, partLastByte: 299, layerPartBlob }));
    await expect(refused).rejects.toMatchObject({ name: "InvalidLayerPartException", lastValidByteReceived: 299, uploadId });
  });

  it("asks who it is", async () => {
    const { sts } = clients();
    expect(await sts.send(new GetCallerIdentityCommand({}))).toMatchObject({
      UserId: "AIDATESTUSER000000000",
      Account: "111122223333",
      Arn: "arn:aws:iam::111122223333:user/learner",
    });
  });

  it("gets an answer that it can read for each of the 62 operations", async () => {
    const { ecr } = clients();
    await ecr.send(new sdk.CreateRepositoryCommand({ repositoryName: "web" }));
    const lacking = new Set(notImplemented());
    for (const name of Object.keys(MODEL.operations)) {
      const Command = sdk[`${name}Command`] as new (input: unknown) => DescribeRepositoriesCommand;
      const known = [...(MODEL.operations[name]?.errors ?? []), lacking.has(name) ? "SandboxLacksOperation" : ""];
      const input = { repositoryName: "web", resourceArn: "arn:aws:ecr:us-east-1:111122223333:repository/web" };
      const outcome = await ecr.send(new Command(input)).then(
        () => "answered",
        (error: Error) => error.name,
      );
      expect(["answered", "InvalidParameterException", ...known], name).toContain(outcome);
    }
  });
});
