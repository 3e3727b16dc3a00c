import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { OTHERS } from "../sandbox/iam/data/others.gen.ts";
import { ecrFacts, readService } from "../sandbox/iam/data/services.ts";
import { generateIamData } from "./generate-iam-data.ts";

describe("what is known of services", () => {
  const files = generateIamData();

  it("is what the generator writes", () => {
    for (const [path, content] of Object.entries(files)) {
      expect(readFileSync(new URL(`../${path}`, import.meta.url), "utf8"), path).toBe(content);
    }
  });

  it("is small", () => {
    const size = Object.values(files).reduce((sum, content) => sum + gzipSync(content).length, 0);
    expect(size).toBeLessThan(14_000);
    expect(gzipSync(files["sandbox/iam/data/ecr.gen.ts"] ?? "").length).toBeLessThan(1_600);
  });

  it("has every action of ECR, and its one kind of resource", () => {
    expect(ecrFacts.actions).toHaveLength(60);
    expect(ecrFacts.resources).toEqual({ repository: "arn:${Partition}:ecr:${Region}:${Account}:repository/${RepositoryName}" });
    expect(ecrFacts.actions.find(({ name }) => name === "ecr:CreateRepository")).toEqual({
      name: "ecr:CreateRepository",
      level: "Write",
      resources: ["repository"],
      keys: ["aws:RequestTag/${TagKey}", "aws:TagKeys", "aws:ResourceTag/${TagKey}", "ecr:ResourceTag/${TagKey}"],
    });
    expect(ecrFacts.actions.filter(({ resources }) => resources.length === 0)).toHaveLength(25);
  });

  it("names resource types and keys that are there", () => {
    for (const [prefix, rows] of Object.entries(OTHERS)) {
      const { actions, resources, keys } = readService(prefix, rows);
      expect(actions.length, prefix).toBeGreaterThan(10);
      for (const { resources: types } of actions) for (const type of types) expect(resources[type], type).toBeDefined();
      expect(keys.length, prefix).toBeGreaterThan(0);
    }
  });
});
