import { describe, expect, it } from "vitest";
import { ecrKit, invalid } from "../../../cloud/testing-ecr.ts";
import { nodeHasher } from "../../../node/hasher.ts";

const { cloud } = ecrKit(nodeHasher);

describe("GetAuthorizationToken", () => {
  it("gives one token for 12 hours, and one entry for each registry asked", async () => {
    const { ecr } = cloud();
    const { authorizationData } = (await ecr("GetAuthorizationToken")).json as { authorizationData: Record<string, unknown>[] };
    expect(authorizationData).toEqual([
      {
        authorizationToken: expect.stringMatching(/^QVdTOmV5/),
        expiresAt: 1795464000,
        proxyEndpoint: "https://111122223333.dkr.ecr.us-east-1.amazonaws.com",
      },
    ]);
    const { json } = await ecr("GetAuthorizationToken", { registryIds: ["444455556666", "111122223333"] });
    expect((json.authorizationData as { proxyEndpoint: string }[]).map(({ proxyEndpoint }) => proxyEndpoint)).toEqual([
      "https://444455556666.dkr.ecr.us-east-1.amazonaws.com",
      "https://111122223333.dkr.ecr.us-east-1.amazonaws.com",
    ]);
  });

  it("stores nothing: the world is the same before and after", async () => {
    const { ecr, store } = cloud();
    const before = store.world;
    await ecr("GetAuthorizationToken");
    expect(store.world).toBe(before);
  });

  it("refuses registry ids that are none", async () => {
    expect((await cloud().ecr("GetAuthorizationToken", { registryIds: ["12"] })).json).toEqual(
      invalid("registryIds.1.member", "must satisfy regular expression '[0-9]{12}'"),
    );
  });
});
