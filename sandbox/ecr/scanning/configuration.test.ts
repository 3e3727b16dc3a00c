import { describe, expect, it } from "vitest";
import { PULLER } from "../../cloud/testing.ts";
import { ecrKit, invalid } from "../../cloud/testing-ecr.ts";
import { nodeHasher } from "../../node/hasher.ts";
import { filterMatches } from "./configuration.ts";

const { cloud } = ecrKit(nodeHasher);

const rule = (scanFrequency: string, ...filters: string[]) => ({
  scanFrequency,
  repositoryFilters: filters.map((filter) => ({ filter, filterType: "WILDCARD" })),
});
const PATTERN = "^[a-z0-9*](?:[._\\-/a-z0-9*]?[a-z0-9*]+)*$";

describe("filters of repositories", () => {
  it.each([
    ["prod", "my-prod-web", true],
    ["prod", "staging", false],
    ["prod*", "prod/web", true],
    ["prod*", "my-prod", false],
    ["*prod", "my-prod", true],
    ["*prod", "prod/web", false],
    ["*prod*", "my/prod/web", true],
    ["*", "anything", true],
  ])("%s and %s: %s", (filter, name, matches) => {
    expect(filterMatches(filter, name)).toBe(matches);
  });
});

describe("the registry's scanning configuration", () => {
  it("is BASIC without rules until another is put, and then that one", async () => {
    const { ecr } = cloud();
    const get = async () => (await ecr("GetRegistryScanningConfiguration")).json;
    expect(await get()).toEqual({ registryId: "111122223333", scanningConfiguration: { scanType: "BASIC", rules: [] } });
    const scanning = { scanType: "ENHANCED", rules: [rule("SCAN_ON_PUSH", "prod*"), rule("CONTINUOUS_SCAN", "core")] };
    expect((await ecr("PutRegistryScanningConfiguration", scanning)).json).toEqual({ registryScanningConfiguration: scanning });
    expect(await get()).toEqual({ registryId: "111122223333", scanningConfiguration: scanning });
    expect((await ecr("PutRegistryScanningConfiguration", {})).json).toEqual({ registryScanningConfiguration: { scanType: "BASIC", rules: [] } });
  });

  it.each([
    [
      "a continuous rule under BASIC",
      [rule("CONTINUOUS_SCAN", "*")],
      "Scan frequency for scan type BASIC must satisfy enum value set: [SCAN_ON_PUSH, MANUAL]",
    ],
    ["two rules of one frequency", [rule("SCAN_ON_PUSH", "a"), rule("SCAN_ON_PUSH", "b")], "Only one rule is allowed for each scan frequency"],
    ["three rules", [rule("SCAN_ON_PUSH", "a"), rule("MANUAL", "b"), rule("MANUAL", "c")], "Member must have length less than or equal to 2"],
  ])("refuses %s", async (_, rules, constraint) => {
    const { ecr } = cloud();
    expect((await ecr("PutRegistryScanningConfiguration", { scanType: "BASIC", rules })).json).toEqual(invalid("rules", constraint));
  });

  it("refuses a filter of another form at once, however long it is", async () => {
    const { ecr } = cloud();
    const started = performance.now();
    for (const filter of ["-a", "A", "a..b", `${"a".repeat(250)}-`]) {
      const { json } = await ecr("PutRegistryScanningConfiguration", { rules: [rule("SCAN_ON_PUSH", filter)] });
      expect(json.message, filter).toContain(`must satisfy regular expression '${PATTERN}'`);
    }
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it("is put and read only by those who may", async () => {
    const { ecr } = cloud();
    for (const operation of ["PutRegistryScanningConfiguration", "GetRegistryScanningConfiguration"])
      expect((await ecr(operation, {}, PULLER)).json.message).toMatch(`not authorized to perform: ecr:${operation} on resource: *`);
  });
});

describe("what applies to a repository", () => {
  it("is told with the filters that match: continuous wins, and BASIC knows the repository's switch", async () => {
    const { ecr } = cloud();
    for (const repositoryName of ["prod/core", "prod/web", "other"]) await ecr("CreateRepository", { repositoryName });
    await ecr("PutImageScanningConfiguration", { repositoryName: "other", imageScanningConfiguration: { scanOnPush: true } });
    const repositoryNames = ["prod/core", "prod/web", "other", "nope"];
    const told = async () => {
      const { json } = await ecr("BatchGetRepositoryScanningConfiguration", { repositoryNames });
      const rows = json.scanningConfigurations as {
        repositoryName: string;
        scanFrequency: string;
        scanOnPush: boolean;
        appliedScanFilters: { filter: string }[];
      }[];
      expect(json.failures).toEqual([{ repositoryName: "nope", failureCode: "REPOSITORY_NOT_FOUND", failureReason: "Repository not found" }]);
      return rows.map((row) => [row.repositoryName, row.scanFrequency, row.scanOnPush, row.appliedScanFilters.map(({ filter }) => filter).join()]);
    };
    await ecr("PutRegistryScanningConfiguration", { scanType: "BASIC", rules: [rule("SCAN_ON_PUSH", "prod*", "web")] });
    expect(await told()).toEqual([
      ["prod/core", "SCAN_ON_PUSH", true, "prod*"],
      ["prod/web", "SCAN_ON_PUSH", true, "prod*,web"],
      ["other", "SCAN_ON_PUSH", true, ""],
    ]);
    await ecr("PutRegistryScanningConfiguration", { scanType: "ENHANCED", rules: [rule("SCAN_ON_PUSH", "prod*"), rule("CONTINUOUS_SCAN", "core")] });
    expect(await told()).toEqual([
      ["prod/core", "CONTINUOUS_SCAN", true, "core"],
      ["prod/web", "SCAN_ON_PUSH", true, "prod*"],
      ["other", "MANUAL", false, ""],
    ]);
  });
});
