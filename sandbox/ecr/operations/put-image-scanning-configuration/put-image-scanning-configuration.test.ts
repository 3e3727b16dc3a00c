import { describe, expect, it } from "vitest";
import { PULLER } from "../../../cloud/testing.ts";
import { ecrKit, noRepository } from "../../../cloud/testing-ecr.ts";
import { nodeHasher } from "../../../node/hasher.ts";

const { cloud } = ecrKit(nodeHasher);

describe("PutImageScanningConfiguration", () => {
  it("turns the repository's switch on and off, and shows it with the repository", async () => {
    const { ecr } = cloud();
    await ecr("CreateRepository", { repositoryName: "web" });
    for (const [given, scanOnPush] of [
      [{ scanOnPush: true }, true],
      [{}, false],
    ] as const) {
      const { json } = await ecr("PutImageScanningConfiguration", { repositoryName: "web", imageScanningConfiguration: given });
      expect(json).toEqual({ registryId: "111122223333", repositoryName: "web", imageScanningConfiguration: { scanOnPush } });
      const [repository] = (await ecr("DescribeRepositories")).json.repositories as object[];
      expect(repository).toMatchObject({ imageScanningConfiguration: { scanOnPush } });
    }
  });

  it("is refused for a repository that is not there, and to those who may not", async () => {
    const { ecr } = cloud();
    const put = { repositoryName: "web", imageScanningConfiguration: { scanOnPush: true } };
    expect((await ecr("PutImageScanningConfiguration", put)).json).toEqual(noRepository("web"));
    await ecr("CreateRepository", { repositoryName: "web" });
    expect((await ecr("PutImageScanningConfiguration", put, PULLER)).json.message).toMatch(
      /puller is not authorized to perform: ecr:PutImageScanningConfiguration on resource: arn:aws:ecr:us-east-1:111122223333:repository\/web /,
    );
  });
});
