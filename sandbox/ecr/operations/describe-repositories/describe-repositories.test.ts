import { describe, expect, it } from "vitest";
import { ecrKit, invalid, noRepository } from "../../../cloud/testing-ecr.ts";
import { nodeHasher } from "../../../node/hasher.ts";

const { cloud } = ecrKit(nodeHasher);

async function filled(names: readonly string[]) {
  const test = cloud();
  for (const repositoryName of names) await test.ecr("CreateRepository", { repositoryName });
  return test;
}

const namesOf = (json: { repositories?: unknown }) => (json.repositories as { repositoryName: string }[]).map(({ repositoryName }) => repositoryName);

describe("DescribeRepositories", () => {
  it("lists by name, and the named ones in the order of the names", async () => {
    const { ecr } = await filled(["web/b", "api", "web/a"]);
    expect(namesOf((await ecr("DescribeRepositories")).json)).toEqual(["api", "web/a", "web/b"]);
    expect(namesOf((await ecr("DescribeRepositories", { repositoryNames: ["web/b", "api"] })).json)).toEqual(["web/b", "api"]);
  });

  it("fails as a whole for one unknown name", async () => {
    const { ecr } = await filled(["api"]);
    expect((await ecr("DescribeRepositories", { repositoryNames: ["api", "nope"] })).json).toEqual(noRepository("nope"));
  });

  it("gives pages that joined are the whole list", async () => {
    const names = Array.from({ length: 13 }, (_, index) => `repo-${String(index).padStart(2, "0")}`);
    const { ecr } = await filled(names);
    for (const maxResults of [1, 5, 13, 100]) {
      const joined: string[] = [];
      let nextToken: unknown;
      do {
        const { json } = await ecr("DescribeRepositories", { maxResults, ...(nextToken ? { nextToken } : {}) });
        joined.push(...namesOf(json));
        nextToken = json.nextToken;
      } while (nextToken);
      expect(joined).toEqual(names);
    }
  });

  it("refuses pages of named repositories", async () => {
    const { ecr } = await filled(["api"]);
    expect((await ecr("DescribeRepositories", { repositoryNames: ["api"], maxResults: 5 })).json).toEqual(
      invalid("maxResults", "must not be specified when repositoryNames is specified"),
    );
  });

  it("refuses foreign tokens and sizes out of range", async () => {
    const { ecr } = await filled(["api"]);
    expect((await ecr("DescribeRepositories", { nextToken: "made up" })).json).toEqual(invalid("nextToken", "Invalid pagination token provided"));
    expect((await ecr("DescribeRepositories", { maxResults: 1001 })).json).toEqual(
      invalid("maxResults", "Member must have value less than or equal to 1000"),
    );
    expect((await ecr("DescribeRepositories", { maxResults: 0 })).json).toEqual(
      invalid("maxResults", "Member must have value greater than or equal to 1"),
    );
  });
});
