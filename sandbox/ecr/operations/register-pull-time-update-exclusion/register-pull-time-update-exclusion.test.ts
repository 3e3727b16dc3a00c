import { describe, expect, it } from "vitest";
import { ACCOUNT, PULLER, START } from "../../../cloud/testing.ts";
import { ecrKit, invalid, refusal } from "../../../cloud/testing-ecr.ts";
import { nodeHasher } from "../../../node/hasher.ts";

const { addImage, cloud } = ecrKit(nodeHasher);
const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const scanner = `arn:aws:iam::${ACCOUNT}:user/puller`;

describe("exclusions from the recorded pull time", () => {
  it("are registered, listed by name and taken away", async () => {
    const { ecr } = cloud();
    expect((await ecr("RegisterPullTimeUpdateExclusion", { principalArn: role("scan") })).json).toEqual({
      principalArn: role("scan"),
      createdAt: START / 1000,
    });
    await ecr("RegisterPullTimeUpdateExclusion", { principalArn: role("audit") });
    const list = async (input: object = {}) => (await ecr("ListPullTimeUpdateExclusions", input)).json;
    expect(await list()).toEqual({ pullTimeUpdateExclusions: [role("audit"), role("scan")] });
    const first = await list({ maxResults: 1 });
    expect(first.pullTimeUpdateExclusions).toEqual([role("audit")]);
    expect(await list({ maxResults: 1, nextToken: first.nextToken })).toEqual({ pullTimeUpdateExclusions: [role("scan")] });
    expect((await ecr("DeregisterPullTimeUpdateExclusion", { principalArn: role("audit") })).json).toEqual({ principalArn: role("audit") });
    expect(await list()).toEqual({ pullTimeUpdateExclusions: [role("scan")] });
  });

  it("are refused twice, unknown, of no principal, and past one hundred", async () => {
    const { ecr } = cloud();
    const register = async (principalArn: string) => (await ecr("RegisterPullTimeUpdateExclusion", { principalArn })).json;
    for (let at = 0; at < 100; at++) await register(role(`scan-${at}`));
    expect(await register(role("scan-7"))).toEqual(
      refusal(
        "ExclusionAlreadyExistsException",
        `The pull time update exclusion for principal '${role("scan-7")}' already exists in the registry with id '111122223333'`,
      ),
    );
    expect(await register(role("one-more"))).toEqual(
      refusal("LimitExceededException", "A registry can have at most 100 pull time update exclusions"),
    );
    expect((await ecr("DeregisterPullTimeUpdateExclusion", { principalArn: role("other") })).json).toEqual(
      refusal(
        "ExclusionNotFoundException",
        `The pull time update exclusion for principal '${role("other")}' does not exist in the registry with id '111122223333'`,
      ),
    );
    expect(await register(`arn:aws:iam::${ACCOUNT}:root`)).toEqual(
      invalid("principalArn", "must satisfy regular expression 'arn:aws(-[a-z]+)*:iam::[0-9]{12}:(role|user)/[\\w+=,.@-]+(/[\\w+=,.@-]+)*'"),
    );
  });

  it("keep the pulls of a scanner from counting, and of nobody else", async () => {
    const test = cloud();
    await test.ecr("CreateRepository", { repositoryName: "web" });
    await addImage(test, "web", "{}", "v1");
    const pulled = async () =>
      ((await test.ecr("DescribeImages", { repositoryName: "web" })).json.imageDetails as { lastRecordedPullTime?: number }[])[0]
        ?.lastRecordedPullTime;
    const pull = (key = PULLER) => test.ecr("BatchGetImage", { repositoryName: "web", imageIds: [{ imageTag: "v1" }] }, key);
    await test.ecr("RegisterPullTimeUpdateExclusion", { principalArn: scanner });
    expect((await pull()).json.images).toHaveLength(1);
    expect(await pulled()).toBeUndefined();
    await test.ecr("DeregisterPullTimeUpdateExclusion", { principalArn: scanner });
    await pull();
    expect(await pulled()).toBe(START / 1000);
  });
});
